import {
  type Db,
  endOperatorSession,
  findOperatorByLogin,
  insertAuditEntries,
  noteOperatorSeen,
  openOperatorSession,
  operatorDeviceKnown,
  operatorSessionFacts,
  rememberOperatorDevice,
  single,
  transaction,
} from "@saihan/db";
import { no, type OperatorKind, providerId, type Rejection } from "@saihan/domain";
import type { Address } from "./address.ts";
import { giveBackAttempt, signInBuckets, succeedAttempt, takeAttempt } from "./attempts.ts";
import { type SignInKeys, unseal } from "./keys.ts";
import { passwordFits } from "./password.ts";
import { deviceLifeMs, judgeSession } from "./session-life.ts";
import { makeToken, readToken } from "./token.ts";
import { totpStep } from "./totp.ts";

const scope = { service: "operator-sign-in" };

/**
 * Password and one-time code together, always; a refusal does not tell which was wrong. Attempts are counted like those of users: on a device
 * that the account knows in its own bucket, so nobody can lock an operator out from outside.
 * @returns a session token `sho_…` and the device's `shd_…`, or SIGN_IN_WRONG, SIGN_IN_RESTS, SIGN_IN_LOCKED
 * @throws SignInBusy
 */
export async function signInOperator(
  db: Db,
  keys: SignInKeys,
  given: { loginId: string; password: string; code: string; device?: string | undefined },
  address: Address | undefined,
  now: Date,
): Promise<{ ok: true; token: string; device: string; operatorId: string; kind: OperatorKind } | Rejection> {
  const devicesSince = new Date(now.getTime() - deviceLifeMs);
  const deviceHash = given.device === undefined ? undefined : readToken("shd", given.device);
  const { operator, known, attempt } = await transaction(db, scope, async (tx) => {
    const found = await findOperatorByLogin(tx, given.loginId);
    const seen = await operatorDeviceKnown(tx, found?.id ?? "", deviceHash ?? null, devicesSince);
    const buckets = signInBuckets(given.loginId, seen ? deviceHash : undefined, address, "operator");
    return { operator: found, known: seen, attempt: await takeAttempt(tx, buckets, now) };
  });
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
  const device = known && deviceHash && given.device ? { token: given.device, hash: deviceHash } : makeToken("shd");
  const actor = `operator:${operator.id}`;
  const won = await transaction(db, { partnerId: providerId, actor }, async (tx) => {
    if (!(await openOperatorSession(tx, { operatorId: operator.id, step, tokenHash: hash, at: now }))) return false;
    await rememberOperatorDevice(tx, { operatorId: operator.id, tokenHash: device.hash, at: now, devicesSince });
    await succeedAttempt(tx, attempt);
    const target = operator.id;
    await insertAuditEntries(tx, [
      { partnerId: providerId, contractId: providerId, at: now, actor, action: "operator.sign-in", target },
    ]);
    return true;
  });
  return won ? { ok: true, token, device: device.token, operatorId: operator.id, kind: operator.kind } : no("SIGN_IN_WRONG");
}

/** Who a session belongs to. It lives as long as a user's. Its id is the hash of its token, which opens nothing. */
export async function operatorOf(
  db: Db,
  token: string,
  now: Date,
): Promise<{ operatorId: string; loginId: string; kind: OperatorKind; sessionId: string } | undefined> {
  const hash = readToken("sho", token);
  const [found] = hash ? await single(db, scope, (tx) => operatorSessionFacts(tx, hash)) : [];
  if (!hash || !found) return undefined;
  const judged = judgeSession(found, now);
  if (judged.state !== "live") return undefined;
  if (judged.note) await single(db, scope, (tx) => noteOperatorSeen(tx, hash, now));
  return { operatorId: found.operatorId, loginId: found.loginId, kind: found.kind, sessionId: hash.toString("hex") };
}

/** Ends a session by its id. */
export async function endSessionOfOperator(db: Db, sessionId: string): Promise<void> {
  await single(db, scope, (tx) => endOperatorSession(tx, Buffer.from(sessionId, "hex")));
}

export async function signOutOperator(db: Db, token: string): Promise<void> {
  const hash = readToken("sho", token);
  if (hash) await single(db, scope, (tx) => endOperatorSession(tx, hash));
}
