import type { Db } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { queueStoreLost } from "@saihan/metrics";
import { type QueueStore, reconcileOnce } from "@saihan/queues";

const beatMs = 1_000;
const together = 500;

/**
 * Notices that the queue store may have forgotten what it held: a figure in it no longer grows (emptied, replaced, set back to an earlier time), or
 * another server holds it than before (a failover, which loses what was not yet replicated). Then all work that was handed over is looked up
 * at once, and what is gone goes out again. A store that forgot without a sign is found out by the housekeeping, work by work. @returns stops it
 */
export function startStoreWatch(options: { db: Db; store: QueueStore; log: Log; now: () => Date; failedRestMs: number }) {
  const { db, store, log, now, failedRestMs } = options;
  let last = 0;
  let server: string | undefined;
  /** Work that was being handed over while the store forgot is noted as sent a moment later, so it is looked for twice. */
  let roundsOwed = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  const look = async () => {
    const beat = await store.beat();
    if (beat === undefined) return;
    const forgot = beat.figure <= last || (last === 0 && beat.figure === 1);
    if (forgot || (server !== undefined && server !== beat.server)) roundsOwed = 2;
    // What was seen is noted before it is acted on; the rounds that are owed are not forgotten when one fails.
    last = beat.figure;
    server = beat.server;
    if (roundsOwed === 0) return;
    const at = now();
    let resent = 0;
    let left = 0;
    for (;;) {
      const found = await reconcileOnce(db, store, { sentBefore: at, now: at, limit: together, failedRestMs });
      resent += found.resent;
      left = found.left;
      if (found.checked - found.left < together) break;
    }
    if (left === 0) roundsOwed--;
    if (resent === 0) return;
    queueStoreLost();
    log.error("the queue store had forgotten work, which goes out again", { count: resent });
  };
  const next = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      round = look()
        .catch((error) => log.debug("the queue store could not be asked", errorFacts(error)))
        .finally(next);
    }, beatMs);
  };
  next();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await round;
    },
  };
}
