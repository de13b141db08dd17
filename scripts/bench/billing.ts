import { execFile } from "node:child_process";
import { once } from "node:events";
import { createReadStream, createWriteStream, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { keyFor } from "@saihan/auth";
import { openDueCloses, verifyMonth } from "@saihan/closing";
import { asRole, connect, disconnect } from "@saihan/db";
import { freePort, nodeArgs } from "@saihan/launch";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { sampleIssuer } from "../sample-issuer.ts";
import { startChild } from "./children.ts";
import type { Row } from "./report.ts";

const run = promisify(execFile);
const scope = { service: "bench" };
const [small, large] = ["2026-03", "2026-04"] as const;
const perContract = 5;

/** What a resource of each kind sends. Sized, metered, capped and read. */
const kinds = [
  { menu: "Virtual server", plan: "2vCPU-8GB", component: "minute", reads: false },
  { menu: "Block storage", plan: "2 IOPS/GB", component: "GB-minute", reads: false },
  { menu: "Internet connectivity", plan: "100 Mbps best effort", component: "minute", reads: false },
  { menu: "Monitoring Logs", plan: "ingest", component: "GB", reads: true },
  { menu: "Rancher", plan: "cluster", component: "minute", reads: false },
] as const;

/**
 * P5 to P8: usage in and the month close, each beside a bare baseline over the same rows: COPY, and one SQL statement that only sums and prices.
 * The large month has `records` usage records, the small one a tenth of them, for the same contracts (100 records a resource at full size).
 */
export async function benchBilling(house: RunningHouse, folder: string, records: number): Promise<Row[]> {
  const contracts = Math.max(200, Math.round(records / 500));
  const partners = Math.max(2, Math.round(contracts / 100));
  const sql = postgres(house.started.database, { max: 3, onnotice: () => {} });
  const db = connect({ url: house.started.database, applicationName: "bench", max: 4, statementTimeoutMs: 600_000 });
  try {
    await arrange(sql, partners, contracts);
    const rows: Row[] = [];
    const files = { [small]: join(folder, "small.csv"), [large]: join(folder, "large.csv") };
    const copies = join(folder, "copy.txt");
    await write(files[small], undefined, small, contracts, records / 10);
    await write(files[large], copies, large, contracts, records);
    const bareBefore = await bareCopy(sql, copies);
    const taken: Record<string, number> = {};
    let takerMb = 0;
    for (const month of [small, large]) {
      const sum = await takeIn(house.databaseAs("saihan_operations"), files[month]);
      taken[month] = sum.taken / sum.seconds;
      takerMb = Math.max(takerMb, sum.peakMb);
      if (sum.parked > 0) throw new Error(`${sum.parked} of the sample's records were parked`);
    }
    // Once before and once after, since the machine does not stand still.
    const bare = (bareBefore + (await bareCopy(sql, copies))) / 2;
    rows.push({
      id: "P7",
      what: `usage taken in by file, ${records} records`,
      ours: `${taken[large]?.toFixed(0)}/s`,
      baseline: `${bare.toFixed(0)}/s bare COPY into the same indexed table`,
      ratio: ((taken[large] ?? 0) / bare).toFixed(2),
      target: "0.45, aim 0.7",
    });
    await sql`analyze usage_records`;
    const plainBefore = await onlySum(sql, large);
    const closes: Record<string, number> = {};
    const resting = house.supervisor.list().find(({ name }) => name === "billing-worker")?.pid;
    if (resting) process.kill(resting, "SIGSTOP");
    const health = await freePort();
    const password = keyFor(
      Buffer.from(readFileSync(join(folder, "master-key"), "utf8").trim(), "base64"),
      "database-role",
    ).toString("base64url");
    const workerUrl = asRole(house.started.database, "saihan_worker", password);
    const env = { DATABASE_URL: workerUrl, REDIS_URL: house.started.redis ?? "", HEALTH_PORT: String(health), ...sampleIssuer };
    const worker = await startChild("close-worker.ts", env, `http://127.0.0.1:${health}/healthz`);
    let workerMb = 0;
    try {
      for (const month of [small, large]) closes[month] = await close(db, sql, month);
      workerMb = peakMb(worker.pid);
    } finally {
      await worker.stop();
      if (resting) process.kill(resting, "SIGCONT");
    }
    const plain = (plainBefore + (await onlySum(sql, large))) / 2;
    const [ours, before] = [closes[large] ?? 0, closes[small] ?? 1];
    const began = performance.now();
    const checks = await verifyMonth(db, scope, large);
    const verified = seconds(began);
    const wrong = checks.filter((check) => check.wrong > 0);
    if (wrong.length > 0) throw new Error(`the close is wrong: ${JSON.stringify(wrong)}`);
    rows.push(
      {
        id: "P5",
        what: `close of ${records} records, ${contracts} contracts, ${partners} partners: lines, trace, statements, invoices, certificates`,
        ours: `${ours.toFixed(2)} s`,
        baseline: `${plain.toFixed(2)} s one INSERT ... SELECT and invoices`,
        ratio: (ours / plain).toFixed(2),
        target: "1.5, aim 1.1",
      },
      {
        id: "P6",
        what: `growth of the close from ${records / 10} to ${records} records`,
        ours: `${before.toFixed(2)} s to ${ours.toFixed(2)} s`,
        baseline: "10 x",
        ratio: (ours / before / 10).toFixed(2),
        target: "1.0, aim below",
      },
      {
        id: "P8",
        what: `recomputation by the second path, with every check (${checks.length} clean)`,
        ours: `${verified.toFixed(2)} s`,
        baseline: `${ours.toFixed(2)} s the close`,
        ratio: (verified / ours).toFixed(2),
        target: "1.0, aim 0.5",
      },
      {
        id: "P13",
        what: "peak memory: billing worker, process that took the usage in",
        ours: `${workerMb.toFixed(0)} MB, ${takerMb.toFixed(0)} MB`,
        baseline: "–",
        ratio: "–",
        target: "300 MB a process, aim 200",
      },
    );
    return rows;
  } finally {
    await disconnect(db);
    await sql.end();
  }
}

/** Partners of a hundred contracts, five resources each. */
async function arrange(sql: postgres.Sql, partners: number, contracts: number): Promise<void> {
  const each = Math.ceil(contracts / partners);
  await sql.begin(async (tx) => {
    await tx`
      insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id, created_at, started_at)
      select 'econ9' || lpad(((c - 1) / ${each}::int * ${each}::int + 1)::text, 9, '0'), 'econ9' || lpad(c::text, 9, '0'),
             case when (c - 1) % ${each}::int = 0 then 'parent' else 'child' end, 'active', 'customer ' || c, 'customer' || c, 'customer' || c, 'ja', 'ecid9' || lpad(c::text, 9, '0'),
             '2026-03-01T00:00:00Z', '2026-03-01T00:00:00Z'
        from generate_series(1, ${contracts}::int) c`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select partner_id, representative_id, id, 'representative', 'active', id || '@bench.example', id || '@bench.example', created_at
        from contracts where id like 'econ9%'`;
    for (const [k, { menu, plan }] of kinds.entries()) {
      await tx`
        with made as (
          insert into billable_resources (partner_id, contract_id, resource_id, menu, started_at)
          select partner_id, id, id || '-' || ${k}::int, ${menu}, '2026-03-01T00:00:00Z' from contracts where id like 'econ9%' returning partner_id, no)
        insert into billable_plans (partner_id, resource, from_at, plan) select partner_id, no, '2026-03-01T00:00:00Z', ${plan} from made`;
    }
  });
  await sql`analyze contracts, billable_resources`;
}

/** Usage in the order of time, as a metering sends it. @param copies the same rows as COPY takes them into usage_records, or none */
async function write(file: string, copies: string | undefined, month: string, contracts: number, records: number): Promise<void> {
  const out = createWriteStream(file);
  const copy = copies === undefined ? undefined : createWriteStream(copies);
  const resources = contracts * perContract;
  const rounds = Math.max(1, Math.round(records / resources));
  const start = Date.parse(`${month}-01T00:00:00Z`);
  const stepMs = Math.floor((30 * 86_400_000) / rounds / 1_000) * 1_000;
  out.write("source,id,contractId,resourceId,menu,plan,component,from,to,quantity\n");
  for (let round = 0; round < rounds; round++) {
    const [from, to] = [start + round * stepMs, start + (round + 1) * stepMs - 7_000];
    const [fromText, toText] = [instant(from), instant(to)];
    let text = "";
    let rows = "";
    for (let n = 0; n < resources; n++) {
      const kind = kinds[n % perContract] as (typeof kinds)[number];
      const contract = `econ9${String(Math.floor(n / perContract) + 1).padStart(9, "0")}`;
      const quantity = kind.component === "GB-minute" ? 100 : kind.reads ? "1.25" : 1;
      const id = `${month}-${round}-${n}`;
      text += `bench,${id},${contract},${contract}-${n % perContract},${kind.menu},${kind.plan},${kind.component},${fromText},${kind.reads ? "" : toText},${quantity}\n`;
      if (copy)
        rows += `${n + 1}\t${from}\t${kind.reads ? from : to}\t2026-05-01T12:00:00Z\t${(n % perContract) + 1}\t1\t${month}-01\t1\t${kind.reads ? "t" : "f"}\tecon9000000001\t${quantity}\t${id}\n`;
      if (text.length > 1_000_000) {
        if (!out.write(text)) await once(out, "drain");
        if (copy && !copy.write(rows)) await once(copy, "drain");
        text = "";
        rows = "";
      }
    }
    out.write(text);
    copy?.write(rows);
  }
  await Promise.all(
    [out, copy].map(async (stream) => {
      stream?.end();
      if (stream) await once(stream, "finish");
    }),
  );
}

function instant(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

interface Taken {
  taken: number;
  parked: number;
  seconds: number;
  peakMb: number;
}

/** Takes a file in, in a process of its own, so that its memory is seen. */
async function takeIn(databaseUrl: string, file: string): Promise<Taken> {
  const program = fileURLToPath(new URL("take-usage.ts", import.meta.url));
  const args = [...nodeArgs(), program, file, "2026-05-01T12:00:00Z"];
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, DATABASE_URL: databaseUrl } });
  return JSON.parse(stdout) as Taken;
}

/** Records a second of a bare COPY into a table of the same columns and indexes. */
async function bareCopy(sql: postgres.Sql, file: string): Promise<number> {
  await sql`create table bare_usage (like usage_records including defaults including indexes)`;
  const began = performance.now();
  await sql.begin(async (tx) => {
    const into = await tx`copy bare_usage from stdin`.writable();
    for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 }))
      if (!into.write(chunk)) await once(into, "drain");
    into.end();
    await once(into, "finish");
  });
  const took = seconds(began);
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from bare_usage`;
  await sql`drop table bare_usage`;
  return (row?.n ?? 0) / took;
}

/** Seconds of one statement that clips, sums, caps and rounds the same rows in integers, and sums them up per partner. */
async function onlySum(sql: postgres.Sql, month: string): Promise<number> {
  const start = Date.parse(`${month}-01T00:00:00Z`);
  const end = start + 30 * 86_400_000;
  await sql`create table bare_lines (partner_id text, contract_id text, resource bigint, item integer, minutes bigint, yen bigint)`;
  await sql`create table bare_invoices (partner_id text, net bigint, tax bigint)`;
  const began = performance.now();
  await sql.begin(async (tx) => {
    await tx`
      insert into bare_lines
      select r.partner_id, r.contract_id, u.resource, u.item, u.minutes, least(u.minutes * p.micro * u.size, p.cap * u.size) / 1000000
        from (select resource, item, max(quantity)::bigint as size, sum((least(to_ms, ${end}::bigint) - greatest(from_ms, ${start}::bigint) + 59999) / 60000)::bigint as minutes
                from usage_records where month = ${`${month}-01`}::date and arrived_at < now() group by resource, item) u
        join billable_resources r on r.no = u.resource
        join (select item, (coalesce(terms ->> 'rate', terms ->> 'unitPrice')::numeric * 1000000)::bigint as micro,
                     coalesce((terms ->> 'cap')::numeric * 1000000, 9000000000000)::bigint as cap from price_versions) p on p.item = u.item`;
    await tx`insert into bare_invoices select partner_id, sum(yen), sum(yen) / 10 from bare_lines group by partner_id`;
  });
  const took = seconds(began);
  await sql`drop table bare_lines, bare_invoices`;
  return took;
}

/** Seconds from opening the month until every partner's invoice and certificate stand. */
async function close(db: Parameters<typeof openDueCloses>[0], sql: postgres.Sql, month: string): Promise<number> {
  const began = performance.now();
  const facts = { at: new Date("2026-05-05T00:00:00Z"), closing: { day: 5 }, batchSize: 100, actor: "bench", upTo: month };
  const opened = await openDueCloses(db, scope, facts);
  await sql`notify saihan_outbox`;
  for (;;) {
    const [row] = await sql<
      { n: number }[]
    >`select count(*)::int as n from partner_months where month = ${`${month}-01`}::date and state = 'closed'`;
    if (row?.n === opened.length) return seconds(began);
    if (seconds(began) > 900) throw new Error("the close did not end within a quarter of an hour");
    await pause(20);
  }
}

function peakMb(pid: number | undefined): number {
  try {
    return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

function seconds(began: number): number {
  return (performance.now() - began) / 1_000;
}
