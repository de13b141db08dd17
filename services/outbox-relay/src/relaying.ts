import type { Db } from "@saihan/db";
import type { Log } from "@saihan/log";
import { type QueueStore, relayOnce } from "@saihan/queues";
import { startGathering } from "./gathering.ts";

/** How often the relay looks without being told: what a lost notification costs at most. */
const pollMs = 500;

/** Moves outbox rows to the queues as they come; woken by each commit that wrote some. */
export function startRelaying(options: { db: Db; store: QueueStore; log: Log; now: () => Date; batch: number }) {
  const { db, store, log, now, batch } = options;
  return startGathering({
    what: "relaying",
    log,
    restMs: pollMs,
    afterFaultMs: pollMs,
    step: async () => {
      const moved = await relayOnce(db, store, batch, now);
      if (moved > 0) log.debug("handed over", { count: moved });
      return moved === batch;
    },
  });
}
