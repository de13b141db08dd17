import { createNotifier, type Db, numberEvents, ringEndpoints, single } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { eventChannel, jobs } from "@saihan/queues";

const scope = { service: "outbox-relay" };
/** How long what happened gathers before it is numbered; see `startSealing`. */
const gatherMs = 250;
const restAfterFaultMs = 1_000;
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
  let stopped = false;
  let failing = 0;
  let wake: () => void = () => {};

  const loop = (async () => {
    while (!stopped) {
      try {
        const looked = await single(options.db, scope, (tx) => numberEvents(tx, atOnce));
        if (failing > 0) options.log.info("numbering events again");
        failing = 0;
        for (const { partner } of looked) news.tell(partner);
        const [ringing] = await single(options.db, scope, (tx) =>
          ringEndpoints(tx, options.now(), ringAtOnce, jobs.deliverEvents),
        );
        if (ringing && ringing.rung > 0) options.wakeRelay();
        if (ringing?.rung === ringAtOnce) continue;
        if (looked.some(({ taken }) => taken === atOnce)) continue;
        await rest(gatherMs);
      } catch (error) {
        if (failing++ === 0) options.log.warn("cannot number events", errorFacts(error));
        await rest(restAfterFaultMs);
      }
    }
  })();

  return {
    stuck: () => (failing >= 10 ? ["numbering events has failed for a while"] : []),
    stop: async () => {
      stopped = true;
      wake();
      await loop;
      news.stop();
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
  }
}
