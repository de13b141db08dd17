import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bounceAddressOf, mailIdOfBounceAddress } from "./bounce-address.ts";
import { fieldBlocks, readReport } from "./read-report.ts";

const id = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0000";
const other = "0199aaaa-bbbb-7ccc-8ddd-eeeeffff0001";
const own = { mailDomain: "partner.example", bouncesTo: "bounces@partner.example" };
const returnTo = bounceAddressOf(own.bouncesTo, id);
const crlf = (lines: readonly string[]) => Buffer.from(`${lines.join("\r\n")}\r\n`);

/** A report as mail servers write it: what is said to people, to programs, and what came back. */
function report(told: {
  type?: string;
  to?: string;
  kind?: string;
  fields?: readonly string[];
  messageId?: string;
  returned?: "message/rfc822" | "text/rfc822-headers" | "none";
}): Buffer {
  const { type = "delivery-status", to = returnTo, kind = "message/delivery-status", fields = [] } = told;
  const { messageId = `<${id}@partner.example>`, returned = "message/rfc822" } = told;
  return crlf([
    "From: MAILER-DAEMON@mx.example (Mail Delivery System)",
    `To: ${to}`,
    "Subject: Undelivered Mail Returned to Sender",
    "MIME-Version: 1.0",
    `Content-Type: multipart/report; report-type=${type};`,
    '\tboundary="b1"',
    "",
    "--b1",
    "Content-Type: text/plain; charset=us-ascii",
    "",
    "I'm sorry to have to inform you. Status: 5.1.1, Action: failed",
    "",
    "--b1",
    `Content-Type: ${kind}`,
    "",
    ...fields,
    "",
    ...(returned === "none"
      ? []
      : [
          "--b1",
          `Content-Type: ${returned}`,
          "",
          `Message-ID: ${messageId}`,
          "Subject: hello",
          "To: user@reader.example",
          "",
          "text",
        ]),
    "--b1--",
  ]);
}

const dsn = (status: string, action = "failed", more: readonly string[] = []) => [
  "Reporting-MTA: dns; mx.example",
  "X-Postfix-Queue-ID: 4F1A2",
  "",
  "Final-Recipient: rfc822; User@reader.example",
  ...more,
  `Action: ${action}`,
  `Status: ${status}`,
  "Diagnostic-Code: smtp; 550 5.1.1 <user@reader.example>: Recipient address",
  "    rejected: User unknown",
];
const arf = (kind: string, more: readonly string[] = ["Original-Rcpt-To: <user@reader.example>"]) => [
  ...[`Feedback-Type: ${kind}`, "User-Agent: SomeGenerator/1.0", "Version: 1"],
  ...more,
];
const feedback = { type: "feedback-report", kind: "message/feedback-report", returned: "text/rfc822-headers" } as const;
const address = "user@reader.example";

describe("what a mail server reports (RFC 3464)", () => {
  test.each([
    { what: "no such mailbox", status: "5.1.1", marks: true },
    { what: "no such system", status: "5.1.2", marks: true },
    { what: "a domain that takes no mail (RFC 7505)", status: "5.1.10", marks: true },
    { what: "a mailbox that is closed", status: "5.2.1", marks: true },
    { what: "our own address refused", status: "5.1.8", marks: false },
    { what: "a mailbox that is full", status: "5.2.2", marks: false },
    { what: "a mail that is too large", status: "5.3.4", marks: false },
    { what: "a policy", status: "5.7.1", marks: false },
    { what: "a server that gave up after days", status: "4.4.1", marks: false },
    { what: "a status that is none", status: "nonsense", marks: false },
  ])("$what ($status): the mail bounced; the address is marked: $marks", async ({ status, marks }) => {
    expect(await readReport(report({ fields: dsn(status) }), own)).toEqual({
      ...{ mailId: id, addresses: [address], outcome: "bounced", marks },
    });
  });

  test("a delay is no end", async () => {
    expect(await readReport(report({ fields: dsn("4.4.1", "delayed") }), own)).toBeUndefined();
  });

  test("what was delivered is delivered; what another server took over is not yet", async () => {
    expect((await readReport(report({ fields: dsn("2.0.0", "delivered") }), own))?.outcome).toBe("delivered");
    expect(await readReport(report({ fields: dsn("2.0.0", "relayed") }), own)).toBeUndefined();
  });

  test("an address that mail was passed on from is named first", async () => {
    const fields = dsn("5.1.1", "failed", ["Original-Recipient: rfc822;alias@reader.example"]);
    expect((await readReport(report({ fields }), own))?.addresses).toEqual(["alias@reader.example", address]);
  });

  test("several recipients are a list behind our one: that says nothing of it", async () => {
    const fields = [...dsn("5.1.1"), "", "Final-Recipient: rfc822; two@reader.example", "Action: failed", "Status: 5.1.1"];
    expect(await readReport(report({ fields }), own)).toBeUndefined();
  });
});

describe("what readers report (RFC 5965)", () => {
  test.each([
    { kind: "abuse", marks: true },
    { kind: "opt-out", marks: true },
    { kind: "other", marks: false },
  ])("$kind is a complaint; the address is marked: $marks", async ({ kind, marks }) => {
    expect(await readReport(report({ ...feedback, fields: arf(kind) }), own)).toEqual({
      ...{ mailId: id, addresses: [address], outcome: "complained", marks },
    });
  });

  test.each(["not-spam", "auth-failure", "virus-like"])("%s is none", async (kind) => {
    expect(await readReport(report({ ...feedback, fields: arf(kind) }), own)).toBeUndefined();
  });

  test("one that keeps the reader back is of the mail's one recipient", async () => {
    expect((await readReport(report({ ...feedback, fields: arf("abuse", []) }), own))?.addresses).toEqual([]);
  });
});

describe("of which mail a report is", () => {
  const fields = dsn("5.1.1");
  test.each<{ what: string; told: Parameters<typeof report>[0]; of: string | undefined }>([
    { what: "by the address that it was sent to, when nothing came back", told: { returned: "none" }, of: id },
    {
      what: "by the Message-ID that came back, when it was sent to the plain address",
      told: { to: "bounces@partner.example" },
      of: id,
    },
    { what: "by headers alone", told: { to: "saihan@partner.example", returned: "text/rfc822-headers" }, of: id },
    { what: "none, when the two disagree", told: { messageId: `<${other}@partner.example>` }, of: undefined },
    {
      what: "none, when it names no mail of ours",
      told: { to: "x@partner.example", messageId: "<1@mx.example>" },
      of: undefined,
    },
    {
      what: "none, when the Message-ID is of another domain",
      told: { to: "x@partner.example", messageId: `<${id}@elsewhere.example>` },
      of: undefined,
    },
    { what: "none, when neither is there", told: { to: "x@partner.example", returned: "none" }, of: undefined },
  ])("$what", async ({ told, of }) => {
    expect((await readReport(report({ fields, ...told }), own))?.mailId).toBe(of);
  });

  test("a mail that only looks like a report in its text is none", async () => {
    const text = crlf([`To: ${returnTo}`, "Content-Type: text/plain", "", ...fields, "", `Message-ID: <${id}@partner.example>`]);
    expect(await readReport(text, own)).toBeUndefined();
  });

  test("bytes of any kind are no report, and nothing is thrown", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect(await readReport(bytes, own)).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });

  test("a report with anything in any place never names another mail", async () => {
    const whole = report({ fields }).toString("latin1");
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length), fc.nat(40), fc.string({ maxLength: 40 }), async (at, cut, put) => {
        const broken = Buffer.from(whole.slice(0, at) + put + whole.slice(at + cut), "latin1");
        expect([id, undefined]).toContain((await readReport(broken, own))?.mailId);
      }),
      { numRuns: 300 },
    );
  });
});

describe("the address for reports", () => {
  test("gives the mail's id back, in any case, and nothing for other addresses", () => {
    expect(returnTo).toBe("bounces+0199aaaabbbb7ccc8dddeeeeffff0000@partner.example");
    expect(mailIdOfBounceAddress(returnTo.toUpperCase(), own.bouncesTo)).toBe(id);
    for (const no of ["bounces@partner.example", "bounces+12@partner.example", `x${returnTo}`, `${returnTo}.org`])
      expect(mailIdOfBounceAddress(no, own.bouncesTo)).toBeUndefined();
  });

  test("its local part is no longer than RFC 5321, 4.5.3.1.1 allows", () => {
    expect(bounceAddressOf(`${"b".repeat(20)}@x.example`, id).indexOf("@")).toBeLessThanOrEqual(64);
  });
});

test("fields that go over lines are one, and line ends of any kind part them", () => {
  const [whole, recipient] = fieldBlocks("A: 1\nB: 2\n  and 3\n\n\r\nC: 4\rD\r\n");
  expect([whole?.get("b"), recipient?.get("c"), recipient?.size]).toEqual(["2 and 3", "4", 1]);
});
