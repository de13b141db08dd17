import { errorFacts, type Log } from "@saihan/log";

const restAfterFaultMs = 1_000;

/**
 * Work that follows what others have committed. It is not woken by commits: under load that would be a transaction for a handful of rows,
 * where one for hundreds costs little more. Several relays may do it at once, if the statements behind it share the rows out.
 * @param step does what has gathered; true when more is there already
 */
export function startGathering(options: { what: string; log: Log; gatherMs: number; step: () => Promise<boolean> }) {
  const { what, log } = options;
  let stopped = false;
  let failing = 0;
  let wake: () => void = () => {};

  const loop = (async () => {
    while (!stopped) {
      try {
        const more = await options.step();
        if (failing > 0) log.info(`${what} again`);
        failing = 0;
        if (!more) await rest(options.gatherMs);
      } catch (error) {
        if (failing++ === 0) log.warn(`${what} has failed`, errorFacts(error));
        await rest(restAfterFaultMs);
      }
    }
  })();

  return {
    stuck: () => (failing >= 10 ? [`${what} has failed for a while`] : []),
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
