import type { ContractState, KeyScope, PartnerModel, Right, UserState, UserType } from "@saihan/domain";
import { type Db, single, type Tx } from "../transaction.ts";

/** A key with all that decides what it may do. */
export interface ApiKeyFacts {
  id: string;
  partnerId: string;
  contractId: string;
  userId: string;
  secretHash: Buffer;
  /** null: all that its user may. */
  scopes: KeyScope[] | null;
  /** Networks from which it may be used; null: from anywhere. */
  addresses: string[] | null;
  expiresAt: Date | null;
  partnerState: ContractState;
  contractState: ContractState;
  model: PartnerModel;
  userType: UserType;
  userState: UserState;
  rights: Right[] | null;
  /** The user, or the key, is confined to contract groups. */
  confined: boolean;
}

/** A live key, or nothing. Compare the hash in constant time. */
export async function findApiKey(db: Db, id: string, at: Date): Promise<ApiKeyFacts | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<ApiKeyFacts[]>`
      select id, partner_id, contract_id, user_id, secret_hash, to_jsonb(scopes) as scopes, to_jsonb(addresses) as addresses, expires_at,
             partner_state, contract_state, model, user_type, user_state, to_jsonb(rights) as rights, confined
        from find_api_key(${id}, ${at})`,
  );
  return row;
}

/** Whether a key exists and has not been revoked. For operators' programs. */
export async function apiKeyIsLive(db: Db, id: string): Promise<boolean> {
  const rows = await single(
    db,
    { service: "operations" },
    (tx) => tx`select from api_keys where id = ${id} and revoked_at is null`,
  );
  return rows.count > 0;
}

/** Keeps "last used" of keys: a key that works hard is written once a second and not once a request. */
export function createKeyUse(db: Db, now: () => Date, everyMs = 1_000) {
  let used = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    const ids = [...used].join(",");
    used = new Set();
    single(db, { service: "sign-in" }, (tx) => tx`select note_keys_used(string_to_array(${ids}, ','), ${now()})`).catch(() => {});
  };
  return {
    note(id: string): void {
      used.add(id);
      timer ??= setTimeout(write, everyMs);
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}

export type KeyUse = ReturnType<typeof createKeyUse>;

export interface NewApiKey {
  id: string;
  partnerId: string;
  contractId: string;
  userId: string;
  name: string;
  secretHash: Buffer;
  at: Date;
}

export function insertApiKey(tx: Tx, key: NewApiKey) {
  return tx`
    insert into api_keys (partner_id, id, contract_id, user_id, name, secret_hash, created_at)
    values (${key.partnerId}, ${key.id}, ${key.contractId}, ${key.userId}, ${key.name}, ${key.secretHash}, ${key.at})`;
}
