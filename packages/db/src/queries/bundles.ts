import type { Statement, Tx } from "../transaction.ts";

/** A job in the queue that carries several pieces of work of one partner, and their numbers. */
export interface Bundle {
  carrier: string;
  works: readonly number[];
}

/** A piece of work in a bundle whose attempt has begun. */
export interface Piece {
  workId: number;
  orderId: string | null;
  attempt: number;
  /** Attempts that failed and said so. */
  faults: number;
  /** Attempts that ended without a word: the process died. */
  crashes: number;
}

/** Where a piece of work stands after an attempt: done, or due again at an instant. */
export interface PieceEnd {
  workId: number;
  attempt: number;
  /** Null: done. */
  againAt: Date | null;
  /** Why it is not done: a code. */
  fault: string | null;
}

/** For `where id = any(...)`: said beside a join too, for of a join with a list the planner thinks that it reads the whole table. */
export function numbersIn(tx: Tx, works: readonly number[]) {
  return tx`array(select n::bigint from jsonb_array_elements_text(${tx.json([...works])}) as t (n))`;
}

/**
 * Begins an attempt of every piece that the bundle still carries: counts it, which fences off every earlier one. A piece that is done, set
 * aside or has gone over to another carrier is left out. The rows are locked before they are judged: the relay may be about to write the carrier.
 */
export function claimBundle(tx: Tx, bundle: Bundle, of: { queue: string; name: string }, at: Date): Statement<Piece[]> {
  return tx<Piece[]>`
    with held as materialized (
      select partner_id, id, carrier from outbox
       where id = any(${numbersIn(tx, bundle.works)}) and queue = ${of.queue} and name = ${of.name} and done_at is null and quarantined_at is null
       order by id for update
    )
    update outbox w set attempt = w.attempt + 1, started_at = ${at}::timestamptz
      from held h where w.partner_id = h.partner_id and w.id = h.id and h.carrier = ${bundle.carrier}
    returning w.id as work_id, w.order_id, w.attempt, w.faults, w.attempt - 1 - w.faults as crashes`;
}

/**
 * Ends attempts: a piece is done, or leaves the bundle and is handed over again when its time has come. Where a later attempt has begun
 * nothing is written, and the caller's other statements must ask for the same attempt.
 */
export function settlePieces(tx: Tx, ends: readonly PieceEnd[], at: Date) {
  const works = ends.map(({ workId }) => workId);
  const list = ends.map(({ workId, attempt, againAt, fault }) => ({ w: workId, a: attempt, again: againAt, f: fault }));
  return tx`
    update outbox o
       set done_at = case when r.again is null then ${at}::timestamptz end, last_error = r.f,
           faults = o.faults + (r.again is not null)::int, generation = o.generation + (r.again is not null)::int,
           sent_at = case when r.again is null then o.sent_at end, carrier = case when r.again is null then o.carrier end,
           available_at = coalesce(r.again, o.available_at)
      from jsonb_to_recordset(${tx.json(list as never)}) as r (w bigint, a int, again timestamptz, f text)
     where o.id = any(${numbersIn(tx, works)}) and o.id = r.w and o.attempt = r.a and o.done_at is null and o.quarantined_at is null`;
}
