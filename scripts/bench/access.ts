import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keyFor } from "@saihan/auth";
import { asRole } from "@saihan/db";
import type { UserActor } from "@saihan/domain";
import { freePort } from "@saihan/launch";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { startChild } from "./children.ts";
import type { LoadResult } from "./http-load.ts";
import { place } from "./place.ts";
import { median, type Row, ratioText } from "./report.ts";

const rounds = 3;
const children = 10_000;
const groups = 2_000;
const users = 200;

/** What sign-in and isolation cost: accepting with and without them, and a list through many groups. */
export async function benchAccess(house: RunningHouse, seconds: number): Promise<Row[]> {
  const sql = postgres(house.started.database, { max: 2, onnotice: () => {} });
  try {
    return [await acceptance(house, sql, seconds), await listing(house, sql)];
  } finally {
    await sql.end();
  }
}

async function acceptance(house: RunningHouse, sql: postgres.Sql, seconds: number): Promise<Row> {
  const [partner] = house.started.partners;
  const [row] = await sql`select id, representative_id from contracts where id = ${partner?.contractId ?? ""}`;
  const [partnerId, userId] = [String(row?.id), String(row?.representative_id)];
  const who: UserActor = {
    ...{ kind: "user", id: "key:bench", partnerId, contractId: partnerId, userId, type: "representative", model: "reseller" },
    ...{ rights: null, scopes: null, signedIn: false, confined: false },
  };
  const caller = { who, actor: "key:bench", partnerId, contractId: partnerId, userId, keyId: "", partnerState: "active" };
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    PORT: String(port),
    DATABASE_URL: house.started.database,
    CALLER: JSON.stringify(caller),
    NODE_ENV: "production",
  };
  const others = house.supervisor.list().filter(({ name, pid }) => pid && name !== "intake-api");
  for (const { pid } of others) process.kill(pid as number, "SIGSTOP");
  const open = await startChild("./open-intake.ts", env, `${url}/healthz`);
  const [ours, theirs]: LoadResult[][] = [[], []];
  try {
    await Promise.all([place(house, { seconds: 2 }), place(house, { seconds: 2 }, url)]);
    for (let i = 0; i < rounds; i++) {
      ours?.push(await place(house, { seconds }));
      theirs?.push(await place(house, { seconds }, url));
    }
  } finally {
    await open.stop();
    for (const { pid } of others) process.kill(pid as number, "SIGCONT");
  }
  const rate = (list: LoadResult[] | undefined) => `${median((list ?? []).map((r) => r.perSecond)).toFixed(0)}/s`;
  return {
    id: "A1",
    what: "orders accepted with sign-in and row-level security",
    ours: rate(ours),
    baseline: `${rate(theirs)} the same without both`,
    ratio: ratioText((ours ?? []).map((r, i) => r.perSecond / (theirs?.[i]?.perSecond ?? 1))),
    target: "–",
  };
}

/** One page of 100 out of 10,000 children, for users who are confined to some of 2,000 groups. */
async function listing(house: RunningHouse, sql: postgres.Sql): Promise<Row> {
  const partnerId = house.started.partners[1]?.contractId ?? "";
  await sql.begin(async (tx) => {
    await tx`set constraints all deferred`;
    await tx`
      insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id, created_at, started_at)
      select ${partnerId}, 'econ8' || lpad(n::text, 9, '0'), 'child', 'active', '計測 ' || n, '計測' || n, 'bench' || n, 'ja', 'ecid8' || lpad(n::text, 9, '0'),
             now() - n * interval '1 minute', now() from generate_series(1, ${children}::int) n`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select ${partnerId}, 'ecid8' || lpad(n::text, 9, '0'), 'econ8' || lpad(n::text, 9, '0'), 'representative', 'active',
             'b' || n || '@bench.example', 'b' || n || '@bench.example', now() from generate_series(1, ${children}::int) n`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select ${partnerId}, 'ecid9' || lpad(n::text, 9, '0'), ${partnerId}, 'general', 'active',
             'g' || n || '@bench.example', 'g' || n || '@bench.example', now() from generate_series(1, ${users}::int) n`;
    await tx`
      insert into contract_groups (partner_id, id, name, created_at)
      select ${partnerId}, md5('g' || n)::uuid, 'group ' || n, now() from generate_series(1, ${groups}::int) n`;
    // Every child in ten groups, every user in twenty.
    await tx`
      insert into contract_group_contracts (partner_id, group_id, contract_id)
      select distinct ${partnerId}, md5('g' || (1 + (n * 7 + k * 199) % ${groups}::int))::uuid, 'econ8' || lpad(n::text, 9, '0')
        from generate_series(1, ${children}::int) n, generate_series(1, 10) k`;
    await tx`
      insert into contract_group_users (partner_id, group_id, user_id)
      select distinct ${partnerId}, md5('g' || (1 + (n * 31 + k * 97) % ${groups}::int))::uuid, 'ecid9' || lpad(n::text, 9, '0')
        from generate_series(1, ${users}::int) n, generate_series(1, 20) k`;
  });
  await sql`analyze`;
  const masterKey = readFileSync(join(house.stateFolder, "master-key"), "utf8").trim();
  const password = keyFor(Buffer.from(masterKey, "base64"), "database-role").toString("base64url");
  const api = postgres(asRole(house.started.database, "saihan_api", password), { max: 1, onnotice: () => {} });
  const page = (tx: postgres.TransactionSql, after: string | undefined, explain = false) => tx`
    ${explain ? tx`explain (format json)` : tx``} select *, created_at::text as cursor_at from contracts
     where partner_id = ${partnerId} and kind = 'child' ${after ? tx`and created_at < ${after}::timestamptz` : tx``}
     order by created_at desc, id desc limit 101`;
  const took: number[] = [];
  const seen: number[] = [];
  let plan = "";
  try {
    for (let n = 0; n < 2 * users; n++) {
      const user = `ecid9${String(1 + (n % users)).padStart(9, "0")}`;
      const after = n < users ? undefined : new Date(Date.now() - (n % 7) * 1_000 * 60_000).toISOString();
      const began = performance.now();
      const rows = await api.begin(async (tx) => {
        await tx`select enter(${partnerId}, 'key:bench', ${partnerId}, ${user}, '')`;
        return page(tx, after);
      });
      took.push(performance.now() - began);
      seen.push(rows.length);
      if (n === 0) {
        const [explained] = await api.begin(async (tx) => {
          await tx`select enter(${partnerId}, 'key:bench', ${partnerId}, ${user}, '')`;
          return page(tx, undefined, true);
        });
        plan = JSON.stringify(explained);
      }
    }
  } finally {
    await api.end();
  }
  const scans = [...plan.matchAll(/"Node Type":"(\w*Seq Scan)"[^{}]*?"Relation Name":"(\w+)"/g)].map((m) => m[2]);
  const used = [...new Set([...plan.matchAll(/"Index Name":"(\w+)"/g)].map((m) => m[1]))];
  const sorted = took.toSorted((a, b) => a - b);
  return {
    id: "A2",
    what: `a page of 100 out of ${children} children through ${groups} groups and ${users} users, p95`,
    ours: `${(sorted[Math.floor(sorted.length * 0.95)] ?? 0).toFixed(1)} ms (p50 ${median(took).toFixed(1)} ms, ${median(seen)} rows)`,
    baseline: scans.length === 0 ? `plan: ${used.join(", ")}` : `plan reads whole: ${scans.join(", ")}`,
    ratio: "–",
    target: "200 ms",
  };
}
