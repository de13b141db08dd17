import { isWithinPintBounds } from "@saihan/billing";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { hostileInvoices, invoices } from "../../test/arbitraries.ts";
import { invoiceOf, issuer, linesOf, parties, partner, sampleCreditNote, sampleInvoice } from "../../test/sample-month.ts";
import { corporateAddress, type PintPaper, paperOfInvoice } from "./pint-paper.ts";
import { faultsOfPaper } from "./pint-rules.ts";
import { renderCreditNoteXml, renderInvoiceXml } from "./pint-xml.ts";

interface Amount {
  readonly "#text": string;
}
interface Tax {
  readonly ID: string;
  readonly Percent?: string;
}
interface Line {
  readonly LineExtensionAmount: Amount;
  readonly InvoicedQuantity?: Amount;
  readonly CreditedQuantity?: Amount;
  readonly InvoicePeriod: { readonly StartDate: string; readonly EndDate: string };
  readonly Item: { readonly Name: string; readonly Description: string; readonly ClassifiedTaxCategory: Tax };
  readonly Price: { readonly PriceAmount: Amount };
}
interface Ubl {
  readonly CustomizationID: string;
  readonly ID: string;
  readonly InvoiceTypeCode?: string;
  readonly CreditNoteTypeCode?: string;
  readonly InvoicePeriod: { readonly StartDate: string; readonly EndDate: string };
  readonly BillingReference?: { readonly InvoiceDocumentReference: { readonly ID: string; readonly IssueDate: string } };
  readonly AccountingSupplierParty: { readonly Party: { readonly PartyTaxScheme: { readonly CompanyID: string } } };
  readonly AccountingCustomerParty: { readonly Party: { readonly PartyName: { readonly Name: string } } };
  readonly AllowanceCharge: readonly { readonly Amount: Amount; readonly TaxCategory: Tax }[];
  readonly TaxTotal: {
    readonly TaxAmount: Amount;
    readonly TaxSubtotal: readonly { readonly TaxableAmount: Amount; readonly TaxAmount: Amount; readonly TaxCategory: Tax }[];
  };
  readonly LegalMonetaryTotal: Record<string, Amount | undefined>;
  readonly InvoiceLine: readonly Line[];
  readonly CreditNoteLine: readonly Line[];
}

/** Reads the file with a parser that knows nothing of how it was written. */
function read(bytes: Uint8Array): Ubl {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  expect(XMLValidator.validate(text)).toBe(true);
  const lists = ["AllowanceCharge", "TaxSubtotal", "InvoiceLine", "CreditNoteLine"];
  const parser = new XMLParser({
    ignoreAttributes: false,
    parseTagValue: false,
    removeNSPrefix: true,
    isArray: (name) => lists.includes(name),
    processEntities: true,
  });
  const parsed = parser.parse(text) as { readonly Invoice?: Ubl; readonly CreditNote?: Ubl };
  const found = parsed.Invoice ?? parsed.CreditNote;
  if (!found) throw new Error("neither an Invoice nor a CreditNote");
  return { ...found, AllowanceCharge: found.AllowanceCharge ?? [] };
}

const yen = (amount: Amount | undefined) => BigInt(amount?.["#text"] ?? "0");
const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);
const sameRate = (a: Tax, b: Tax) => a.ID === b.ID && a.Percent === b.Percent;

/** The totals rules of the published schematron, on the file itself. */
function expectTotals(ubl: Ubl): void {
  const totals = ubl.LegalMonetaryTotal;
  const lines = ubl.InvoiceLine ?? ubl.CreditNoteLine;
  const allowances = ubl.AllowanceCharge;
  const lineTotal = yen(totals.LineExtensionAmount);
  expect(lineTotal).toBe(sum(lines.map((line) => yen(line.LineExtensionAmount)))); // ibr-co-10
  expect(yen(totals.AllowanceTotalAmount)).toBe(sum(allowances.map(({ Amount }) => yen(Amount)))); // ibr-co-11
  expect(yen(totals.TaxExclusiveAmount)).toBe(lineTotal - yen(totals.AllowanceTotalAmount)); // ibr-co-13
  expect(yen(ubl.TaxTotal.TaxAmount)).toBe(sum(ubl.TaxTotal.TaxSubtotal.map(({ TaxAmount }) => yen(TaxAmount)))); // ibr-co-14
  expect(yen(totals.TaxInclusiveAmount)).toBe(yen(totals.TaxExclusiveAmount) + yen(ubl.TaxTotal.TaxAmount)); // ibr-co-15
  expect(yen(totals.PayableAmount)).toBe(yen(totals.TaxInclusiveAmount) - yen(totals.PrepaidAmount)); // ibr-co-16
  for (const { TaxableAmount, TaxAmount, TaxCategory } of ubl.TaxTotal.TaxSubtotal) {
    const ofRate = lines.filter(({ Item }) => sameRate(Item.ClassifiedTaxCategory, TaxCategory));
    const reduced = allowances.filter((allowance) => sameRate(allowance.TaxCategory, TaxCategory));
    expect(yen(TaxableAmount)).toBe(
      sum(ofRate.map((line) => yen(line.LineExtensionAmount))) - sum(reduced.map(({ Amount }) => yen(Amount))),
    );
    expect(isWithinPintBounds(yen(TaxableAmount), TaxCategory.Percent ?? "0", yen(TaxAmount))).toBe(true); // aligned-ibrp-051-jp
  }
  for (const line of lines) {
    const quantity = yen(line.InvoicedQuantity ?? line.CreditedQuantity);
    expect(yen(line.Price.PriceAmount)).toBeGreaterThanOrEqual(0n); // ibr-027
    expect(quantity * yen(line.Price.PriceAmount)).toBe(yen(line.LineExtensionAmount));
    expect(line.InvoicePeriod.StartDate >= ubl.InvoicePeriod.StartDate).toBe(true); // ibr-085
    expect(line.InvoicePeriod.EndDate <= ubl.InvoicePeriod.EndDate).toBe(true); // ibr-086
  }
}

describe("JP PINT invoice", () => {
  it("names its specification, its parties, the UTC month and the months it corrects", () => {
    const ubl = read(renderInvoiceXml(sampleInvoice(), parties));
    expect(ubl).toMatchObject({
      CustomizationID: "urn:peppol:pint:billing-1@jp-1",
      ProfileID: "urn:peppol:bis:billing",
      ID: "INV-2024-000123",
      IssueDate: "2024-06-07",
      DueDate: "2024-07-31",
      InvoiceTypeCode: "380",
      DocumentCurrencyCode: "JPY",
      InvoicePeriod: { StartDate: "2024-04-01", EndDate: "2024-05-31" },
    });
    expect(ubl.AccountingSupplierParty.Party.PartyTaxScheme.CompanyID).toBe("T7010705000725");
    const correction = ubl.InvoiceLine.find(({ Item }) => Item.Description.startsWith("2024年4月分の訂正"));
    expect(correction).toMatchObject({
      LineExtensionAmount: { "#text": "625" },
      InvoicePeriod: { StartDate: "2024-04-01", EndDate: "2024-04-30" },
      Item: { Name: "仮想サーバー" },
    });
  });

  it("keeps the totals rules, and its amounts are those of the invoice", () => {
    fc.assert(
      fc.property(invoices, (document) => {
        const ubl = read(renderInvoiceXml(document, parties));
        expectTotals(ubl);
        expect(yen(ubl.LegalMonetaryTotal.LineExtensionAmount)).toBe(document.invoice.fees);
        expect(yen(ubl.LegalMonetaryTotal.TaxInclusiveAmount)).toBe(document.invoice.total);
        expect(yen(ubl.LegalMonetaryTotal.PayableAmount)).toBe(document.invoice.due);
      }),
      { numRuns: 40 },
    );
  });

  it("of a month without any use has one line of nothing", () => {
    const ubl = read(renderInvoiceXml({ ...sampleInvoice(), invoice: invoiceOf([]) }, parties));
    expectTotals(ubl);
    expect(ubl.InvoiceLine.map(({ Item }) => Item.Name)).toEqual(["ご利用なし"]);
  });

  it("stays well-formed and keeps its totals whatever people are called", () => {
    fc.assert(
      fc.property(hostileInvoices, (document) => {
        expectTotals(read(renderInvoiceXml(document, parties)));
      }),
      { numRuns: 60 },
    );
  });

  it("carries a name over unharmed", () => {
    const name = "A&B <東京> \"]]>\" '株式会社'";
    const document = { ...sampleInvoice(), invoice: invoiceOf(linesOf(), { recipient: { ...partner, name } }) };
    expect(read(renderInvoiceXml(document, parties)).AccountingCustomerParty.Party.PartyName.Name).toBe(name);
  });

  it("of a reissued invoice names the one before", () => {
    const replaces = { number: "INV-2024-000100", issueDate: "2024-06-01" };
    const ubl = read(renderInvoiceXml({ ...sampleInvoice(), replaces }, parties));
    expect(ubl.BillingReference?.InvoiceDocumentReference).toEqual({ ID: "INV-2024-000100", IssueDate: "2024-06-01" });
  });

  it("is refused for an issuer whose registration does not hold on the day of supply", () => {
    const { invoice, ...rest } = sampleInvoice();
    const unregistered = { ...rest, invoice: { ...invoice, qualified: false } };
    expect(() => renderInvoiceXml(unregistered, parties)).toThrow(/aligned-ibr-jp-04/);
  });
});

describe("JP PINT credit note", () => {
  it.each([
    ["negative_invoice", { InvoiceTypeCode: "380" }, -2_590n],
    ["credit_note", { CreditNoteTypeCode: "381" }, 2_590n],
  ] as const)("as %s names the invoice and gives back its amount", (form, type, payable) => {
    const ubl = read(renderCreditNoteXml(sampleCreditNote(), parties, "ja", form));
    expectTotals(ubl);
    expect(ubl).toMatchObject({ ...type, ID: "CN-2024-000007", Note: "単価の誤りによる返還" });
    expect(ubl.BillingReference?.InvoiceDocumentReference).toEqual({ ID: "INV-2024-000123", IssueDate: "2024-06-07" });
    expect(yen(ubl.LegalMonetaryTotal.PayableAmount)).toBe(payable);
  });
});

describe("faultsOfPaper", () => {
  const sound = paperOfInvoice(sampleInvoice(), parties, "ja");
  const rate = sound.taxes[0] as PintPaper["taxes"][number];

  it("finds none in a sound paper", () => expect(faultsOfPaper(sound)).toEqual([]));

  it.each<[string, Partial<PintPaper>, RegExp]>([
    ["a line total that is off by a yen", { lineTotal: sound.lineTotal + 1n }, /ibr-co-10/],
    ["an allowance that is not in the total", { allowanceTotal: 0n }, /ibr-co-11/],
    ["a net that forgets the allowance", { net: sound.lineTotal }, /ibr-co-13/],
    ["a tax total that is not the sum", { taxTotal: sound.taxTotal + 1n }, /ibr-co-14/],
    ["a gross without tax", { gross: sound.net }, /ibr-co-15/],
    ["a payable that forgets what is paid", { paid: 5n }, /ibr-co-16/],
    ["tax above the ceiling", { taxes: [{ ...rate, amount: rate.amount + 2n }] }, /aligned-ibrp-051-jp/],
    ["a rate without breakdown", { taxes: [] }, /every rate/],
    ["no line", { lines: [] }, /ibr-016/],
    ["a line outside the period", { period: { start: "2024-05-01", end: "2024-05-31" } }, /ibr-085/],
  ])("finds %s", (_name, change, rule) => {
    expect(faultsOfPaper({ ...sound, ...change }).join("; ")).toMatch(rule);
  });
});

describe("corporateAddress", () => {
  it.each([
    ["T7010705000725", { scheme: "0188", id: "7010705000725" }],
    ["T7010705000726", undefined],
  ])("%s", (number, address) => {
    expect(corporateAddress({ ...issuer, registration: { number, from: "2023-10-01" } })).toEqual(address);
  });

  it("is unknown without a registration", () => {
    expect(corporateAddress({ ...issuer, registration: undefined })).toBeUndefined();
  });
});
