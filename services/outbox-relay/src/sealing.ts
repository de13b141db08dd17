import { type Db, sealAudit, single } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";

const scope = { service: "outbox-relay" };
/**
 * How long entries gather before they are sealed. Not woken by commits: under load that would be a transaction for a handful of
 * entries, where one for hundreds costs little more.
 */
const gatherMs = 250;
const restAfterFaultMs = 1_000;
const atOnce = 2_000;

/** Seals audit entries soon after they are committed. Several relays may do so at once: each partner is one relay's at a time. */
export function startSealing(options: { db: Db; log: Log }) {
  let stopped = false;
  let failing = 0;
  let wake: () => void = () => {};

  const loop = (async () => {
    while (!stopped) {
      try {
        const [row] = await single(options.db, scope, (tx) => sealAudit(tx, atOnce));
        if (failing > 0) options.log.info("sealing the audit again");
        failing = 0;
        if (row?.sealed === atOnce) continue;
        await rest(gatherMs);
      } catch (error) {
        if (failing++ === 0) options.log.warn("cannot seal the audit", errorFacts(error));
        await rest(restAfterFaultMs);
      }
    }
  })();

  return {
    stuck: () => (failing >= 10 ? ["sealing the audit has failed for a while"] : []),
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
  }
}
