import { type Language, languages } from "@saihan/domain";
import {
  type InvoiceDocument,
  renderChildFocusCsv,
  renderCreditNotePdf,
  renderCreditNoteXml,
  renderEndUserStatementCsv,
  renderEndUserStatementPdf,
  renderFocusCsv,
  renderInvoiceCsv,
  renderInvoicePdf,
  renderInvoiceXml,
  renderPaymentStatementCsv,
  renderPaymentStatementPdf,
  renderStatementCsv,
  renderStatementPdf,
} from "../src/index.ts";
import {
  children,
  parties,
  sampleCreditNote,
  sampleEndUserStatement,
  samplePaymentStatement,
  sampleStatement,
} from "./sample-month.ts";

/** Every file that a month gives, by its name. The names of the invoice's day are taken for all of them. */
export function everyFile(document: InvoiceDocument, inLanguages: readonly Language[] = languages): Map<string, Uint8Array> {
  const { names } = document;
  const statement = sampleStatement(children.aoba, document);
  const creditNote = { ...sampleCreditNote(document.invoice), names };
  const endUser = { ...sampleEndUserStatement(), names };
  const payment = { ...samplePaymentStatement(), names };
  const inLanguage = (language: Language): [string, Uint8Array][] => [
    [`invoice.${language}.pdf`, renderInvoicePdf(document, language)],
    [`credit-note.${language}.pdf`, renderCreditNotePdf(creditNote, language)],
    [`statement.${language}.pdf`, renderStatementPdf(statement, language)],
    [`statement-summary.${language}.pdf`, renderStatementPdf(statement, language, "summary")],
    [`end-user-statement.${language}.pdf`, renderEndUserStatementPdf(endUser, language)],
    [`payment-statement.${language}.pdf`, renderPaymentStatementPdf(payment, language)],
    [`invoice.${language}.xml`, renderInvoiceXml(document, parties, language)],
    [`credit-note.${language}.xml`, renderCreditNoteXml(creditNote, parties, language)],
    [`credit-note-ubl.${language}.xml`, renderCreditNoteXml(creditNote, parties, language, "credit_note")],
  ];
  return new Map([
    ...inLanguages.flatMap(inLanguage),
    ["invoice.csv", renderInvoiceCsv(document)],
    ["statement.csv", renderStatementCsv(statement)],
    ["end-user-statement.csv", renderEndUserStatementCsv(endUser)],
    ["payment-statement.csv", renderPaymentStatementCsv(payment)],
    ["focus.csv", renderFocusCsv(document)],
    [`focus-${children.aoba}.csv`, renderChildFocusCsv(document, children.aoba)],
  ]);
}
