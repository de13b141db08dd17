import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findKeystone, findRedisServer, keystoneMissing, throwAwayFolder } from "@saihan/launch";
import { injectFaults } from "./chaos/faults.ts";
import { openHooks } from "./chaos/hooks.ts";
import { drain, load } from "./chaos/load.ts";
import { type PlatformProxy, platformProxy } from "./chaos/platform-proxy.ts";
import { seeded } from "./chaos/random.ts";
import { openLocalHouse } from "./house.ts";
import { printFindings, verify } from "./verify.ts";

/**
 * npm run chaos -- --orders 2000 --faults 60 --seed 1 [--queue redis|postgres] [--clients 24] [--keep]
 *   [--platform simulator|keystone]
 *
 * Runs a house of its own, orders through the API as impatient partners do, kills and freezes processes meanwhile, waits until the
 * house has recovered, and then lets `verify` look whether anything was lost or done twice. The same seed gives the same plan. With
 * `--platform keystone` the house acts on a throw-away Keystone, whose process is struck too, and connections to it are cut after
 * requests were sent.
 */
const { values } = parseArgs({
  options: {
    orders: { type: "string", default: "2000" },
    faults: { type: "string", default: "60" },
    seed: { type: "string", default: "1" },
    queue: { type: "string" },
    platform: { type: "string", default: "simulator" },
    clients: { type: "string", default: "24" },
    keep: { type: "boolean", default: false },
    report: { type: "string" },
  },
});
const [orders, faults, seed, clients] = [values.orders, values.faults, values.seed, values.clients].map(Number);
if (![orders, faults, seed, clients].every((n) => n !== undefined && Number.isSafeInteger(n) && n >= 0)) {
  console.error("--orders, --faults, --seed and --clients are whole numbers");
  process.exit(2);
}
const redisCommand = values.queue === "postgres" ? undefined : findRedisServer();
if (values.queue === "redis" && !redisCommand) {
  console.error("There is no redis-server or valkey-server (6.2 or newer) on the PATH: install one, or use --queue postgres.");
  process.exit(2);
}
const installed = values.platform === "keystone" ? findKeystone() : undefined;
if (!["simulator", "keystone"].includes(values.platform) || (values.platform === "keystone" && !installed)) {
  console.error(
    values.platform === "keystone" ? `Keystone cannot be started: ${keystoneMissing}` : "--platform is simulator or keystone",
  );
  process.exit(2);
}

const folder = throwAwayFolder("chaos");
const random = seeded(seed ?? 1);
console.log(
  `seed ${seed}: ${orders} orders by ${clients} clients, ${faults} faults, queues on ${redisCommand ? "Redis" : "Postgres"}${installed ? ", on a real Keystone" : ""}`,
);
let proxy: PlatformProxy | undefined;
const front = async (url: string) => {
  proxy = await platformProxy(url);
  return proxy.url;
};
const house = await openLocalHouse({
  stateFolder: folder,
  portBase: 0,
  redisCommand,
  tell: () => {},
  say: () => {},
  ...(installed ? { keystone: { installed, front } } : {}),
  env: {
    RATE_LIMIT: "100000",
    WORKER_LOCK_MS: "5000",
    RETRY_DELAY_MS: "200",
    RECONCILE_AFTER_MS: "8000",
    LOG_LEVEL: "warn",
    AUDIT_ANCHOR_SECONDS: "3",
  },
});
const stop = async () => {
  await house.stop();
  await proxy?.close();
  if (values.keep) console.log(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop().then(() => process.exit(130)));

/** A Keystone on SQLite does some twenty requests a second. */
const patienceSeconds = installed ? 300 : 120;
try {
  const hooks = await openHooks(house.started);
  const began = performance.now();
  const running = load({ house: house.started, orders: orders as number, clients: clients as number, random });
  const told = setInterval(() => {
    console.log(`${((performance.now() - began) / 60_000).toFixed(0)} min: ${running.progress()} of ${orders} orders accepted`);
  }, 300_000);
  const injected = await injectFaults({
    house,
    faults: faults as number,
    orders: orders as number,
    progress: running.progress,
    random,
    proxy,
  });
  const accepted = await running.done;
  clearInterval(told);
  const loadSeconds = (performance.now() - began) / 1_000;
  const drainSeconds = await drain(house.started, accepted, patienceSeconds);
  const listFile = join(folder, "accepted.json");
  writeFileSync(listFile, JSON.stringify(accepted));
  console.log(
    `${accepted.length} orders accepted in ${loadSeconds.toFixed(1)} s under ${injected.length} faults (${summary(injected.map((f) => `${f.how} ${f.target}`))}); drained ${drainSeconds === undefined ? `NOT within ${patienceSeconds} s` : `in ${drainSeconds.toFixed(1)} s`}`,
  );
  const result = await verify({
    databaseUrl: house.started.database,
    platformUrl: house.started.platform,
    ...(house.started.keystone
      ? { keystone: { ...house.started.keystone, workerDatabaseUrl: house.databaseAs("saihan_worker") } }
      : {}),
    mailUrl: house.started.mail ?? "",
    accepted,
    hooks,
    anchorFiles: [join(folder, "audit-anchors.ndjson")].filter((file) => existsSync(file)),
  });
  if (proxy) {
    const { answers, requests, connections } = proxy.counts();
    console.log(
      `cut before Keystone: ${answers} answers lost, ${requests} requests cut after they were sent, ${connections} connections`,
    );
  }
  await hooks.close();
  printFindings(result);
  if (values.report) {
    mkdirSync(resolve(values.report, ".."), { recursive: true });
    writeFileSync(
      values.report,
      JSON.stringify({ seed, orders, clients, loadSeconds, drainSeconds, injected, ...result }, null, 2),
    );
  }
  process.exitCode = result.findings.every((f) => f.broken === 0) && drainSeconds !== undefined ? 0 : 1;
} finally {
  await stop();
}
process.exit();

function summary(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, n]) => `${n} ${name}`)
    .join(", ");
}
