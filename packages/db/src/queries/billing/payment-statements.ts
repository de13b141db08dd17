import type { Statement, Tx } from "../../transaction.ts";
import type { Cursor, Listed } from "../contracts.ts";
import { type DocumentSearch, searched } from "./documents.ts";

export interface PaymentStatementEventRow {
  seq: number;
  state: "confirmed" | "objected" | "deemed_confirmed" | "paid" | "void";
  at: Date;
  actor: string;
  reason: string | null;
}

/** A payment statement (支払通知書) as it was issued. Yen are decimal text; `due` is what is paid out, less income tax withheld. */
export interface PaymentStatementRow {
  partnerId: string;
  number: string;
  month: string;
  counterparty: string;
  issueDate: string;
  finalisedAt: Date;
  net: string;
  tax: string;
  total: string;
  due: string;
  content: Record<string, unknown>;
  sha256: string;
  /** Of its last event; `issued` without one. */
  state: "issued" | PaymentStatementEventRow["state"];
}

const columns = (tx: Tx) => tx`
  d.partner_id, d.number, d.month::text, d.counterparty, d.issue_date::text, d.finalised_at, d.net::text, d.tax::text, d.total::text, d.due::text, d.content,
  d.sha256,
  coalesce((select e.state from payment_statement_events e where e.partner_id = d.partner_id and e.number = d.number order by e.seq desc limit 1), 'issued') as state`;

export function findPaymentStatement(tx: Tx, partnerId: string, number: string): Statement<PaymentStatementRow[]> {
  return tx<PaymentStatementRow[]>`
    select ${columns(tx)} from documents d where d.partner_id = ${partnerId} and d.number = ${number} and d.kind = 'payment_statement'`;
}

/** The statement of a month, void or not. */
export function paymentStatementOf(tx: Tx, partnerId: string, month: string) {
  return tx<{ number: string }[]>`
    select number from documents where partner_id = ${partnerId} and month = ${month}::date and kind = 'payment_statement'`;
}

/** An agency's statements, searched as invoices are, newest first. */
export function listPaymentStatements(
  tx: Tx,
  partnerId: string,
  asked: Omit<DocumentSearch, "kind">,
  page: { after?: Cursor; limit: number },
): Statement<Listed<PaymentStatementRow & { id: string }>[]> {
  return tx<Listed<PaymentStatementRow & { id: string }>[]>`
    select ${columns(tx)}, lower(d.number) as id, d.finalised_at::text as cursor_at from documents d
     where d.partner_id = ${partnerId} and d.kind = 'payment_statement' ${searched(tx, asked)}
       ${page.after ? tx`and (d.finalised_at, lower(d.number)) < (${page.after.at}::text::timestamptz, ${page.after.id})` : tx``}
     order by d.finalised_at desc, lower(d.number) desc limit ${page.limit}`;
}

export function listPaymentStatementEvents(tx: Tx, partnerId: string, number: string): Statement<PaymentStatementEventRow[]> {
  return tx<PaymentStatementEventRow[]>`
    select seq, state, at, actor, reason from payment_statement_events where partner_id = ${partnerId} and number = ${number} order by seq`;
}

export function insertPaymentStatementEvent(tx: Tx, partnerId: string, number: string, e: Omit<PaymentStatementEventRow, "seq">) {
  return tx`
    insert into payment_statement_events (partner_id, number, seq, state, at, actor, reason)
    select ${partnerId}, ${number}, coalesce(max(seq), 0) + 1, ${e.state}, ${e.at}, ${e.actor}, ${e.reason}
      from payment_statement_events where partner_id = ${partnerId} and number = ${number}`;
}

/** The work that takes silence for consent, due at the deadline. */
export function insertDeemingWork(
  tx: Tx,
  facts: { partnerId: string; number: string; at: Date; dueAt: Date },
  work: { queue: string; name: string },
) {
  const { partnerId, number, at, dueAt } = facts;
  return tx`
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    values (${partnerId}, ${work.queue}, ${work.name}, ${tx.json({ number })}, ${at}, ${dueAt})`;
}
