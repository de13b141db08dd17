import type { OperatorKind } from "@saihan/domain";
import type { Tx } from "../transaction.ts";

export interface OperatorRow {
  id: string;
  loginId: string;
  kind: OperatorKind;
  passwordHash: string;
  totpSecret: Buffer;
  totpLastStep: number;
}

export async function findOperatorByLogin(tx: Tx, loginId: string): Promise<OperatorRow | undefined> {
  const [row] = await tx<OperatorRow[]>`select * from operator_facts(${loginId})`;
  return row;
}

export function insertOperator(
  tx: Tx,
  o: { id: string; loginId: string; kind: OperatorKind; passwordHash: string; totpSecret: Buffer; at: Date },
) {
  return tx`
    insert into operators (id, login_id, kind, password_hash, totp_secret, created_at)
    values (${o.id}, ${o.loginId}, ${o.kind}, ${o.passwordHash}, ${o.totpSecret}, ${o.at})`;
}

/** Uses up a one-time code and opens a session with it: false when this step or a later one was used before. */
export async function openOperatorSession(
  tx: Tx,
  s: { operatorId: string; step: number; tokenHash: Buffer; at: Date },
): Promise<boolean> {
  const [row] = await tx<{ opened: boolean }[]>`
    select open_operator_session(${s.operatorId}, ${s.step}, ${s.tokenHash}, ${s.at}) as opened`;
  return row?.opened === true;
}

export interface OperatorSessionFacts {
  operatorId: string;
  loginId: string;
  kind: OperatorKind;
  createdAt: Date;
  seenAt: Date;
}

export function operatorSessionFacts(tx: Tx, tokenHash: Buffer) {
  return tx<OperatorSessionFacts[]>`select * from operator_session_facts(${tokenHash})`;
}

export function noteOperatorSeen(tx: Tx, tokenHash: Buffer, at: Date) {
  return tx`select note_operator_seen(${tokenHash}, ${at})`;
}

export function endOperatorSession(tx: Tx, tokenHash: Buffer) {
  return tx`select end_operator_session(${tokenHash})`;
}

/** Has this operator signed in on this device since then? Nobody knows a device of an operator who does not exist. */
export async function operatorDeviceKnown(tx: Tx, operatorId: string, device: Buffer | null, since: Date): Promise<boolean> {
  const [row] = await tx<{ known: boolean }[]>`select operator_device_known(${operatorId}, ${device}, ${since}) as known`;
  return row?.known === true;
}

/** Remembers a device, or that it was used again; an operator's 20 last ones are kept, and none that was last used before `devicesSince`. */
export function rememberOperatorDevice(tx: Tx, d: { operatorId: string; tokenHash: Buffer; at: Date; devicesSince: Date }) {
  return tx`select remember_operator_device(${d.operatorId}, ${d.tokenHash}, ${d.at}, ${d.devicesSince})`;
}
