import { readdirSync } from "node:fs";
import { Redis } from "ioredis";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { memoryNow } from "./memory.ts";
import { contractLoad } from "./place.ts";
import type { Row } from "./report.ts";

interface Sample {
  hours: number;
  figures: Record<string, number>;
}

/** Half of what the API takes, for minutes or hours (L-06): what grows, and how fast, once the first fifth is over. */
export async function benchSoak(house: RunningHouse, minutes: number): Promise<Row[]> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  const redis = house.started.redis ? new Redis(house.started.redis) : undefined;
  const names = house.supervisor.list().map((service) => service.name);
  const began = performance.now();
  const look = async (): Promise<Sample> => {
    const figures: Record<string, number> = {};
    for (const name of names) {
      figures[`memory of ${name}, MB`] = memoryNow(house, name);
      figures[`open files of ${name}`] = openFiles(house, name);
    }
    if (redis)
      figures["memory of Redis, MB"] = Number(/used_memory:(\d+)/.exec(await redis.info("memory"))?.[1] ?? 0) / 1_048_576;
    const [row] = await sql<{ connections: number; dead: number }[]>`
      select (select count(*)::int from pg_stat_activity where datname = current_database()) as connections,
             (select coalesce(100.0 * sum(n_dead_tup) / nullif(sum(n_live_tup + n_dead_tup), 0), 0)::float8 from pg_stat_user_tables) as dead`;
    figures["connections to Postgres"] = row?.connections ?? 0;
    figures["dead rows in Postgres, %"] = row?.dead ?? 0;
    return { hours: (performance.now() - began) / 3_600_000, figures };
  };
  try {
    const { expected } = await contractLoad(house, { seconds: 5 });
    const rate = Math.max(1, Math.floor(expected.perSecond / 4));
    const samples: Sample[] = [];
    let orders = 0;
    for (let n = 0; n < minutes * 2; n++) {
      orders += (await contractLoad(house, { seconds: 30, rate })).answers;
      samples.push(await look());
    }
    const warm = samples.slice(Math.floor(samples.length / 5));
    const what = Object.keys(samples[0]?.figures ?? {});
    const slopes = what.map((name) => ({ name, ...lineThrough(warm.map((s) => [s.hours, s.figures[name] ?? 0])) }));
    return slopes
      .filter(({ mean }) => mean > 0)
      .toSorted((a, b) => b.perHour / b.mean - a.perHour / a.mean)
      .slice(0, 8)
      .map(({ name, mean, perHour }) => ({
        id: "L-06",
        what: `${name}, over ${minutes} min with ${orders} orders at ${rate}/s`,
        ours: `${mean.toFixed(1)} on average`,
        baseline: "–",
        ratio: `${((100 * perHour) / mean).toFixed(1)} % an hour`,
        target: "1 % an hour",
      }));
  } finally {
    redis?.disconnect();
    await sql.end();
  }
}

function openFiles(house: RunningHouse, name: string): number {
  const pid = house.supervisor.list().find((service) => service.name === name)?.pid;
  try {
    return readdirSync(`/proc/${pid}/fd`).length;
  } catch {
    return 0;
  }
}

/** Least squares. */
function lineThrough(points: readonly (readonly [number, number])[]): { mean: number; perHour: number } {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const mean = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const over = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - mean), 0);
  const under = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return { mean, perHour: under === 0 ? 0 : over / under };
}
