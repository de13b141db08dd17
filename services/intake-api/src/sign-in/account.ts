import { decidePassword, hashPassword, makeRecoveryCodes } from "@saihan/auth";
import {
  endPasswordLinks,
  endSessionsOf,
  findSelf,
  replaceRecoveryCodes,
  setPasswordHash,
  setTotpState,
  type Tx,
  transaction,
} from "@saihan/db";
import { allowedTo, allowedToStaff, no, rightsHeld } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { ProblemAnswer } from "../problem.ts";
import { hashCodes } from "./code-step.ts";
import {
  accountSchema,
  givenPassword,
  newPassword,
  operatorAccountSchema,
  recoveryCodesSchema,
  sessionSchema,
  totpCode,
} from "./fields.ts";
import { mailPerson, note } from "./notices.ts";
import { stepUp } from "./open-session.ts";
import { ownAccount, type Proved, proveAgain } from "./own-account.ts";

const tag = "Own account";
const mine = { tag, action: "account.manage", target: ownAccount, params: nothing, query: nothing, order: false } as const;
const proofRefusals = ["SIGN_IN_NEEDED", "SIGN_IN_WRONG", "SIGN_IN_RESTS", "SIGN_IN_LOCKED"] as const;
const passwordRefusals = ["PASSWORD_TOO_SHORT", "PASSWORD_TOO_LONG", "PASSWORD_COMMON", "PASSWORD_PREDICTABLE"] as const;

export const accountOperations = [
  operation({
    ...mine,
    method: "get",
    path: "/v1/me",
    id: "getAccount",
    summary: "View your own account",
    description: "`operatorId` is there for the provider's staff alone.",
    action: "account.view",
    status: 200,
    answer: z.union([accountSchema, operatorAccountSchema]),
    refusals: ["SIGN_IN_NEEDED"],
    handle: async (ctx, { caller }) => {
      const { who, partnerId, userId } = caller;
      if (who.kind === "operator") {
        const operatorId = who.id.slice("operator:".length);
        return ok(200, { operatorId, loginId: caller.loginId, kind: who.type, allowed: allowedToStaff(who) });
      }
      const self = await transaction(ctx.db, caller, (tx) => findSelf(tx, partnerId, userId));
      if (!self) return no("UNAUTHENTICATED");
      const { type, loginId, mailAddress, name, totpState: totp, recoveryCodesLeft, contractId } = self;
      const { customerName: contractName, language } = self;
      return ok(200, {
        ...{ userId, contractId, type, loginId, mailAddress, name, totp, recoveryCodesLeft },
        ...{ contractName, partnerId, model: who.model, language, rights: rightsHeld(who), allowed: allowedTo(who) },
      });
    },
  }),
  operation({
    ...mine,
    method: "put",
    path: "/v1/me/password",
    id: "changePassword",
    summary: "Change your password",
    description: "Your other sessions end, and this one goes on under a new token.",
    body: z.strictObject({ current: givenPassword, next: newPassword }).openapi("ChangePassword"),
    status: 200,
    answer: z.object({ session: sessionSchema }),
    refusals: [...proofRefusals, ...passwordRefusals],
    handle: async (ctx, { caller, body, requestId }) => {
      const proved = await proveAgain(ctx, caller, { password: body.current });
      if (!proved.ok) return proved;
      const { loginId, totpState } = proved.self;
      const good = decidePassword(body.next, { loginId, contractId: caller.contractId, totp: totpState !== "off" });
      if (!good.ok) return good;
      const hash = await hashPassword(ctx.signInKeys.pepper, body.next);
      return change(ctx, caller, proved, requestId, "password.change", async (tx, at) => {
        const [changed] = await setPasswordHash(tx, caller.partnerId, caller.userId, hash, proved.self.passwordHash ?? "");
        if (!changed) throw new ProblemAnswer(no("SIGN_IN_WRONG"));
        await endPasswordLinks(tx, caller.partnerId, caller.userId, at);
        await endSessionsOf(tx, caller.partnerId, caller.userId, proved.sessionId);
        await mailPerson(tx, proved.person, "password-changed", at.toISOString(), at);
        return {};
      });
    },
  }),
  operation({
    ...mine,
    method: "post",
    path: "/v1/me/recovery-codes",
    id: "makeRecoveryCodes",
    summary: "Make ten new recovery codes",
    description: "Those from before no longer work.",
    body: z.strictObject({ code: totpCode }).openapi("MakeRecoveryCodes"),
    status: 200,
    answer: z.object({ session: sessionSchema, recoveryCodes: recoveryCodesSchema }),
    refusals: [...proofRefusals, "TOTP_STATE_FORBIDS"],
    handle: async (ctx, { caller, body, requestId }) => {
      const proved = await proveAgain(ctx, caller, { code: body.code });
      if (!proved.ok) return proved;
      const recoveryCodes = makeRecoveryCodes();
      const hashes = await hashCodes(ctx, recoveryCodes);
      return change(ctx, caller, proved, requestId, "recovery-codes.make", async (tx) => {
        await replaceRecoveryCodes(tx, caller.partnerId, caller.contractId, caller.userId, hashes);
        return { recoveryCodes };
      });
    },
  }),
  operation({
    ...mine,
    method: "post",
    path: "/v1/me/totp/disable",
    id: "disableOwnTotp",
    summary: "Switch one-time codes off",
    description: "Needs password and code. Your other sessions end, and this one goes on under a new token.",
    body: z.strictObject({ password: givenPassword, code: totpCode }).openapi("DisableTotp"),
    status: 200,
    answer: z.object({ session: sessionSchema }),
    refusals: [...proofRefusals, "TOTP_STATE_FORBIDS", "PASSWORD_TOO_SHORT"],
    handle: async (ctx, { caller, body, requestId }) => {
      const proved = await proveAgain(ctx, caller, body);
      if (!proved.ok) return proved;
      // A password that was long enough beside a code must be longer to stand alone.
      const { loginId } = proved.self;
      const alone = decidePassword(body.password, { loginId, contractId: caller.contractId, totp: false });
      if (!alone.ok) return alone;
      return change(ctx, caller, proved, requestId, "totp.disable", async (tx, at) => {
        await setTotpState(tx, caller.partnerId, caller.userId, "off");
        await endSessionsOf(tx, caller.partnerId, caller.userId, proved.sessionId);
        await mailPerson(tx, proved.person, "totp-disabled", at.toISOString(), at);
        return {};
      });
    },
  }),
];

/** Does it in one transaction with the proof that was given for it, under a new token for the session. */
async function change(
  ctx: IntakeContext,
  caller: Caller,
  proved: Proved,
  requestId: string,
  action: string,
  act: (tx: Tx, at: Date) => Promise<Record<string, unknown>>,
) {
  const at = ctx.now();
  const answer = await transaction(ctx.db, caller, async (tx) => {
    const session = (await proved.useCode(tx)) ? await stepUp(tx, caller.partnerId, proved.sessionId) : undefined;
    // Thrown, so that nothing of it stands.
    if (!session) throw new ProblemAnswer(no("SIGN_IN_WRONG"));
    const done = await act(tx, at);
    await note(tx, caller, { actor: caller.actor, action, at, requestId });
    return ok(200, { session, ...done });
  });
  ctx.outbox.tell();
  return answer;
}
