/** A session ends after half an hour without use and after a working day in any case. Users and operators alike. */
export const sessionLife = { idleMs: 30 * 60_000, longestMs: 8 * 3_600_000 } as const;

/** How long a device on which somebody signed in is known without being used again. */
export const deviceLifeMs = 180 * 24 * 3_600_000;

/** How long a ticket between password and code holds. */
export const ticketLifeMs = 10 * 60_000;

/** A session that was used is noted at most once in this time, so that reading costs no write. */
const noteEveryMs = 60_000;

/**
 * What a session is worth now.
 * - `live`: it holds; `note` says whether its use is to be written down.
 * - `idle`: not used for 30 minutes. As uses are noted to the minute, the end may come up to a minute early.
 * - `old`: 8 hours after sign-in.
 */
export function judgeSession(
  session: { createdAt: Date; seenAt: Date },
  now: Date,
): { state: "live"; note: boolean } | { state: "idle" | "old" } {
  if (now.getTime() - session.createdAt.getTime() >= sessionLife.longestMs) return { state: "old" };
  const unusedMs = now.getTime() - session.seenAt.getTime();
  if (unusedMs >= sessionLife.idleMs) return { state: "idle" };
  return { state: "live", note: unusedMs >= noteEveryMs };
}

/** When a session ends even if it is used. */
export function sessionEnd(createdAt: Date): Date {
  return new Date(createdAt.getTime() + sessionLife.longestMs);
}
