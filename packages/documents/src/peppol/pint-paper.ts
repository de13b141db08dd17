import {
  type BillingMonth,
  type CalendarDate,
  type CreditNoteDraft,
  type Invoice,
  type InvoiceLine,
  isCorporateNumber,
  lastDayOf,
  type Party,
  type TaxCategory,
  taxTermsOf,
} from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { chargeGroups, purposeOf } from "../charge-group.ts";
import type { BankAccount, CreditNoteDocument, InvoiceDocument, Names } from "../document.ts";
import { contractName, menuName } from "../glossary.ts";
import { periodNote } from "../pdf/notes.ts";
import { plainText } from "../plain-text.ts";

/** An address on the Peppol network: a scheme of the EAS code list and an id in it. */
export interface PeppolAddress {
  readonly scheme: string;
  readonly id: string;
}

export interface PeppolParties {
  readonly seller: PeppolAddress;
  readonly buyer: PeppolAddress;
}

/** The address of a company by its corporate number (scheme 0188), read from its registration number; undefined for all others. */
export function corporateAddress({ registration }: Party): PeppolAddress | undefined {
  const id = registration?.number.slice(1);
  return id !== undefined && isCorporateNumber(id) ? { scheme: "0188", id } : undefined;
}

/** A JP PINT document as values, before it is XML: what the totals rules are checked on. Amounts are yen. */
export interface PintPaper {
  readonly form: "invoice" | "credit_note";
  readonly id: string;
  readonly issueDate: CalendarDate;
  readonly dueDate?: CalendarDate;
  readonly note: string;
  readonly period: PintPeriod;
  readonly precedes?: { readonly id: string; readonly issueDate: CalendarDate };
  readonly seller: PintParty;
  readonly buyer: PintParty;
  readonly bankAccount?: BankAccount | undefined;
  readonly allowances: readonly { readonly reason: string; readonly amount: bigint; readonly tax: PintTax }[];
  readonly taxes: readonly (PintTax & { readonly net: bigint; readonly amount: bigint })[];
  readonly lineTotal: bigint;
  readonly allowanceTotal: bigint;
  readonly net: bigint;
  readonly taxTotal: bigint;
  readonly gross: bigint;
  readonly paid: bigint;
  readonly payable: bigint;
  readonly lines: readonly PintLine[];
}

export interface PintTax {
  readonly category: TaxCategory;
  readonly percent: string;
}

/** First and last day, both included, in UTC. */
export interface PintPeriod {
  readonly start: CalendarDate;
  readonly end: CalendarDate;
}

export interface PintParty extends Party {
  readonly address: string;
  readonly endpoint: PeppolAddress;
}

export interface PintLine {
  readonly contractId: string;
  readonly name: string;
  readonly description: string;
  readonly net: bigint;
  readonly tax: PintTax;
  readonly period: PintPeriod;
}

/** One line per contract, menu, kind, month and tax rate: the lines of the invoice's appendix. */
export function paperOfInvoice(document: InvoiceDocument, parties: PeppolParties, language: Language): PintPaper {
  const { invoice, names } = document;
  const groups = invoice.statements.flatMap((statement) => chargeGroups(statement.lines, "menu"));
  const lines: PintLine[] = groups.map((group) => ({
    contractId: group.contractId,
    name: menuName(group.menu ?? "", names, language),
    description: describe(group.contractId, purposeOf(group, language), names),
    net: group.net,
    tax: group.tax,
    period: periodOf(group.usageMonth),
  }));
  const empty = lines.length === 0 ? [nothingUsed(invoice, language)] : [];
  return {
    form: "invoice",
    id: invoice.number,
    issueDate: invoice.issueDate,
    dueDate: document.dueDate,
    note: periodNote(invoice.month, language),
    period: spanOf(invoice.month, [...lines, ...empty]),
    ...(document.replaces ? { precedes: { id: document.replaces.number, issueDate: document.replaces.issueDate } } : {}),
    ...partiesOf(invoice, parties),
    bankAccount: document.bankAccount,
    allowances: invoice.allowances.map(({ label, contractId, amount, tax }) => ({
      reason: `${plainText(label)} (${contractId})`,
      amount,
      tax,
    })),
    taxes:
      empty.length > 0
        ? empty.map(({ tax }) => ({ ...tax, net: 0n, amount: 0n }))
        : invoice.taxes.map(({ category, percent, net, tax }) => ({ category, percent, net, amount: tax })),
    lineTotal: invoice.fees,
    allowanceTotal: invoice.allowances.reduce((sum, { amount }) => sum + amount, 0n),
    net: invoice.net,
    taxTotal: invoice.tax,
    gross: invoice.total,
    paid: invoice.creditUsed + invoice.prepaidUsed,
    payable: invoice.due,
    lines: [...lines, ...empty],
  };
}

/**
 * A credit note. JP PINT's code list has no credit note: document type 380 alone (rule aligned-ibrp-cl-02-jp), so what is given back
 * is an invoice below zero that names the one before it. The UBL credit note (type 381) is for receivers outside that network.
 */
export function paperOfCreditNote(
  document: CreditNoteDocument,
  parties: PeppolParties,
  language: Language,
  form: "negative_invoice" | "credit_note",
): PintPaper {
  const { note, invoice, names } = document;
  const sign = form === "negative_invoice" ? -1n : 1n;
  const known = new Map(invoice.statements.flatMap((statement) => statement.lines.map((line) => [line.id, line])));
  const lines = note.lines.map(({ lineId, net }): PintLine => {
    const line = known.get(lineId);
    if (!line) throw new RangeError(`the invoice has no line ${lineId}`);
    return {
      contractId: line.contractId,
      name: menuName(line.menu, names, language),
      description: describe(line.contractId, [purposeOf(line, language), resourceOf(line)].filter(Boolean).join(" / "), names),
      net: sign * net,
      tax: line.tax,
      period: periodOf(line.usageMonth),
    };
  });
  return {
    form: form === "credit_note" ? "credit_note" : "invoice",
    id: document.number,
    issueDate: document.issueDate,
    note: plainText(note.reason) || note.amends,
    period: spanOf(invoice.month, lines),
    precedes: { id: note.amends, issueDate: invoice.issueDate },
    ...partiesOf(invoice, parties),
    allowances: [],
    taxes: note.taxes.map(({ category, percent, net, tax }) => ({ category, percent, net: sign * net, amount: sign * tax })),
    lineTotal: sign * sumOfLines(note),
    allowanceTotal: 0n,
    net: sign * note.net,
    taxTotal: sign * note.tax,
    gross: sign * note.total,
    paid: 0n,
    payable: sign * note.total,
    lines,
  };
}

/** A number that does not hold for the day of supply is none (aligned-ibr-jp-01). */
function partiesOf(
  { issuer, recipient, qualified }: Invoice,
  { seller, buyer }: PeppolParties,
): Pick<PintPaper, "seller" | "buyer"> {
  const registration = qualified ? issuer.registration : undefined;
  return { seller: { ...issuer, registration, endpoint: seller }, buyer: { ...recipient, endpoint: buyer } };
}

function describe(contractId: string, purpose: string, names: Names): string {
  return [purpose, contractName(contractId, names), contractId].filter(Boolean).join(" / ");
}

function resourceOf({ resourceId }: InvoiceLine): string {
  return resourceId === undefined ? "" : plainText(resourceId);
}

function periodOf(month: BillingMonth): PintPeriod {
  return { start: `${month}-01`, end: lastDayOf(month) };
}

/** The document's period holds the periods of its lines (ibr-085, ibr-086), so it reaches back to the months that are corrected. */
function spanOf(month: BillingMonth, lines: readonly PintLine[]): PintPeriod {
  const starts = [`${month}-01`, ...lines.map(({ period }) => period.start)].sort();
  const ends = [lastDayOf(month), ...lines.map(({ period }) => period.end)].sort();
  return { start: starts[0] ?? `${month}-01`, end: ends.at(-1) ?? lastDayOf(month) };
}

/** Every invoice has a line (ibr-016): of a month without use it says so. */
function nothingUsed({ parentContractId, month }: Invoice, language: Language): PintLine {
  const { category, percent } = taxTermsOf(month);
  const name = language === "ja" ? "ご利用なし" : "No use";
  return { contractId: parentContractId, name, description: name, net: 0n, tax: { category, percent }, period: periodOf(month) };
}

function sumOfLines({ lines }: CreditNoteDraft): bigint {
  return lines.reduce((sum, { net }) => sum + net, 0n);
}
