import type { Language } from "@saihan/domain";
import { create } from "xmlbuilder2";
import type { XMLBuilder } from "xmlbuilder2/lib/interfaces.js";
import type { CreditNoteDocument, InvoiceDocument } from "../document.ts";
import { plainText } from "../plain-text.ts";
import {
  type PeppolParties,
  type PintLine,
  type PintPaper,
  type PintParty,
  type PintPeriod,
  type PintTax,
  paperOfCreditNote,
  paperOfInvoice,
} from "./pint-paper.ts";
import { faultsOfPaper } from "./pint-rules.ts";

/**
 * The invoice as JP PINT (Peppol BIS Standard Invoice, UBL 2.1). An export: sending it over the network is an access point's work.
 * @param parties the addresses of both on the network; corporateAddress reads one from a registration number
 * @throws RangeError naming the rules, when the document would break one: an issuer without registration number cannot use it
 */
export function renderInvoiceXml(document: InvoiceDocument, parties: PeppolParties, language: Language = "ja"): Uint8Array {
  return write(paperOfInvoice(document, parties, language));
}

/** @param form `negative_invoice` is what JP PINT knows; `credit_note` is UBL's own document. See paperOfCreditNote. */
export function renderCreditNoteXml(
  document: CreditNoteDocument,
  parties: PeppolParties,
  language: Language = "ja",
  form: "negative_invoice" | "credit_note" = "negative_invoice",
): Uint8Array {
  return write(paperOfCreditNote(document, parties, language, form));
}

function write(paper: PintPaper): Uint8Array {
  const faults = faultsOfPaper(paper);
  if (faults.length > 0) throw new RangeError(`${paper.id} breaks JP PINT: ${faults.join("; ")}`);
  const isInvoice = paper.form === "invoice";
  const kind = isInvoice ? "Invoice" : "CreditNote";
  const root = create({ version: "1.0", encoding: "UTF-8" }).ele(`urn:oasis:names:specification:ubl:schema:xsd:${kind}-2`, kind, {
    "xmlns:cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "xmlns:cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
  });
  basic(root, "CustomizationID", "urn:peppol:pint:billing-1@jp-1");
  basic(root, "ProfileID", "urn:peppol:bis:billing");
  basic(root, "ID", paper.id);
  basic(root, "IssueDate", paper.issueDate);
  if (isInvoice && paper.dueDate) basic(root, "DueDate", paper.dueDate);
  basic(root, isInvoice ? "InvoiceTypeCode" : "CreditNoteTypeCode", isInvoice ? "380" : "381");
  basic(root, "Note", paper.note);
  basic(root, "DocumentCurrencyCode", "JPY");
  writePeriod(root, paper.period);
  if (paper.precedes) {
    const reference = group(group(root, "BillingReference"), "InvoiceDocumentReference");
    basic(reference, "ID", paper.precedes.id);
    basic(reference, "IssueDate", paper.precedes.issueDate);
  }
  writeParty(group(root, "AccountingSupplierParty"), paper.seller);
  writeParty(group(root, "AccountingCustomerParty"), paper.buyer);
  writePayment(root, paper);
  for (const { reason, amount, tax } of paper.allowances) {
    const allowance = group(root, "AllowanceCharge");
    basic(allowance, "ChargeIndicator", "false");
    basic(allowance, "AllowanceChargeReason", reason);
    money(allowance, "Amount", amount);
    writeTax(group(allowance, "TaxCategory"), tax);
  }
  writeTotals(root, paper);
  paper.lines.forEach((line, i) => {
    writeLine(root, line, i + 1, isInvoice);
  });
  return new TextEncoder().encode(`${root.end({ prettyPrint: true })}\n`);
}

function writeParty(parent: XMLBuilder, { name, address, registration, endpoint }: PintParty): void {
  const party = group(parent, "Party");
  party.ele("cbc:EndpointID", { schemeID: endpoint.scheme }).txt(legible(endpoint.id));
  basic(group(party, "PartyName"), "Name", name);
  const postal = group(party, "PostalAddress");
  basic(postal, "StreetName", address);
  basic(group(postal, "Country"), "IdentificationCode", "JP");
  if (registration) {
    const scheme = group(party, "PartyTaxScheme");
    basic(scheme, "CompanyID", registration.number);
    basic(group(scheme, "TaxScheme"), "ID", "VAT");
  }
  basic(group(party, "PartyLegalEntity"), "RegistrationName", name);
}

function writePayment(root: XMLBuilder, { bankAccount, form }: PintPaper): void {
  if (!bankAccount || form === "credit_note") return;
  const means = group(root, "PaymentMeans");
  basic(means, "PaymentMeansCode", "30");
  const account = group(means, "PayeeFinancialAccount");
  basic(account, "ID", bankAccount.account);
  basic(account, "Name", bankAccount.holder);
}

function writeTotals(root: XMLBuilder, paper: PintPaper): void {
  const total = group(root, "TaxTotal");
  money(total, "TaxAmount", paper.taxTotal);
  for (const rate of paper.taxes) {
    const subtotal = group(total, "TaxSubtotal");
    money(subtotal, "TaxableAmount", rate.net);
    money(subtotal, "TaxAmount", rate.amount);
    writeTax(group(subtotal, "TaxCategory"), rate);
  }
  const sums = group(root, "LegalMonetaryTotal");
  money(sums, "LineExtensionAmount", paper.lineTotal);
  money(sums, "TaxExclusiveAmount", paper.net);
  money(sums, "TaxInclusiveAmount", paper.gross);
  if (paper.allowances.length > 0) money(sums, "AllowanceTotalAmount", paper.allowanceTotal);
  if (paper.paid !== 0n) money(sums, "PrepaidAmount", paper.paid);
  money(sums, "PayableAmount", paper.payable);
}

/** A price may not be below zero (ibr-027): of a line below zero the quantity is. */
function writeLine(root: XMLBuilder, line: PintLine, number: number, isInvoice: boolean): void {
  const element = group(root, isInvoice ? "InvoiceLine" : "CreditNoteLine");
  const below = line.net < 0n;
  basic(element, "ID", String(number));
  element.ele(isInvoice ? "cbc:InvoicedQuantity" : "cbc:CreditedQuantity", { unitCode: "C62" }).txt(below ? "-1" : "1");
  money(element, "LineExtensionAmount", line.net);
  writePeriod(element, line.period);
  const item = group(element, "Item");
  basic(item, "Description", line.description);
  basic(item, "Name", line.name);
  writeTax(group(item, "ClassifiedTaxCategory"), line.tax);
  const property = group(item, "AdditionalItemProperty");
  basic(property, "Name", "契約ID");
  basic(property, "Value", line.contractId);
  money(group(element, "Price"), "PriceAmount", below ? -line.net : line.net);
}

/** Out of scope has no rate (aligned-ibrp-o-05). */
function writeTax(element: XMLBuilder, { category, percent }: PintTax): void {
  basic(element, "ID", category);
  if (category !== "O") basic(element, "Percent", percent);
  basic(group(element, "TaxScheme"), "ID", "VAT");
}

function writePeriod(parent: XMLBuilder, { start, end }: PintPeriod): void {
  const period = group(parent, "InvoicePeriod");
  basic(period, "StartDate", start);
  basic(period, "EndDate", end);
}

function group(parent: XMLBuilder, name: string): XMLBuilder {
  return parent.ele(`cac:${name}`);
}

function basic(parent: XMLBuilder, name: string, text: string): void {
  parent.ele(`cbc:${name}`).txt(legible(text));
}

function money(parent: XMLBuilder, name: string, yen: bigint): void {
  parent.ele(`cbc:${name}`, { currencyID: "JPY" }).txt(String(yen));
}

/** No element may be empty (ibr-079). */
function legible(text: string): string {
  return plainText(text) || "-";
}
