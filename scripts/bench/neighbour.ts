import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { payload, place } from "./place.ts";
import type { Row } from "./report.ts";

/** Orders of the other partner that wait. */
const backlog = 6_000;
/** Orders of the one who is measured, five a second. */
const singles = 50;

/** L-05: how much longer one partner's single orders take while another partner's thousands wait. */
export async function benchNeighbour(house: RunningHouse): Promise<Row[]> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  await oneByOne(house, sql, 10);
  const idle = await oneByOne(house, sql, singles);
  await place(house, { requests: backlog });
  const began = performance.now();
  const waiting = await openOrders(sql);
  const busy = await oneByOne(house, sql, singles);
  const left = await openOrders(sql);
  const perSecond = (waiting - left) / ((performance.now() - began) / 1_000);
  while ((await openOrders(sql)) > 0) await pause(50);
  await sql.end();
  return [
    {
      id: "L-05",
      what: `p95 of one partner's single order, accepted to done, while another's ${waiting} wait (${left} at the end, ${perSecond.toFixed(0)}/s)`,
      ours: `${busy.p95.toFixed(0)} ms (p50 ${busy.p50.toFixed(0)})`,
      baseline: `${idle.p95.toFixed(0)} ms (p50 ${idle.p50.toFixed(0)}) with nobody else there`,
      ratio: (busy.p95 / idle.p95).toFixed(1),
      target: "2, and 3 s",
    },
  ];
}

async function openOrders(sql: postgres.Sql): Promise<number> {
  const [row] = await sql<{ open: number }[]>`select count(*)::int as open from orders where ended_at is null`;
  return row?.open ?? 0;
}

/** Orders of the second partner, one each fifth of a second whatever becomes of those before. */
async function oneByOne(house: RunningHouse, sql: postgres.Sql, count: number): Promise<{ p50: number; p95: number }> {
  const partner = house.started.partners[1];
  const ids: string[] = [];
  const began = performance.now();
  for (let n = 0; n < count; n++) {
    const early = began + n * 200 - performance.now();
    if (early > 0) await pause(early);
    const reply = await fetch(`${house.started.api}/v1/contracts`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${partner?.apiKey}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: payload(),
    });
    if (reply.status !== 202) throw new Error(`not accepted: ${reply.status}`);
    ids.push(((await reply.json()) as { order: { id: string } }).order.id);
  }
  for (;;) {
    const [measured] = await sql<{ ended: number; p50: number; p95: number }[]>`
      select count(ended_at)::int as ended,
             percentile_cont(0.5) within group (order by ms)::float8 as p50, percentile_cont(0.95) within group (order by ms)::float8 as p95
        from (select ended_at, extract(epoch from ended_at - accepted_at) * 1000 as ms from orders where id = any (${ids}::uuid[])) x`;
    if (measured?.ended === count) return measured;
    await pause(50);
  }
}
