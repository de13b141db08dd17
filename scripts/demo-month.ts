import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { addMonths, type BillingMonth, billingMonthOf, formatYen, monthPeriod } from "@saihan/billing";
import { connect as connectClient, type SaihanClient } from "@saihan/client";
import { codeVersion, readPrices, verifyMonth } from "@saihan/closing";
import { connect, type Db, disconnect, heldPlans, openCloses, single, transaction } from "@saihan/db";
import { generateUsage, takeUsage } from "@saihan/metering";
import type { Started } from "./house.ts";
import { createPartner, signSampleAgreement } from "./seed.ts";

/** What each customer of the sample month holds; a second plan is what it changes to in the middle of the month. */
const customers: readonly { name: string; menus: readonly (readonly [menu: string, plan: string, later?: string])[] }[] = [
  {
    name: "青葉製作所株式会社",
    menus: [
      ["block-storage", "500gb"],
      ["internet-connectivity", "100mbps-best-effort"],
      ["load-balancer", "50mbps", "200mbps"],
    ],
  },
  {
    name: "みなと物流株式会社",
    menus: [
      ["file-storage", "1000gb"],
      ["backup", "standard"],
      ["dns", "zone"],
    ],
  },
  {
    name: "Kitano Robotics K.K.",
    menus: [
      ["amazon-web-services-connection", "50mbps"],
      ["monitoring-logs", "ingest"],
    ],
  },
];

const scope = { service: "demo" };

/**
 * Closes last month for a partner of its own: orders over the API, charges from the events of the subscriptions, usage that a metering would
 * have sent, the close by the billing workers, and the documents as the partner gets them. A month takes a month, so the instants at which these
 * contracts and subscriptions began are set back into it; everything else is as it happens.
 * @returns whether the second path found every amount right
 */
export async function showClosedMonth(started: Started, stateFolder: string, run: string): Promise<boolean> {
  const month = addMonths(billingMonthOf(new Date()), -1);
  const began = performance.now();
  const db = connect({ url: started.database, applicationName: "demo", max: 4, statementTimeoutMs: 60_000 });
  try {
    const { from } = monthPeriod(month);
    const partner = await createPartner(
      db,
      { name: `みほん月次再販株式会社 ${run}`, mail: `month-${run}@reseller.example` },
      from,
    );
    await signSampleAgreement(db, partner.contractId);
    const client = connectClient({ baseUrl: started.api, credential: partner.apiKey });
    console.log(`\n${partner.name} (${partner.contractId}): ${customers.length} customers, the month ${month} (UTC)`);
    const ordered = await Promise.all(customers.map((customer, n) => order(client, customer, `${run}-${n}`)));
    await setBack(db, partner.contractId, month);
    const usage = await sendUsage(db, partner.contractId, month);
    console.log(`  ${ordered.flat().length} orders carried out; ${usage.taken} usage events taken, ${usage.parked} parked`);
    await priceForEndUsers(client, month);
    await close(db, client, partner.contractId, month);
    const shown = await keepDocuments(started.api, partner.apiKey, client, stateFolder, month);
    const checks = await verifyMonth(db, scope, month);
    const wrong = checks.filter((check) => check.wrong > 0);
    tell(started.api, month, shown, (performance.now() - began) / 1_000);
    console.log(
      wrong.length === 0
        ? `  Second path         ${checks.length} checks clean (npm run billing:verify -- --month ${month})`
        : `  Second path         WRONG: ${wrong.map(({ name }) => name).join("; ")}`,
    );
    return wrong.length === 0;
  } finally {
    await disconnect(db);
  }
}

type Client = SaihanClient;

/** A customer's contract, its tenant and its subscriptions, over the API. */
async function order(client: Client, { name, menus }: (typeof customers)[number], tag: string): Promise<string[]> {
  const address = `daihyo+${tag}@customer.example`;
  const representative = { loginId: address, mailAddress: address, name };
  const { order: contract } = await client.post("/v1/contracts", {
    body: { customerName: name, representative, notifyRepresentative: false },
  });
  const params = { path: { contractId: contract.contractId } };
  const { order: tenant } = await client.post("/v1/contracts/{contractId}/tenants", {
    params,
    body: { name: `month-${tag}`, region: "jp1" },
  });
  const starts = await Promise.all(
    menus.map(async ([menu, plan]) => {
      const body = { tenantId: tenant.subject.id, menu, plan, name: menu };
      return (await client.post("/v1/contracts/{contractId}/subscriptions", { params, body })).order;
    }),
  );
  const changes = await Promise.all(
    menus.flatMap(([, , plan], n) => {
      const subscriptionId = starts[n]?.subject.id;
      if (!plan || !subscriptionId) return [];
      const path = { subscriptionId };
      return [
        client.post("/v1/subscriptions/{subscriptionId}/change-plan", { params: { path }, body: { plan } }).then((c) => c.order),
      ];
    }),
  );
  const all = [contract, tenant, ...starts, ...changes];
  for (const { id, kind } of all) {
    const { state, failure } = await client.follow(id);
    if (state !== "succeeded") throw new Error(`${kind} ${state}: ${failure?.code}`);
  }
  return all.map(({ id }) => id);
}

/** What began just now began on the 1st of the month, and what changed just now changed on the 15th. */
async function setBack(db: Db, partnerId: string, month: BillingMonth): Promise<void> {
  const { from } = monthPeriod(month);
  const middle = new Date(from.getTime() + 14 * 86_400_000);
  await transaction(db, scope, async (tx) => {
    await tx`update contracts set started_at = ${from} where partner_id = ${partnerId}`;
    await tx`
      update subscription_events set at = case kind when 'started' then ${from}::timestamptz else ${middle}::timestamptz end
       where partner_id = ${partnerId}`;
    await tx`update subscriptions set started_at = ${from} where partner_id = ${partnerId}`;
    await tx`
      update billable_plans p set from_at = case when p.from_at = r.started_at then ${from}::timestamptz else ${middle}::timestamptz end
        from billable_resources r where r.partner_id = p.partner_id and r.no = p.resource and p.partner_id = ${partnerId}`;
    await tx`update billable_resources set started_at = ${from} where partner_id = ${partnerId}`;
  });
}

/** Usage as a metering would have sent it, drawn from what the partner's resources held in the month. */
async function sendUsage(db: Db, partnerId: string, month: BillingMonth) {
  const prices = await readPrices(db, scope);
  const held = await single(db, scope, (tx) => heldPlans(tx, monthPeriod(month), { after: 0, limit: 100_000 }));
  const own = held.filter((plan) => plan.partnerId === partnerId);
  return takeUsage(db, scope, fed(generateUsage(month, own, prices.book, "/sample-metering")), { now: () => new Date() });
}

async function* fed<T>(events: Iterable<T>): AsyncGenerator<T> {
  yield* events;
}

/** Opens the close of this partner alone, and waits until the billing workers have closed it. */
async function close(db: Db, client: Client, partnerId: string, month: BillingMonth): Promise<void> {
  const facts = { upTo: `${month}-01`, at: new Date(), actor: "command:demo", batchSize: 100, codeVersion, partnerId };
  await single(db, scope, (tx) => openCloses(tx, facts));
  const until = performance.now() + 60_000;
  for (;;) {
    const { closes } = await client.get("/v1/closes");
    const state = closes.find((one) => one.month === month)?.state;
    if (state === "closed") return;
    if (performance.now() > until) throw new Error(`the close of ${month} is ${state} after a minute`);
    await pause(100);
  }
}

/** The partner's own prices: a fifth on top of everything, and less for storage. They begin in a month that is over, so they are said to fill gaps. */
async function priceForEndUsers(client: Client, month: BillingMonth): Promise<void> {
  const percent = (value: string) => ({ kind: "percent", basis: "cost", percent: value }) as const;
  const common = { holder: { of: "partner" }, from: month, fillsGaps: true } as const;
  await client.post("/v1/resale-rules", {
    body: { ...common, scope: { of: "category", category: "Storage" }, price: percent("12.5") },
  });
  await client.post("/v1/resale-rules", { body: { ...common, scope: { of: "all" }, price: percent("20") } });
}

/** Waits for the statement of a child's end user, which is made after the close. */
async function endUserStatement(client: Client, contractId: string, month: BillingMonth): Promise<string> {
  const until = performance.now() + 60_000;
  for (;;) {
    const { statements, parked } = await client.get("/v1/contracts/{contractId}/end-user-statements", {
      params: { path: { contractId } },
    });
    if (statements.some((one) => one.month === month)) return `/v1/contracts/${contractId}/end-user-statements/${month}/files`;
    if (parked.length > 0 || performance.now() > until)
      throw new Error(`no statement for the end user: ${JSON.stringify(parked)}`);
    await pause(100);
  }
}

interface Shown {
  number: string;
  total: number;
  files: { label: string; address: string; kept: string }[];
}

/** Fetches the documents as the partner gets them, and keeps a copy of each beside the house's state. */
async function keepDocuments(
  api: string,
  apiKey: string,
  client: Client,
  stateFolder: string,
  month: BillingMonth,
): Promise<Shown> {
  const { invoices } = await client.get("/v1/invoices", { params: { query: { month, kind: "invoice" } } });
  const [invoice] = invoices;
  if (!invoice) throw new Error("the closed month has no invoice");
  const { statements } = await client.get("/v1/invoices/{number}", { params: { path: { number: invoice.number } } });
  const child = statements.find(({ lines }) => lines > 2) ?? statements.at(-1);
  const at = `/v1/invoices/${invoice.number}`;
  const toEndUser = await endUserStatement(client, child?.contractId ?? "", month);
  const wanted: [string, string][] = [
    ["Invoice, Japanese", `${at}/files/invoice.ja.pdf`],
    ["Invoice, English", `${at}/files/invoice.en.pdf`],
    ["Its lines as CSV", `${at}/files/invoice.csv`],
    ["FOCUS 1.2", `${at}/files/focus.csv`],
    ["A child's statement", `${at}/statements/${child?.contractId}/statement.ja.pdf`],
    ["To its end user", `${toEndUser}/usage-statement.ja.pdf`],
    ["Close certificate", `/v1/closes/${month}/certificate`],
  ];
  const folder = join(stateFolder, "demo", invoice.number);
  mkdirSync(folder, { recursive: true });
  const files: Shown["files"] = [];
  for (const [label, address] of wanted) {
    const reply = await fetch(api + address, { headers: { authorization: `Bearer ${apiKey}` } });
    if (!reply.ok) throw new Error(`${address}: ${reply.status} ${await reply.text()}`);
    const name = address.endsWith("certificate") ? "certificate.json" : (address.split("/").at(-1) ?? "");
    const kept = join(folder, name);
    writeFileSync(kept, Buffer.from(await reply.arrayBuffer()));
    files.push({ label, address, kept: pathToFileURL(kept).href });
  }
  return { ...invoice, files };
}

function tell(api: string, month: string, { number, total, files }: Shown, seconds: number): void {
  console.log(`  ${month} is closed: ${number}, ${formatYen(BigInt(total))} with tax, in ${seconds.toFixed(1)} s`);
  for (const { label, kept } of files) console.log(`  ${label.padEnd(19)} ${kept}`);
  for (const { address } of [files[0], files.find(({ label }) => label === "To its end user")].filter(
    (file) => file !== undefined,
  ))
    console.log(`  Over the API        ${api}${address}   (Authorization: Bearer, the partner's key)`);
}
