import type { Tx } from "../../transaction.ts";
import type { Cursor, Listed } from "../contracts.ts";

/** An issued document. Yen are decimal text. `content` is the document without its lines, which stand in statement_lines. */
export interface DocumentRow {
  partnerId: string;
  number: string;
  series: string;
  no: number;
  kind: "invoice" | "credit_note";
  month: string;
  version: number;
  amends: string | null;
  counterparty: string;
  issueDate: string;
  finalisedAt: Date;
  net: string;
  tax: string;
  total: string;
  due: string;
  content: Record<string, unknown>;
  sha256: string;
  /** Of the last event; `finalised` without one. */
  state: "finalised" | "sent" | "paid" | "void";
}

/**
 * The next number of a series, in the order of finalisation. Whoever takes one keeps the others waiting until the document is written, so a
 * number that is not used is not taken.
 */
export function takeNumber(tx: Tx, series: string, at: Date) {
  return tx<{ no: number; at: Date }[]>`
    select no, taken_at as at from take_document_number(${series}, ${at})`;
}

export function insertDocument(
  tx: Tx,
  d: Omit<DocumentRow, "state" | "kind"> & {
    kind: DocumentRow["kind"] | "payment_statement" | "end_user_statement";
    /** Of an end user's statement: whose it is. */
    contractId?: string;
  },
) {
  return tx`
    insert into documents (partner_id, number, series, no, kind, month, version, amends, counterparty, issue_date, finalised_at, net, tax, total, due, content, sha256,
                           contract_id)
    values (${d.partnerId}, ${d.number}, ${d.series}, ${d.no}, ${d.kind}, ${d.month}::date, ${d.version}, ${d.amends}, ${d.counterparty}, ${d.issueDate}::date,
            ${d.finalisedAt}, ${d.net}::text::bigint, ${d.tax}::text::bigint, ${d.total}::text::bigint, ${d.due}::text::bigint, ${tx.json(d.content as never)}, ${d.sha256},
            ${d.contractId ?? null})`;
}

function documentColumns(tx: Tx) {
  return tx`d.partner_id, d.number, d.series, d.no, d.kind, d.month, d.version, d.amends, d.counterparty, d.issue_date, d.finalised_at, d.net::text as net,
    d.tax::text as tax, d.total::text as total, d.due::text as due, d.content, d.sha256,
    coalesce((select e.state from document_events e where e.partner_id = d.partner_id and e.number = d.number order by e.seq desc limit 1), 'finalised') as state`;
}

/** Payment statements to agencies and statements of end users are documents too: `payment-statements.ts`, `end-user-statements.ts`. */
const billed = (tx: Tx) => tx`d.kind in ('invoice', 'credit_note')`;

export function findDocument(tx: Tx, partnerId: string, number: string) {
  return tx<
    DocumentRow[]
  >`select ${documentColumns(tx)} from documents d where d.partner_id = ${partnerId} and d.number = ${number} and ${billed(tx)}`;
}

/** Documents of a partner and month, in the order of their numbers. */
export function listDocuments(tx: Tx, partnerId: string, month: string) {
  return tx<DocumentRow[]>`
    select ${documentColumns(tx)} from documents d where d.partner_id = ${partnerId} and d.month = ${month}::date and ${billed(tx)} order by d.finalised_at, d.series, d.no`;
}

/** Credit notes against an invoice, oldest first. */
export function listCreditNotes(tx: Tx, partnerId: string, number: string) {
  return tx<DocumentRow[]>`
    select ${documentColumns(tx)} from documents d where d.partner_id = ${partnerId} and d.amends = ${number} order by d.no`;
}

/** Credit on account: what credit notes gave, less what invoices have used, in yen as text. Void documents, and notes against them, do not count. */
export function creditOnAccount(tx: Tx, partnerId: string) {
  return tx<{ credit: string }[]>`
    select (coalesce(sum(total) filter (where kind = 'credit_note'), 0) - coalesce(sum(total - due) filter (where kind = 'invoice'), 0))::text as credit
      from documents d
     where partner_id = ${partnerId}
       and not exists (select from document_events e where e.partner_id = d.partner_id and e.number in (d.number, d.amends) and e.state = 'void')`;
}

/** Keeps others from changing a document's state until the transaction ends. */
export function lockDocuments(tx: Tx, partnerId: string) {
  return tx`select pg_advisory_xact_lock(7355611, hashtext(${partnerId}))`;
}

export function insertDocumentEvent(
  tx: Tx,
  e: { partnerId: string; number: string; state: "sent" | "paid" | "void"; at: Date; actor: string; reason: string },
) {
  return tx`
    insert into document_events (partner_id, number, seq, state, at, actor, reason)
    select ${e.partnerId}, ${e.number}, coalesce(max(seq), 0) + 1, ${e.state}, ${e.at}, ${e.actor}, ${e.reason}
      from document_events where partner_id = ${e.partnerId} and number = ${e.number}`;
}

export interface DocumentEventRow {
  seq: number;
  state: "sent" | "paid" | "void";
  at: Date;
  actor: string;
  reason: string;
}

export function listDocumentEvents(tx: Tx, partnerId: string, number: string) {
  return tx<DocumentEventRow[]>`
    select seq, state, at, actor, reason from document_events where partner_id = ${partnerId} and number = ${number} order by seq`;
}

/** What documents are searched by: date, amount and counterparty, as the electronic books act asks; all that are given must hold. */
export interface DocumentSearch {
  from?: string | undefined;
  to?: string | undefined;
  /** Totals with tax, whole yen as text. */
  minTotal?: string | undefined;
  maxTotal?: string | undefined;
  /** A part of the name, whatever its case. */
  counterparty?: string | undefined;
  kind?: "invoice" | "credit_note" | undefined;
  month?: string | undefined;
}

/** The conditions of a search on `documents d`. */
export function searched(tx: Tx, { from, to, minTotal, maxTotal, counterparty, kind, month }: DocumentSearch) {
  return tx`
       ${from ? tx`and d.issue_date >= ${from}::date` : tx``}
       ${to ? tx`and d.issue_date <= ${to}::date` : tx``}
       ${minTotal ? tx`and d.total >= ${minTotal}::text::bigint` : tx``}
       ${maxTotal ? tx`and d.total <= ${maxTotal}::text::bigint` : tx``}
       ${counterparty ? tx`and position(lower(${counterparty}) in lower(d.counterparty)) > 0` : tx``}
       ${kind ? tx`and d.kind = ${kind}` : tx``}
       ${month ? tx`and d.month = ${month}::date` : tx``}`;
}

/** Documents that the scope may see, the newest first. `content` stays out: it may be long. */
export function searchDocuments(tx: Tx, asked: DocumentSearch, page: { after?: Cursor; limit: number }) {
  return tx<Listed<Omit<DocumentRow, "content"> & { id: string }>[]>`
    select d.partner_id, d.number, lower(d.number) as id, d.series, d.no, d.kind, d.month, d.version, d.amends, d.counterparty, d.issue_date, d.finalised_at,
           d.net::text as net, d.tax::text as tax, d.total::text as total, d.due::text as due, d.sha256, d.finalised_at::text as cursor_at,
           coalesce((select e.state from document_events e where e.partner_id = d.partner_id and e.number = d.number order by e.seq desc limit 1), 'finalised') as state
      from documents d
     where ${billed(tx)} ${searched(tx, asked)}
       ${page.after ? tx`and (d.finalised_at, lower(d.number)) < (${page.after.at}::text::timestamptz, ${page.after.id})` : tx``}
     order by d.finalised_at desc, lower(d.number) desc
     limit ${page.limit}`;
}

/** A file of a document, as it was first given out. */
export interface DocumentFileRow {
  file: string;
  mediaType: string;
  bytes: Uint8Array;
  sha256: string;
  madeAt: Date;
}

export function findDocumentFile(tx: Tx, partnerId: string, number: string, file: string) {
  return tx<DocumentFileRow[]>`
    select file, media_type, bytes, sha256, made_at from document_files
     where partner_id = ${partnerId} and number = ${number} and file = ${file}`;
}

/** Keeps a file; of two that are made at once the first stands. */
export function keepDocumentFile(tx: Tx, partnerId: string, number: string, f: DocumentFileRow) {
  return tx`
    insert into document_files (partner_id, number, file, media_type, bytes, sha256, made_at)
    values (${partnerId}, ${number}, ${f.file}, ${f.mediaType}, ${Buffer.from(f.bytes)}, ${f.sha256}, ${f.madeAt}) on conflict do nothing`;
}

/** The names that a month's documents show, as they stand now: of its contracts, and of the tenants on its lines. */
export function namesOfMonth(tx: Tx, partnerId: string, month: string) {
  return [
    tx<{ id: string; customerName: string; customerNumber: string | null }[]>`
      select c.id, c.customer_name, c.customer_number from statements s join contracts c on c.partner_id = s.partner_id and c.id = s.contract_id
       where s.partner_id = ${partnerId} and s.month = ${month}::date order by c.id`,
    tx<{ id: string; name: string; region: string }[]>`
      select t.id, t.name, t.region from tenants t
       where t.partner_id = ${partnerId} and t.id in (
         select l.tenant_id from statement_lines l where l.partner_id = ${partnerId} and l.month = ${month}::date) order by t.id`,
  ] as const;
}

/** What the documents of a partner say of it beside its name, from a day on. */
export interface BillingDetailsRow {
  fromDay: string;
  address: string;
  registrationNumber: string | null;
  registeredFrom: string | null;
  recordedBy: string;
  recordedAt: Date;
}

export function listBillingDetails(tx: Tx, partnerId: string) {
  return tx<BillingDetailsRow[]>`
    select from_day::text, address, registration_number, registered_from::text, recorded_by, recorded_at from partner_billing_details
     where partner_id = ${partnerId} order by from_day desc`;
}

/** The details in force on a day. */
export function billingDetailsOn(tx: Tx, partnerId: string, day: string) {
  return tx<BillingDetailsRow[]>`
    select from_day::text, address, registration_number, registered_from::text, recorded_by, recorded_at from partner_billing_details
     where partner_id = ${partnerId} and from_day <= ${day}::date order by from_day desc limit 1`;
}

/** Details from a day on; of the same day the last that was given stands. Issued documents keep theirs. */
export function recordBillingDetails(tx: Tx, partnerId: string, d: BillingDetailsRow) {
  return tx`
    insert into partner_billing_details (partner_id, from_day, address, registration_number, registered_from, recorded_by, recorded_at)
    values (${partnerId}, ${d.fromDay}::date, ${d.address}, ${d.registrationNumber}, ${d.registeredFrom}::date, ${d.recordedBy}, ${d.recordedAt})
    on conflict (partner_id, from_day) do update set address = excluded.address, registration_number = excluded.registration_number,
      registered_from = excluded.registered_from, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

export interface CertificateRow {
  content: Record<string, unknown>;
  sha256: string;
  at: Date;
}

export function insertCertificate(tx: Tx, c: CertificateRow & { partnerId: string; month: string }) {
  return tx`
    insert into close_certificates (partner_id, month, content, sha256, at)
    values (${c.partnerId}, ${c.month}::date, ${tx.json(c.content as never)}, ${c.sha256}, ${c.at})`;
}

export function findCertificate(tx: Tx, partnerId: string, month: string) {
  return tx<CertificateRow[]>`
    select content, sha256, at from close_certificates where partner_id = ${partnerId} and month = ${month}::date`;
}

export interface PreviewRow {
  cutoffAt: Date;
  linesHash: string;
  total: string;
  at: Date;
}

export function insertPreview(tx: Tx, p: PreviewRow & { partnerId: string; month: string }) {
  return tx`
    insert into close_previews (partner_id, month, cutoff_at, lines_hash, total, at)
    values (${p.partnerId}, ${p.month}::date, ${p.cutoffAt}, ${p.linesHash}, ${p.total}::text::bigint, ${p.at}) on conflict do nothing`;
}

export function latestPreview(tx: Tx, partnerId: string, month: string) {
  return tx<PreviewRow[]>`
    select cutoff_at, lines_hash, total::text as total, at from close_previews
     where partner_id = ${partnerId} and month = ${month}::date order by at desc limit 1`;
}

/** Notes who reviewed a partner's month that is about to be closed, and drops what was added up for this close: it has served. */
export function reviewPartnerMonth(tx: Tx, facts: { partnerId: string; month: string; at: Date; reviewer: string }) {
  return [
    tx`update partner_months set state = 'reviewed', reviewed_at = ${facts.at}, reviewed_by = ${facts.reviewer}
        where partner_id = ${facts.partnerId} and month = ${facts.month}::date and state = 'rated'`,
    tx`delete from usage_summed where partner_id = ${facts.partnerId} and month = ${facts.month}::date`,
    tx`delete from usage_sums where partner_id = ${facts.partnerId} and month = ${facts.month}::date`,
  ];
}

/** Closes a partner's month for good. Conditions: MONTH_REVIEWED. */
export function closePartnerMonth(tx: Tx, facts: { partnerId: string; month: string; at: Date }) {
  return tx`
    with closed as (
      update partner_months set state = 'closed', closed_at = ${facts.at}
       where partner_id = ${facts.partnerId} and month = ${facts.month}::date and state = 'reviewed' returning month)
    select must(exists (select from closed), 'MONTH_REVIEWED')`;
}
