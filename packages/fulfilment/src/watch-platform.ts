import { randomBytes } from "node:crypto";
import { hostname } from "node:os";
import { type Db, forgetPlatformSeen, recordPlatformSeen, single } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { type CircuitListener, type Platform, PlatformUnavailable } from "@saihan/platform";
import { hearCircuit } from "./hear-circuit.ts";

const lookMs = 10_000;
const forgetMs = 10 * lookMs;

export interface PlatformWatch {
  stop(): Promise<void>;
}

/**
 * Notes for operators how this program gets on with the platform: whether it is ready, what its circuit breaker does, and why; when the
 * circuit moves, and every ten seconds. It is no part of any order: when it cannot be written, nothing waits.
 *
 * @param open is given who hears of the circuit
 */
export function watchPlatform(
  open: (heard: CircuitListener) => Platform,
  { db, log, now, program }: { db: Db; log: Log; now: () => Date; program: string },
): { platform: Platform; watch: PlatformWatch } {
  const instance = `${hostname()}:${process.pid}:${randomBytes(3).toString("hex")}`;
  const scope = { service: program };
  const logged = hearCircuit(log);
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> = Promise.resolve();
  let failing = false;

  const platform = open((circuit) => {
    logged(circuit);
    begin();
  });

  const look = async (): Promise<void> => {
    let why: string | null = null;
    try {
      await platform.ready();
    } catch (error) {
      why = error instanceof PlatformUnavailable ? (error.why ?? error.code) : "The platform cannot be asked.";
    }
    const seen = { program, instance, ready: why === null, circuit: platform.circuit().state, why, at: now() };
    try {
      await single(db, scope, (tx) => recordPlatformSeen(tx, seen, forgetMs));
      failing = false;
    } catch (error) {
      if (!failing) log.warn("how the platform stands could not be noted", errorFacts(error));
      failing = true;
    }
  };
  const begin = (): void => {
    if (stopped) return;
    clearTimeout(timer);
    // A look moves the circuit itself at times; it is then followed by another.
    looking = looking.then(async () => {
      if (stopped) return;
      clearTimeout(timer);
      await look();
      if (!stopped) timer = setTimeout(begin, lookMs);
    });
  };
  begin();
  return {
    platform,
    watch: {
      stop: async () => {
        stopped = true;
        clearTimeout(timer);
        await looking;
        await single(db, scope, (tx) => forgetPlatformSeen(tx, { program, instance })).catch(() => {});
      },
    },
  };
}
