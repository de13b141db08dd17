import type { AdministratorFacts, ContractState, Language, UserState, UserType } from "@saihan/domain";
import type { Tx } from "../transaction.ts";

/** Whether a user needs one-time codes: switched on by an administrator (`asked`), then set up by the user (`on`). */
export const totpStates = ["off", "asked", "on"] as const;
export type TotpState = (typeof totpStates)[number];

export interface SignInFacts {
  partnerId: string;
  contractId: string;
  userId: string;
  loginId: string;
  passwordHash: string | null;
  totpState: TotpState;
  userState: UserState;
  disabled: boolean;
  contractState: ContractState;
  language: Language;
  allowedAddresses: string[];
  deviceKnown: boolean;
}

/** Looks a user up by login id, before anybody knows whose user it is. */
export function signInFacts(tx: Tx, loginId: string, device: Buffer | null, devicesSince: Date) {
  return tx<SignInFacts[]>`select * from sign_in_facts(${loginId}, ${device}, ${devicesSince})`;
}

export interface TicketFacts {
  partnerId: string;
  contractId: string;
  userId: string;
  loginId: string;
  kind: "code" | "enrol";
  totpSecret: Buffer | null;
  totpLastStep: number;
}

export function ticketFacts(tx: Tx, tokenHash: Buffer, at: Date) {
  return tx<TicketFacts[]>`select * from ticket_facts(${tokenHash}, ${at})`;
}

export function insertTicket(
  tx: Tx,
  t: {
    partnerId: string;
    contractId: string;
    userId: string;
    tokenHash: Buffer;
    totpSecret: Buffer | null;
    at: Date;
    expiresAt: Date;
  },
) {
  return tx`
    insert into sign_in_tickets (partner_id, token_hash, contract_id, user_id, kind, totp_secret, created_at, expires_at)
    values (${t.partnerId}, ${t.tokenHash}, ${t.contractId}, ${t.userId}, ${t.totpSecret ? "enrol" : "code"}, ${t.totpSecret},
            ${t.at}, ${t.expiresAt})`;
}

/** A row for the one of several callers who uses the ticket up. */
export function useTicket(tx: Tx, partnerId: string, tokenHash: Buffer, at: Date) {
  return tx`
    delete from sign_in_tickets where partner_id = ${partnerId} and token_hash = ${tokenHash} and expires_at > ${at} returning user_id`;
}

/** A row for the one whose code is of a later step than any that was used before (RFC 6238, 5.2). */
export function useUserTotpStep(tx: Tx, partnerId: string, userId: string, step: number) {
  return tx`
    update users set totp_last_step = ${step}
     where partner_id = ${partnerId} and id = ${userId} and totp_state = 'on' and totp_last_step < ${step}
    returning id`;
}

/** A row when the enrolment was still asked for. `step`: that of the code which confirmed it; it is used up. */
export function confirmTotp(tx: Tx, partnerId: string, userId: string, totpSecret: Buffer, step: number) {
  return tx`
    update users set totp_state = 'on', totp_secret = ${totpSecret}, totp_last_step = ${step}
     where partner_id = ${partnerId} and id = ${userId} and totp_state = 'asked' and totp_last_step < ${step}
    returning id`;
}

/** `asked` forgets the secret, if there is one: the next sign-in shows a new QR code. The last step stays. */
export function setTotpState(tx: Tx, partnerId: string, userId: string, state: "off" | "asked") {
  return tx`
    with codes as (delete from recovery_codes where partner_id = ${partnerId} and user_id = ${userId})
    update users set totp_state = ${state}, totp_secret = null where partner_id = ${partnerId} and id = ${userId}`;
}

export function replaceRecoveryCodes(tx: Tx, partnerId: string, contractId: string, userId: string, hashes: readonly string[]) {
  return tx`
    insert into recovery_codes (partner_id, user_id, number, contract_id, code_hash)
    select ${partnerId}, ${userId}, n - 1, ${contractId}, h
      from jsonb_array_elements_text(${tx.json([...hashes])}) with ordinality as r (h, n)
    on conflict (partner_id, user_id, number) do update set code_hash = excluded.code_hash, used_at = null`;
}

export async function findRecoveryCode(tx: Tx, partnerId: string, userId: string, number: number): Promise<string | undefined> {
  const [row] = await tx<{ codeHash: string }[]>`
    select code_hash from recovery_codes
     where partner_id = ${partnerId} and user_id = ${userId} and number = ${number} and used_at is null`;
  return row?.codeHash;
}

/** A row for the one of several callers who uses the code up. */
export function useRecoveryCode(tx: Tx, partnerId: string, userId: string, number: number, at: Date) {
  return tx`
    update recovery_codes set used_at = ${at}
     where partner_id = ${partnerId} and user_id = ${userId} and number = ${number} and used_at is null
    returning number`;
}

export interface SelfFacts {
  loginId: string;
  mailAddress: string;
  name: string | null;
  type: UserType;
  contractId: string;
  passwordHash: string | null;
  totpState: TotpState;
  totpSecret: Buffer | null;
  totpLastStep: number;
  /** Of the contract. */
  language: Language;
  customerName: string;
  recoveryCodesLeft: number;
}

/** What a user who is signed in may know and change of himself. */
export async function findSelf(tx: Tx, partnerId: string, userId: string): Promise<SelfFacts | undefined> {
  const [row] = await tx<SelfFacts[]>`
    select u.login_id, u.mail_address, u.name, u.type, u.contract_id, u.password_hash, u.totp_state, u.totp_secret, u.totp_last_step,
           c.language, c.customer_name,
           (select count(*)::int from recovery_codes r
             where r.partner_id = u.partner_id and r.user_id = u.id and r.used_at is null) as recovery_codes_left
      from users u join contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
     where u.partner_id = ${partnerId} and u.id = ${userId}`;
  return row;
}

/** @param before where given, the hash that is to be replaced: no row when it has changed meanwhile */
export function setPasswordHash(tx: Tx, partnerId: string, userId: string, hash: string, before?: string) {
  return tx`
    update users set password_hash = ${hash}
     where partner_id = ${partnerId} and id = ${userId} and state not in ('deleted', 'failed')
       ${before === undefined ? tx`` : tx`and password_hash = ${before}`}
    returning id`;
}

export interface PersonFacts {
  id: string;
  contractId: string;
  loginId: string;
  type: UserType;
  state: UserState;
  totpState: TotpState;
  signInDisabled: boolean;
  language: Language;
}

/** A user as an administrator deals with him. */
export async function findPerson(
  tx: Tx,
  partnerId: string,
  contractId: string,
  userId: string,
): Promise<PersonFacts | undefined> {
  const [row] = await tx<PersonFacts[]>`
    select u.id, u.contract_id, u.login_id, u.type, u.state, u.totp_state, u.sign_in_disabled_at is not null as sign_in_disabled, c.language
      from users u join contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
     where u.partner_id = ${partnerId} and u.contract_id = ${contractId} and u.id = ${userId} and u.state not in ('deleted', 'failed')`;
  return row;
}

/** Those who could administer a contract, locked: of two who would each leave only the other, one waits and sees. */
export function lockAdministrators(tx: Tx, partnerId: string, contractId: string) {
  return tx<AdministratorFacts[]>`
    select id, type, state, to_jsonb(rights) as rights, sign_in_disabled_at is not null as sign_in_disabled from users
     where partner_id = ${partnerId} and contract_id = ${contractId} and type <> 'general' and state not in ('deleted', 'failed')
     order by id for no key update`;
}

export function setSignInDisabled(tx: Tx, partnerId: string, userId: string, at: Date | null) {
  return tx`update users set sign_in_disabled_at = ${at} where partner_id = ${partnerId} and id = ${userId}`;
}

export async function findAllowedAddresses(tx: Tx, partnerId: string, contractId: string): Promise<string[] | undefined> {
  const [row] = await tx<{ allowedAddresses: string[] }[]>`
    select to_jsonb(allowed_addresses) as allowed_addresses from contracts where partner_id = ${partnerId} and id = ${contractId}`;
  return row?.allowedAddresses;
}

/** A row when the contract exists. */
export function setAllowedAddresses(tx: Tx, partnerId: string, contractId: string, ranges: readonly string[]) {
  return tx`
    update contracts set allowed_addresses = array(select jsonb_array_elements_text(${tx.json([...ranges])}))
     where partner_id = ${partnerId} and id = ${contractId}
    returning id`;
}
