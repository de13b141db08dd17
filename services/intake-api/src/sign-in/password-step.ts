import {
  type Attempt,
  addressAllowed,
  alarms,
  failuresThatAlarm,
  giveBackAttempt,
  hashIsDated,
  hashPassword,
  makeToken,
  makeTotpSecret,
  maySignIn,
  passwordFits,
  qrOf,
  readToken,
  scopeOf,
  seal,
  signInBuckets,
  succeedAttempt,
  takeAttempt,
  ticketLifeMs,
  totpUri,
} from "@saihan/auth";
import { insertTicket, type SignInFacts, setPasswordHash, signInFacts, transaction } from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import type { IntakeContext, Origin } from "../context.ts";
import { type Answer, ok } from "../operation.ts";
import { mailPerson, note } from "./notices.ts";
import { devicesSince, openSession } from "./open-session.ts";

const scope = { service: "sign-in" };

/**
 * Login id and password. Whether the login id exists or not, the same look-up, count and hash are made and the same answer is given, until the
 * password is right.
 */
export async function passwordStep(
  ctx: IntakeContext,
  given: { loginId: string; password: string; device?: string | undefined },
  origin: Origin,
  requestId: string,
): Promise<Answer | Rejection> {
  const at = ctx.now();
  const device = given.device === undefined ? undefined : readToken("shd", given.device);
  const { user, attempt } = await transaction(ctx.db, scope, async (tx) => {
    const [found] = await signInFacts(tx, given.loginId, device ?? null, devicesSince(at));
    const buckets = signInBuckets(given.loginId, found?.deviceKnown ? device : undefined, origin.address);
    return { user: found, attempt: await takeAttempt(tx, buckets, at) };
  });
  if (!attempt.ok) return attempt;
  const fits = await unlessBusy(ctx, attempt, () =>
    passwordFits(ctx.signInKeys.pepper, user?.passwordHash ?? undefined, given.password),
  );
  if (!user || !fits || !maySignIn(user)) return failed(ctx, attempt, user);
  if (!addressAllowed(user.allowedAddresses, origin.address)) {
    await transaction(ctx.db, scopeOf(user), (tx) => giveBackAttempt(tx, attempt));
    return no("ADDRESS_NOT_ALLOWED");
  }
  if (user.passwordHash && hashIsDated(user.passwordHash)) await hashAnew(ctx, user, user.passwordHash, given.password);
  if (user.totpState !== "off") return codeNext(ctx, user, attempt, at);
  return transaction(ctx.db, scopeOf(user), async (tx) => {
    const opened = await openSession(tx, user, origin, user.deviceKnown ? given.device : undefined, at);
    await succeedAttempt(tx, attempt);
    await note(tx, user, {
      actor: `user:${user.userId}`,
      action: "session.open",
      at,
      requestId,
      after: { sessionId: opened.session.id },
    });
    return ok(200, { next: "none", ...opened });
  });
}

/** A ticket for the code. While one-time codes are being set up, it carries a secret of its own, shown this once. */
async function codeNext(ctx: IntakeContext, user: SignInFacts, attempt: Attempt, at: Date): Promise<Answer> {
  const { token, hash } = makeToken("sht");
  const secret = user.totpState === "asked" ? makeTotpSecret() : undefined;
  await transaction(ctx.db, scopeOf(user), async (tx) => {
    await insertTicket(tx, {
      ...{ partnerId: user.partnerId, contractId: user.contractId, userId: user.userId, tokenHash: hash, at },
      totpSecret: secret === undefined ? null : seal(ctx.signInKeys.totp, secret, user.userId),
      expiresAt: new Date(at.getTime() + ticketLifeMs),
    });
    await giveBackAttempt(tx, attempt);
  });
  if (secret === undefined) return ok(200, { next: "code", ticket: token });
  const otpauthUri = totpUri(secret, user.contractId);
  return ok(200, { next: "enrol", ticket: token, otpauthUri, qr: qrOf(otpauthUri) });
}

/** An attempt that was not evaluated because too many are under way was none. */
export async function unlessBusy<T>(ctx: IntakeContext, attempt: Attempt, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await transaction(ctx.db, scope, (tx) => giveBackAttempt(tx, attempt));
    throw error;
  }
}

/** The attempt stays counted. When it is the one that makes an attack of it, the owner is told, once. */
export async function failed(
  ctx: IntakeContext,
  attempt: Attempt,
  user: Pick<SignInFacts, "partnerId" | "contractId" | "userId" | "language"> | undefined,
): Promise<Rejection> {
  const mailed = await transaction(ctx.db, user ? scopeOf(user) : scope, async (tx) => {
    if (!(await alarms(tx, attempt)) || !user) return false;
    await mailPerson(tx, user, "sign-in-alarm", attempt.at.toISOString(), attempt.at, { failures: failuresThatAlarm });
    return true;
  });
  if (mailed) ctx.outbox.tell();
  return no("SIGN_IN_WRONG");
}

async function hashAnew(ctx: IntakeContext, user: SignInFacts, before: string, password: string): Promise<void> {
  const hash = await hashPassword(ctx.signInKeys.pepper, password);
  await transaction(ctx.db, scopeOf(user), (tx) => setPasswordHash(tx, user.partnerId, user.userId, hash, before));
}
