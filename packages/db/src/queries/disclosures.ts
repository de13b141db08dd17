import type { DisclosureState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

/** An end user's name and contact, asked of the partner in an emergency. The name and the contact are read by `readDisclosure` alone. */
export interface DisclosureRow {
  partnerId: string;
  id: string;
  contractId: string;
  ticketId: string | null;
  reason: string;
  state: DisclosureState;
  askedBy: string;
  askedAt: Date;
  givenBy: string | null;
  givenAt: Date | null;
  closedBy: string | null;
  closedAt: Date | null;
}

const columns = (tx: Tx) =>
  tx`partner_id, id, contract_id, ticket_id, reason, state, asked_by, asked_at, given_by, given_at, closed_by, closed_at`;

export function insertDisclosure(
  tx: Tx,
  d: Pick<DisclosureRow, "partnerId" | "id" | "contractId" | "ticketId" | "reason" | "askedBy" | "askedAt">,
): Statement<DisclosureRow[]> {
  return tx<DisclosureRow[]>`
    insert into disclosures (partner_id, id, contract_id, ticket_id, reason, state, asked_by, asked_at)
    values (${d.partnerId}, ${d.id}, ${d.contractId}, ${d.ticketId}, ${d.reason}, 'asked', ${d.askedBy}, ${d.askedAt})
    returning ${columns(tx)}`;
}

export function findDisclosure(tx: Tx, id: string): Statement<DisclosureRow[]> {
  return tx<DisclosureRow[]>`select ${columns(tx)} from disclosures where id = ${id}`;
}

export function lockDisclosure(tx: Tx, id: string): Statement<DisclosureRow[]> {
  return tx<DisclosureRow[]>`select ${columns(tx)} from disclosures where id = ${id} for update`;
}

/** What was given: null before, and after it was erased. */
export function readDisclosure(tx: Tx, id: string): Statement<{ name: string | null; contact: string | null }[]> {
  return tx<{ name: string | null; contact: string | null }[]>`select name, contact from disclosures where id = ${id}`;
}

export function giveDisclosure(tx: Tx, id: string, given: { name: string; contact: string; by: string; at: Date }) {
  return tx<DisclosureRow[]>`
    update disclosures set state = 'given', name = ${given.name}, contact = ${given.contact}, given_by = ${given.by}, given_at = ${given.at}
     where id = ${id}
    returning ${columns(tx)}`;
}

/** Erases what was given; that it was, by whom and when, stays. */
export function closeDisclosure(tx: Tx, id: string, { by, at }: { by: string; at: Date }) {
  return tx<DisclosureRow[]>`
    update disclosures set state = 'closed', name = null, contact = null, closed_by = ${by}, closed_at = ${at} where id = ${id}
    returning ${columns(tx)}`;
}

/** Disclosures that the scope may see, newest first. */
export function listDisclosures(
  tx: Tx,
  filter: { state?: DisclosureState | undefined },
  page: { after?: Cursor; limit: number },
): Statement<Listed<DisclosureRow>[]> {
  return tx<Listed<DisclosureRow>[]>`
    select ${columns(tx)}, asked_at::text as cursor_at from disclosures
     where true
       ${filter.state ? tx`and state = ${filter.state}` : tx``}
       ${page.after ? tx`and (asked_at, id) < (${page.after.at}::text::timestamptz, ${page.after.id}::uuid)` : tx``}
     order by asked_at desc, id desc
     limit ${page.limit}`;
}
