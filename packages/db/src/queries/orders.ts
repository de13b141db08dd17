import {
  type Actor,
  hasEnded,
  type OpenOrder,
  type OrderKind,
  type OrderState,
  type ProblemCode,
  type RecentWork,
  subjectKind,
  type Variables,
} from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import { auditedInput } from "./audit.ts";
import type { Cursor, Listed } from "./contracts.ts";

export interface OrderFailure {
  code: ProblemCode;
  variables: Variables;
}

export interface OrderRow {
  id: string;
  partnerId: string;
  contractId: string;
  kind: OrderKind;
  subjectId: string;
  state: OrderState;
  input: Record<string, unknown>;
  failure: OrderFailure | null;
  attempt: number;
  actor: string;
  authority: Actor | null;
  acceptedAt: Date;
  changedAt: Date;
  deadlineAt: Date;
  endedAt: Date | null;
  /** `traceparent` of the request that placed it, where traces are recorded. */
  trace?: string | null;
}

export interface TransitionRow {
  orderId: string;
  seq: number;
  at: Date;
  fromState: OrderState | null;
  toState: OrderState;
  actor: string;
  cause: string;
  attempt: number;
}

export async function findOrder(tx: Tx, id: string): Promise<OrderRow | undefined> {
  const [row] = await tx<OrderRow[]>`select * from orders where id = ${id}`;
  return row;
}

/** An order, locked until the transaction ends. */
export function lockOrder(tx: Tx, id: string): Statement<OrderRow[]> {
  return tx<OrderRow[]>`select * from orders where id = ${id} for update`;
}

/** How many pieces of work of its partner go before that of an order; null when its work is not in line. @param since its acceptance */
export function placeInLine(tx: Tx, orderId: string, queue: string, since: Date): Statement<{ before: number | null }[]> {
  return tx<{ before: number | null }[]>`select place_in_line(${orderId}::uuid, ${queue}, ${since}::timestamptz) as before`;
}

/** How work of the partner in a queue, and work of a name, has gone lately. */
export function recentWork(tx: Tx, work: { queue: string; name: string }, at: Date): Statement<RecentWork[]> {
  return tx<RecentWork[]>`select * from recent_work(${work.queue}, ${work.name}, ${at}::timestamptz)`;
}

/** The order that has retried this one. */
export function findRetry(tx: Tx, id: string): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`select id from orders where input ->> 'retryOf' = ${id} and input ? 'retryOf'`;
}

export async function listOrders(
  tx: Tx,
  page: { after?: Cursor; limit: number; contractId?: string; state?: OrderState },
): Promise<Listed<OrderRow>[]> {
  return tx<Listed<OrderRow>[]>`
    select *, accepted_at::text as cursor_at from orders
     where true
       ${page.contractId ? tx`and contract_id = ${page.contractId}` : tx``}
       ${page.state ? tx`and state = ${page.state}` : tx``}
       ${page.after ? tx`and (accepted_at, id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : tx``}
     order by accepted_at desc, id desc
     limit ${page.limit}`;
}

export async function historyOf(tx: Tx, orderId: string): Promise<TransitionRow[]> {
  return tx<TransitionRow[]>`select * from order_transitions where order_id = ${orderId} order by seq`;
}

/** What the provider's staff gave as reason for moving an order, and when they did. */
export interface StaffReasonRow {
  at: Date;
  actor: string;
  reason: string;
}

export function reasonsOfStaff(tx: Tx, orderId: string): Statement<StaffReasonRow[]> {
  return tx<StaffReasonRow[]>`
    select at, actor, reason from audit_entries
     where partner_id = (select partner_id from orders where id = ${orderId}) and order_id = ${orderId}
       and action in ('order.cancel', 'order.retry') and outcome = 'done' and reason is not null
     order by id`;
}

export async function waitsOf(tx: Tx, orderId: string): Promise<string[]> {
  const rows = await tx<{ predecessorId: string }[]>`
    select predecessor_id from order_waits where order_id = ${orderId} order by predecessor_id`;
  return rows.map((r) => r.predecessorId);
}

/**
 * Orders of a contract that are not over, and those anywhere in the partner's contracts that name the user, kept from ending until this
 * transaction is: so a new order that is told to wait for one of them cannot miss its end. Lock the contract first.
 */
export async function openOrdersOf(tx: Tx, contractId: string, userId: string | null = null): Promise<OpenOrder[]> {
  return tx<OpenOrder[]>`
    select id, kind, subject_id, state, input ->> 'userId' as user_id from orders
     where ended_at is null
       and ${userId === null ? tx`contract_id = ${contractId}` : tx`(contract_id = ${contractId} or subject_id = ${userId} or input ->> 'userId' = ${userId})`}
     order by id for share`;
}

/** The same for many contracts at once. */
export function openOrdersOfMany(tx: Tx, contractIds: readonly string[]): Statement<(OpenOrder & { contractId: string })[]> {
  return tx<(OpenOrder & { contractId: string })[]>`
    select contract_id, id, kind, subject_id, state from orders
     where contract_id in (select jsonb_array_elements_text(${tx.json([...contractIds])})) and ended_at is null
     order by id for share`;
}

/** Has an order wait for others to end. Lock those first (`openOrdersOf`). */
export function insertWaits(tx: Tx, order: Pick<OrderRow, "partnerId" | "id" | "contractId">, predecessors: readonly string[]) {
  return tx`
    insert into order_waits (partner_id, order_id, predecessor_id, contract_id)
    select ${order.partnerId}, ${order.id}::uuid, p::uuid, ${order.contractId} from unnest(string_to_array(${predecessors.join(",")}, ',')) p`;
}

/** Orders for a menu in a contract that await the provider's approval, oldest first; locked. */
export function lockAwaitingApproval(tx: Tx, contractId: string, menu: string) {
  return tx<OrderRow[]>`
    select * from orders
     where contract_id = ${contractId} and state = 'awaiting_approval' and input ->> 'menu' = ${menu}
     order by accepted_at, id for update`;
}

/** An order that stood still for an approval or for others has as long from now on as it had from its acceptance. */
export function giveTimeAgain(tx: Tx, id: string, from: Date) {
  return tx`update orders set deadline_at = ${from}::timestamptz + (deadline_at - accepted_at) where id = ${id}`;
}

export interface Move {
  to: OrderState;
  at: Date;
  actor: string;
  cause: string;
  attempt: number;
  failure?: OrderFailure;
}

/** Takes an order that nobody has begun out of the line. Lock and decide first; the worker ends it. */
export function beginCancelling(tx: Tx, order: Pick<OrderRow, "id" | "state">, by: { at: Date; actor: string }) {
  return tx`
    with moved as (
      update orders set state = 'cancelling', changed_at = ${by.at} where id = ${order.id} and state = ${order.state}
      returning partner_id, id, contract_id, attempt
    )
    insert into order_transitions (partner_id, order_id, seq, contract_id, at, from_state, to_state, actor, cause, attempt)
    select partner_id, id, (select max(seq) + 1 from order_transitions t where t.partner_id = moved.partner_id and t.order_id = moved.id),
           contract_id, ${by.at}, ${order.state}, 'cancelling', ${by.actor}, 'CANCEL_ASKED', attempt
      from moved`;
}

/** What an order is about. */
export type OrderSubject = Pick<OrderRow, "id" | "kind" | "subjectId" | "input">;

/**
 * Locks what an order is about and remembers its state until the transaction ends. Goes before the effect of an ending order, whose audit
 * entry names the state before and after.
 */
export function noteStateBefore(tx: Tx, order: OrderSubject) {
  return tx`select set_config('app.state_before', coalesce((${stateOf(tx, order)} for no key update), ''), true)`;
}

/** Moves an order that is not over, and writes its history; of its end also the audit entry. Conditions: ORDER_OPEN. */
export function moveOrder(tx: Tx, order: OrderSubject, move: Move) {
  const { id } = order;
  const ended = hasEnded(move.to);
  return tx`
    with before as (
      select id, state, partner_id, contract_id from orders where id = ${id} and ended_at is null for update
    ), moved as (
      update orders o
         set state = ${move.to}, changed_at = ${move.at}, ended_at = ${ended ? move.at : null}, attempt = ${move.attempt},
             failure = ${move.failure ? tx.json(move.failure as never) : null}
        from before b where o.partner_id = b.partner_id and o.id = b.id
      returning o.id, b.state as from_state, b.partner_id, b.contract_id
    ), noted as (
      insert into order_transitions (partner_id, order_id, seq, contract_id, at, from_state, to_state, actor, cause, attempt)
      select partner_id, id, (select max(seq) + 1 from order_transitions t where t.partner_id = moved.partner_id and t.order_id = moved.id),
             contract_id, ${move.at}, from_state, ${move.to}, ${move.actor}, ${move.cause}, ${move.attempt}
        from moved
    )${ended ? auditedEnd(tx, order, move) : tx``}
    select must(exists (select from moved), 'ORDER_OPEN')`;
}

/** The part of `moveOrder` that says in the audit what the end of an order has made of its subject. */
function auditedEnd(tx: Tx, order: OrderSubject, move: Move) {
  const changed = move.to === "succeeded" ? auditedInput(order) : {};
  return tx`, audited as (
      insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome, before, after, reason, order_id)
      select partner_id, contract_id, ${move.at}, ${move.actor}, ${`order.${move.to}`}, ${order.subjectId}, 'done',
             jsonb_build_object('state', nullif(current_setting('app.state_before', true), '')),
             jsonb_build_object('state', (${stateOf(tx, order)})) || ${tx.json(changed as never)},
             ${move.failure?.code ?? null}, id
        from moved
    )`;
}

function stateOf(tx: Tx, { kind, subjectId }: OrderSubject) {
  switch (subjectKind(kind)) {
    case "contract":
      return tx`select state from contracts where id = ${subjectId}`;
    case "tenant":
      return tx`select state from tenants where id = ${subjectId}`;
    case "user":
      return tx`select state from users where id = ${subjectId}`;
    case "subscription":
      return tx`select state from subscriptions where id = ${subjectId}::uuid`;
  }
}

/**
 * Starts the orders that waited for one that has ended, and now wait for nothing. Send it after the statement that ended it.
 * @param work for every kind of order the queue and name of its work
 */
export function startWaiters(
  tx: Tx,
  partnerId: string,
  predecessorId: string,
  work: Readonly<Record<string, readonly [queue: string, name: string]>>,
  at: Date,
) {
  return tx`select start_waiters(${partnerId}, ${predecessorId}::uuid, ${tx.json(work as never)}, ${at}::timestamptz)`;
}

/**
 * Lets go of the orders that waited for one that has ended.
 * Call it after the ending order was moved: a waiter that is being written is then either seen here or did not wait.
 * @returns the orders that wait for nothing any more
 */
export async function releaseWaiters(tx: Tx, predecessorId: string): Promise<OrderRow[]> {
  const waiters = await tx<{ orderId: string }[]>`
    delete from order_waits where predecessor_id = ${predecessorId} returning order_id`;
  if (waiters.length === 0) return [];
  const ids = waiters.map((w) => w.orderId).join(",");
  // Two predecessors may end at once: the row lock makes the second look after the first has committed.
  await tx`select id from orders where id = any(string_to_array(${ids}, ',')::uuid[]) order by id for update`;
  return tx<OrderRow[]>`
    select * from orders o
     where id = any(string_to_array(${ids}, ',')::uuid[]) and ended_at is null
       and not exists (select from order_waits w where w.order_id = o.id)
     order by accepted_at, id`;
}

/** An order in the staff's list of what stands still. */
export interface StuckOrder extends OrderRow {
  partnerName: string;
  why: "aside" | "standing" | "failed";
  standsSince: Date;
}

/**
 * Orders over all partners that need somebody of the house, those that stand longest first; rows only for an operator.
 * @param before one that has not moved since then stands; @param since of ended ones only those that ended after it; @param codes reasons of a
 * failure that are the house's to mend
 */
export function stuckOrders(tx: Tx, facts: { before: Date; since: Date; codes: readonly string[]; limit: number }) {
  return tx<StuckOrder[]>`
    select *, null as authority from stuck_orders(${facts.before}, ${facts.since}, array(select jsonb_array_elements_text(${tx.json([...facts.codes])})), ${facts.limit})`;
}
