import type { Right, UserState, UserType } from "@saihan/domain";
import type { Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

export interface UserRow {
  id: string;
  partnerId: string;
  contractId: string;
  type: UserType;
  state: UserState;
  loginId: string;
  mailAddress: string;
  name: string | null;
  /** Of an administrator; null: all of them. */
  rights: readonly Right[] | null;
  platformId: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const columns = (tx: Tx) =>
  tx`id, partner_id, contract_id, type, state, login_id, mail_address, name, to_jsonb(rights) as rights, platform_id, created_at, started_at, ended_at`;

export interface NewUser {
  /** Of a user who can sign in at once; elsewhere a mailed link sets the first password. */
  passwordHash?: string;
  id: string;
  partnerId: string;
  contractId: string;
  type: UserType;
  state: UserState;
  loginId: string;
  mailAddress: string;
  name: string | null;
  at: Date;
}

/** Violates `users_login_id` when the login id is taken. */
export function insertUser(tx: Tx, u: NewUser) {
  return tx`
    insert into users (id, partner_id, contract_id, type, state, login_id, mail_address, name, created_at, started_at
                       ${u.passwordHash === undefined ? tx`` : tx`, password_hash`})
    values (${u.id}, ${u.partnerId}, ${u.contractId}, ${u.type}, ${u.state}, ${u.loginId}, ${u.mailAddress}, ${u.name},
            ${u.at}, ${u.state === "active" ? u.at : null}${u.passwordHash === undefined ? tx`` : tx`, ${u.passwordHash}`})`;
}

export function findUser(tx: Tx, partnerId: string, contractId: string, id: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users where partner_id = ${partnerId} and contract_id = ${contractId} and id = ${id}`;
}

export function lockUser(tx: Tx, partnerId: string, contractId: string, id: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users
     where partner_id = ${partnerId} and contract_id = ${contractId} and id = ${id} for no key update`;
}

export async function listUsers(
  tx: Tx,
  partnerId: string,
  contractId: string,
  page: { after?: Cursor; limit: number },
): Promise<Listed<UserRow>[]> {
  return tx<Listed<UserRow>[]>`
    select ${columns(tx)}, created_at::text as cursor_at from users
     where partner_id = ${partnerId} and contract_id = ${contractId}
       ${page.after ? tx`and (created_at, id) < (${page.after.at}::timestamptz, ${page.after.id})` : tx``}
     order by created_at desc, id desc
     limit ${page.limit}`;
}

/** The user that an order is about. */
export function findUserOfOrder(tx: Tx, orderId: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users where id = (select subject_id from orders where id = ${orderId})`;
}

/** The user whom an order names beside its subject. */
export function findUserNamedByOrder(tx: Tx, orderId: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users where id = (select input ->> 'userId' from orders where id = ${orderId})`;
}

/** What is null stays; `power` sets type and rights together. The representative's type is another order's to change. */
export function changeUser(
  tx: Tx,
  id: string,
  change: { name: string | null; mailAddress: string | null; power: { type: UserType; rights: readonly Right[] | null } | null },
) {
  return tx`
    update users
       set name = coalesce(${change.name}, name), mail_address = coalesce(${change.mailAddress}, mail_address)
           ${change.power ? tx`, ${powerOf(tx, change.power)}` : tx``}
     where id = ${id} and state not in ('deleted', 'failed')`;
}

function powerOf(tx: Tx, { type, rights }: { type: UserType; rights: readonly Right[] | null }) {
  const list = rights === null ? tx`null::text[]` : tx`array(select jsonb_array_elements_text(${tx.json([...rights])}))`;
  return tx`type = case type when 'representative' then type else ${type} end, rights = case type when 'representative' then null::text[] else ${list} end`;
}

/**
 * Makes another user of the contract its representative. At no moment has a contract two: the old one becomes a general user
 * first. Both statements and the third, in this order, in one transaction.
 */
export function replaceRepresentative(tx: Tx, contractId: string, from: string, to: string) {
  return [
    tx`update users set type = 'general', rights = null where id = ${from} and contract_id = ${contractId} and type = 'representative'`,
    tx`update users set type = 'representative', rights = null where id = ${to} and contract_id = ${contractId}`,
    tx`update contracts set representative_id = ${to} where id = ${contractId}`,
  ];
}

/** The representative of an order's contract. */
export function findRepresentativeOfOrder(tx: Tx, orderId: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users
     where id = (select c.representative_id from orders o join contracts c on c.id = o.contract_id where o.id = ${orderId})`;
}

/** Users of an order's contract that are not gone. */
export function liveUsersOfOrder(tx: Tx, orderId: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users
     where contract_id = (select contract_id from orders where id = ${orderId}) and state not in ('deleted', 'failed')
     order by id`;
}

export async function countLiveUsers(tx: Tx, contractId: string): Promise<number> {
  const [row] = await tx<{ live: number }[]>`
    select count(*)::int as live from users where contract_id = ${contractId} and state not in ('deleted', 'failed')`;
  return row?.live ?? 0;
}

/** A deletion that was not carried out: the user is as before, unless it was never made. */
export function keepUser(tx: Tx, id: string) {
  return tx`update users set state = 'active' where id = ${id} and state = 'deleting'`;
}

export function recordUserMade(tx: Tx, id: string, platformId: string, at: Date) {
  return tx`
    update users
       set platform_id = ${platformId}, started_at = coalesce(started_at, ${at}),
           state = case state when 'provisioning' then 'active' else state end
     where id = ${id}`;
}

export function recordUserGone(tx: Tx, id: string, state: "deleted" | "failed", at: Date) {
  return tx`update users set state = ${state}, ended_at = ${at}, password_hash = null, totp_state = 'off', totp_secret = null where id = ${id}`;
}

export function recordUsersGone(tx: Tx, contractId: string, at: Date) {
  return tx`
    update users set state = 'deleted', ended_at = ${at}, password_hash = null, totp_state = 'off', totp_secret = null
     where contract_id = ${contractId} and state not in ('deleted', 'failed')`;
}
