import type { Tx } from "../transaction.ts";

export interface OperatorRow {
  id: string;
  loginId: string;
  passwordHash: string;
  totpSecret: Buffer;
  totpLastStep: number;
  failures: number;
  blockedUntil: Date | null;
}

export async function findOperatorByLogin(tx: Tx, loginId: string): Promise<OperatorRow | undefined> {
  const [row] = await tx<OperatorRow[]>`
    select id, login_id, password_hash, totp_secret, totp_last_step, failures, blocked_until
      from operators where login_id = ${loginId}`;
  return row;
}

export function insertOperator(tx: Tx, o: { id: string; loginId: string; passwordHash: string; totpSecret: Buffer; at: Date }) {
  return tx`
    insert into operators (id, login_id, password_hash, totp_secret, created_at)
    values (${o.id}, ${o.loginId}, ${o.passwordHash}, ${o.totpSecret}, ${o.at})`;
}

/** Uses up a one-time code: false when this step or a later one was used before. */
export async function useTotpStep(tx: Tx, operatorId: string, step: number): Promise<boolean> {
  const rows = await tx`
    update operators set totp_last_step = ${step}, failures = 0, blocked_until = null
     where id = ${operatorId} and totp_last_step < ${step}
    returning id`;
  return rows.length === 1;
}

export function noteSignInFailure(tx: Tx, operatorId: string, blockedUntil: Date | null) {
  return tx`
    update operators set failures = failures + 1, blocked_until = ${blockedUntil} where id = ${operatorId}`;
}

export function insertOperatorSession(tx: Tx, s: { tokenHash: Buffer; operatorId: string; at: Date }) {
  return tx`
    insert into operator_sessions (token_hash, operator_id, created_at, seen_at)
    values (${s.tokenHash}, ${s.operatorId}, ${s.at}, ${s.at})`;
}

/** Finds a session that is neither idle nor too old and notes that it was seen. */
export async function seeOperatorSession(
  tx: Tx,
  tokenHash: Buffer,
  at: Date,
  life: { idleSince: Date; createdAfter: Date },
): Promise<{ operatorId: string; loginId: string } | undefined> {
  const [row] = await tx<{ operatorId: string; loginId: string }[]>`
    update operator_sessions s set seen_at = ${at}
      from operators o
     where s.token_hash = ${tokenHash} and s.seen_at > ${life.idleSince} and s.created_at > ${life.createdAfter}
       and o.id = s.operator_id
    returning s.operator_id, o.login_id`;
  return row;
}

export function endOperatorSession(tx: Tx, tokenHash: Buffer) {
  return tx`delete from operator_sessions where token_hash = ${tokenHash}`;
}
