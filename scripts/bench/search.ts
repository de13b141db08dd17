import { readFileSync } from "node:fs";
import { join } from "node:path";
import { keyFor, makeApiKey } from "@saihan/auth";
import { asRole, type ContractFilter, connect, disconnect, narrowContracts, searchContracts, transaction } from "@saihan/db";
import { foldText } from "@saihan/domain";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { median, type Row } from "./report.ts";

const rounds = 20;
const places = ["東京", "大阪", "札幌", "仙台", "横浜", "名古屋", "京都", "神戸", "広島", "福岡", "那覇", "金沢"];
const names = [
  "サクラ",
  "モミジ",
  "アオバ",
  "ミナト",
  "ヒカリ",
  "ツバサ",
  "カエデ",
  "ハルカ",
  "イズミ",
  "ワカバ",
  "ミライ",
  "コダマ",
];
const trades = ["商事", "運輸", "精機", "食品", "建設", "印刷", "薬品", "電機", "通信", "不動産", "システム", "サービス"];
const forms = ["株式会社", "有限会社", "合同会社"];

/** What people look for: rare, common, nowhere, and everything together. `confined`: by a user who is confined to two groups. */
const searches: readonly { what: string; query: Record<string, string>; confined?: boolean }[] = [
  { what: "the first page", query: {} },
  { what: "the first page with the count of all", query: { count: "true" } },
  { what: "the first page, confined to two groups", query: {}, confined: true },
  { what: "a whole contract id", query: { contractId: "econ7000054321" } },
  { what: "a customer number", query: { customerNumber: "N0054321" } },
  { what: "a rare name", query: { customerName: "京都サクラ印刷54321" } },
  { what: "two characters of many names", query: { customerName: "商事" } },
  { what: "one character of nearly all", query: { customerName: "会" } },
  { what: "a name that nobody bears", query: { customerName: "ドコニモナイ" } },
  { what: "a common name, confined", query: { customerName: "株式会社" }, confined: true },
  { what: "a login id", query: { loginId: "rep54321@" } },
  { what: "the end of every mail address", query: { mailAddress: "@search.example" } },
  { what: "words in any field", query: { q: "大阪 精機 rep1" } },
  { what: "words that stand in no field together", query: { q: "商事 運輸" } },
  { what: "a state that few are in", query: { state: "suspended" } },
  { what: "a common name in a state that few are in", query: { customerName: "株式会社", state: "suspended" } },
  { what: "started in a range", query: { startedFrom: "2026-02-10T00:00:00Z", startedTo: "2026-02-11T00:00:00Z" } },
  { what: "sorted by name", query: { sort: "customerName" } },
  { what: "a common name, sorted by name backwards", query: { customerName: "食品", sort: "-customerName" } },
];

/** Search over many contracts of one partner, through the API; the plans behind the slowest are printed. */
export async function benchSearch(house: RunningHouse, contracts: number): Promise<Row[]> {
  const [partner] = house.started.partners;
  if (!partner) throw new Error("a house without partners");
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  try {
    const confinedKey = await arrange(sql, partner.contractId, contracts);
    const rows: Row[] = [];
    const all: number[] = [];
    for (const { what, query, confined } of searches) {
      const path = `/v1/contracts?${new URLSearchParams({ limit: "100", ...query })}`;
      const took: number[] = [];
      let found = 0;
      for (let n = -2; n < rounds; n++) {
        const began = performance.now();
        const answer = await fetch(house.started.api + path, {
          headers: { authorization: `Bearer ${confined ? confinedKey : partner.apiKey}` },
        });
        const body = (await answer.json()) as { contracts: unknown[] };
        if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
        if (n >= 0) took.push(performance.now() - began);
        found = body.contracts.length;
      }
      all.push(...took);
      rows.push({ id: "", what, ...figures(took), baseline: `${found} on the page` });
    }
    await printPlans(house, partner.contractId);
    const what = `search over ${contracts.toLocaleString("en")} contracts, all of these together`;
    return [...rows, { id: "S1", what, ...figures(all), baseline: "–", target: "p95 100 ms" }];
  } finally {
    await sql.end();
  }
}

function figures(took: readonly number[]): Pick<Row, "ours" | "ratio" | "target"> {
  const sorted = took.toSorted((a, b) => a - b);
  const p95 = sorted[Math.floor(sorted.length * 0.95)] ?? 0;
  return { ours: `p95 ${p95.toFixed(1)} ms, p50 ${median(took).toFixed(1)} ms`, ratio: "–", target: "–" };
}

/** Contracts of one partner with names as companies have them. @returns the key of a user who is confined to two groups of a thousand */
export async function arrange(sql: postgres.Sql, partnerId: string, contracts: number): Promise<string> {
  const key = makeApiKey();
  await sql.begin(async (tx) => {
    await tx`set constraints all deferred`;
    await tx`
      insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id,
                             created_at, started_at)
      select ${partnerId}, 'econ7' || lpad(n::text, 9, '0'), 'child', case when n % 500 = 0 then 'suspended' else 'active' end,
             form.written || place.written || name.written || trade.written || n,
             form.folded || place.folded || name.folded || trade.folded || n, 'N' || lpad(n::text, 7, '0'), 'ja', 'ecid7' || lpad(n::text, 9, '0'),
             '2026-04-01T00:00:00Z'::timestamptz - n * interval '1 minute', '2026-04-01T00:00:00Z'::timestamptz - n * interval '50 seconds'
        from generate_series(1, ${contracts}::int) n
        join ${words(tx, forms)} form on form.no = n % ${forms.length}::int
        join ${words(tx, places)} place on place.no = n % ${places.length}::int
        join ${words(tx, names)} name on name.no = (n / 7) % ${names.length}::int
        join ${words(tx, trades)} trade on trade.no = (n / 53) % ${trades.length}::int`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select ${partnerId}, 'ecid7' || lpad(n::text, 9, '0'), 'econ7' || lpad(n::text, 9, '0'), 'representative', 'active',
             'rep' || n || '@search.example', 'rep' || n || '@search.example', now() from generate_series(1, ${contracts}::int) n`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      values (${partnerId}, 'ecid7999999999', ${partnerId}, 'general', 'active', 'confined@search.example', 'confined@search.example', now())`;
    await tx`
      insert into api_keys (partner_id, id, contract_id, user_id, name, secret_hash, created_at)
      values (${partnerId}, ${key.id}, ${partnerId}, 'ecid7999999999', 'bench', ${key.secretHash}, now())`;
    for (const no of [1, 2]) {
      await tx`insert into contract_groups (partner_id, id, name, created_at) values (${partnerId}, md5('s' || ${no}::int)::uuid, ${`search ${no}`}, now())`;
      await tx`
        insert into contract_group_contracts (partner_id, group_id, contract_id)
        select ${partnerId}, md5('s' || ${no}::int)::uuid, 'econ7' || lpad(n::text, 9, '0')
          from generate_series(${no}::int, ${contracts}::int, 100) n`;
      await tx`insert into contract_group_users (partner_id, group_id, user_id) values (${partnerId}, md5('s' || ${no}::int)::uuid, 'ecid7999999999')`;
    }
  });
  await sql`select file_contracts(${contracts}::int)`;
  await sql`vacuum analyze contract_pieces`;
  await sql`vacuum analyze contracts_to_file`;
  await sql`vacuum analyze contracts`;
  await sql`vacuum analyze users`;
  await sql`analyze`;
  return key.key;
}

function words(tx: postgres.TransactionSql, list: readonly string[]) {
  const rows = list.map((written, no) => ({ no, written, folded: foldText(written) }));
  return tx`(select * from jsonb_to_recordset(${tx.json(rows)}) as w (no int, written text, folded text))`;
}

/** How the database goes about a rare name, a common one, and a common one in a rare state. */
async function printPlans(house: RunningHouse, partnerId: string): Promise<void> {
  const masterKey = readFileSync(join(house.stateFolder, "master-key"), "utf8").trim();
  const password = keyFor(Buffer.from(masterKey, "base64"), "database-role").toString("base64url");
  const db = connect({ url: asRole(house.started.database, "saihan_api", password), applicationName: "bench", max: 1 });
  const caller = { partnerId, actor: "bench", contractId: partnerId, userId: "", keyId: "" };
  const page = { order: { by: "createdAt", descending: true }, limit: 101 } as const;
  const filters: Record<string, ContractFilter> = {
    "a rare name": { people: true, customerName: foldText("京都サクラ印刷54321") },
    "two characters of many names": { people: true, customerName: "商事" },
    "a common name in a rare state": { people: true, customerName: "株式会社", states: ["suspended"] },
    "words that stand in no field together": { people: true, words: ["商事", "運輸"] },
    "started in a range": { people: true, startedFrom: "2026-02-10T00:00:00Z", startedTo: "2026-02-11T00:00:00Z" },
  };
  try {
    for (const [what, filter] of Object.entries(filters)) {
      const plan = await transaction(db, caller, async (tx) => {
        const [row] = await narrowContracts(tx, filter);
        const lines =
          await tx`explain (analyze, costs off, timing off, summary on) ${searchContracts(tx, filter, row?.ids ?? null, page)}`;
        return [
          `narrowed to ${row?.ids?.length ?? "all"}`,
          ...lines.map((line) => String(line.queryPlan ?? Object.values(line)[0])),
        ];
      });
      console.log(`\n${what}:\n  ${plan.map((line) => line.slice(0, 200)).join("\n  ")}`);
    }
  } finally {
    await disconnect(db);
  }
}
