import type { Db } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { queueStoreLost } from "@saihan/metrics";
import { type QueueStore, reconcileOnce } from "@saihan/queues";

const beatMs = 1_000;
const together = 500;

/**
 * Notices that the queue store has forgotten what it held (emptied, replaced, set back to an earlier time): a figure in it no longer grows. Then
 * all work that was handed over is looked up at once, and what is gone goes out again. A store that forgot less is found out by the
 * housekeeping, work by work. @returns stops it
 */
export function startStoreWatch(options: { db: Db; store: QueueStore; log: Log; now: () => Date; failedRestMs: number }) {
  const { db, store, log, now, failedRestMs } = options;
  let last = 0;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();

  const look = async () => {
    const figure = await store.beat();
    if (figure === undefined) return;
    const forgot = figure <= last || (last === 0 && figure === 1);
    if (!forgot) {
      last = figure;
      return;
    }
    const at = now();
    let resent = 0;
    for (;;) {
      const found = await reconcileOnce(db, store, { sentBefore: at, now: at, limit: together, failedRestMs });
      resent += found.resent;
      if (found.checked < together) break;
    }
    // Known only when everything was looked up: if it fails in between, it is done again.
    last = figure;
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
