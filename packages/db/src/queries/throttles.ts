import type { Tx } from "../transaction.ts";

export interface ThrottleRow {
  bucket: string;
  failures: number;
  failedAt: Date;
}

export function readThrottles(tx: Tx, buckets: readonly string[]) {
  return tx<ThrottleRow[]>`
    select bucket, failures, failed_at from throttles where bucket in (select jsonb_array_elements_text(${tx.json([...buckets])}))`;
}

/** Locks buckets, making those that are not there. In the order of their names, so that two who want the same do not wait in a circle. */
export function lockThrottles(tx: Tx, buckets: readonly string[], at: Date) {
  return tx<ThrottleRow[]>`
    insert into throttles (bucket, failures, failed_at)
    select b, 0, ${at}::timestamptz from jsonb_array_elements_text(${tx.json([...buckets])}) as b order by b
    on conflict (bucket) do update set bucket = excluded.bucket
    returning bucket, failures, failed_at`;
}

export function setThrottles(tx: Tx, rows: readonly { bucket: string; failures: number; failedAt: Date }[]) {
  const list = rows.map((row) => ({ ...row, failedAt: row.failedAt.toISOString() }));
  return tx`
    update throttles t set failures = r.failures, failed_at = r."failedAt"
      from jsonb_to_recordset(${tx.json(list)}) as r (bucket text, failures integer, "failedAt" timestamptz)
     where t.bucket = r.bucket`;
}

/** Takes back an attempt that was counted and then turned out to be none: nobody failed. */
export function giveBackThrottles(tx: Tx, rows: readonly { bucket: string; countedAt: Date; before: Date }[]) {
  const list = rows.map((row) => ({ ...row, countedAt: row.countedAt.toISOString(), before: row.before.toISOString() }));
  return tx`
    update throttles t
       set failures = greatest(t.failures - 1, 0), failed_at = case when t.failed_at = r."countedAt" then r.before else t.failed_at end
      from jsonb_to_recordset(${tx.json(list)}) as r (bucket text, "countedAt" timestamptz, before timestamptz)
     where t.bucket = r.bucket`;
}

export function emptyThrottles(tx: Tx, buckets: readonly string[]) {
  return tx`delete from throttles where bucket in (select jsonb_array_elements_text(${tx.json([...buckets])}))`;
}

/** One row, once, when so many have failed in a row and nobody was told yet. */
export function claimAlarm(tx: Tx, bucket: string, failures: number, at: Date) {
  return tx`
    update throttles set told_at = ${at} where bucket = ${bucket} and failures >= ${failures} and told_at is null returning bucket`;
}
