import { type ChildProcess, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { House } from "./house.ts";

const main = fileURLToPath(new URL("./struck-worker.ts", import.meta.url));

/** Points of the work on one order, in their order. */
export const points = ["taken", "begun", "before-act", "after-act", "before-commit", "after-commit"] as const;

/** Starts a user worker that is killed or frozen at a point of its work on an order. Its jobs are held for a second. */
export function startStruckWorker(
  house: House,
  strike: { orderId: string; at: (typeof points)[number]; with: "SIGKILL" | "SIGSTOP"; crashLimit?: number },
): ChildProcess {
  const { DATABASE_URL, REDIS_URL, QUEUE_PREFIX, PLATFORM_URL } = house.userConfig;
  return spawn(process.execPath, ["--import", "tsx", main], {
    env: {
      ...{ PATH: process.env.PATH, DATABASE_URL, QUEUE_PREFIX, PLATFORM_URL, ...(REDIS_URL ? { REDIS_URL } : {}) },
      ...{ WORKER_LOCK_MS: "1000", STRUCK_ORDER: strike.orderId, STRUCK_AT: strike.at, STRUCK_WITH: strike.with },
      ...(strike.crashLimit === undefined ? {} : { CRASH_LIMIT: String(strike.crashLimit) }),
    },
    stdio: "inherit",
  });
}
