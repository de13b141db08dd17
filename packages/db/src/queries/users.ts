import type { UserState, UserType } from "@saihan/domain";
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
  platformId: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

const columns = (tx: Tx) =>
  tx`id, partner_id, contract_id, type, state, login_id, mail_address, name, platform_id, created_at, started_at, ended_at`;

export interface NewUser {
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
    insert into users (id, partner_id, contract_id, type, state, login_id, mail_address, name, created_at, started_at)
    values (${u.id}, ${u.partnerId}, ${u.contractId}, ${u.type}, ${u.state}, ${u.loginId}, ${u.mailAddress}, ${u.name},
            ${u.at}, ${u.state === "active" ? u.at : null})`;
}

export function findUser(tx: Tx, partnerId: string, contractId: string, id: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users where partner_id = ${partnerId} and contract_id = ${contractId} and id = ${id}`;
}

export function lockUser(tx: Tx, partnerId: string, contractId: string, id: string) {
  return tx<UserRow[]>`
    select ${columns(tx)} from users
     where partner_id = ${partnerId} and contract_id = ${contractId} and id = ${id} for update`;
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
