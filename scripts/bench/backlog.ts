import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { httpLoad } from "./http-load.ts";
import { contractLoad, place } from "./place.ts";
import type { Row } from "./report.ts";

/** L-03: orders wait by the ten thousand because no worker takes them. What callers notice of it, what Redis holds, how fast it is worked off. */
export async function benchBacklog(house: RunningHouse, orders: number, seconds: number): Promise<Row[]> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  const redis = house.started.redis ? new Redis(house.started.redis) : undefined;
  const worker = house.supervisor.list().find((service) => service.name === "provisioning-worker")?.pid;
  if (!worker) throw new Error("there is no worker");
  try {
    await place(house, { requests: 200 });
    const before = await contractLoad(house, { seconds });
    await drained(sql);
    const empty = await listTimes(house, seconds);
    process.kill(worker, "SIGSTOP");
    await place(house, { requests: orders });
    const waiting = await open(sql);
    const held = redis ? Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1] ?? 0) / 1_048_576 : 0;
    const during = await contractLoad(house, { seconds });
    const full = await listTimes(house, seconds);
    process.kill(worker, "SIGCONT");
    const [left, began] = [await open(sql), performance.now()];
    await drained(sql);
    const drain = left / ((performance.now() - began) / 1_000);
    return [
      {
        id: "L-03",
        what: `p99 of an order's acceptance while ${waiting} wait`,
        ours: `${during.expected.p99Ms.toFixed(0)} ms (${during.expected.perSecond.toFixed(0)}/s)`,
        baseline: `${before.expected.p99Ms.toFixed(0)} ms (${before.expected.perSecond.toFixed(0)}/s) with none`,
        ratio: (during.expected.p99Ms / before.expected.p99Ms).toFixed(2),
        target: "0.8 to 1.2",
      },
      {
        id: "L-03b",
        what: "p95 of a page of the list of orders meanwhile",
        ours: `${full.toFixed(0)} ms`,
        baseline: `${empty.toFixed(0)} ms with none waiting`,
        ratio: (full / empty).toFixed(2),
        target: "300 ms",
      },
      {
        id: "L-03c",
        what: "what Redis holds meanwhile; how fast they are worked off",
        ours: `${held.toFixed(0)} MB; ${drain.toFixed(0)}/s`,
        ...{ baseline: "–", ratio: "–", target: "200 MB; 300/s" },
      },
    ];
  } finally {
    process.kill(worker, "SIGCONT");
    redis?.disconnect();
    await sql.end();
  }
}

async function listTimes(house: RunningHouse, seconds: number): Promise<number> {
  const [partner] = house.started.partners;
  const { expected } = await httpLoad({
    ...{ url: house.started.api, method: "GET", path: "/v1/orders?limit=100", expect: 200 },
    headers: { authorization: `Bearer ${partner?.apiKey}` },
    request: () => ({ body: "" }),
    ...{ connections: 4, rate: 10, seconds },
  });
  return expected.p95Ms;
}

async function open(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ open: number }[]>`select count(*)::int as open from orders where ended_at is null`;
  return row?.open ?? 0;
}

async function drained(sql: postgres.Sql): Promise<void> {
  while ((await open(sql)) > 0) await pause(100);
}
