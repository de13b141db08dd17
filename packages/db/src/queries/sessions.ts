import type { ContractState, IamResource, PartnerModel, Right, UserState, UserType } from "@saihan/domain";
import type { Tx } from "../transaction.ts";

export interface SessionFacts {
  partnerId: string;
  contractId: string;
  userId: string;
  sessionId: string;
  createdAt: Date;
  seenAt: Date;
  allowedAddresses: string[];
  userType: UserType;
  userState: UserState;
  disabled: boolean;
  /** Of an administrator: null is all of them. */
  rights: Right[] | null;
  contractState: ContractState;
  partnerState: ContractState;
  model: PartnerModel;
  /** The user is confined to contract groups. */
  confined: boolean;
  /** What the user's IAM groups let them ask for; null: the user is in none. */
  whiteList: IamResource[] | null;
}

/** Looks a session up before anybody knows whose it is. */
export function sessionFacts(tx: Tx, tokenHash: Buffer) {
  return tx<
    SessionFacts[]
  >`select f.*, iam_white_list(f.partner_id, f.contract_id, f.user_id) as white_list from session_facts(${tokenHash}) f`;
}

export interface NewSession {
  partnerId: string;
  contractId: string;
  userId: string;
  id: string;
  tokenHash: Buffer;
  address: string;
  userAgent: string;
  at: Date;
}

export function insertSession(tx: Tx, s: NewSession) {
  return tx`
    insert into sessions (partner_id, id, contract_id, user_id, token_hash, address, user_agent, created_at, seen_at)
    values (${s.partnerId}, ${s.id}, ${s.contractId}, ${s.userId}, ${s.tokenHash}, ${s.address}, ${s.userAgent}, ${s.at}, ${s.at})`;
}

export function noteSessionSeen(tx: Tx, partnerId: string, id: string, at: Date) {
  return tx`update sessions set seen_at = ${at} where partner_id = ${partnerId} and id = ${id} and seen_at < ${at}`;
}

/** Gives a session another token; the one before is dead at once. */
export function rotateSession(tx: Tx, partnerId: string, id: string, tokenHash: Buffer) {
  return tx<{ createdAt: Date }[]>`
    update sessions set token_hash = ${tokenHash} where partner_id = ${partnerId} and id = ${id} returning created_at`;
}

export interface SessionRow {
  id: string;
  address: string;
  userAgent: string;
  createdAt: Date;
  seenAt: Date;
}

/** The sessions of a user that are live, newest first. */
export function listSessions(tx: Tx, partnerId: string, userId: string, life: { createdAfter: Date; seenAfter: Date }) {
  return tx<SessionRow[]>`
    select id, address, user_agent, created_at, seen_at from sessions
     where partner_id = ${partnerId} and user_id = ${userId} and created_at > ${life.createdAfter} and seen_at > ${life.seenAfter}
     order by created_at desc, id desc
     limit 100`;
}

export function endSession(tx: Tx, partnerId: string, userId: string, id: string) {
  return tx`
    delete from sessions where partner_id = ${partnerId} and user_id = ${userId} and id::text = ${id} returning id`;
}

/** Ends what a user has open: sessions, but for one, and sign-ins that are half done. */
export function endSessionsOf(tx: Tx, partnerId: string, userId: string, but: string | null = null) {
  return tx`
    with tickets as (delete from sign_in_tickets where partner_id = ${partnerId} and user_id = ${userId})
    delete from sessions where partner_id = ${partnerId} and user_id = ${userId} and id is distinct from ${but}::uuid`;
}

/** Remembers a device, or that it was used again. A user's 20 last ones are kept. */
export function keepDevice(tx: Tx, d: { partnerId: string; contractId: string; userId: string; tokenHash: Buffer; at: Date }) {
  return tx`
    with kept as (
      insert into known_devices (partner_id, token_hash, contract_id, user_id, created_at, seen_at)
      values (${d.partnerId}, ${d.tokenHash}, ${d.contractId}, ${d.userId}, ${d.at}, ${d.at})
      on conflict (partner_id, token_hash) do update set seen_at = excluded.seen_at
    )
    delete from known_devices
     where partner_id = ${d.partnerId} and user_id = ${d.userId} and token_hash in (
       select token_hash from known_devices where partner_id = ${d.partnerId} and user_id = ${d.userId} and token_hash <> ${d.tokenHash}
        order by seen_at desc offset 19)`;
}

export function forgetDevices(tx: Tx, partnerId: string, userId: string) {
  return tx`delete from known_devices where partner_id = ${partnerId} and user_id = ${userId}`;
}

/** Removes what has lost its meaning, over all partners. */
export function pruneSignIn(tx: Tx, at: Date, before: { sessions: Date; devices: Date; throttles: Date }) {
  return tx`select prune_sign_in(${at}, ${before.sessions}, ${before.devices}, ${before.throttles})`;
}
