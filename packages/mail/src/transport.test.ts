import { createHash, createPublicKey, createVerify, generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, test } from "vitest";
import { openMailSink, type Whim } from "../../../test/support/mail-sink.ts";
import { openMailTransport, type TransportSettings } from "./transport.ts";

type Sink = Awaited<ReturnType<typeof openMailSink>>;
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function transportTo(sink: Sink, more: Partial<TransportSettings> = {}) {
  const transport = openMailTransport({ url: sink.url, from: "saihan@partner.example", timeoutMs: 2_000, ...more });
  closing.push(() => transport.close(), sink.down);
  return transport;
}
const mailTo = (address: string) => ({
  ...{ to: { address, name: "山田 花子" }, messageId: `<${address}>`, subject: "件名", text: "本文", html: "<p>本文</p>" },
  language: "ja",
});

describe("what a sending came to", () => {
  test.each<[Whim, string]>([
    ["take", "sent"],
    ["refuse", "refused: 550 5.1.1"],
    ["later", "put-off: 450 4.2.0"],
    ["later-after-text", "put-off: 451 4.3.0"],
    ["drop-before-text", "no-server: no connection"],
    ["drop-after-text", "unknown: no answer"],
  ])("the server's manner %s is %s", async (whim, outcome) => {
    const sink = await openMailSink(() => whim);
    const transport = await transportTo(sink);
    const said = await transport.send(mailTo("a@x.example")).then(
      () => "sent",
      (error: Error) => error.message,
    );
    expect(said).toBe(outcome);
    expect(sink.taken).toHaveLength(whim === "take" || whim === "drop-after-text" ? 1 : 0);
  });

  test("a connection that served before and is lost after the text is still an unknown outcome", async () => {
    const sink = await openMailSink((recipient) => (recipient.startsWith("b") ? "drop-after-text" : "take"));
    const transport = await transportTo(sink, { connections: 1 });
    await transport.send(mailTo("a@x.example"));
    await expect(transport.send(mailTo("b@x.example"))).rejects.toMatchObject({ outcome: "unknown" });
    expect(sink.taken.map((mail) => mail.recipient)).toEqual(["a@x.example", "b@x.example"]);
  });

  test("a server that is away says nothing of the mail", async () => {
    const sink = await openMailSink();
    const transport = openMailTransport({ url: sink.url, from: "saihan@partner.example" });
    closing.push(() => transport.close());
    await sink.down();
    await expect(transport.send(mailTo("a@x.example"))).rejects.toMatchObject({ outcome: "no-server" });
  });
});

describe("the mail as the server gets it", () => {
  test("it can be unsubscribed from with one request only where it names an address for that", async () => {
    const sink = await openMailSink();
    const transport = await transportTo(sink, { connections: 1 });
    await transport.send(mailTo("a@x.example"));
    await transport.send({ ...mailTo("b@x.example"), unsubscribeUrl: "https://house.example/v1/unsubscribe?t=abc" });
    const [plain, optional] = sink.taken.map((mail) => mail.raw);
    expect(plain).not.toMatch(/^List-Unsubscribe/im);
    expect(optional?.replaceAll(/\r\n\s+/g, " ")).toContain("List-Unsubscribe: <https://house.example/v1/unsubscribe?t=abc>\r\n");
    expect(optional).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
  });

  test("with a key it is signed: the signature holds for the text and the headers as they arrived", async () => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2_048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const sink = await openMailSink();
    const transport = await transportTo(sink, { dkim: { domainName: "partner.example", keySelector: "s1", privateKey: pem } });
    await transport.send(mailTo("a@x.example"));
    const raw = sink.taken[0]?.raw ?? "";
    const key = createPublicKey(publicKey.export({ type: "spki", format: "pem" }));
    expect(signatureHolds(raw, key)).toBe(true);
    expect(raw).toMatch(/d=partner\.example/);
    expect(signatureHolds(`${raw}more\r\n`, key)).toBe(false);
    expect(signatureHolds(raw.replace(/^Subject: .*$/m, "Subject: another"), key)).toBe(false);
  });
});

/** Verifies the first DKIM-Signature (RFC 6376, 3.7) with relaxed headers and body. */
function signatureHolds(raw: string, key: ReturnType<typeof createPublicKey>): boolean {
  const end = raw.indexOf("\r\n\r\n");
  const [head, text] = [raw.slice(0, end), raw.slice(end + 4)];
  const headers = head.split(/\r\n(?!\s)/).map((line) => {
    const at = line.indexOf(":");
    return {
      name: line.slice(0, at).toLowerCase().trim(),
      value: line
        .slice(at + 1)
        .replaceAll(/\s+/g, " ")
        .trim(),
    };
  });
  const signature = headers.find((header) => header.name === "dkim-signature")?.value ?? "";
  const tag = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([^;]*)`).exec(signature)?.[1]?.replaceAll(/\s+/g, "") ?? "";
  const named = tag("h").toLowerCase().split(":");
  const lines = named.flatMap((name) => headers.filter((header) => header.name === name).map((h) => `${name}:${h.value}\r\n`));
  const unsigned = signature.replace(/(^|;)(\s*b=)[^;]*/, "$1$2").trim();
  const body = `${text
    .replaceAll(/[ \t]+(?=\r\n)/g, "")
    .replaceAll(/[ \t]+/g, " ")
    .replace(/(\r\n)*$/, "")}\r\n`;
  if (createHash("sha256").update(body).digest("base64") !== tag("bh")) return false;
  const verify = createVerify("RSA-SHA256").update(`${lines.join("")}dkim-signature:${unsigned}`);
  return verify.verify(key, tag("b"), "base64");
}
