import { createHash, randomBytes } from "node:crypto";
import {
  type Db,
  endOperatorSession,
  findOperatorByLogin,
  insertOperatorSession,
  noteSignInFailure,
  seeOperatorSession,
  single,
  transaction,
  useTotpStep,
} from "@saihan/db";
import { unseal } from "./keys.ts";
import { passwordFits } from "./password.ts";
import { totpStep } from "./totp.ts";

const scope = { service: "operator-sign-in" };
const idleMinutes = 30;
const absoluteHours = 8;
const freeFailures = 5;

export type SignIn = { ok: true; token: string } | { ok: false; reason: "WRONG" | "BLOCKED" };

/**
 * Password and one-time code together; a refusal does not tell which was wrong. After five failures in a row the account
 * rests: one minute, then twice as long each time, up to fifteen.
 * @param totpKey the key under which one-time secrets are sealed
 */
export async function signInOperator(
  db: Db,
  totpKey: Buffer,
  given: { loginId: string; password: string; code: string },
  now: Date,
): Promise<SignIn> {
  const operator = await transaction(db, scope, (tx) => findOperatorByLogin(tx, given.loginId));
  const fits = await passwordFits(operator?.passwordHash, given.password);
  if (!operator) return { ok: false, reason: "WRONG" };
  if (operator.blockedUntil && operator.blockedUntil > now) return { ok: false, reason: "BLOCKED" };
  const step = fits
    ? totpStep(unseal(totpKey, operator.totpSecret, operator.id), given.code, operator.totpLastStep, now)
    : undefined;
  const token = randomBytes(32).toString("base64url");
  const done = await transaction(db, scope, async (tx) => {
    if (step !== undefined && (await useTotpStep(tx, operator.id, step))) {
      await insertOperatorSession(tx, { tokenHash: hashToken(token), operatorId: operator.id, at: now });
      return true;
    }
    const failures = operator.failures + 1;
    const restMinutes = failures < freeFailures ? 0 : Math.min(15, 2 ** (failures - freeFailures));
    await noteSignInFailure(tx, operator.id, restMinutes ? new Date(now.getTime() + restMinutes * 60_000) : null);
    return false;
  });
  return done ? { ok: true, token } : { ok: false, reason: "WRONG" };
}

/** Who a session belongs to. It ends after 30 idle minutes and after 8 hours in any case. */
export async function operatorOf(db: Db, token: string, now: Date): Promise<{ operatorId: string; loginId: string } | undefined> {
  if (!/^[0-9A-Za-z_-]{43}$/.test(token)) return undefined;
  return transaction(db, scope, (tx) =>
    seeOperatorSession(tx, hashToken(token), now, {
      idleSince: new Date(now.getTime() - idleMinutes * 60_000),
      createdAfter: new Date(now.getTime() - absoluteHours * 3_600_000),
    }),
  );
}

export async function signOutOperator(db: Db, token: string): Promise<void> {
  await single(db, scope, (tx) => endOperatorSession(tx, hashToken(token)));
}

function hashToken(token: string): Buffer {
  return createHash("sha256").update(token).digest();
}
