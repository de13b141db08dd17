const [second, minute, hour] = [1_000, 60_000, 3_600_000];

/** Waiting times after the first, second, … failure in a row; the last one stays. The first nine failures span about 14 hours. */
const delaysMs = [...[5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute], ...[hour, 2 * hour, 4 * hour, 6 * hour]];

/** An endpoint at which nothing has arrived for this long is disabled. */
export const disabledAfterMs = 5 * 24 * hour;
/** How often an idle endpoint is sent the newest number. */
export const heartbeatMs = hour;
/** A resent event is tried this often: over more than a day. */
export const resendTries = 13;
/** How long a former secret still signs, when nothing else is said. */
export const overlapHours = 24;

/**
 * How long to wait after so many failures in a row, a fifth more or less, so that endpoints that failed together do not come back together.
 * @param failures at least 1
 * @param chance at random, 0 to 1
 */
export function retryDelayMs(failures: number, chance: number): number {
  const delay = delaysMs[Math.min(failures, delaysMs.length) - 1] ?? hour;
  return Math.round(delay * (0.8 + chance * 0.4));
}
