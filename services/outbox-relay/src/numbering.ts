import { createNotifier, type Db, numberEvents, single } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { eventChannel } from "@saihan/queues";

const scope = { service: "outbox-relay" };
/** How long what happened gathers before it is numbered; see `startSealing`. */
const gatherMs = 250;
const restAfterFaultMs = 1_000;
/** Of one partner. */
const atOnce = 2_000;

/** Numbers events soon after they are committed and sealed. Several relays may do so at once: each partner is one relay's at a time. */
export function startNumbering(options: { db: Db; log: Log }) {
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
