import { randomBytes } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import type { RunningHouse } from "../house.ts";
import { eligibilityRate, samplePartners } from "./eligibility.ts";
import { median, type Row, ratioText } from "./report.ts";

const rounds = 3;
const many = 1_000;

/** What is measured of the catalogue: questions of eligibility (C1, C2) and orders in bulk (C3). */
export async function benchCatalogue(house: RunningHouse): Promise<Row[]> {
  eligibilityRate(samplePartners.both, 0.5);
  const pure = eligibilityRate(samplePartners.both, 2).perSecond * 60;
  const place = await openShop(house);
  const asked = await questionsOverHttp(house, place);
  const bulk = await bulkOrders(house, place);
  return [
    {
      id: "C1",
      what: "eligibility questions a minute on one core",
      ours: pure.toLocaleString("en"),
      baseline: "–",
      ratio: "–",
      target: "100,000",
    },
    {
      id: "C2",
      what: "the same over HTTP with the facts read anew, one connection, every menu in a request",
      ours: Math.round(asked).toLocaleString("en"),
      baseline: "–",
      ratio: "–",
      target: "–",
    },
    {
      id: "C3",
      what: `${many} subscriptions ordered in one request, accepted`,
      ours: `${(median(bulk.ours) / 1_000).toFixed(2)} s`,
      baseline: `${(median(bulk.bare) / 1_000).toFixed(2)} s the same rows in one bare statement`,
      ratio: ratioText(bulk.ours.map((ms, i) => ms / (bulk.bare[i] ?? 1))),
      target: "seconds",
    },
  ];
}

interface Shop {
  apiKey: string;
  partnerId: string;
  contractId: string;
  tenantId: string;
}

/** A child contract with a tenant, of a sample partner, who may resell. */
async function openShop(house: RunningHouse): Promise<Shop> {
  const [partner] = house.started.partners;
  if (!partner) throw new Error("a house without partners");
  const tag = randomBytes(4).toString("hex");
  const mail = `bench-${tag}@bench.example`;
  const contract = await post(house, partner.apiKey, "/v1/contracts", {
    customerName: "計測商事株式会社",
    representative: { loginId: mail, mailAddress: mail },
    notifyRepresentative: false,
  });
  const contractId = (contract.body as { contract: { id: string } }).contract.id;
  const tenant = await post(house, partner.apiKey, `/v1/contracts/${contractId}/tenants`, {
    name: `bench-${tag}`,
    region: "jp1",
  });
  const { id: tenantId } = (tenant.body as { tenant: { id: string } }).tenant;
  await settled(house);
  return { apiKey: partner.apiKey, partnerId: partner.contractId, contractId, tenantId };
}

/** @returns questions a minute */
async function questionsOverHttp(house: RunningHouse, shop: Shop): Promise<number> {
  let questions = 0;
  const began = performance.now();
  while (performance.now() - began < 3_000) {
    const { body } = await post(house, shop.apiKey, "/v1/eligibility:explain", { contractId: shop.contractId });
    questions += (body as { explanations: unknown[] }).explanations.length;
  }
  return (questions / (performance.now() - began)) * 60_000;
}

async function bulkOrders(house: RunningHouse, shop: Shop): Promise<{ ours: number[]; bare: number[] }> {
  const figures = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const subscriptions = Array.from({ length: many }, (_, n) => ({
      contractId: shop.contractId,
      ...{ tenantId: shop.tenantId, menu: "block-storage", plan: "100gb", name: `disk ${n}` },
    }));
    const began = performance.now();
    const { body } = await post(house, shop.apiKey, "/v1/subscriptions/bulk", { subscriptions });
    const took = performance.now() - began;
    if ((body as { accepted: number }).accepted !== many)
      throw new Error(`not all were accepted: ${JSON.stringify(body).slice(0, 300)}`);
    await settled(house);
    const bare = await bareInsert(house, shop);
    // The first round warms both up.
    if (round > 0) {
      figures.ours.push(took);
      figures.bare.push(bare);
    }
  }
  return figures;
}

/** The rows of the last bulk request, copied into bare tables by one statement of the kind that wrote them. */
async function bareInsert(house: RunningHouse, { partnerId }: Shop): Promise<number> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  for (const table of ["orders", "order_transitions", "outbox", "audit_entries", "subscriptions"]) {
    await sql.unsafe(`create table if not exists bare_bulk_${table} (like ${table} including indexes)`);
    await sql.unsafe(`truncate bare_bulk_${table}`);
  }
  const orders = await sql`
    select * from orders where partner_id = ${partnerId} and kind = 'subscription.start' order by accepted_at desc, id desc limit ${many}`;
  const ids = orders.map((order) => order.id as string);
  const of = <T extends object>(rows: readonly T[]) => sql.json(rows as never);
  const transitions = await sql`select * from order_transitions where order_id = any(${ids}::uuid[]) and seq = 1`;
  const works = await sql`select * from outbox where order_id = any(${ids}::uuid[])`;
  const audit = await sql`select * from audit_entries where order_id = any(${ids}::uuid[])`;
  const subscriptions =
    await sql`select * from subscriptions where id = any(${orders.map((order) => order.subject_id as string)}::uuid[])`;
  const began = performance.now();
  await sql`
    with o as (insert into bare_bulk_orders select * from jsonb_populate_recordset(null::orders, ${of(orders)})),
         t as (insert into bare_bulk_order_transitions select * from jsonb_populate_recordset(null::order_transitions, ${of(transitions)})),
         w as (insert into bare_bulk_outbox select * from jsonb_populate_recordset(null::outbox, ${of(works)})),
         a as (insert into bare_bulk_audit_entries select * from jsonb_populate_recordset(null::audit_entries, ${of(audit)}))
    insert into bare_bulk_subscriptions select * from jsonb_populate_recordset(null::subscriptions, ${of(subscriptions)})`;
  const took = performance.now() - began;
  await sql.unsafe(
    "drop table bare_bulk_orders, bare_bulk_order_transitions, bare_bulk_outbox, bare_bulk_audit_entries, bare_bulk_subscriptions",
  );
  await sql.end();
  return took;
}

async function post(house: RunningHouse, apiKey: string, path: string, body: object): Promise<{ body: unknown }> {
  const answer = await fetch(house.started.api + path, {
    method: "POST",
    headers: {
      authorization: `Bearer ${apiKey}`,
      "content-type": "application/json",
      "idempotency-key": randomBytes(12).toString("hex"),
    },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${text.slice(0, 300)}`);
  return { body: JSON.parse(text) };
}

async function settled(house: RunningHouse): Promise<void> {
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  for (;;) {
    const [row] = await sql<{ open: boolean }[]>`
      select exists (select from outbox where done_at is null and quarantined_at is null and available_at <= now()) as open`;
    if (!row?.open) break;
    await pause(10);
  }
  await sql.end();
}
