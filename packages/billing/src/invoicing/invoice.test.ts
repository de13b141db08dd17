import { describe, expect, it } from "vitest";
import { childContracts, closeMonth, interval, issuer, parentContract, recipient } from "../../test/sample-month.ts";
import { discountsOfCoupons, enterCoupon } from "./coupon.ts";
import { draftCreditNote } from "./credit-note.ts";
import { nextDocumentNumber } from "./document-number.ts";
import { buildInvoice, finaliseInvoice, type Invoice, type InvoiceFacts } from "./invoice.ts";
import { chargeStatusOf, invoiceMayBecome, monthMayBecome } from "./month-life.ts";
import { buildStatement } from "./statement.ts";

const hours = (contractId: string, resourceId: string, count: number, plan = "4vCPU-16GB") =>
  interval({
    contractId,
    resourceId,
    plan,
    from: "2024-04-01T00:00:00Z",
    to: new Date(Date.UTC(2024, 3, 1, count)).toISOString(),
  });
const records = [hours(parentContract, "own", 10), hours(childContracts[0], "a", 5), hours(childContracts[1], "b", 1)];
const { statements } = closeMonth("2024-04", records).invoice;
const facts: InvoiceFacts = {
  parentContractId: parentContract,
  month: "2024-04",
  issuer,
  recipient,
  statements,
  taxRounding: "floor",
};

describe("the invoice of a partner", () => {
  it("is the partner's own use and every child contract, tax once", () => {
    const invoice = buildInvoice(facts);
    expect(invoice.statements.map(({ contractId, net }) => [contractId, net])).toEqual([
      [parentContract, 600n],
      [childContracts[0], 300n],
      [childContracts[1], 60n],
    ]);
    expect([invoice.fees, invoice.net, invoice.tax, invoice.total, invoice.due]).toEqual([960n, 960n, 96n, 1056n, 1056n]);
    expect([invoice.supplyDate, invoice.qualified, invoice.illustrative]).toEqual(["2024-04-30", true, true]);
  });

  it("is no qualified invoice without a registration on the day of supply", () => {
    const later = { ...issuer, registration: { number: "T7010705000725", from: "2024-05-01" } };
    expect(buildInvoice({ ...facts, issuer: later }).qualified).toBe(false);
    expect(buildInvoice({ ...facts, issuer: { ...issuer, registration: undefined } }).qualified).toBe(false);
  });

  it("two rates on one document: adjustments keep the rate of their own month", () => {
    const line = (month: string) =>
      closeMonth(month, [interval({ from: `${month}-01T00:00:00Z`, to: `${month}-08T00:00:00Z` })]).lines;
    const adjustment = line("2019-09").map((one) => ({ ...one, id: "late", kind: "adjustment" as const, corrects: "2019-09" }));
    const child = buildStatement(childContracts[0], "2019-10", [...line("2019-10"), ...adjustment]);
    const own = buildStatement(parentContract, "2019-10", []);
    const invoice = buildInvoice({ ...facts, month: "2019-10", statements: [own, child] });
    expect(invoice.taxes).toEqual([
      { category: "S", percent: "10", net: 2520n, tax: 252n },
      { category: "S", percent: "8", net: 2520n, tax: 201n },
    ]);
  });

  it("discounts come before tax, narrow ones first, and are shown per contract", () => {
    const discounts = [
      { id: "all", label: "volume", amount: 100n },
      { id: "child", label: "child", amount: 100n, contractId: childContracts[0] },
    ];
    const invoice = buildInvoice({ ...facts, discounts });
    expect(invoice.allowances.map(({ discountId, contractId, amount }) => [discountId, contractId, amount])).toEqual([
      ["child", childContracts[0], 100n],
      ["all", parentContract, 70n],
      ["all", childContracts[0], 23n],
      ["all", childContracts[1], 7n],
    ]);
    expect([invoice.net, invoice.tax, invoice.total]).toEqual([760n, 76n, 836n]);
  });

  it("credit and prepaid amounts come after tax and never below zero", () => {
    const invoice = buildInvoice({ ...facts, credit: 1000n, prepaid: 500n });
    expect([invoice.creditUsed, invoice.prepaidUsed, invoice.due]).toEqual([1000n, 56n, 0n]);
  });

  it.each([
    ["the parent's own statement is missing", statements.slice(1)],
    ["a contract has two statements", [...statements, ...statements.slice(1, 2)]],
    ["a statement is of another month", [buildStatement(parentContract, "2024-03", [])]],
  ])("is not built when %s", (_title, given) => {
    expect(() => buildInvoice({ ...facts, statements: given })).toThrow(RangeError);
  });

  it("a contract without use has a statement of zero", () => {
    expect(buildStatement(childContracts[1], "2024-04", [])).toMatchObject({ net: 0n, lines: [], byMenu: [] });
  });

  it("a statement refuses a line of another contract", () => {
    const lines = statements.flatMap((statement) => statement.lines);
    expect(() => buildStatement(parentContract, "2024-04", lines)).toThrow(RangeError);
  });
});

describe("coupons", () => {
  const offer = { code: "ABCD1234EFGH", months: 2, amount: 150n, menu: "Virtual server" };
  const entry = {
    code: offer.code,
    offer,
    enteredByParentOwner: true,
    alreadyEntered: false,
    at: new Date("2024-03-31T23:59:59Z"),
  };

  it("take effect in the month after entry, by the UTC month, for as long as they say", () => {
    const entered = enterCoupon(entry);
    if (!entered.ok) throw new Error(entered.code);
    const months = ["2024-03", "2024-04", "2024-05", "2024-06"];
    expect(months.map((month) => discountsOfCoupons([entered.coupon], month).length)).toEqual([0, 1, 1, 0]);
    const invoice = buildInvoice({ ...facts, discounts: discountsOfCoupons([entered.coupon], "2024-04") });
    expect([invoice.fees, invoice.net]).toEqual([960n, 810n]);
  });

  it.each([
    ["11 characters", { code: "ABCD1234EFG" }],
    ["lower case", { code: "abcd1234efgh" }],
    ["a code nobody issued", { offer: undefined }],
    ["entered by someone else", { enteredByParentOwner: false }],
    ["entered before", { alreadyEntered: true }],
  ])("are refused: %s", (_title, change) => {
    expect(enterCoupon({ ...entry, ...change })).toMatchObject({ ok: false, code: "COUPON_INVALID" });
  });
});

describe("credit notes", () => {
  const invoice: Invoice = finaliseInvoice(buildInvoice(facts), nextDocumentNumber("INV-2024", 6), "2024-05-08");
  const lineOf = (contractId: string) => invoice.statements.find((one) => one.contractId === contractId)?.lines[0]?.id ?? "";
  const credit = (lines: { lineId: string; net: bigint }[], earlier: Parameters<typeof draftCreditNote>[1] = []) =>
    draftCreditNote(invoice, earlier, { lines, reason: "price error", reductionDate: "2024-05-20" });

  it("name the original and its day of supply, and carry net and tax per rate", () => {
    expect(credit([{ lineId: lineOf(parentContract), net: 105n }])).toMatchObject({
      ok: true,
      note: {
        amends: "INV-2024-000007",
        supplyDate: "2024-04-30",
        taxes: [{ percent: "10", net: 105n, tax: 10n }],
        total: 115n,
        mustBeIssued: false,
      },
    });
  });

  it("three times 105: the taxes follow the sum, 10 + 11 + 10", () => {
    const notes: Extract<ReturnType<typeof credit>, { ok: true }>["note"][] = [];
    for (let i = 0; i < 3; i++) {
      const draft = credit([{ lineId: lineOf(parentContract), net: 105n }], notes);
      if (!draft.ok) throw new Error(draft.code);
      notes.push(draft.note);
    }
    expect(notes.map((note) => note.tax)).toEqual([10n, 11n, 10n]);
  });

  it.each<[string, { lineId: string; net: bigint }[], string]>([
    ["more than the line", [{ lineId: lineOf(parentContract), net: 601n }], "CREDIT_EXCEEDS_LINE"],
    ["nothing of a line", [{ lineId: lineOf(parentContract), net: 0n }], "CREDIT_EXCEEDS_LINE"],
    ["a line it does not have", [{ lineId: "x", net: 1n }], "CREDIT_LINE_UNKNOWN"],
    ["a line twice", [1n, 2n].map((net) => ({ lineId: lineOf(parentContract), net })), "CREDIT_LINE_UNKNOWN"],
    ["nothing", [], "CREDIT_EMPTY"],
  ])("refuse %s", (_title, lines, code) => {
    expect(credit(lines)).toMatchObject({ ok: false, code });
  });

  it("a discounted invoice cannot be credited for more than it charged", () => {
    const discounted = finaliseInvoice(
      buildInvoice({ ...facts, discounts: [{ id: "all", label: "volume", amount: 900n }] }),
      nextDocumentNumber("INV-2024", 7),
      "2024-05-08",
    );
    const lines = [{ lineId: lineOf(parentContract), net: 600n }];
    const draft = draftCreditNote(discounted, [], { lines, reason: "all", reductionDate: "2024-05-20" });
    expect(draft).toMatchObject({ ok: false, code: "CREDIT_EXCEEDS_INVOICE" });
  });
});

describe("lives", () => {
  it("a month is an estimate until it is closed, and stays closed", () => {
    expect(["open", "collecting", "rated", "reviewed", "closed"].map((state) => chargeStatusOf(state as "open"))).toEqual([
      "estimated",
      "estimated",
      "estimated",
      "estimated",
      "fixed",
    ]);
    expect([monthMayBecome("reviewed", "closed"), monthMayBecome("rated", "closed"), monthMayBecome("closed", "open")]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it("a draft may change, a finalised invoice may not", () => {
    expect([
      invoiceMayBecome("draft", "draft"),
      invoiceMayBecome("finalised", "draft"),
      invoiceMayBecome("finalised", "void"),
    ]).toEqual([true, false, true]);
  });
});
