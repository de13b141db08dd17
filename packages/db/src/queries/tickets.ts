import type { TicketCategory, TicketMove, TicketSide, TicketState, TicketType } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

/** A question of a partner to the provider. */
export interface TicketRow {
  partnerId: string;
  id: string;
  /** What it is about: the parent's own contract or a child's. */
  contractId: string;
  category: TicketCategory;
  type: TicketType;
  subject: string;
  userIds: string[];
  state: TicketState;
  openerId: string;
  openedAt: Date;
  changedAt: Date;
}

export interface TicketMessageRow {
  seq: number;
  at: Date;
  move: TicketMove | "open";
  side: TicketSide;
  author: string;
  text: string | null;
}

export function insertSupportTicket(tx: Tx, t: Omit<TicketRow, "id" | "state" | "changedAt">): Statement<TicketRow[]> {
  return tx<TicketRow[]>`
    insert into tickets (partner_id, id, contract_id, category, type, subject, user_ids, state, opener_id, opened_at, changed_at)
    values (${t.partnerId}, 'tk' || nextval('ticket_number'), ${t.contractId}, ${t.category}, ${t.type}, ${t.subject}, ${tx.json(t.userIds)},
            'open', ${t.openerId}, ${t.openedAt}, ${t.openedAt})
    returning *`;
}

/** Adds to the thread; send it while the ticket is locked. */
export function addTicketMessage(
  tx: Tx,
  { partnerId, id, contractId }: Pick<TicketRow, "partnerId" | "id" | "contractId">,
  m: Omit<TicketMessageRow, "seq">,
): Statement<{ seq: number }[]> {
  return tx<{ seq: number }[]>`
    insert into ticket_messages (partner_id, ticket_id, seq, contract_id, at, move, side, author, text)
    select ${partnerId}, ${id}, 1 + coalesce(max(seq), 0), ${contractId}, ${m.at}, ${m.move}, ${m.side}, ${m.author}, ${m.text}
      from ticket_messages where partner_id = ${partnerId} and ticket_id = ${id}
    returning seq`;
}

export function moveTicket(tx: Tx, id: string, state: TicketState, at: Date) {
  return tx`update tickets set state = ${state}, changed_at = ${at} where id = ${id}`;
}

export function findTicket(tx: Tx, id: string): Statement<TicketRow[]> {
  return tx<TicketRow[]>`select * from tickets where id = ${id}`;
}

export function lockTicket(tx: Tx, id: string): Statement<TicketRow[]> {
  return tx<TicketRow[]>`select * from tickets where id = ${id} for update`;
}

export function threadOf(tx: Tx, ticketId: string): Statement<TicketMessageRow[]> {
  return tx<TicketMessageRow[]>`
    select seq, at, move, side, author, text from ticket_messages where ticket_id = ${ticketId} order by seq`;
}

/** Tickets that the scope may see, newest first. */
export function listTickets(
  tx: Tx,
  filter: { state?: TicketState | undefined; contractId?: string | undefined },
  page: { after?: Cursor; limit: number },
): Statement<Listed<TicketRow>[]> {
  return tx<Listed<TicketRow>[]>`
    select *, opened_at::text as cursor_at from tickets
     where true
       ${filter.state ? tx`and state = ${filter.state}` : tx``}
       ${filter.contractId ? tx`and contract_id = ${filter.contractId}` : tx``}
       ${page.after ? tx`and (opened_at, id) < (${page.after.at}::text::timestamptz, ${page.after.id})` : tx``}
     order by opened_at desc, id desc
     limit ${page.limit}`;
}

/** Which of these users are there, in this contract. */
export function usersOfContract(tx: Tx, contractId: string, userIds: readonly string[]): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    select id from users
     where contract_id = ${contractId} and state not in ('deleted', 'failed') and id in (select jsonb_array_elements_text(${tx.json([...userIds])}))`;
}
