import type { Tx } from "../transaction.ts";

/** The first answer that a key got, kept to be given again byte for byte. */
export interface KeptAnswer {
  fingerprint: string;
  status: number;
  location: string | null;
  body: string;
}

/** Removes answers that are older than any client's patience. @returns how many */
export async function pruneIdempotencyKeys(tx: Tx, before: Date, limit: number): Promise<number> {
  const rows = await tx`
    delete from idempotency_keys where (partner_id, principal, key) in (
      select partner_id, principal, key from idempotency_keys where created_at < ${before} order by created_at limit ${limit})`;
  return rows.count;
}
