import { setTimeout as pause } from "node:timers/promises";
import { Redis } from "ioredis";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { cpuByPart } from "./cpu.ts";
import { httpLoad } from "./http-load.ts";
import { checked, contractLoad } from "./place.ts";
import type { Row } from "./report.ts";

/** How long nothing is done, to know what the house works when it has nothing to do. */
const idleSeconds = 20;
const pages = 2_000;

/**
 * What to plan machines by (docs/operations/scaling.md): processor time of one order and of one page of a list, by service and
 * server, what the idle house works, and what an order leaves behind. Processor time is the same whatever else the machine does, which
 * rates are not.
 *
 * @param rate orders a second; far below what the machine can do, so that work is not bundled more than on a quiet day
 */
export async function benchCores(house: RunningHouse, seconds: number, rate: number): Promise<Row[]> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  const redis = house.started.redis ? new Redis(house.started.redis) : undefined;
  const [partner] = house.started.partners;
  const authorization = `Bearer ${partner?.apiKey}`;
  try {
    // Compiled code, caches, connections.
    await checked(contractLoad(house, { requests: 500, rate }));
    await ended(sql);
    const idle = await worked(house, () => pause(idleSeconds * 1_000));
    const idleEach = new Map([...idle].map(([name, ms]) => [name, ms / idleSeconds]));
    const took = async (count: number, act: () => Promise<unknown>) => {
      const began = performance.now();
      const used = await worked(house, act);
      const passed = (performance.now() - began) / 1_000;
      return new Map([...used].map(([name, ms]) => [name, Math.max(0, ms - (idleEach.get(name) ?? 0) * passed) / count]));
    };
    const before = await left(sql, redis);
    const count = Math.round(seconds * 4 * rate);
    const order = await took(count, async () => {
      await checked(contractLoad(house, { requests: count, rate }));
      await ended(sql);
    });
    const after = await left(sql, redis);
    const page = await took(pages, () =>
      checked(
        httpLoad({
          url: house.started.api,
          method: "GET",
          path: "/v1/contracts?limit=50",
          headers: { authorization },
          request: () => ({ body: "" }),
          connections: 2,
          expect: 200,
          requests: pages,
        }),
      ),
    );
    const kilobytes = (name: keyof typeof after) => `${((after[name] - before[name]) / count / 1_024).toFixed(1)} kB`;
    return [
      {
        ...row("C0", `processor time of the idle house in a second: ${told(idleEach)}`, sum(idleEach)),
        ratio: `${(sum(idleEach) / 10).toFixed(1)} % of a core`,
      },
      row("C1", `processor time of an order from HTTP to done and mailed, ${rate}/s: ${told(order)}`, sum(order)),
      row("C2", `processor time of a page of 50 contracts: ${told(page)}`, sum(page)),
      {
        ...row(
          "C3",
          `what an order leaves: log of the database ${kilobytes("wal")}, tables and indexes ${kilobytes("tables")}`,
          0,
        ),
        ours: redis ? `Redis ${kilobytes("redis")}` : "–",
        ratio: "–",
      },
    ];
  } finally {
    redis?.disconnect();
    await sql.end();
  }
}

function row(id: string, what: string, ms: number): Row {
  return {
    ...{ id, what, baseline: "–", target: "–" },
    ours: `${ms.toFixed(1)} ms`,
    ratio: ms > 0 ? `${(1_000 / ms).toFixed(0)}/s a core` : "–",
  };
}

async function worked(house: RunningHouse, act: () => Promise<unknown>): Promise<Map<string, number>> {
  const before = cpuByPart(house);
  await act();
  const after = cpuByPart(house);
  if (!before || !after) throw new Error("this system does not tell what processors have worked for");
  return new Map([...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)]));
}

/** Parts that matter, the largest first. */
function told(parts: ReadonlyMap<string, number>): string {
  return [...parts]
    .filter(([, ms]) => ms >= 0.05)
    .sort(([, a], [, b]) => b - a)
    .map(([name, ms]) => `${name} ${ms.toFixed(1)}`)
    .join(", ");
}

function sum(parts: ReadonlyMap<string, number>): number {
  return [...parts.values()].reduce((total, ms) => total + ms, 0);
}

async function ended(sql: postgres.Sql): Promise<void> {
  for (;;) {
    const [found] = await sql<{ open: boolean }[]>`
      select exists (select from outbox where done_at is null and quarantined_at is null) as open`;
    if (!found?.open) return;
    await pause(20);
  }
}

/** Bytes written to the log of the database so far, held by tables and indexes, and by Redis. */
async function left(sql: postgres.Sql, redis: Redis | undefined): Promise<{ wal: number; tables: number; redis: number }> {
  const [found] = await sql<{ wal: number; tables: number }[]>`
    select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 as wal, pg_database_size(current_database())::float8 as tables`;
  const memory = /used_memory:(\d+)/.exec((await redis?.info("memory")) ?? "")?.[1] ?? 0;
  return { wal: found?.wal ?? 0, tables: found?.tables ?? 0, redis: Number(memory) };
}
