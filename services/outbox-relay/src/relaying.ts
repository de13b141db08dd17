import type { Db } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { type QueueStore, relayOnce } from "@saihan/queues";

/** How often the relay looks without being told: what a lost notification costs at most. */
const pollMs = 500;
const restAfterFaultMs = 500;

/** Moves outbox rows to the queues as they come. */
export function startRelaying(options: { db: Db; store: QueueStore; log: Log; now: () => Date; batch: number }) {
  let stopped = false;
  let failing = 0;
  let wake: () => void = () => {};
  let told = false;

  const loop = (async () => {
    while (!stopped) {
      told = false;
      try {
        const moved = await relayOnce(options.db, options.store, options.batch, options.now);
        if (failing > 0) options.log.info("relaying again");
        failing = 0;
        if (moved > 0) options.log.debug("handed over", { count: moved });
        if (moved === options.batch || told) continue;
        await rest(pollMs);
      } catch (error) {
        if (failing++ === 0) options.log.warn("cannot relay", errorFacts(error));
        await rest(restAfterFaultMs);
      }
    }
  })();

  return {
    /** There is something to move. */
    wake: () => {
      told = true;
      wake();
    },
    stuck: () => (failing >= 10 ? ["relaying has failed for a while"] : []),
    stop: async () => {
      stopped = true;
      wake();
      await loop;
    },
  };

  async function rest(ms: number): Promise<void> {
    if (stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = () => {};
  }
}
