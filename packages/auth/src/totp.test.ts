import { generateSync } from "otplib";
import { describe, expect, test } from "vitest";
import { makeTotpSecret, qrOf, totpStep, totpUri } from "./totp.ts";

/** RFC 6238, Appendix B: seconds since 1970, the 8-digit codes for SHA-1, SHA-256 and SHA-512. */
const vectors = [
  [59, "94287082", "46119246", "90693936"],
  [1_111_111_109, "07081804", "68084774", "25091201"],
  [1_111_111_111, "14050471", "67062674", "99943326"],
  [1_234_567_890, "89005924", "91819424", "93441116"],
  [2_000_000_000, "69279037", "90698825", "38618901"],
  [20_000_000_000, "65353130", "77737706", "47863826"],
] as const;
/** The keys of the appendix: the digits 1 to 0 in turn, 20, 32 and 64 bytes, here in base32. */
const keyOf = (bytes: number) => base32(Buffer.from("1234567890".repeat(7).slice(0, bytes)));

describe("RFC 6238, Appendix B", () => {
  test.each(vectors)("at %i s", (epoch, sha1, sha256, sha512) => {
    const code = (algorithm: "sha1" | "sha256" | "sha512", bytes: number) =>
      generateSync({ secret: keyOf(bytes), epoch, digits: 8, algorithm });
    expect([code("sha1", 20), code("sha256", 32), code("sha512", 64)]).toEqual([sha1, sha256, sha512]);
    // Six digits are the last six of eight.
    expect(totpStep(keyOf(20), sha1.slice(2), 0, new Date(epoch * 1_000))).toBe(Math.floor(epoch / 30));
  });
});

describe("which codes are right", () => {
  const secret = makeTotpSecret();
  const step = 59_000_000;
  const now = new Date((step * 30 + 7) * 1_000);
  const codeOf = (n: number) => generateSync({ secret, epoch: n * 30 });

  test.each([
    // the code of the step, last step used, accepted as
    [0, 0, step],
    [-1, 0, step - 1],
    [-2, 0, undefined],
    [1, 0, undefined],
    [2, 0, undefined],
    [0, step - 1, step],
    [0, step, undefined],
    [-1, step, undefined],
    [-1, step - 1, undefined],
    [-1, step - 2, step - 1],
    [0, step + 5, undefined],
  ])("the code of step T%i after step %i was used: %s", (offset, lastStep, accepted) => {
    expect(totpStep(secret, codeOf(step + offset), lastStep, now)).toBe(accepted);
  });

  test.each([
    ["first", 0],
    ["last", 29.999],
  ])("the step before counts up to the %s instant of a step", (_, seconds) => {
    expect(totpStep(secret, codeOf(step - 1), 0, new Date((step * 30 + seconds) * 1_000))).toBe(step - 1);
    expect(totpStep(secret, codeOf(step - 2), 0, new Date((step * 30 + seconds) * 1_000))).toBeUndefined();
    expect(totpStep(secret, codeOf(step + 1), 0, new Date((step * 30 + seconds) * 1_000))).toBeUndefined();
  });

  const code = codeOf(step);
  const fullWidth = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
  test.each([
    ["", "12345", `${code}0`, ` ${code}`, `${code}\n`, `${code.slice(0, 3)} ${code.slice(3)}`, fullWidth, "abcdef", "-12345"],
  ])("other forms are wrong, not errors", (...forms) => {
    for (const form of forms) expect(totpStep(secret, form, 0, now)).toBeUndefined();
  });

  test.each([null, undefined, 123456, ["123456"], { code: "123456" }, true])(
    "%j in place of a text is wrong, not an error",
    (value) => {
      expect(totpStep(secret, value as unknown as string, 0, now)).toBeUndefined();
    },
  );

  test("a secret that is none lets nobody in", () => {
    expect(totpStep("not base32!", code, 0, now)).toBeUndefined();
  });
});

test("the QR code holds what an authenticator app reads: issuer, label, secret, and the app's defaults", () => {
  const secret = makeTotpSecret();
  const uri = new URL(totpUri(secret, "econ1000000001"));
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual(["otpauth:", "totp", "/Saihan:econ1000000001"]);
  expect(uri.searchParams.get("secret")).toBe(secret);
  expect(uri.searchParams.get("issuer")).toBe("Saihan");
  for (const [name, usual] of [
    ["algorithm", "SHA1"],
    ["digits", "6"],
    ["period", "30"],
  ] as const) {
    expect(uri.searchParams.get(name) ?? usual).toBe(usual);
  }
  expect(secret).toMatch(/^[A-Z2-7]{32}$/);
  expect(qrOf(uri.href)).toMatch(/^<\?xml|^<svg/);
});

function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[Number.parseInt(five.padEnd(5, "0"), 2)])
    .join("");
}
