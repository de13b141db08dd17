/**
 * How often somebody may try before having to wait, and for how long. Failures are counted in buckets: per account, per device that the
 * account knows, per source address. Whoever tries on a known device is counted in its bucket alone, so strangers cannot lock an
 * account's owner out.
 */
export interface ThrottlePolicy {
  /** Failures in a row before the first rest. */
  free: number;
  /** The first rest; each further failure doubles it. */
  firstRestMs: number;
  longestRestMs: number;
  /** So many failures in a row, and no further attempt is taken until the bucket is emptied. */
  most: number;
  /** Failures are forgotten when the last is so old. */
  forgetMs: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

export const throttlePolicies = {
  /** Everybody who tries an account from a device that it does not know. */
  account: { free: 5, firstRestMs: minute, longestRestMs: 15 * minute, most: 100, forgetMs: 90 * day },
  /** A known device of an account. */
  device: { free: 5, firstRestMs: minute, longestRestMs: 15 * minute, most: 100, forgetMs: 90 * day },
  /** Everybody who tries an operator's account from a device that it does not know. */
  operator: { free: 5, firstRestMs: minute, longestRestMs: 15 * minute, most: 100, forgetMs: 90 * day },
  /** An IPv4 address, or the /64 of an IPv6 address, on all accounts together. Many people may share one. */
  address: {
    free: 30,
    firstRestMs: minute,
    longestRestMs: 15 * minute,
    most: Number.POSITIVE_INFINITY,
    forgetMs: 2 * 60 * minute,
  },
  /** Mails with a reset link to one account. */
  reset: { free: 3, firstRestMs: 15 * minute, longestRestMs: 4 * 60 * minute, most: Number.POSITIVE_INFINITY, forgetMs: day },
  /** Requests for a reset link from one address. */
  resetAddress: {
    free: 30,
    firstRestMs: minute,
    longestRestMs: 15 * minute,
    most: Number.POSITIVE_INFINITY,
    forgetMs: 2 * 60 * minute,
  },
} as const satisfies Record<string, ThrottlePolicy>;
export type ThrottleKind = keyof typeof throttlePolicies;

/** An owner is told of an attack at this many failures in a row; a forgetful owner stays below. */
export const failuresThatAlarm = 10;

export interface Bucket {
  failures: number;
  failedAt: Date;
}

/** `go` carries the failures that still count, without this attempt. */
export type Throttled = { go: true; failures: number } | { go: false; until: Date | "emptied" };

/** May an attempt be made now? The caller counts it before it is evaluated, so that attempts side by side are counted too. */
export function decideAttempt(policy: ThrottlePolicy, bucket: Bucket, now: Date): Throttled {
  const sinceMs = now.getTime() - bucket.failedAt.getTime();
  const failures = sinceMs >= policy.forgetMs ? 0 : bucket.failures;
  if (failures >= policy.most) return { go: false, until: "emptied" };
  const restMs = restAfter(policy, failures);
  return sinceMs < restMs ? { go: false, until: new Date(bucket.failedAt.getTime() + restMs) } : { go: true, failures };
}

function restAfter(policy: ThrottlePolicy, failures: number): number {
  if (failures < policy.free) return 0;
  return Math.min(policy.longestRestMs, policy.firstRestMs * 2 ** Math.min(failures - policy.free, 30));
}
