import { passwordFits, succeedAttempt, takeAttempt, totpStep, unseal } from "@saihan/auth";
import { findSelf, type SelfFacts, type Tx, transaction, useUserTotpStep } from "@saihan/db";
import { no, ownTarget, type Rejection, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import type { Person } from "./notices.ts";
import { unlessBusy } from "./password-step.ts";

/** What an operation on one's own account acts on. */
export async function ownAccount(_ctx: IntakeContext, caller: Caller): Promise<Target> {
  return { ...ownTarget(caller), userId: caller.userId };
}

/** A caller who has just proved again who he is. */
export interface Proved {
  ok: true;
  self: SelfFacts;
  person: Person;
  sessionId: string;
  /** Uses the code up, in the transaction for which it was asked. False when another request has done so first. */
  useCode: (tx: Tx) => Promise<boolean>;
}

/**
 * Asks somebody who is signed in for password or code once more, before something that a thief of the session must not do. Failures are
 * counted for the session: whoever tries the account from outside cannot keep its owner from this.
 */
export async function proveAgain(
  ctx: IntakeContext,
  caller: Caller,
  given: { password?: string; code?: string },
): Promise<Proved | Rejection> {
  const { partnerId, contractId, userId, sessionId } = caller;
  if (sessionId === undefined) return no("SIGN_IN_NEEDED", { action: "account.manage" });
  const at = ctx.now();
  const { self, attempt } = await transaction(ctx.db, caller, async (tx) => ({
    self: await findSelf(tx, partnerId, userId),
    attempt: await takeAttempt(tx, [{ kind: "device", key: `session ${sessionId}` }], at),
  }));
  if (!self) return no("UNAUTHENTICATED");
  if (given.code !== undefined && self.totpState !== "on") {
    return no("TOTP_STATE_FORBIDS", { state: self.totpState, action: "code" });
  }
  if (!attempt.ok) return attempt;
  const { password, code } = given;
  const fits =
    password === undefined ||
    (await unlessBusy(ctx, attempt, () => passwordFits(ctx.signInKeys.pepper, self.passwordHash ?? undefined, password)));
  const step =
    code !== undefined && self.totpSecret
      ? totpStep(unseal(ctx.signInKeys.totp, self.totpSecret, userId), code, self.totpLastStep, at)
      : undefined;
  if (!fits || (code !== undefined && step === undefined)) return no("SIGN_IN_WRONG");
  await transaction(ctx.db, caller, (tx) => succeedAttempt(tx, attempt));
  return {
    ok: true,
    self,
    person: { partnerId, contractId, userId, language: self.language },
    sessionId,
    useCode: async (tx) => step === undefined || (await useUserTotpStep(tx, partnerId, userId, step)).length === 1,
  };
}
