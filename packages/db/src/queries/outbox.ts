import type { Statement, Tx } from "../transaction.ts";
import type { OrderRow } from "./orders.ts";
import type { WorkPause } from "./work-pauses.ts";

export interface NewWork {
  partnerId: string;
  orderId: string | null;
  queue: string;
  name: string;
  payload: Record<string, string | number>;
  availableAt: Date;
  at: Date;
  /** `traceparent` of what it belongs to; without one, of what is under way. */
  trace?: string | null | undefined;
}

export function insertWork(tx: Tx, w: NewWork) {
  return tx`
    insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at, trace)
    values (${w.partnerId}, ${w.orderId}, ${w.queue}, ${w.name}, ${tx.json(w.payload)}, ${w.at}, ${w.availableAt},
            coalesce(${w.trace ?? null}, nullif(current_setting('app.trace', true), '')))`;
}

export interface WorkToSend extends WorkId {
  queue: string;
  name: string;
  payload: Record<string, string | number>;
  generation: number;
  trace: string | null;
}

/** Work of one partner that lies in one queue and was never begun. */
export interface Line {
  partnerId: string;
  queue: string;
  waiting: number;
  /** Turns of its first and last. */
  first: number;
  last: number;
}

/** Every partner's lines in the queues. */
export function linesInQueues(tx: Tx): Statement<Line[]> {
  return tx<Line[]>`
    select partner_id, queue, count(*)::int as waiting, min(turn)::int as first, max(turn)::int as last
      from outbox
     where sent_at is not null and done_at is null and quarantined_at is null and attempt = 0
     group by partner_id, queue`;
}

/**
 * Takes work that is due and not yet with the queue, oldest first, and keeps other relays off it until the transaction ends.
 */
export function takeUnsent(tx: Tx, limit: number, now: Date, pauses: readonly WorkPause[]): Statement<WorkToSend[]> {
  return tx<WorkToSend[]>`
    select id, partner_id, queue, name, payload, generation, trace
      from outbox o
     where sent_at is null and done_at is null and quarantined_at is null and available_at <= ${now} ${notPaused(tx, pauses)}
     order by available_at, id
     limit ${limit}
       for update skip locked`;
}

/**
 * The same where more is due than is taken at once: from every partner with due work in each queue the oldest, an equal share of `limit`
 * each, one at least.
 * @param full lines that take nothing more for now
 */
export function takeTurns(
  tx: Tx,
  limit: number,
  now: Date,
  full: readonly Line[],
  pauses: readonly WorkPause[],
): Statement<WorkToSend[]> {
  const none = full.map(({ partnerId, queue }) => ({ p: partnerId, q: queue }));
  return tx<WorkToSend[]>`
    with recursive lines (partner_id, queue) as (
      (select partner_id, queue from outbox where sent_at is null and done_at is null and quarantined_at is null order by 1, 2 limit 1)
      union all
      select next.partner_id, next.queue
        from lines l cross join lateral (
          select o.partner_id, o.queue from outbox o
           where o.sent_at is null and o.done_at is null and o.quarantined_at is null and (o.partner_id, o.queue) > (l.partner_id, l.queue)
           order by 1, 2 limit 1) next
    ), open as materialized (
      select partner_id, queue from lines
      except select p, q from jsonb_to_recordset(${tx.json(none)}) as f (p text, q text)
    )
    select w.* from open l cross join lateral (
      select o.id, o.partner_id, o.queue, o.name, o.payload, o.generation, o.trace
        from outbox o
       where o.partner_id = l.partner_id and o.queue = l.queue
         and o.sent_at is null and o.done_at is null and o.quarantined_at is null and o.available_at <= ${now} ${notPaused(tx, pauses)}
       order by o.available_at, o.id
       limit (select greatest(1, ${limit}::int / count(*)) from open)
         for update skip locked) w`;
}

/** A condition on outbox `o`. Without pauses there is none: the planner keeps its way along the index. */
function notPaused(tx: Tx, pauses: readonly WorkPause[]) {
  if (pauses.length === 0) return tx``;
  const list = pauses.map(({ queue, job }) => ({ q: queue, j: job }));
  return tx`and not exists (
    select from jsonb_to_recordset(${tx.json(list)}) as p (q text, j text) where p.q = o.queue and p.j in ('', o.name))`;
}

/** Names a piece of work among those of every partner. */
export interface WorkId {
  partnerId: string;
  id: number;
}

/** For `where (partner_id, id) in (...)`. */
function listOf(tx: Tx, works: readonly WorkId[]) {
  const list = works.map(({ partnerId, id }) => ({ p: partnerId, w: id }));
  return tx`select p, w from jsonb_to_recordset(${tx.json(list)}) as r (p text, w bigint)`;
}

/** Marks work as handed over, each with its turn in the queue and the job that carries it with others. */
export function markSent(tx: Tx, works: readonly (WorkId & { turn: number; carrier: string | null })[], at: Date) {
  const list = works.map(({ partnerId, id, turn, carrier }) => ({ p: partnerId, w: id, t: turn, c: carrier }));
  return tx`
    update outbox o set sent_at = ${at}, checked_at = ${at}, turn = r.t, carrier = r.c
      from jsonb_to_recordset(${tx.json(list)}) as r (p text, w bigint, t int, c text)
     where o.partner_id = r.p and o.id = r.w`;
}

export interface ClaimedWork {
  id: number;
  partnerId: string;
  orderId: string | null;
  queue: string;
  name: string;
  payload: Record<string, string | number>;
  attempt: number;
  /** Attempts that ended without a word: the process died. */
  crashes: number;
  /** The order as it was before this attempt. */
  order: OrderRow | null;
}

/**
 * Begins an attempt: counts it, which fences off every earlier attempt, and shows its order as executing.
 * No row when the work is done, quarantined, paused or unknown.
 */
export function claimWork(tx: Tx, id: number, actor: string, at: Date) {
  return tx<ClaimedRow[]>`
    with claimed as (
      update outbox set attempt = attempt + 1, started_at = ${at}
       where id = ${id} and done_at is null and quarantined_at is null
         and not exists (select from work_pauses p where p.queue = outbox.queue and p.job in ('', outbox.name))
      returning id, partner_id, order_id, queue, name, payload, attempt, attempt - 1 - faults as crashes
    ), before as (
      select o.*, c.attempt as new_attempt
        from orders o join claimed c on c.partner_id = o.partner_id and c.order_id = o.id
         for update of o
    ), moved as (
      update orders o
         set attempt = b.new_attempt, changed_at = ${at}, state = case when b.state in ('compensating', 'cancelling') then b.state else 'executing' end
        from before b where o.partner_id = b.partner_id and o.id = b.id and b.ended_at is null
      returning o.id
    ), noted as (
      insert into order_transitions (partner_id, order_id, seq, contract_id, at, from_state, to_state, actor, cause, attempt)
      select b.partner_id, b.id, (select max(seq) + 1 from order_transitions t where t.partner_id = b.partner_id and t.order_id = b.id),
             b.contract_id, ${at}, b.state, 'executing', ${actor}, 'STARTED', b.new_attempt
        from before b join moved m on m.id = b.id
       where b.state not in ('executing', 'compensating', 'cancelling')
    )
    select c.*, b.contract_id, b.kind, b.subject_id, b.state, b.input, b.failure, b.actor, b.authority, b.accepted_at, b.changed_at, b.deadline_at, b.ended_at
      from claimed c left join before b on true`;
}

type ClaimedRow = Omit<ClaimedWork, "order"> & {
  [K in keyof Omit<OrderRow, "id" | "partnerId" | "attempt">]: OrderRow[K] | null;
};

/** The claimed work, and its order as a row of its own. */
export function claimedWork(row: ClaimedRow): ClaimedWork {
  const { id, partnerId, orderId, queue, name, payload, attempt, crashes, ...order } = row;
  return {
    ...{ id, partnerId, orderId, queue, name, payload, attempt, crashes },
    order: orderId && order.kind ? ({ ...order, id: orderId, partnerId, attempt } as OrderRow) : null,
  };
}

/**
 * Marks the work as done. Must be the first statement of the transaction that writes the effect: when a later attempt has
 * begun, nothing of that transaction stands. Conditions: NEWEST_ATTEMPT.
 */
export function finishWork(tx: Tx, id: number, attempt: number, at: Date) {
  return tx`
    with done as (
      update outbox set done_at = ${at}, last_error = null
       where id = ${id} and attempt = ${attempt} and done_at is null and quarantined_at is null
      returning id)
    select must(exists (select from done), 'NEWEST_ATTEMPT')`;
}

/** Notes an attempt that failed but may succeed later. */
export function noteFault(tx: Tx, id: number, attempt: number, cause: string) {
  return tx`
    update outbox set faults = faults + 1, last_error = ${cause} where id = ${id} and attempt = ${attempt} and done_at is null`;
}

/** Sets work aside that killed its process again and again. */
export function quarantineWork(tx: Tx, id: number, cause: string, at: Date) {
  return tx`
    update outbox set quarantined_at = ${at}, last_error = ${cause} where id = ${id} and done_at is null`;
}

export interface WorkUnderWay extends WorkId {
  queue: string;
  generation: number;
  /** The job that carries it with others; null: a job of its own. */
  carrier: string | null;
  /** When its newest attempt began. */
  startedAt: Date | null;
}

/** Work that the queue should be carrying but has not finished for a while, least recently looked at first. */
export async function takeUnfinished(tx: Tx, sentBefore: Date, limit: number): Promise<WorkUnderWay[]> {
  return tx<WorkUnderWay[]>`
    select partner_id, id, queue, generation, carrier, started_at from outbox
     where sent_at is not null and done_at is null and quarantined_at is null and checked_at < ${sentBefore}
     order by checked_at, id
     limit ${limit}
       for update skip locked`;
}

/** The queue has lost these: send them again under a new generation. */
export function resend(tx: Tx, works: readonly WorkId[], availableAt: Date) {
  return tx`
    update outbox set sent_at = null, carrier = null, generation = generation + 1, available_at = ${availableAt}
     where (partner_id, id) in (${listOf(tx, works)}) and done_at is null and quarantined_at is null`;
}

export function markChecked(tx: Tx, works: readonly WorkId[], at: Date) {
  return tx`update outbox set checked_at = ${at} where (partner_id, id) in (${listOf(tx, works)})`;
}

/**
 * Writes work for open orders past their deadline whose own work was set aside; asked again after an hour. Others end with their next attempt.
 * @returns how many
 */
export async function askForEndOfOverdue(
  tx: Tx,
  work: { queue: string; name: string },
  at: Date,
  limit: number,
): Promise<number> {
  const rows = await tx`
    with due as (
      select w.partner_id, w.id, o.id as order_id
        from outbox w
        join orders o on o.partner_id = w.partner_id and o.id = coalesce(w.order_id, (w.payload ->> 'orderId')::uuid)
       where w.quarantined_at is not null and w.done_at is null and o.ended_at is null and o.deadline_at <= ${at}::timestamptz
         and (w.checked_at is null or w.checked_at < greatest(o.deadline_at, ${at}::timestamptz - interval '1 hour'))
       limit ${limit} for update of w skip locked
    ), asked as (
      update outbox w set checked_at = ${at}::timestamptz from due d where w.partner_id = d.partner_id and w.id = d.id
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select partner_id, ${work.queue}, ${work.name}, jsonb_build_object('orderId', order_id), ${at}::timestamptz, ${at}::timestamptz
      from due`;
  return rows.count;
}

/** Removes work that has been done for long. @returns how many */
export async function pruneDone(tx: Tx, doneBefore: Date, limit: number): Promise<number> {
  const rows = await tx`
    delete from outbox where (partner_id, id) in (
      select partner_id, id from outbox where done_at < ${doneBefore} order by done_at limit ${limit} for update skip locked)`;
  return rows.count;
}

/** Work that is waiting to be sent, or sent and not done. */
export async function countOpenWork(tx: Tx): Promise<{ unsent: number; underWay: number; quarantined: number }> {
  const [row] = await tx<{ unsent: number; underWay: number; quarantined: number }[]>`
    select count(*) filter (where sent_at is null and quarantined_at is null)::int as unsent,
           count(*) filter (where sent_at is not null and quarantined_at is null)::int as under_way,
           count(*) filter (where quarantined_at is not null)::int as quarantined
      from outbox where done_at is null`;
  return row ?? { unsent: 0, underWay: 0, quarantined: 0 };
}
