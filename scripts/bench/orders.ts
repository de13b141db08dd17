import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@saihan/launch";
import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { startChild } from "./children.ts";
import { httpLoad, type LoadResult } from "./http-load.ts";
import { checked, payload, place } from "./place.ts";
import { median, type Row, ratioText } from "./report.ts";

const rounds = 3;

/** What is measured of the order path: accepting (P1, P2), starting (P3), finishing (P4). */
export async function benchOrders(house: RunningHouse, seconds: number): Promise<Row[]> {
  const rows: Row[] = [];
  const stopAll = () => signalServices(house, "SIGSTOP", ["intake-api"]);
  const goOn = () => signalServices(house, "SIGCONT", ["intake-api"]);

  // Accepting alone: everything else is stopped, so that the cores belong to the API, the database and the load.
  stopAll();
  const bare = await startBare(house, false);
  const ours: LoadResult[] = [];
  const theirs: LoadResult[] = [];
  const loops: number[] = [];
  try {
    await Promise.all([place(house, { seconds: 2 }), bare.place({ seconds: 2 })]);
    for (let i = 0; i < rounds; i++) {
      ours.push(await place(house, { seconds }));
      theirs.push(await bare.place({ seconds }));
      loops.push(await insertLoop(house.started.database, seconds));
    }
    const rate = Math.floor(median(ours.map((r) => r.perSecond)) / 2);
    rows.push(
      {
        id: "P1",
        what: "orders accepted over HTTP, 64 connections",
        ours: perSecond(ours),
        baseline: `${perSecond(theirs)} bare Express + zod + one statement`,
        ratio: ratioText(pairs(ours, theirs, (r) => r.perSecond)),
        target: "0.6, aim 0.8",
      },
      {
        id: "P1b",
        what: "the same, beside the bare inserts",
        ours: perSecond(ours),
        baseline: `${median(loops).toFixed(0)}/s the same rows in a bare postgres.js loop`,
        ratio: ratioText(ours.map((r, i) => r.perSecond / (loops[i] ?? 1))),
        target: "–",
      },
    );
    const slowOurs: LoadResult[] = [];
    const slowTheirs: LoadResult[] = [];
    for (let i = 0; i < rounds; i++) {
      slowOurs.push(await place(house, { seconds, rate }));
      slowTheirs.push(await bare.place({ seconds, rate }));
    }
    rows.push({
      id: "P2",
      what: `intake p99 at ${rate} orders/s`,
      ours: `${median(slowOurs.map((r) => r.p99Ms)).toFixed(1)} ms`,
      baseline: `${median(slowTheirs.map((r) => r.p99Ms)).toFixed(1)} ms bare at the same rate`,
      ratio: ratioText(pairs(slowOurs, slowTheirs, (r) => r.p99Ms)),
      target: "2, aim 1.3",
    });
  } finally {
    await bare.stop();
    goOn();
  }
  await settled(house);
  rows.push(await startLatency(house));
  rows.push(await endToEnd(house));
  return rows;
}

/** P3: from the commit of an order to the start of its work, at 100 orders a second. */
async function startLatency(house: RunningHouse): Promise<Row> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  const mark = new Date();
  await place(house, { requests: 1_000, rate: 100 });
  await settled(house);
  const [measured] = await sql<{ p50: number; p99: number }[]>`
    select percentile_cont(0.5) within group (order by ms) as p50, percentile_cont(0.99) within group (order by ms) as p99
      from (select extract(epoch from t.at - o.accepted_at) * 1000 as ms
              from orders o join order_transitions t on t.order_id = o.id and t.to_state = 'executing' and t.attempt = 1
             where o.accepted_at > ${mark}) x`;
  await sql.end();
  const bare = house.started.redis ? await bareStartLatency(house.started.redis) : undefined;
  const p50 = Number(measured?.p50 ?? 0);
  return {
    id: "P3",
    what: "commit to start of work at 100 orders/s, p50",
    ours: `${p50.toFixed(1)} ms (p99 ${Number(measured?.p99 ?? 0).toFixed(0)} ms)`,
    baseline: bare === undefined ? "– (no Redis here)" : `${bare.toFixed(1)} ms bare BullMQ add to start`,
    ratio: bare === undefined ? "–" : `+ ${(p50 - bare).toFixed(1)} ms`,
    target: "+ 5 ms, aim + 2 ms",
  };
}

async function bareStartLatency(redisUrl: string): Promise<number> {
  const name = `bare-${randomBytes(3).toString("hex")}`;
  const connections: Redis[] = [];
  // BullMQ leaves a connection open that it was given.
  const connection = () => {
    const made = new Redis(redisUrl, { maxRetriesPerRequest: null });
    connections.push(made);
    return made as never;
  };
  const took: number[] = [];
  const worker = new Worker(name, async (job) => void took.push(performance.now() - (job.data as { at: number }).at), {
    connection: connection(),
    concurrency: 50,
  });
  const queue = new Queue(name, { connection: connection() });
  await worker.waitUntilReady();
  const began = performance.now();
  for (let i = 0; i < 500; i++) {
    const early = began + i * 10 - performance.now();
    if (early > 0) await pause(early);
    await queue.add("bare", { at: performance.now() }, { removeOnComplete: true });
  }
  while (took.length < 500) await pause(20);
  await worker.close();
  await queue.obliterate({ force: true });
  await queue.close();
  for (const one of connections) one.disconnect();
  return median(took);
}

/** P4: from the request to the end of the order and its mail, all services on these cores. */
async function endToEnd(house: RunningHouse): Promise<Row> {
  const requests = 2_000;
  const ours: number[] = [];
  const bares: number[] = [];
  await behave(house, { delayMs: 5 });
  for (let i = 0; i < rounds; i++) {
    const began = performance.now();
    await place(house, { requests });
    await settled(house);
    ours.push(requests / ((performance.now() - began) / 1_000));
    if (house.started.redis) bares.push(await bareEndToEnd(house, requests));
  }
  await behave(house, {});
  return {
    id: "P4",
    what: `orders from HTTP to done and mailed, platform answering in 5 ms, ${requests} at once`,
    ours: `${median(ours).toFixed(0)}/s`,
    baseline:
      bares.length > 0 ? `${median(bares).toFixed(0)}/s bare intake + awaited BullMQ add + no-op worker` : "– (no Redis here)",
    ratio: bares.length > 0 ? ratioText(ours.map((o, i) => o / (bares[i] ?? 1))) : "–",
    target: "0.25, aim 0.5",
  };
}

async function bareEndToEnd(house: RunningHouse, requests: number): Promise<number> {
  const redisUrl = house.started.redis ?? "";
  const bare = await startBare(house, true);
  const worker = await startChild("./bare-worker.ts", { QUEUE_URL: redisUrl });
  const redis = new Redis(redisUrl);
  try {
    await bare.place({ requests: 200 });
    await pause(500);
    await redis.set("bare:done", "0");
    const began = performance.now();
    await bare.place({ requests });
    while (Number(await redis.get("bare:done")) < requests) await pause(5);
    return requests / ((performance.now() - began) / 1_000);
  } finally {
    redis.disconnect();
    await Promise.all([bare.stop(), worker.stop()]);
  }
}

async function startBare(house: RunningHouse, withQueue: boolean) {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = await startChild(
    "./bare-intake.ts",
    {
      PORT: String(port),
      DATABASE_URL: house.started.database,
      QUEUE_URL: withQueue ? (house.started.redis ?? "") : "",
      NODE_ENV: "production",
    },
    `${url}/healthz`,
  );
  return {
    stop: child.stop,
    place: (amount: { seconds?: number; requests?: number; rate?: number }) =>
      checked(
        httpLoad({
          url,
          path: "/orders",
          headers: { "content-type": "application/json" },
          request: () => ({ body: payload() }),
          connections: 64,
          expect: 202,
          ...amount,
        }),
      ),
  };
}

/** The rows of an accepted contract, written by a bare loop: one statement, sixteen under way. */
async function insertLoop(databaseUrl: string, seconds: number): Promise<number> {
  const sql = postgres(databaseUrl, { max: 16, onnotice: () => {} });
  await sql`create table if not exists bare_rows (like orders including defaults)`;
  await sql`create table if not exists bare_work (like outbox including defaults)`;
  await sql`create table if not exists bare_contracts (like contracts including defaults)`;
  await sql`create table if not exists bare_users (like users including defaults)`;
  await sql`create table if not exists bare_keys (like idempotency_keys including defaults)`;
  await sql`create table if not exists bare_audit (like audit_entries including defaults)`;
  await sql`create table if not exists bare_transitions (like order_transitions including defaults)`;
  const until = performance.now() + seconds * 1_000;
  let n = 0;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (performance.now() < until) {
        const at = new Date();
        const id = crypto.randomUUID();
        const key = String(n++);
        await sql`
          with c as (insert into bare_contracts (id, partner_id, kind, state, customer_name, customer_name_folded, people_folded, customer_number, labels, language, representative_id, model, created_at)
                     values (${key}, 'p', 'child', 'provisioning', '計測商事株式会社', '計測商事株式会社', ${key}, ${key}, '{}', 'ja', ${key}, 'reseller', ${at})),
               u as (insert into bare_users (id, partner_id, contract_id, type, state, login_id, mail_address, name, created_at)
                     values (${key}, 'p', ${key}, 'representative', 'provisioning', ${key}, ${key}, '山田 太郎', ${at})),
               o as (insert into bare_rows (id, partner_id, contract_id, kind, subject_id, state, input, attempt, actor, authority, accepted_at, changed_at, deadline_at)
                     values (${id}, 'p', ${key}, 'contract.create', ${key}, 'received', '{}', 0, 'k', '{}', ${at}, ${at}, ${at})),
               t as (insert into bare_transitions (order_id, seq, partner_id, contract_id, at, to_state, actor, cause, attempt)
                     values (${id}, 1, 'p', ${key}, ${at}, 'received', 'k', 'ACCEPTED', 0)),
               k as (insert into bare_keys (partner_id, principal, key, fingerprint, status, body, created_at) values ('p', 'k', ${key}, 'f', 202, ${"x".repeat(900)}, ${at})),
               a as (insert into bare_audit (id, partner_id, contract_id, at, actor, action, target, outcome, after)
                     values (${n}, 'p', ${key}, ${at}, 'k', 'contract.create', ${key}, 'done', '{"state": "provisioning"}'))
          insert into bare_work (id, partner_id, queue, name, payload, created_at, available_at, generation, attempt, faults)
          values (${n}, 'p', 'provisioning', 'create-contract', ${sql.json({ orderId: id })}, ${at}, ${at}, 0, 0, 0)`;
      }
    }),
  );
  await sql.unsafe("truncate bare_rows, bare_work, bare_contracts, bare_users, bare_keys, bare_audit, bare_transitions");
  await sql.end();
  return n / seconds;
}

async function behave(house: RunningHouse, manner: object): Promise<void> {
  await fetch(`${house.started.platform}/behaviour`, {
    method: "PUT",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(manner),
  });
}

async function settled(house: RunningHouse): Promise<void> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  for (;;) {
    const [row] = await sql<{ open: boolean }[]>`
      select exists (select from outbox where done_at is null and quarantined_at is null) as open`;
    if (!row?.open) break;
    await pause(10);
  }
  await sql.end();
}

function signalServices(house: RunningHouse, signal: NodeJS.Signals, except: string[]): void {
  for (const { name, pid } of house.supervisor.list()) if (pid && !except.includes(name)) process.kill(pid, signal);
}

function perSecond(results: readonly LoadResult[]): string {
  return `${median(results.map((r) => r.perSecond)).toFixed(0)}/s`;
}

function pairs(a: readonly LoadResult[], b: readonly LoadResult[], figure: (r: LoadResult) => number): number[] {
  return a.map((r, i) => figure(r) / (b[i] ? figure(b[i]) : 1));
}
