import type { Tx } from "../transaction.ts";

export interface NewWork {
  partnerId: string;
  orderId: string | null;
  queue: string;
  name: string;
  payload: Record<string, string | number>;
  availableAt: Date;
  at: Date;
}

export function insertWork(tx: Tx, w: NewWork) {
  return tx`
    insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
    values (${w.partnerId}, ${w.orderId}, ${w.queue}, ${w.name}, ${tx.json(w.payload)}, ${w.at}, ${w.availableAt})`;
}

export interface WorkToSend {
  id: number;
  partnerId: string;
  queue: string;
  name: string;
  payload: Record<string, string | number>;
  generation: number;
}

/**
 * Takes work that is due and not yet with the queue, oldest first, and keeps other relays off it until the transaction ends.
 */
export async function takeUnsent(tx: Tx, limit: number, now: Date): Promise<WorkToSend[]> {
  return tx<WorkToSend[]>`
    select id, partner_id, queue, name, payload, generation
      from outbox
     where sent_at is null and done_at is null and quarantined_at is null and available_at <= ${now}
     order by available_at, id
     limit ${limit}
       for update skip locked`;
}

export function markSent(tx: Tx, ids: readonly number[], at: Date) {
  return tx`
    update outbox set sent_at = ${at}, checked_at = ${at}
     where id = any(string_to_array(${ids.join(",")}, ',')::bigint[])`;
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
}

/**
 * Begins an attempt: counts it, which fences off every earlier attempt, and shows its order as executing.
 * No row when the work is done, quarantined or unknown.
 */
export async function claimWork(tx: Tx, id: number, actor: string, at: Date): Promise<ClaimedWork | undefined> {
  const [row] = await tx<ClaimedWork[]>`
    with claimed as (
      update outbox set attempt = attempt + 1, started_at = ${at}
       where id = ${id} and done_at is null and quarantined_at is null
      returning id, partner_id, order_id, queue, name, payload, attempt, attempt - 1 - faults as crashes
    ), before as (
      select o.id, o.state, c.attempt, o.partner_id
        from orders o join claimed c on c.order_id = o.id
       where o.ended_at is null and o.state <> 'executing' and o.state <> 'compensating'
         for update of o
    ), moved as (
      update orders o set state = 'executing', changed_at = ${at}, attempt = b.attempt
        from before b where o.id = b.id
      returning o.id, b.state as from_state, b.attempt, b.partner_id
    ), noted as (
      insert into order_transitions (order_id, seq, partner_id, at, from_state, to_state, actor, cause, attempt)
      select id, (select max(seq) + 1 from order_transitions t where t.order_id = moved.id), partner_id,
             ${at}, from_state, 'executing', ${actor}, 'STARTED', attempt
        from moved
    )
    select * from claimed`;
  return row;
}

/**
 * Marks the work as done, provided that this attempt is still the newest. Do it first in the transaction that writes the effect:
 * false means that another attempt has taken over, and nothing of this transaction may stand.
 */
export async function finishWork(tx: Tx, id: number, attempt: number, at: Date): Promise<boolean> {
  const rows = await tx`
    update outbox set done_at = ${at}, last_error = null
     where id = ${id} and attempt = ${attempt} and done_at is null and quarantined_at is null
    returning id`;
  return rows.length === 1;
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

export interface WorkUnderWay {
  id: number;
  queue: string;
  generation: number;
}

/** Work that the queue should be carrying but has not finished for a while, least recently looked at first. */
export async function takeUnfinished(tx: Tx, sentBefore: Date, limit: number): Promise<WorkUnderWay[]> {
  return tx<WorkUnderWay[]>`
    select id, queue, generation from outbox
     where sent_at is not null and done_at is null and quarantined_at is null and checked_at < ${sentBefore}
     order by checked_at, id
     limit ${limit}
       for update skip locked`;
}

/** The queue has lost these: send them again under a new generation. */
export function resend(tx: Tx, ids: readonly number[], availableAt: Date) {
  return tx`
    update outbox set sent_at = null, generation = generation + 1, available_at = ${availableAt}
     where id = any(string_to_array(${ids.join(",")}, ',')::bigint[]) and done_at is null and quarantined_at is null`;
}

export function markChecked(tx: Tx, ids: readonly number[], at: Date) {
  return tx`
    update outbox set checked_at = ${at} where id = any(string_to_array(${ids.join(",")}, ',')::bigint[])`;
}

/** Removes work that has been done for long. @returns how many */
export async function pruneDone(tx: Tx, doneBefore: Date, limit: number): Promise<number> {
  const rows = await tx`
    delete from outbox where id in (
      select id from outbox where done_at < ${doneBefore} order by done_at limit ${limit} for update skip locked)`;
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
