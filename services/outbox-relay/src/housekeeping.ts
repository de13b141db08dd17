import { type Db, pruneDone, pruneEvents, pruneIdempotencyKeys, pruneSignIn, single, transaction } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { endDueAccessOnce, endOverdueOnce, type QueueStore, reconcileOnce } from "@saihan/queues";
import { anchorOnce } from "./anchoring.ts";

const scope = { service: "outbox-relay" };
/** How long work rests that the queue has given up. */
export const failedRestMs = 60_000;
/** How often the house looks for access whose end has come. Nobody counts as having it from that instant on. */
const accessMs = 1_000;
const together = 500;

/** Looks after work that got stuck, begins what has come due, and removes what is past its retention. */
export function startHousekeeping(options: {
  db: Db;
  store: QueueStore;
  log: Log;
  now: () => Date;
  reconcileAfterMs: number;
  retentionDays: number;
  /** File that audit anchors are appended to. */
  anchorFile: string | undefined;
  anchorMs: number;
}) {
  const { db, store, log, now } = options;
  const reconcile = every(Math.min(5_000, options.reconcileAfterMs), log, async () => {
    const sentBefore = new Date(now().getTime() - options.reconcileAfterMs);
    const result = await reconcileOnce(db, store, { sentBefore, now: now(), limit: 500, failedRestMs });
    await endOverdueOnce(db, { now: now(), limit: together });
    if (result.resent > 0) log.warn("work was missing from its queue and is sent again", { count: result.resent });
  });
  const endAccess = every(accessMs, log, async () => {
    while ((await endDueAccessOnce(db, { now: now(), limit: together })) === together);
  });
  const prune = every(60_000, log, async () => {
    const daysAgo = (days: number) => new Date(now().getTime() - days * 24 * 3_600_000);
    const before = daysAgo(options.retentionDays);
    // Longer than sessions, devices and failures count (packages/auth).
    const signIn = { sessions: daysAgo(1), devices: daysAgo(181), throttles: daysAgo(91) };
    await single(db, scope, (tx) => pruneSignIn(tx, now(), signIn));
    await single(db, scope, (tx) => pruneEvents(tx, now()));
    for (;;) {
      const gone = await transaction(db, scope, async (tx) => {
        const [works, keys] = [await pruneDone(tx, before, 1_000), await pruneIdempotencyKeys(tx, before, 1_000)];
        return works + keys;
      });
      if (gone === 0) return;
      log.info("removed what is past its retention", { count: gone });
    }
  });
  const anchoring = () => anchorOnce({ db, log, now, file: options.anchorFile });
  const anchor = every(options.anchorMs, log, async () => void (await anchoring()));
  return {
    stop: async () => {
      await Promise.all([reconcile(), endAccess(), prune(), anchor()]);
      // What was sealed since the last time, so that a house that is stopped leaves nothing open.
      await anchoring().catch((error) => log.warn("the audit was not anchored at the end", errorFacts(error)));
    },
  };
}

/** Does something again and again, `ms` after the last time ended. @returns stops it, after the round under way */
function every(ms: number, log: Log, act: () => Promise<void>): () => Promise<void> {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      round = act()
        .catch((error) => log.warn("housekeeping failed this time", errorFacts(error)))
        .finally(next);
    }, ms);
  };
  next();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await round;
  };
}
