import {
  type BillingMonth,
  type CreditedLine,
  type CreditNoteDraft,
  draftCreditNote,
  finaliseInvoice,
  formatDocumentNumber,
  type Invoice,
  invoiceMayBecome,
  jstDateOf,
  type Party,
} from "@saihan/billing";
import {
  type AuditedState,
  type Db,
  type DocumentRow,
  findDocument,
  insertAuditEntries,
  insertDocument,
  insertDocumentEvent,
  insertInvoiceMail,
  listCreditNotes,
  listDocuments,
  lockDocuments,
  type Scope,
  type Tx,
  takeNumber,
  transaction,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import { invoiceRows, loadStatements, plain, textOf } from "./close-jobs.ts";
import { draftPartnerInvoice } from "./draft-invoice.ts";
import { type PaymentTerms, paperOfToday, partnerParty } from "./paper.ts";
import { sha256 } from "./prices.ts";

type Issued = { readonly ok: true; readonly number: string } | Rejection;

/** Who corrects a document, when and why. */
export interface Correction {
  readonly partnerId: string;
  readonly number: string;
  readonly at: Date;
  readonly actor: string;
  readonly reason: string;
}

/** An issued invoice as it was finalised, with its lines. @returns nothing when there is no such invoice */
export async function loadInvoice(tx: Tx, partnerId: string, number: string): Promise<Invoice | undefined> {
  const [row] = await findDocument(tx, partnerId, number);
  if (row?.kind !== "invoice") return undefined;
  const content = withYen(row.content) as unknown as Invoice;
  const statements = await loadStatements(tx, partnerId, row.month.slice(0, 7));
  const order = new Map(content.statements.map(({ contractId }, place) => [contractId, place]));
  statements.sort((a, b) => (order.get(a.contractId) ?? 0) - (order.get(b.contractId) ?? 0));
  return { ...content, statements };
}

/**
 * Issues a credit note against a finalised invoice (適格返還請求書). Its amount is credit on account, which the next invoice uses up.
 * @returns its number, or CREDIT_LINE_UNKNOWN, CREDIT_EXCEEDS_LINE, CREDIT_EXCEEDS_INVOICE, CREDIT_EMPTY, or DOCUMENT_STATE_FORBIDS when the
 * invoice is void or unknown
 */
export function issueCreditNote(
  db: Db,
  scope: Scope,
  facts: Correction & { readonly lines: readonly CreditedLine[] },
): Promise<Issued> {
  const { partnerId, number, at, reason, lines } = facts;
  return transaction(db, scope, async (tx): Promise<Issued> => {
    await lockDocuments(tx, partnerId);
    const [row] = await findDocument(tx, partnerId, number);
    const invoice = await loadInvoice(tx, partnerId, number);
    if (!row || !invoice || row.state === "void") return no("DOCUMENT_STATE_FORBIDS", { number, state: row?.state ?? "unknown" });
    const earlier = (await listCreditNotes(tx, partnerId, number))
      .filter((note) => note.state !== "void")
      .map((note) => withYen(note.content) as unknown as CreditNoteDraft);
    const drafted = draftCreditNote(invoice, earlier, { lines, reason, reductionDate: jstDateOf(at) });
    if (!drafted.ok) return drafted;
    const { note } = drafted;
    const series = `CN-${jstDateOf(at).slice(0, 4)}`;
    const [taken] = await takeNumber(tx, series, at);
    const no_ = taken?.no ?? 0;
    const noteNumber = formatDocumentNumber({ series, number: no_ });
    const finalisedAt = taken?.at ?? at;
    const content = plain({
      ...note,
      number: noteNumber,
      issueDate: jstDateOf(finalisedAt),
      issuer: invoice.issuer,
      recipient: invoice.recipient,
    });
    await insertDocument(tx, {
      ...{ partnerId, number: noteNumber, series, no: no_, kind: "credit_note", month: row.month, version: 1, amends: number },
      ...{
        counterparty: row.counterparty,
        issueDate: jstDateOf(finalisedAt),
        finalisedAt,
        content,
        sha256: sha256(textOf(content)),
      },
      ...{ net: `${note.net}`, tax: `${note.tax}`, total: `${note.total}`, due: `${note.total}` },
    });
    const { queue, name } = jobs.sendMail;
    const mail = {
      template: "credit-note-ready",
      partnerId,
      number: noteNumber,
      month: row.month.slice(0, 7),
      amends: number,
      at,
    } as const;
    await insertInvoiceMail(tx, { id: v7(), ...mail }, { queue, name });
    await noteInAudit(tx, facts, "credit-note.issue", noteNumber, { amends: number, total: `${note.total}` });
    return { ok: true, number: noteNumber };
  });
}

/** Moves an invoice on in its life: sent, paid, void. A void number stays used (I17). @returns DOCUMENT_STATE_FORBIDS when it may not go there */
export function moveDocument(
  db: Db,
  scope: Scope,
  facts: Correction & { readonly to: "sent" | "paid" | "void" },
): Promise<Issued> {
  const { partnerId, number, to } = facts;
  return transaction(db, scope, async (tx): Promise<Issued> => {
    await lockDocuments(tx, partnerId);
    const [row] = await findDocument(tx, partnerId, number);
    if (!row || !invoiceMayBecome(row.state, to)) return no("DOCUMENT_STATE_FORBIDS", { number, state: row?.state ?? "unknown" });
    await insertDocumentEvent(tx, { ...facts, state: to });
    await noteInAudit(tx, facts, `invoice.${to}`, number, { state: to }, { state: row.state });
    return { ok: true, number };
  });
}

/**
 * Issues the invoice of a closed month again after a void, with the names of today: the same statements, a new number, both kept
 * (billing.md 8, corrections). @returns DOCUMENT_STATE_FORBIDS while an invoice of the month stands
 */
export function reissueInvoice(
  db: Db,
  scope: Scope,
  facts: {
    readonly partnerId: string;
    readonly month: BillingMonth;
    readonly issuer: Party;
    readonly payment: PaymentTerms;
    readonly at: Date;
    readonly actor: string;
    readonly reason: string;
  },
): Promise<Issued> {
  const { partnerId, month, issuer, payment, at, actor, reason } = facts;
  return transaction(db, scope, async (tx): Promise<Issued> => {
    await lockDocuments(tx, partnerId);
    const invoices = (await listDocuments(tx, partnerId, `${month}-01`)).filter(({ kind }) => kind === "invoice");
    const standing = invoices.find(({ state }) => state !== "void");
    if (standing || invoices.length === 0) {
      return no("DOCUMENT_STATE_FORBIDS", { number: standing?.number ?? month, state: standing?.state ?? "unknown" });
    }
    const series = `INV-${jstDateOf(at).slice(0, 4)}`;
    const [taken] = await takeNumber(tx, series, at);
    const finalisedAt = taken?.at ?? at;
    const issueDate = jstDateOf(finalisedAt);
    const recipient = await partnerParty(tx, partnerId, issueDate);
    const credit = BigInt(creditOf(invoices));
    const statements = await loadStatements(tx, partnerId, month);
    const draft = draftPartnerInvoice(statements, { partnerId, month, issuer, recipient, issueDate, credit });
    const number = { series, number: taken?.no ?? 0 };
    const invoice = finaliseInvoice(draft, number, issueDate);
    const paper = await paperOfToday(tx, { partnerId, month, issueDate, payment });
    await Promise.all(invoiceRows(tx, invoice, { ...number, version: invoices.length + 1, at: finalisedAt, paper }));
    await noteInAudit(tx, { partnerId, at, actor, reason }, "invoice.re-issue", invoice.number, {
      month,
      replaces: invoices.at(-1)?.number ?? "",
    });
    return { ok: true, number: invoice.number };
  });
}

/** Notes a correction in the partner's audit, in the transaction that makes it. */
function noteInAudit(
  tx: Tx,
  { partnerId, at, actor, reason }: Pick<Correction, "partnerId" | "at" | "actor" | "reason">,
  action: string,
  target: string,
  after: AuditedState,
  before?: AuditedState,
) {
  return insertAuditEntries(tx, [
    { partnerId, contractId: partnerId, at, actor, action, target, after, reason, ...(before ? { before } : {}) },
  ]);
}

/** The credit that the voided invoice had used, which the new one uses again. */
function creditOf(invoices: readonly DocumentRow[]): bigint {
  const last = invoices.at(-1);
  return last ? BigInt(last.total) - BigInt(last.due) : 0n;
}

const yenFields = new Set(["net", "tax", "total", "due", "fees", "creditUsed", "prepaidUsed", "amount"]);

/** Whole yen of a stored document become integers again. `tax` of a line or allowance is its terms and stays. */
export function withYen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withYen);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      yenFields.has(key) && typeof part === "string" ? BigInt(part) : withYen(part),
    ]),
  );
}
