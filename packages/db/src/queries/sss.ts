import { type Db, type Statement, single, type Tx } from "../transaction.ts";
import type { ApiKeyFacts } from "./api-keys.ts";

/** A token of the SSS-compatible API that still holds, with everything that decides what its key may do. */
export interface SssTokenFacts extends ApiKeyFacts {
  tenantId: string;
  tenantName: string;
  issuedAt: Date;
  /** Of the token; `expiresAt` is the key's. */
  tokenExpiresAt: Date;
}

/** Looks a token up before anybody knows whose it is; nothing when it, its key or the access to its tenant has ended. */
export async function findSssToken(db: Db, tokenHash: Buffer, at: Date): Promise<SssTokenFacts | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<SssTokenFacts[]>`
      select k.id, k.partner_id, k.contract_id, k.user_id, k.secret_hash, to_jsonb(k.scopes) as scopes, to_jsonb(k.addresses) as addresses,
             k.expires_at, k.partner_state, k.contract_state, k.model, k.user_type, k.user_state, to_jsonb(k.rights) as rights, k.confined,
             e.allowed_addresses, e.disabled, iam_white_list(k.partner_id, k.contract_id, k.user_id) as white_list, s.tenant_id, s.tenant_name, s.issued_at, s.expires_at as token_expires_at
        from find_sss_token(${tokenHash}, ${at}) s, find_api_key(s.key_id, ${at}) k, entry_facts(k.partner_id, k.contract_id, k.user_id) e`,
  );
  return row;
}

/** A tenant that stands and to which the user has access at that instant. */
export function findTenantForToken(
  tx: Tx,
  tenantId: string,
  userId: string,
  at: Date,
): Statement<{ id: string; name: string }[]> {
  return tx<{ id: string; name: string }[]>`
    select t.id, t.name from tenants t join tenant_access a on a.partner_id = t.partner_id and a.tenant_id = t.id
     where t.id = ${tenantId} and t.state = 'active' and a.user_id = ${userId}
       and a.state = 'granted' and (a.until is null or a.until > ${at})`;
}

/** Regions of the tenants that stand and to which the user has access at that instant, by name. */
export function regionsOfUser(tx: Tx, userId: string, at: Date): Statement<{ region: string }[]> {
  return tx<{ region: string }[]>`
    select distinct t.region from tenants t join tenant_access a on a.partner_id = t.partner_id and a.tenant_id = t.id
     where t.state = 'active' and a.user_id = ${userId} and a.state = 'granted' and (a.until is null or a.until > ${at})
     order by t.region`;
}

export interface NewSssToken {
  partnerId: string;
  tokenHash: Buffer;
  contractId: string;
  userId: string;
  keyId: string;
  tenantId: string;
  issuedAt: Date;
  expiresAt: Date;
}

/** Writes a token; those of the user whose hour is over go. */
export function insertSssToken(tx: Tx, t: NewSssToken) {
  return tx`
    with over as (delete from sss_tokens where user_id = ${t.userId} and expires_at <= ${t.issuedAt})
    insert into sss_tokens (partner_id, token_hash, contract_id, user_id, key_id, tenant_id, issued_at, expires_at)
    values (${t.partnerId}, ${t.tokenHash}, ${t.contractId}, ${t.userId}, ${t.keyId}, ${t.tenantId}, ${t.issuedAt}, ${t.expiresAt})`;
}

export function revokeSssToken(tx: Tx, tokenHash: Buffer, at: Date) {
  return tx`update sss_tokens set revoked_at = ${at} where token_hash = ${tokenHash} and revoked_at is null`;
}

type Held = "user" | "tenant" | "workspace" | "iamGroup" | "iamRole";

/** The contract in which something is that the scope shows. */
export function contractHolding(tx: Tx, kind: Held, id: string): Statement<{ contractId: string }[]> {
  if (kind === "iamGroup") return tx<{ contractId: string }[]>`select contract_id from iam_groups where id = ${id}`;
  if (kind === "iamRole") return tx<{ contractId: string }[]>`select contract_id from iam_roles where id = ${id}`;
  if (kind === "user") return tx<{ contractId: string }[]>`select contract_id from users where id = ${id}`;
  if (kind === "tenant") return tx<{ contractId: string }[]>`select contract_id from tenants where id = ${id}`;
  return tx<{ contractId: string }[]>`select contract_id from workspaces where id = ${id}`;
}

/** What the SSS API shows of users beside the native one: whether a code is needed, and the newest key that lives. */
export function sssUserFacts(tx: Tx, contractId: string, at: Date) {
  return tx<{ userId: string; otp: boolean; keyId: string | null; customerNumber: string }[]>`
    select u.id as user_id, u.totp_state = 'on' as otp, c.customer_number,
           (select k.id from api_keys k
             where k.partner_id = u.partner_id and k.user_id = u.id and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${at})
             order by k.created_at desc, k.id desc limit 1) as key_id
      from users u join contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
     where u.contract_id = ${contractId}`;
}

/** Where a user stands, for the provider's staff, who name users by their id alone. */
export async function placeOfUser(db: Db, userId: string): Promise<{ partnerId: string; contractId: string } | undefined> {
  const [row] = await single(
    db,
    { service: "sign-in" },
    (tx) => tx<{ partnerId: string; contractId: string }[]>`select * from place_of_user(${userId})`,
  );
  return row;
}

/** What a token for a user hangs on: the newest key of theirs that lives, and a tenant to which they have access now. */
export function holdsOfUser(tx: Tx, userId: string, tenantId: string | undefined, at: Date) {
  return tx<{ keyId: string | null; tenantId: string | null; tenantName: string | null }[]>`
    select k.id as key_id, t.id as tenant_id, t.name as tenant_name
      from (select) one
      left join lateral (select id from api_keys where user_id = ${userId} and revoked_at is null and (expires_at is null or expires_at > ${at})
                          order by created_at desc, id desc limit 1) k on true
      left join lateral (select t.id, t.name from tenants t join tenant_access a on a.partner_id = t.partner_id and a.tenant_id = t.id
                          where a.user_id = ${userId} and t.state = 'active' and a.state = 'granted' and (a.until is null or a.until > ${at})
                            and (${tenantId ?? null}::text is null or t.id = ${tenantId ?? null}) order by t.id limit 1) t on true`;
}
