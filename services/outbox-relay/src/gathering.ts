import { errorFacts, type Log } from "@saihan/log";

const restAfterFaultMs = 1_000;

/**
 * Steps that follow what others have committed, one after the other for as long as there is more, then again after a rest. Most are not woken
 * by commits: under load that would be a transaction for a handful of rows, where one for hundreds costs little more. Several relays may do it at
 * once, if the statements behind it share the rows out.
 * @param options.what the step's name in the log
 * @param options.step does what has gathered; true when more is there already
 * @param options.restMs how long to rest when there was no more
 * @param options.afterFaultMs how long to rest after a fault; a second unless it is said
 */
export function startGathering(options: {
  what: string;
  log: Log;
  restMs: number;
  afterFaultMs?: number;
  step: () => Promise<boolean>;
}) {
  const { what, log } = options;
  let stopped = false;
  let failing = 0;
  let told = false;
  let endRest = () => {};

  const loop = (async () => {
    while (!stopped) {
      told = false;
      try {
        const more = await options.step();
        if (failing > 0) log.info("a step works again", { step: what });
        failing = 0;
        if (!more && !told) await rest(options.restMs);
      } catch (error) {
        if (failing++ === 0) log.warn("a step has failed", { step: what, ...errorFacts(error) });
        await rest(options.afterFaultMs ?? restAfterFaultMs);
      }
    }
  })();

  return {
    /** There is something to do: a rest ends, and a step that is under way is followed by another. */
    wake: () => {
      told = true;
      endRest();
    },
    stuck: () => (failing >= 10 ? [`${what} has failed for a while`] : []),
    stop: async () => {
      stopped = true;
      endRest();
      await loop;
    },
  };

  async function rest(ms: number): Promise<void> {
    if (stopped) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      endRest = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
