import { setTimeout as pause } from "node:timers/promises";
import { monthPeriod } from "@saihan/billing";
import { openDueCloses, readPrices, verifyMonth } from "@saihan/closing";
import { loadClosingConfig } from "@saihan/config";
import { heldPlans, single } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { generateUsage, takeUsage } from "@saihan/metering";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleIssuer } from "../../scripts/sample-issuer.ts";
import { startBillingWorker } from "../../services/billing-worker/src/start.ts";
import { addContracts, addPrices, addResources } from "../support/billing.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const [partners, children, kills] = [8, 12, 25];
const month = "2026-04";
const scope = { service: "test" };
const menus = [
  ["Virtual server", "2vCPU-8GB"],
  ["Block storage", "2 IOPS/GB"],
  ["Monitoring Logs", "ingest"],
  ["SAP HANA", "base"],
] as const;

/** R-21 in short form; `npm run bench -- billing` and the chaos house do it at length. */
describe.skipIf(missingStore)("a close under fault", () => {
  let house: House;
  const ids = Array.from({ length: partners }, (_, p) => {
    const number = (n: number) => `econ3${String(p).padStart(4, "0")}${String(n).padStart(5, "0")}`;
    return { partner: number(0), contracts: Array.from({ length: children + 1 }, (_, c) => number(c)) };
  });
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 150, retryDelayMs: 10 });
    house.clock.advance(Date.parse("2026-05-05T00:00:00Z") - house.clock.now().getTime());
    await addPrices(house.db);
    for (const { partner, contracts } of ids) {
      await addContracts(
        house.database.sql,
        partner,
        contracts.map((id) => ({ id, startedAt: "2026-04-01T00:00:00Z" })),
      );
      await addResources(
        house.db,
        partner,
        contracts.flatMap((contractId) =>
          menus.map(([menu, plan]) => ({
            contractId,
            resourceId: `${contractId}-${plan}`,
            menu,
            plan,
            from: "2026-04-03T00:00:00Z",
          })),
        ),
      );
    }
    const held = await single(house.db, scope, (tx) => heldPlans(tx, monthPeriod(month), { after: 0, limit: 100_000 }));
    const { book } = await readPrices(house.db, scope);
    const events = generateUsage(month, held, book, "meter");
    expect(await takeUsage(house.db, scope, events, { now: house.clock.now })).toMatchObject({ parked: 0, repeated: 0 });
  });
  afterAll(() => house?.close());

  const open = () => {
    const facts = { at: house.clock.now(), closing: { day: 5 }, batchSize: 3, actor: "test", upTo: month };
    return openDueCloses(house.db, scope, facts);
  };
  /** Emptying the queue store's tables may run into workers that hold their rows; then it is done again. */
  const loseQueues = async () => {
    for (let round = 0; ; round++) {
      const error = await house.loseQueues().then(
        () => undefined,
        (fault: { code?: string }) => fault,
      );
      if (!error) return;
      if (error.code !== "40P01" || round > 20) throw error;
    }
  };
  const text = async () => {
    const tables = [
      "statements",
      "statement_lines",
      "close_exceptions",
      "documents",
      "close_certificates",
      "close_contracts",
      "partner_months",
    ];
    const rows = await Promise.all(
      tables.map((t) =>
        house.database.sql.unsafe(`select md5(coalesce(string_agg(t::text, ' ' order by t::text), '')) as h from ${t} t`),
      ),
    );
    return rows.map(([row]) => row?.h).join(" ");
  };

  test("workers and queue die again and again, it is started five times: one close per contract, and every yen right", async () => {
    const config = { ...house.userConfig, ...loadClosingConfig(sampleIssuer) };
    const more = await Promise.all([1, 2].map(() => startBillingWorker(config, silentLog, { now: house.clock.now })));
    const opened = (await Promise.all([1, 2, 3, 4, 5].map(open))).flat().filter(({ partnerId }) => partnerId.startsWith("econ3"));
    expect(opened.length).toBeLessThanOrEqual(partners);
    for (let kill = 0; kill < kills; kill++) {
      await pause(20 + (kill % 5) * 15);
      await house.database
        .sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'billing-worker' and datname = current_database()`;
      if (kill % 6 === 5) await loseQueues();
      if (kill % 8 === 7) {
        await house.restart.billing.stop();
        await house.restart.billing.start();
      }
    }
    await house.settle(60_000);
    await Promise.all(more.map((worker) => worker.close()));

    const [count] = await house.database.sql`
      select (select count(*)::int from partner_months where month = '2026-04-01' and state = 'closed') as months,
             (select count(*)::int from statements where month = '2026-04-01') as statements,
             (select count(*)::int from documents where month = '2026-04-01') as invoices,
             (select count(*)::int from close_contracts where state <> 'done') as others,
             (select count(*)::int from outbox where quarantined_at is not null) as aside`;
    expect(count).toEqual({ months: partners, statements: partners * (children + 1), invoices: partners, others: 0, aside: 0 });
    expect((await verifyMonth(house.db, scope, month)).filter(({ wrong }) => wrong > 0)).toEqual([]);
  });

  test("run again the next day, it changes no row", async () => {
    const before = await text();
    house.clock.advance(24 * 3_600_000);
    expect(await Promise.all([open(), open(), open()])).toEqual([[], [], []]);
    await house.settle();
    expect(await text()).toBe(before);
  });
});
