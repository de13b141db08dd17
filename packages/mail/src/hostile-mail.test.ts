import { isMailAddress } from "@saihan/domain";
import fc from "fast-check";
import { simpleParser } from "mailparser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hostileAddresses as addresses, hostileText as hostile, tricks } from "../../../test/support/hostile-text.ts";
import { openMailSink } from "../../../test/support/mail-sink.ts";
import { type MailTransport, openMailTransport } from "./transport.ts";

const ours = new Set([
  ...["from", "to", "message-id", "subject", "content-language", "auto-submitted", "date", "mime-version", "content-type"],
]);

describe("hostile names, subjects and addresses (S-20)", () => {
  let sink: Awaited<ReturnType<typeof openMailSink>>;
  let transport: MailTransport;
  beforeAll(async () => {
    sink = await openMailSink();
    transport = openMailTransport({ url: sink.url, from: "saihan@partner.example" });
  });
  afterAll(async () => {
    transport?.close();
    await sink?.down();
  });

  test("1,000 names and subjects: one recipient, no header but ours, and the text survives", async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (name, subject) => {
        sink.taken.length = 0;
        const address = "reader@x.example";
        const words = { subject, text: "本文", html: "<p>本文</p>", language: "ja" };
        await transport.send({ to: { address, name }, messageId: "<m@partner.example>", ...words });
        expect(sink.taken.map((mail) => mail.recipient)).toEqual([address]);
        const parsed = await simpleParser(sink.taken[0]?.raw ?? "");
        expect(parsed.headerLines.map(({ key }) => key).filter((key) => !ours.has(key))).toEqual([]);
        expect(new Set(parsed.headerLines.map(({ key }) => key)).size).toBe(parsed.headerLines.length);
        const to = [parsed.to ?? []].flat().flatMap((field) => field.value);
        expect(to.map((one) => one.address)).toEqual([address]);
        expect(visible(to[0]?.name)).toBe(visible(name));
        expect(visible(parsed.subject)).toBe(visible(subject));
      }),
      { numRuns: 1_000 },
    );
  });

  test("1,000 addresses: what is no single plain address is refused before it reaches the library", async () => {
    await fc.assert(
      fc.asyncProperty(addresses, async (address) => {
        if (!isMailAddress(address)) return;
        sink.taken.length = 0;
        const mail = { subject: "s", text: "t", html: "<p>t</p>", language: "en", messageId: "<m@partner.example>" };
        await transport.send({ to: { address }, ...mail });
        expect(sink.taken.map((one) => one.recipient.toLowerCase())).toEqual([address.toLowerCase()]);
      }),
      { numRuns: 1_000 },
    );
    for (const trick of tricks.slice(0, 7)) expect(isMailAddress(`reader@x.example${trick}`)).toBe(false);
  });
});

/** What a reader sees: line ends and runs of blanks fold into one, and what has no shape is left out. */
function visible(text = ""): string {
  return text
    .replaceAll(/[\p{C}\p{Z}]+/gu, "")
    .replaceAll(/["\\]/g, "")
    .normalize("NFC");
}
