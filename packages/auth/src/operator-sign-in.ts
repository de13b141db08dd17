import {
  type Db,
  endOperatorSession,
  findOperatorByLogin,
  noteOperatorSeen,
  openOperatorSession,
  operatorSessionFacts,
  single,
  transaction,
} from "@saihan/db";
import { no, type OperatorKind, type Rejection } from "@saihan/domain";
import type { Address } from "./address.ts";
import { addressKey, giveBackAttempt, succeedAttempt, takeAttempt } from "./attempts.ts";
import { type SignInKeys, unseal } from "./keys.ts";
import { passwordFits } from "./password.ts";
import { judgeSession } from "./session-life.ts";
import { makeToken, readToken } from "./token.ts";
import { totpStep } from "./totp.ts";

const scope = { service: "operator-sign-in" };

/**
 * Password and one-time code together, always; a refusal does not tell which was wrong. Attempts are counted like those of users.
 * @returns a session token `sho_…`, or SIGN_IN_WRONG, SIGN_IN_RESTS, SIGN_IN_LOCKED
 * @throws SignInBusy
 */
export async function signInOperator(
  db: Db,
  keys: SignInKeys,
  given: { loginId: string; password: string; code: string },
  address: Address | undefined,
  now: Date,
): Promise<{ ok: true; token: string; operatorId: string; kind: OperatorKind } | Rejection> {
  const buckets = [
    { kind: "operator" as const, key: given.loginId },
    { kind: "address" as const, key: addressKey(address) },
  ];
  const [operator, attempt] = await transaction(db, scope, async (tx) => [
    await findOperatorByLogin(tx, given.loginId),
    await takeAttempt(tx, buckets, now),
  ]);
  if (!attempt.ok) return attempt;
  let fits: boolean;
  try {
    fits = await passwordFits(keys.pepper, operator?.passwordHash, given.password);
  } catch (error) {
    await transaction(db, scope, (tx) => giveBackAttempt(tx, attempt));
    throw error;
  }
  const step =
    operator && fits
      ? totpStep(unseal(keys.totp, operator.totpSecret, operator.id), given.code, operator.totpLastStep, now)
      : undefined;
  if (!operator || step === undefined) return no("SIGN_IN_WRONG");
  const { token, hash } = makeToken("sho");
  const won = await transaction(db, scope, async (tx) => {
    if (!(await openOperatorSession(tx, { operatorId: operator.id, step, tokenHash: hash, at: now }))) return false;
    await succeedAttempt(tx, attempt);
    return true;
  });
  return won ? { ok: true, token, operatorId: operator.id, kind: operator.kind } : no("SIGN_IN_WRONG");
}

/** Who a session belongs to. It lives as long as a user's. */
export async function operatorOf(
  db: Db,
  token: string,
  now: Date,
): Promise<{ operatorId: string; loginId: string; kind: OperatorKind } | undefined> {
  const hash = readToken("sho", token);
  const [found] = hash ? await single(db, scope, (tx) => operatorSessionFacts(tx, hash)) : [];
  if (!hash || !found) return undefined;
  const judged = judgeSession(found, now);
  if (judged.state !== "live") return undefined;
  if (judged.note) await single(db, scope, (tx) => noteOperatorSeen(tx, hash, now));
  return { operatorId: found.operatorId, loginId: found.loginId, kind: found.kind };
}

export async function signOutOperator(db: Db, token: string): Promise<void> {
  const hash = readToken("sho", token);
  if (hash) await single(db, scope, (tx) => endOperatorSession(tx, hash));
}
