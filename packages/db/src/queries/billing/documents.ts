import type { Tx } from "../../transaction.ts";

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
    insert into document_series as s (series, last, last_at) values (${series}, 1, ${at})
    on conflict (series) do update set last = s.last + 1, last_at = greatest(s.last_at, excluded.last_at)
    returning last as no, last_at as at`;
}

export function insertDocument(tx: Tx, d: Omit<DocumentRow, "state">) {
  return tx`
    insert into documents (partner_id, number, series, no, kind, month, version, amends, counterparty, issue_date, finalised_at, net, tax, total, due, content, sha256)
    values (${d.partnerId}, ${d.number}, ${d.series}, ${d.no}, ${d.kind}, ${d.month}::date, ${d.version}, ${d.amends}, ${d.counterparty}, ${d.issueDate}::date,
            ${d.finalisedAt}, ${d.net}::text::bigint, ${d.tax}::text::bigint, ${d.total}::text::bigint, ${d.due}::text::bigint, ${tx.json(d.content as never)}, ${d.sha256})`;
}

function documentColumns(tx: Tx) {
  return tx`d.partner_id, d.number, d.series, d.no, d.kind, d.month, d.version, d.amends, d.counterparty, d.issue_date, d.finalised_at, d.net::text as net,
    d.tax::text as tax, d.total::text as total, d.due::text as due, d.content, d.sha256,
    coalesce((select e.state from document_events e where e.partner_id = d.partner_id and e.number = d.number order by e.seq desc limit 1), 'finalised') as state`;
}

export function findDocument(tx: Tx, partnerId: string, number: string) {
  return tx<
    DocumentRow[]
  >`select ${documentColumns(tx)} from documents d where d.partner_id = ${partnerId} and d.number = ${number}`;
}

/** Documents of a partner and month, in the order of their numbers. */
export function listDocuments(tx: Tx, partnerId: string, month: string) {
  return tx<DocumentRow[]>`
    select ${documentColumns(tx)} from documents d where d.partner_id = ${partnerId} and d.month = ${month}::date order by d.finalised_at, d.series, d.no`;
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

/** The month is final. Conditions: MONTH_REVIEWED. */
export function closePartnerMonth(tx: Tx, facts: { partnerId: string; month: string; at: Date; reviewer: string }) {
  return [
    tx`update partner_months set state = 'reviewed', reviewed_at = ${facts.at}, reviewed_by = ${facts.reviewer}
        where partner_id = ${facts.partnerId} and month = ${facts.month}::date and state = 'rated'`,
    tx`
      with closed as (
        update partner_months set state = 'closed', closed_at = ${facts.at}
         where partner_id = ${facts.partnerId} and month = ${facts.month}::date and state = 'reviewed' returning month)
      select must(exists (select from closed), 'MONTH_REVIEWED')`,
  ];
}
