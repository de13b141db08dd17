import { createHash } from "node:crypto";
import {
  claimAlarm,
  emptyThrottles,
  giveBackThrottles,
  lockThrottles,
  readThrottles,
  setThrottles,
  type ThrottleRow,
  type Tx,
} from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import { type Address, countedAs } from "./address.ts";
import { decideAttempt, failuresThatAlarm, type ThrottleKind, throttlePolicies } from "./throttle.ts";

/** An attempt that has been counted as failed before it is evaluated. It stays counted unless one of the functions below says otherwise. */
export interface Attempt {
  ok: true;
  at: Date;
  counted: { kind: ThrottleKind; bucket: string; before: Date }[];
}

/**
 * Counts an attempt in every bucket that it concerns, if all of them allow it. Commit before the secret is compared: a hundred at once are
 * then a hundred.
 * @returns SIGN_IN_RESTS with the seconds to wait, or SIGN_IN_LOCKED
 */
export async function takeAttempt(
  tx: Tx,
  on: readonly { kind: ThrottleKind; key: string }[],
  now: Date,
): Promise<Attempt | Rejection> {
  const concerned = on.map(({ kind, key }) => ({ kind, bucket: bucketOf(kind, key) }));
  const names = concerned.map((c) => c.bucket);
  // Looked at before they are locked: those who must wait anyway do not queue up for the lock, and hold no connection.
  const early = judge(concerned, await readThrottles(tx, names), now);
  if (!early.ok) return early;
  const judged = judge(concerned, await lockThrottles(tx, names, now), now);
  if (!judged.ok) return judged;
  const { counted } = judged;
  await setThrottles(
    tx,
    counted.map(({ bucket, failures }) => ({ bucket, failures: failures + 1, failedAt: now })),
  );
  return { ok: true, at: now, counted };
}

/** What the buckets say together. One that has no row is empty. */
function judge(
  concerned: readonly { kind: ThrottleKind; bucket: string }[],
  rows: readonly ThrottleRow[],
  now: Date,
): { ok: true; counted: { kind: ThrottleKind; bucket: string; before: Date; failures: number }[] } | Rejection {
  const counted = [];
  let waitUntil = 0;
  for (const { kind, bucket } of concerned) {
    const row = rows.find((r) => r.bucket === bucket) ?? { failures: 0, failedAt: now };
    const decision = decideAttempt(throttlePolicies[kind], row, now);
    if (decision.go) counted.push({ kind, bucket, before: row.failedAt, failures: decision.failures });
    else if (decision.until === "emptied") return no("SIGN_IN_LOCKED");
    else waitUntil = Math.max(waitUntil, decision.until.getTime());
  }
  if (waitUntil > 0) return no("SIGN_IN_RESTS", { retryAfterSeconds: Math.ceil((waitUntil - now.getTime()) / 1_000) });
  return { ok: true, counted };
}

/** The attempt was no failure and no success: half of a sign-in, or never evaluated. */
export function giveBackAttempt(tx: Tx, attempt: Attempt) {
  return giveBackThrottles(
    tx,
    attempt.counted.map(({ bucket, before }) => ({ bucket, before, countedAt: attempt.at })),
  );
}

/** Signed in: the account's failures are forgotten. Those of the address are not, or one account of one's own would pay for any number. */
export async function succeedAttempt(tx: Tx, attempt: Attempt): Promise<void> {
  const ofAddress = attempt.counted.filter((c) => c.kind === "address");
  const others = attempt.counted.filter((c) => c.kind !== "address");
  await Promise.all([
    emptyThrottles(
      tx,
      others.map((c) => c.bucket),
    ),
    giveBackAttempt(tx, { ...attempt, counted: ofAddress }),
  ]);
}

/** True for exactly one of the failed attempts of an attack on an account: its owner is to be told. */
export async function alarms(tx: Tx, attempt: Attempt): Promise<boolean> {
  const account = attempt.counted.find((c) => c.kind === "account");
  return account !== undefined && (await claimAlarm(tx, account.bucket, failuresThatAlarm, attempt.at)).length > 0;
}

/** Forgets an account's failures on devices that it does not know. */
export function unlockAccount(tx: Tx, loginId: string) {
  return emptyThrottles(tx, [bucketOf("account", loginId)]);
}

/** What an attempt to sign in counts against. @param knownDevice the hash of its token, when the account knows it */
export function signInBuckets(
  loginId: string,
  knownDevice: Buffer | undefined,
  address: Address | undefined,
  account: "account" | "operator" = "account",
) {
  return knownDevice
    ? [{ kind: "device" as const, key: knownDevice.toString("hex") }]
    : [
        { kind: account, key: loginId },
        { kind: "address" as const, key: addressKey(address) },
      ];
}

export function addressKey(address: Address | undefined): string {
  return address ? countedAs(address) : "unknown";
}

/** Hashed, so that the table is no list of login ids and addresses; login ids do not differ by case. */
function bucketOf(kind: ThrottleKind, key: string): string {
  return `${kind} ${createHash("sha256").update(key.toLowerCase()).digest("base64url")}`;
}
