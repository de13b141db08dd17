import { readFileSync, rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { findKeystone, findRedisServer, keystoneMissing, throwAwayFolder } from "@saihan/launch";
import { benchAccess } from "./bench/access.ts";
import { benchBacklog } from "./bench/backlog.ts";
import { benchBilling } from "./bench/billing.ts";
import { benchBulk } from "./bench/bulk.ts";
import { benchCatalogue } from "./bench/catalogue.ts";
import { benchCores } from "./bench/cores.ts";
import { atOnce, benchKeystone } from "./bench/keystone.ts";
import { benchMail, startMailSink } from "./bench/mail.ts";
import { benchNeighbour } from "./bench/neighbour.ts";
import { benchOrders } from "./bench/orders.ts";
import { benchOverload } from "./bench/overload.ts";
import { benchPortal } from "./bench/portal.ts";
import { printRows, type Row } from "./bench/report.ts";
import { benchSearch } from "./bench/search.ts";
import { benchSoak } from "./bench/soak.ts";
import { benchStorm } from "./bench/storm.ts";
import { benchWebhooks } from "./bench/webhooks.ts";
import { missingBrowser } from "./browser.ts";
import { openLocalHouse, type RunningHouse } from "./house.ts";

/**
 * npm run bench [-- orders|access|catalogue|webhooks] [--seconds 5] [--queue redis|postgres]
 * npm run bench -- neighbour | bulk [--rows 10000]
 * npm run bench -- overload | storm [--seconds 20]
 * npm run bench -- backlog [--orders 20000]
 * npm run bench -- soak [--minutes 60]
 * npm run bench -- cores [--seconds 5] [--rate 40]
 * npm run bench -- mail [--contracts 10000]
 * npm run bench -- billing [--records 200000]
 * npm run bench -- keystone [--round 100]
 * npm run bench -- search [--contracts 100000]
 * npm run bench -- portal [--contracts 10000]
 *
 * Measures a house of its own, and beside every figure its bare baseline in the same run: the ratio is what counts, since the
 * figures themselves drift with the machine. Targets are told, never asserted.
 */
const { values, positionals } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    queue: { type: "string" },
    rows: { type: "string", default: "10000" },
    orders: { type: "string", default: "20000" },
    rate: { type: "string", default: "40" },
    minutes: { type: "string", default: "10" },
    records: { type: "string", default: "200000" },
    round: { type: "string", default: "100" },
    contracts: { type: "string" },
  },
  allowPositionals: true,
});
const redisCommand = values.queue === "postgres" ? undefined : findRedisServer();
const installed = positionals.includes("keystone") ? findKeystone() : undefined;
if (positionals.includes("keystone") && !installed) {
  console.error(`Keystone cannot be started: ${keystoneMissing}`);
  process.exit(2);
}
if (positionals.includes("portal") && missingBrowser) {
  console.error(`The portal cannot be measured: ${missingBrowser}.`);
  process.exit(2);
}
const sink = positionals.includes("mail") ? await startMailSink() : undefined;
const folder = throwAwayFolder("bench");
const began = performance.now();
let served = 0;
const house = await openLocalHouse({
  stateFolder: folder,
  portBase: 0,
  redisCommand,
  smtpUrl: sink?.url,
  tell: () => {},
  say: () => {},
  serving: () => {
    served = performance.now() - began;
  },
  ...(installed ? { keystone: { installed } } : {}),
  env: { NODE_ENV: "production", RATE_LIMIT: "1000000", ...(installed ? { WORKER_CONCURRENCY: String(atOnce) } : {}) },
});
console.log(`queues on ${redisCommand ? "Redis" : "Postgres"}; medians of three rounds, ratios pair by pair`);
try {
  const rows: Row[] = [
    {
      id: "P12",
      what: "a new house until the first order can be served (packages installed, new database)",
      ours: `${(served / 1_000).toFixed(1)} s`,
      baseline: "–",
      ratio: "–",
      target: "25 s cold, 4 s warm",
    },
    memory(house),
    ...(only("orders") ? await benchOrders(house, Number(values.seconds)) : []),
    ...(only("access") ? await benchAccess(house, Number(values.seconds)) : []),
    ...(only("catalogue") ? await benchCatalogue(house) : []),
    ...(positionals.includes("neighbour") ? await benchNeighbour(house) : []),
    ...(positionals.includes("overload") ? await benchOverload(house, Number(values.seconds)) : []),
    ...(positionals.includes("storm") ? await benchStorm(house, Number(values.seconds)) : []),
    ...(positionals.includes("backlog") ? await benchBacklog(house, Number(values.orders), Number(values.seconds)) : []),
    ...(positionals.includes("soak") ? await benchSoak(house, Number(values.minutes)) : []),
    ...(positionals.includes("cores") ? await benchCores(house, Number(values.seconds), Number(values.rate)) : []),
    ...(positionals.includes("bulk") ? await benchBulk(house, Number(values.rows)) : []),
    ...(positionals.includes("search") ? await benchSearch(house, Number(values.contracts ?? 100_000)) : []),
    ...(positionals.includes("portal") ? await benchPortal(house, Number(values.contracts ?? 10_000)) : []),
    ...(sink ? await benchMail(house, sink, Number(values.contracts ?? 10_000)) : []),
    ...(only("webhooks") ? await benchWebhooks(house) : []),
    ...(positionals.includes("billing") ? await benchBilling(house, folder, Number(values.records)) : []),
  ];
  if (installed) rows.push(...(await benchKeystone(house, Number(values.round))));
  printRows(rows);
} finally {
  await house.stop();
  await sink?.stop();
  rmSync(folder, { recursive: true, force: true });
}
process.exit();

/** Is this part asked for? With nothing named, these four are; whatever else there is must be named. */
function only(part: "orders" | "access" | "catalogue" | "webhooks"): boolean {
  return positionals.length === 0 || positionals.includes(part);
}

/** P13: what the services hold when nothing is going on; memory that processes share is counted once in proportion. */
function memory({ supervisor }: RunningHouse): Row {
  const each = supervisor.list().map(({ name, pid }) => ({ name, mb: pid ? proportional(pid) : 0 }));
  const total = each.reduce((sum, { mb }) => sum + mb, 0);
  return {
    id: "P13",
    what: `memory of ${each.length} services idle: ${each.map(({ name, mb }) => `${name} ${mb.toFixed(0)}`).join(", ")}`,
    ours: `${total.toFixed(0)} MB`,
    baseline: "–",
    ratio: "–",
    target: "900 MB, aim 600 MB",
  };
}

function proportional(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}
