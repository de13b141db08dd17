import { type Db, single, type Tx } from "../../transaction.ts";

/** A credential of the provider's metering. */
export interface ProviderKey {
  id: string;
  /** The only CloudEvents source that it may speak for. */
  source: string;
  scopes: string[];
  secretHash: Buffer;
}

/** A live key, or nothing. Compare the hash in constant time. */
export async function findProviderKey(db: Db, id: string): Promise<ProviderKey | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<ProviderKey[]>`select id, source, to_jsonb(scopes) as scopes, secret_hash from find_provider_key(${id})`,
  );
  return row;
}

export function insertProviderKey(tx: Tx, key: { id: string; name: string; source: string; secretHash: Buffer; at: Date }) {
  return tx`
    insert into provider_keys (id, name, source, scopes, secret_hash, created_at)
    values (${key.id}, ${key.name}, ${key.source}, array['usage:write'], ${key.secretHash}, ${key.at})`;
}

/** @returns whether there was such a key that lived */
export function revokeProviderKey(tx: Tx, id: string, at: Date) {
  return tx`update provider_keys set revoked_at = ${at} where id = ${id} and revoked_at is null`;
}
