import type { ContractState, IamResource, KeyScope, PartnerModel, Right, UserState, UserType } from "@saihan/domain";
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
  /** Ranges from which the contract lets anybody in; none: from anywhere. */
  allowedAddresses: string[];
  expiresAt: Date | null;
  partnerState: ContractState;
  contractState: ContractState;
  model: PartnerModel;
  userType: UserType;
  userState: UserState;
  /** The user is kept from signing in. */
  disabled: boolean;
  rights: Right[] | null;
  /** The user, or the key, is confined to contract groups. */
  confined: boolean;
  /** What the user's IAM groups let them ask for; null: the user is in none. */
  whiteList: IamResource[] | null;
}

/** A live key, or nothing. Compare the hash in constant time. */
export async function findApiKey(db: Db, id: string, at: Date): Promise<ApiKeyFacts | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<ApiKeyFacts[]>`
      select id, partner_id, contract_id, user_id, secret_hash, to_jsonb(scopes) as scopes, to_jsonb(addresses) as addresses, expires_at,
             partner_state, contract_state, model, user_type, user_state, to_jsonb(rights) as rights, confined,
             e.allowed_addresses, e.disabled, iam_white_list(k.partner_id, k.contract_id, k.user_id) as white_list
        from find_api_key(${id}, ${at}) k, entry_facts(k.partner_id, k.contract_id, k.user_id) e`,
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
  /** null: all that its user may. */
  scopes?: readonly KeyScope[] | null;
  expiresAt?: Date | null;
  addresses?: readonly string[] | null;
}

export function insertApiKey(tx: Tx, key: NewApiKey) {
  const list = (values: readonly string[] | null | undefined) =>
    values ? tx`array(select jsonb_array_elements_text(${tx.json([...values])}))` : tx`null`;
  return tx`
    insert into api_keys (partner_id, id, contract_id, user_id, name, secret_hash, created_at, scopes, expires_at, addresses)
    values (${key.partnerId}, ${key.id}, ${key.contractId}, ${key.userId}, ${key.name}, ${key.secretHash}, ${key.at},
            ${list(key.scopes)}, ${key.expiresAt ?? null}, ${list(key.addresses)})`;
}

/** Binds a key to contract groups. */
export function bindApiKey(tx: Tx, key: Pick<NewApiKey, "id" | "partnerId" | "userId">, groups: readonly string[]) {
  return tx`
    insert into api_key_groups (partner_id, key_id, user_id, group_id)
    select ${key.partnerId}, ${key.id}, ${key.userId}, g.id from contract_groups g where g.id = any(string_to_array(${groups.join(",")}, ',')::uuid[])
    returning group_id`;
}

export interface ApiKeyRow {
  id: string;
  contractId: string;
  userId: string;
  name: string;
  scopes: KeyScope[] | null;
  addresses: string[] | null;
  groups: string[];
  createdAt: Date;
  expiresAt: Date | null;
  usedAt: Date | null;
  revokedAt: Date | null;
  successorId: string | null;
}

const rows = (tx: Tx) => tx`
  select k.id, k.contract_id, k.user_id, k.name, to_jsonb(k.scopes) as scopes, to_jsonb(k.addresses) as addresses,
         (select coalesce(jsonb_agg(g.group_id order by g.group_id), '[]') from api_key_groups g
           where g.partner_id = k.partner_id and g.key_id = k.id) as groups,
         k.created_at, k.expires_at, k.used_at, k.revoked_at, k.successor_id
    from api_keys k`;

/** Keys of a user, newest first; those that have been revoked too. */
export function listApiKeys(tx: Tx, contractId: string, userId: string) {
  return tx<ApiKeyRow[]>`
    ${rows(tx)} where k.contract_id = ${contractId} and k.user_id = ${userId} order by k.created_at desc, k.id desc limit 200`;
}

/** A key that has not been revoked, locked. */
export async function lockApiKey(tx: Tx, contractId: string, userId: string, id: string): Promise<ApiKeyRow | undefined> {
  const [row] = await tx<ApiKeyRow[]>`
    ${rows(tx)} where k.contract_id = ${contractId} and k.user_id = ${userId} and k.id = ${id} and k.revoked_at is null for update of k`;
  return row;
}

export async function countLiveApiKeys(tx: Tx, userId: string, at: Date): Promise<number> {
  const [row] = await tx<{ live: number }[]>`
    select count(*)::int as live from api_keys
     where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > ${at})`;
  return row?.live ?? 0;
}

export function revokeApiKey(tx: Tx, id: string, at: Date) {
  return tx`update api_keys set revoked_at = ${at} where id = ${id} and revoked_at is null`;
}

/** From here on both keys live, until `until` at the latest. */
export function succeedApiKey(tx: Tx, id: string, successorId: string, until: Date) {
  return tx`
    update api_keys set successor_id = ${successorId}, expires_at = least(coalesce(expires_at, ${until}), ${until}::timestamptz) where id = ${id}`;
}
