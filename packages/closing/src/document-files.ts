import type { CreditNoteDraft, Invoice } from "@saihan/billing";
import { jstDateOf } from "@saihan/billing";
import {
  type Db,
  type DocumentFileRow,
  type DocumentRow,
  findDocument,
  findDocumentFile,
  keepDocumentFile,
  listDocumentEvents,
  listDocuments,
  type Scope,
  single,
  type Tx,
  transaction,
} from "@saihan/db";
import {
  corporateAddress,
  type InvoiceDocument,
  type Names,
  type PeppolParties,
  renderChildFocusCsv,
  renderCreditNotePdf,
  renderCreditNoteXml,
  renderFocusCsv,
  renderInvoiceCsv,
  renderInvoicePdf,
  renderInvoiceXml,
  renderStatementCsv,
  renderStatementPdf,
  type StatementDocument,
} from "@saihan/documents";
import { type Language, languages, no, type Rejection } from "@saihan/domain";
import { loadInvoice, withYen } from "./corrections.ts";
import type { Paper } from "./paper.ts";
import { sha256Of } from "./prices.ts";

/** Files of an invoice as a whole, and of one statement in it; each name says its language and its form. */
export const invoiceFiles = both("invoice", "pdf").concat("invoice.csv", "focus.csv", both("invoice", "xml"));
export const creditNoteFiles = both("credit-note", "pdf").concat(both("credit-note", "xml"));
export const statementFiles = both("statement", "pdf").concat(both("statement-summary", "pdf"), "statement.csv", "focus.csv");
/** The same invoice with its void mark, once it is void. */
export const voidFiles = both("invoice-void", "pdf");

export type File = { readonly ok: true; readonly file: DocumentFileRow } | Rejection;

/**
 * A file of an issued document. It is drawn from the content that was fixed with the document when it is first asked for, kept, and from then
 * on given out byte for byte, whatever becomes of the program that drew it (billing.md 8: write-once, with hash).
 * @param file one of the names above; with `contractId`, of that contract's statement
 * @returns INVOICE_NOT_FOUND, INVOICE_FILE_NOT_FOUND, or PEPPOL_ADDRESS_MISSING for JP PINT of a party that has no corporate number
 */
export async function documentFile(
  db: Db,
  scope: Scope,
  asked: { partnerId: string; number: string; file: string; contractId?: string; at: Date },
): Promise<File> {
  const { partnerId, number, file, contractId, at } = asked;
  const key = contractId === undefined ? file : `${contractId}/${file}`;
  return keptFile(db, scope, { partnerId, number, key, at }, (tx) => draw(tx, asked));
}

/** A file as it was first given out; drawn and kept when nobody has asked for it before. */
export async function keptFile(
  db: Db,
  scope: Scope,
  asked: { partnerId: string; number: string; key: string; at: Date },
  drawAnew: (tx: Tx) => Promise<Drawn>,
): Promise<File> {
  const { partnerId, number, key, at } = asked;
  const [kept] = await single(db, scope, (tx) => findDocumentFile(tx, partnerId, number, key));
  if (kept) return { ok: true, file: kept };
  return transaction(
    db,
    scope,
    async (tx): Promise<File> => {
      const drawn = await drawAnew(tx);
      if (!drawn.ok) return drawn;
      const { bytes } = drawn;
      await keepDocumentFile(tx, partnerId, number, {
        ...{ file: key, mediaType: mediaTypeOf(key), bytes, sha256: sha256Of(bytes), madeAt: at },
      });
      const [stands] = await findDocumentFile(tx, partnerId, number, key);
      return stands ? { ok: true, file: stands } : no("INVOICE_FILE_NOT_FOUND", { number, file: key });
    },
    60_000,
  );
}

export type Drawn = { readonly ok: true; readonly bytes: Uint8Array } | Rejection;

async function draw(tx: Tx, asked: { partnerId: string; number: string; file: string; contractId?: string }): Promise<Drawn> {
  const { partnerId, number, file, contractId } = asked;
  const [row] = await findDocument(tx, partnerId, number);
  if (!row) return no("INVOICE_NOT_FOUND", { number });
  const missing = no("INVOICE_FILE_NOT_FOUND", { number, file: contractId ? `${contractId}/${file}` : file });
  const language = languages.find((one) => file.includes(`.${one}.`)) ?? "ja";
  if (row.kind === "credit_note") return creditNoteFiles.includes(file) ? drawCreditNote(tx, row, file, language) : missing;
  const document = await invoiceDocument(tx, row);
  if (!document) return missing;
  if (contractId !== undefined) {
    const statement = statementFiles.includes(file) ? statementDocument(document, contractId) : undefined;
    return statement ? { ok: true, bytes: drawStatement(document, statement, file, language) } : missing;
  }
  if (voidFiles.includes(file)) {
    const voided = await voidingOf(tx, row);
    return voided ? { ok: true, bytes: renderInvoicePdf({ ...document, voided }, language) } : missing;
  }
  if (!invoiceFiles.includes(file)) return missing;
  if (file.endsWith(".pdf")) return { ok: true, bytes: renderInvoicePdf(document, language) };
  if (file === "invoice.csv") return { ok: true, bytes: renderInvoiceCsv(document) };
  if (file === "focus.csv") return { ok: true, bytes: renderFocusCsv(document) };
  const parties = peppolParties(document.invoice);
  return "ok" in parties ? parties : { ok: true, bytes: renderInvoiceXml(document, parties, language) };
}

/** An issued invoice as its files are drawn from it: with the names and terms of its day. */
export async function invoiceDocument(tx: Tx, row: DocumentRow): Promise<InvoiceDocument | undefined> {
  const invoice = await loadInvoice(tx, row.partnerId, row.number);
  if (!invoice) return undefined;
  const paper = row.content as unknown as Paper;
  const siblings = row.version > 1 ? await listDocuments(tx, row.partnerId, row.month) : [];
  const before = siblings.find(({ kind, version }) => kind === "invoice" && version === row.version - 1);
  return {
    ...{ invoice, dueDate: paper.dueDate, bankAccount: paper.bankAccount ?? undefined, names: namesOf(paper) },
    ...(before ? { replaces: { number: before.number, issueDate: before.issueDate } } : {}),
  };
}

function namesOf({ names }: Paper): Names {
  return {
    contracts: new Map(
      names.contracts.map(({ id, customerName, customerNumber }) => [
        id,
        // Without a number of the partner's own the contract's id stands in its place.
        { customerName, ...(customerNumber === null || customerNumber === id ? {} : { customerNumber }) },
      ]),
    ),
    tenants: new Map(names.tenants.map(({ id, name, region }) => [id, { name, region }])),
  };
}

function statementDocument({ invoice, names }: InvoiceDocument, contractId: string): StatementDocument | undefined {
  const statement = invoice.statements.find((one) => one.contractId === contractId);
  const { issuer, recipient, issueDate, number: invoiceNumber } = invoice;
  return statement && { statement, issuer, recipient, issueDate, invoiceNumber, names };
}

function drawStatement(document: InvoiceDocument, statement: StatementDocument, file: string, language: Language): Uint8Array {
  if (file === "statement.csv") return renderStatementCsv(statement);
  if (file === "focus.csv") return renderChildFocusCsv(document, statement.statement.contractId);
  return renderStatementPdf(statement, language, file.startsWith("statement-summary") ? "summary" : "detail");
}

async function drawCreditNote(tx: Tx, row: DocumentRow, file: string, language: Language): Promise<Drawn> {
  const [amended] = row.amends ? await findDocument(tx, row.partnerId, row.amends) : [];
  const of = amended && (await invoiceDocument(tx, amended));
  if (!of) return no("INVOICE_NOT_FOUND", { number: row.amends ?? row.number });
  const note = withYen(row.content) as unknown as CreditNoteDraft;
  const document = { note, invoice: of.invoice, number: row.number, issueDate: row.issueDate, names: of.names };
  if (file.endsWith(".pdf")) return { ok: true, bytes: renderCreditNotePdf(document, language) };
  const parties = peppolParties(of.invoice);
  return "ok" in parties ? parties : { ok: true, bytes: renderCreditNoteXml(document, parties, language) };
}

function peppolParties({ issuer, recipient }: Invoice): PeppolParties | Rejection {
  const [seller, buyer] = [corporateAddress(issuer), corporateAddress(recipient)];
  if (!seller) return no("PEPPOL_ADDRESS_MISSING", { party: issuer.name });
  if (!buyer) return no("PEPPOL_ADDRESS_MISSING", { party: recipient.name });
  return { seller, buyer };
}

async function voidingOf(tx: Tx, row: DocumentRow) {
  const events = await listDocumentEvents(tx, row.partnerId, row.number);
  const voided = events.find(({ state }) => state === "void");
  if (!voided) return undefined;
  const later = (await listDocuments(tx, row.partnerId, row.month)).find(
    ({ kind, version }) => kind === "invoice" && version === row.version + 1,
  );
  return { on: jstDateOf(voided.at), reason: voided.reason, replacedBy: later?.number };
}

function mediaTypeOf(file: string): string {
  if (file.endsWith(".pdf")) return "application/pdf";
  return file.endsWith(".xml") ? "application/xml" : "text/csv; charset=utf-8";
}

function both(name: string, ending: string): string[] {
  return languages.map((language) => `${name}.${language}.${ending}`);
}
