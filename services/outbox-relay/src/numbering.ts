import { createNotifier, type Db, numberEvents, ringEndpoints, single } from "@saihan/db";
import type { Log } from "@saihan/log";
import { eventChannel, jobs } from "@saihan/queues";
import { startGathering } from "./gathering.ts";

const scope = { service: "outbox-relay" };
/** Of one partner. */
const atOnce = 2_000;
/** Endpoints of webhooks. */
const ringAtOnce = 500;

/**
 * Numbers events soon after they are committed and sealed. Several relays may do so at once: each partner is one relay's at a time.
 * Then it writes work for the webhooks that have something to hear.
 */
export function startNumbering(options: { db: Db; log: Log; now: () => Date; wakeRelay: () => void }) {
  const news = createNotifier(options.db, eventChannel);
  const gathering = startGathering({
    what: "numbering events",
    log: options.log,
    restMs: 250,
    step: async () => {
      const looked = await single(options.db, scope, (tx) => numberEvents(tx, atOnce));
      for (const { partner } of looked) news.tell(partner);
      const [ringing] = await single(options.db, scope, (tx) => ringEndpoints(tx, options.now(), ringAtOnce, jobs.deliverEvents));
      if (ringing && ringing.rung > 0) options.wakeRelay();
      return ringing?.rung === ringAtOnce || looked.some(({ taken }) => taken === atOnce);
    },
  });
  return {
    stuck: gathering.stuck,
    stop: async () => {
      await gathering.stop();
      news.stop();
    },
  };
}
