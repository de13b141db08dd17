import type { ContractState } from "@saihan/domain";
import { type Db, single, type Tx } from "../transaction.ts";

export interface ApiKeyRow {
  id: string;
  partnerId: string;
  secretHash: Buffer;
  partnerState: ContractState;
}

/** A live key with the state of its partner, or nothing. Compare the hash in constant time. */
export async function findApiKey(db: Db, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<ApiKeyRow[]>`
      select k.id, k.partner_id, k.secret_hash, c.state as partner_state
        from api_keys k join contracts c on c.id = k.partner_id
       where k.id = ${id} and k.revoked_at is null`,
  );
  return row;
}

export async function insertApiKey(
  tx: Tx,
  key: { id: string; partnerId: string; name: string; secretHash: Buffer; at: Date },
): Promise<void> {
  await tx`
    insert into api_keys (id, partner_id, name, secret_hash, created_at)
    values (${key.id}, ${key.partnerId}, ${key.name}, ${key.secretHash}, ${key.at})`;
}
