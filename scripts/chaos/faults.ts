import { existsSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import type { RunningHouse } from "../house.ts";
import type { PlatformProxy } from "./platform-proxy.ts";
import type { Random } from "./random.ts";

export interface Fault {
  target: string;
  how: "kill" | "freeze" | "empty" | "cut" | "lose answers of" | "cut after sending to";
  forMs: number;
  /** Orders accepted when it struck. */
  at: number;
}

/** What is struck, and how often in relation: workers half of the time, as in the acceptance list. */
const targets: [name: string, weight: number][] = [
  ["provisioning-worker", 20],
  ["user-worker", 15],
  ["notification-worker", 15],
  ["webhook-worker", 8],
  ["outbox-relay", 14],
  ["intake-api", 12],
  ["redis", 12],
  ["postgres", 6],
];
/** With a real Keystone: its process, and the network before it. */
const platformTargets: [name: string, weight: number][] = [
  ["keystone", 30],
  ["keystone-network", 40],
];

/** Strikes while orders are being placed, evenly over the load. Returns when all have struck and nothing is frozen any more. */
export async function injectFaults(options: {
  house: RunningHouse;
  faults: number;
  orders: number;
  progress: () => number;
  random: Random;
  /** What stands between the workers and a real Keystone. */
  proxy?: PlatformProxy | undefined;
}): Promise<Fault[]> {
  const { house, random } = options;
  const possible = [...targets, ...(options.proxy ? platformTargets : [])].filter(
    ([name]) => name !== "redis" || house.started.redis !== null,
  );
  const total = possible.reduce((sum, [, weight]) => sum + weight, 0);
  const plan = Array.from({ length: options.faults }, (): Omit<Fault, "at"> => {
    let at = random.next() * total;
    const [target] = possible.find(([, weight]) => (at -= weight) < 0) ?? possible[0] ?? ["provisioning-worker"];
    if (target === "keystone-network") {
      return { target, how: random.pick(["cut", "lose answers of", "cut after sending to"] as const), forMs: 0 };
    }
    const lot = random.next();
    // A queue store that forgets everything (FLUSHALL) is one of its faults.
    const how = lot < 0.75 ? (target === "redis" && lot < 0.25 ? "empty" : "kill") : "freeze";
    return { target, how, forMs: how === "freeze" ? random.whole(1_000, 9_000) : 0 };
  });
  const struck: Fault[] = [];
  const thawing: Promise<void>[] = [];
  for (const [i, fault] of plan.entries()) {
    const due = ((i + 0.5) / options.faults) * options.orders;
    while (options.progress() < due) await pause(20);
    if (options.proxy && fault.target === "keystone-network") {
      cutNetwork(options.proxy, fault.how, random.whole(1, 6));
      struck.push({ ...fault, at: options.progress() });
      await pause(random.whole(50, 400));
      continue;
    }
    if (fault.how === "empty" && house.started.redis) {
      await emptyQueueStore(house.started.redis);
      struck.push({ ...fault, at: options.progress() });
      await pause(random.whole(50, 400));
      continue;
    }
    const pids = await livingPids(house, fault.target);
    for (const pid of pids) signal(pid, fault.how === "kill" ? "SIGKILL" : "SIGSTOP");
    struck.push({ ...fault, at: options.progress() });
    if (fault.how === "freeze") {
      thawing.push(
        pause(fault.forMs).then(() => {
          for (const pid of pids) signal(pid, "SIGCONT");
        }),
      );
    }
    await pause(random.whole(50, 400));
  }
  await Promise.all(thawing);
  return struck;
}

/** Killed a moment ago, it may still be on its way back. */
async function emptyQueueStore(url: string): Promise<void> {
  const redis = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 100 });
  redis.on("error", () => {});
  try {
    await redis.flushall();
  } finally {
    redis.disconnect();
  }
}

function cutNetwork(proxy: PlatformProxy, how: Fault["how"], requests: number): void {
  if (how === "lose answers of") proxy.loseAnswers(requests);
  else if (how === "cut after sending to") proxy.cutRequests(requests);
  else proxy.cutAll();
}

/** What was struck a moment ago may still be on its way back. */
async function livingPids(house: RunningHouse, target: string): Promise<number[]> {
  for (let round = 0; round < 800; round++) {
    const pids = pidsOf(house, target);
    if (pids.length > 0) return pids;
    await pause(25);
  }
  throw new Error(`${target} did not come back within 20 s`);
}

/** A killed postmaster takes its backends along; a frozen one does not, so they are frozen with it. */
function pidsOf(house: RunningHouse, target: string): number[] {
  const service = house.supervisor.list().find((s) => s.name === target);
  if (service) return service.pid === undefined ? [] : [service.pid];
  const file = `${house.stateFolder}/run/${target}.pid`;
  if (!existsSync(file)) return [];
  const pid = Number(readFileSync(file, "utf8"));
  const children = `/proc/${pid}/task/${pid}/children`;
  const below = existsSync(children) ? readFileSync(children, "utf8").trim().split(" ").filter(Boolean).map(Number) : [];
  return [pid, ...below];
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has ended by itself meanwhile.
  }
}
