import {
  addressAllowed,
  giveBackAttempt,
  hashPassword,
  makeRecoveryCodes,
  maySignIn,
  passwordFits,
  readRecoveryCode,
  readToken,
  scopeOf,
  signInBuckets,
  succeedAttempt,
  takeAttempt,
  totpStep,
  unseal,
} from "@saihan/auth";
import {
  confirmTotp,
  endSessionsOf,
  findRecoveryCode,
  replaceRecoveryCodes,
  type SignInFacts,
  signInFacts,
  type TicketFacts,
  type Tx,
  ticketFacts,
  transaction,
  useRecoveryCode,
  useTicket,
  useUserTotpStep,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import type { IntakeContext, Origin } from "../context.ts";
import { type Answer, ok } from "../operation.ts";
import { mailPerson, note } from "./notices.ts";
import { devicesSince, openSession } from "./open-session.ts";
import { failed, unlessBusy } from "./password-step.ts";

type Given = { ticket: string; device?: string | undefined } & ({ code: string } | { recoveryCode: string });

/** Uses the proof up. False when another request has done so first. */
type UseUp = (tx: Tx) => Promise<boolean>;

/** Another request was faster; nothing of this one may stand. */
class TooLate extends Error {
  override name = "TooLate";
}

/**
 * The second half of a sign-in: a one-time code, a recovery code, or the code that confirms a new authenticator app. Ticket and code are used
 * up in the transaction that opens the session, so of any number at once one wins.
 */
export async function codeStep(ctx: IntakeContext, given: Given, origin: Origin, requestId: string): Promise<Answer | Rejection> {
  const at = ctx.now();
  const ticketHash = readToken("sht", given.ticket);
  const device = given.device === undefined ? undefined : readToken("shd", given.device);
  if (!ticketHash) return no("SIGN_IN_TICKET_INVALID");
  const begun = await transaction(ctx.db, { service: "sign-in" }, async (tx) => {
    const [ticket] = await ticketFacts(tx, ticketHash, at);
    if (!ticket) return undefined;
    const [user] = await signInFacts(tx, ticket.loginId, device ?? null, devicesSince(at));
    if (!user || user.userId !== ticket.userId || !maySignIn(user)) return undefined;
    const buckets = signInBuckets(ticket.loginId, user.deviceKnown ? device : undefined, origin.address);
    return { ticket, user, attempt: await takeAttempt(tx, buckets, at) };
  });
  if (!begun) return no("SIGN_IN_TICKET_INVALID");
  const { ticket, user, attempt } = begun;
  if (!attempt.ok) return attempt;
  if (!addressAllowed(user.allowedAddresses, origin.address)) {
    await transaction(ctx.db, scopeOf(user), (tx) => giveBackAttempt(tx, attempt));
    return no("ADDRESS_NOT_ALLOWED");
  }
  const enrols = ticket.kind === "enrol";
  const proof = await unlessBusy(ctx, attempt, () => prove(ctx, ticket, given, at));
  if (!proof) return failed(ctx, attempt, user);
  const codes = enrols ? makeRecoveryCodes() : undefined;
  const hashes = codes && (await unlessBusy(ctx, attempt, () => hashCodes(ctx, codes)));
  try {
    const answer = await transaction(ctx.db, scopeOf(user), async (tx) => {
      const [used] = await useTicket(tx, user.partnerId, ticketHash, at);
      if (!used || !(await proof(tx))) throw new TooLate();
      if (hashes) await enrolled(tx, user, hashes, at, requestId);
      const opened = await openSession(tx, user, origin, user.deviceKnown ? given.device : undefined, at);
      await succeedAttempt(tx, attempt);
      const after = { sessionId: opened.session.id, recoveryCode: "recoveryCode" in given };
      await note(tx, user, { actor: `user:${user.userId}`, action: "session.open", at, requestId, after });
      return ok(200, { next: "none", ...opened, ...(codes ? { recoveryCodes: codes } : {}) });
    });
    if (enrols) ctx.outbox.tell();
    return answer;
  } catch (error) {
    if (error instanceof TooLate) return failed(ctx, attempt, user);
    throw error;
  }
}

/** Compares what was given. @returns how to use it up, or nothing when it is wrong */
async function prove(ctx: IntakeContext, ticket: TicketFacts, given: Given, at: Date): Promise<UseUp | undefined> {
  const { partnerId, userId, totpSecret } = ticket;
  if ("recoveryCode" in given) {
    const read = readRecoveryCode(given.recoveryCode);
    const stored =
      read && ticket.kind === "code"
        ? await transaction(ctx.db, scopeOf(ticket), (tx) => findRecoveryCode(tx, partnerId, userId, read.number))
        : undefined;
    const fits = await passwordFits(ctx.signInKeys.pepper, stored, read?.code ?? given.recoveryCode);
    return read && fits ? async (tx) => (await useRecoveryCode(tx, partnerId, userId, read.number, at)).length === 1 : undefined;
  }
  if (!totpSecret) return undefined;
  const step = totpStep(unseal(ctx.signInKeys.totp, totpSecret, userId), given.code, ticket.totpLastStep, at);
  if (step === undefined) return undefined;
  return ticket.kind === "enrol"
    ? async (tx) => (await confirmTotp(tx, partnerId, userId, totpSecret, step)).length === 1
    : async (tx) => (await useUserTotpStep(tx, partnerId, userId, step)).length === 1;
}

/** Sessions from before one-time codes end; the owner hears of it. */
async function enrolled(tx: Tx, user: SignInFacts, hashes: string[], at: Date, requestId: string): Promise<void> {
  await endSessionsOf(tx, user.partnerId, user.userId);
  await replaceRecoveryCodes(tx, user.partnerId, user.contractId, user.userId, hashes);
  await mailPerson(tx, user, "totp-enabled", at.toISOString(), at);
  await note(tx, user, { actor: `user:${user.userId}`, action: "totp.confirm", at, requestId });
}

/** One after the other: ten at once would keep everybody else waiting. */
export async function hashCodes(ctx: IntakeContext, codes: readonly string[]): Promise<string[]> {
  const hashes: string[] = [];
  for (const code of codes) hashes.push(await hashPassword(ctx.signInKeys.pepper, readRecoveryCode(code)?.code ?? code));
  return hashes;
}
