import { expect, test } from "vitest";
import { makeRecoveryCodes, readRecoveryCode } from "./recovery-codes.ts";
import { makeToken, readToken } from "./token.ts";

test("ten codes, each with its number and 75 random bits, no two alike", () => {
  const codes = Array.from({ length: 100 }, makeRecoveryCodes).flat();
  expect(new Set(codes.map((code) => code.slice(1))).size).toBe(1_000);
  for (const [i, code] of codes.entries()) {
    expect(code).toMatch(/^[0-9][0-9A-HJKMNP-TV-Z]{3}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(readRecoveryCode(code.toLowerCase())).toEqual({ number: i % 10, code: code.replaceAll("-", "") });
  }
});

test.each([
  "",
  "7K3D",
  "AK3D-9QWX-04NB-TZ6H",
  "7K3D-9QWX-04NB-TZ6HX",
  "7K3D 9QWX 04NB TZ6H",
  "7K3D-9QWX-04NB-TZ6I",
  "７K3D-9QWX-04NB-TZ6H",
])("%s is not a recovery code", (text) => {
  expect(readRecoveryCode(text)).toBeUndefined();
});

test("tokens are 256 random bits, and each kind is read as itself only", () => {
  const tokens = Array.from({ length: 1_000 }, () => makeToken("shs").token);
  expect(new Set(tokens).size).toBe(1_000);
  const { token, hash } = makeToken("shs");
  expect(token).toMatch(/^shs_[0-9A-Za-z_-]{43}$/);
  expect(readToken("shs", token)).toEqual(hash);
  for (const other of [token.replace("shs", "sho"), token.slice(0, -1), `${token}x`, ` ${token}`, "", "shs_"]) {
    expect(readToken("shs", other)).toBeUndefined();
  }
});
