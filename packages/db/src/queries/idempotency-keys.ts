import type { Tx } from "../transaction.ts";

/** The first answer that a key got, kept to be given again byte for byte. */
export interface KeptAnswer {
  fingerprint: string;
  status: number;
  location: string | null;
  body: string;
}

/**
 * Holds the key for the rest of the transaction and looks for an answer that was given before.
 * Requests with the same key come one after the other; the second sees what the first wrote.
 * Start it before anything else of the transaction.
 */
export function holdIdempotencyKey(tx: Tx, principal: string, key: string): Promise<KeptAnswer | undefined> {
  const hold = tx`select pg_advisory_xact_lock(hashtextextended(${`${principal} ${key}`}, 20))`.execute();
  const look = tx<KeptAnswer[]>`
    select fingerprint, status, location, body from idempotency_keys where principal = ${principal} and key = ${key}`.execute();
  return Promise.all([hold, look]).then(([, rows]) => rows[0]);
}

export function keepAnswer(tx: Tx, principal: string, key: string, answer: KeptAnswer, at: Date) {
  return tx`
    insert into idempotency_keys (principal, key, fingerprint, status, location, body, created_at)
    values (${principal}, ${key}, ${answer.fingerprint}, ${answer.status}, ${answer.location}, ${answer.body}, ${at})`;
}

/** Removes answers that are older than any client's patience. @returns how many */
export async function pruneIdempotencyKeys(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx`
    delete from idempotency_keys where (principal, key) in (
      select principal, key from idempotency_keys where created_at < ${before} order by created_at limit ${limit})`;
  return rows.count;
}
