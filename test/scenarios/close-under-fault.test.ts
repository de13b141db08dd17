import { setTimeout as pause } from "node:timers/promises";
import { monthPeriod } from "@saihan/billing";
import { openDueCloses, readPrices, verifyMonth } from "@saihan/closing";
import { loadClosingConfig } from "@saihan/config";
import { connect, disconnect, heldPlans, single } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { generateUsage, takeUsage } from "@saihan/metering";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleIssuer } from "../../scripts/sample-issuer.ts";
import { startBillingWorker } from "../../services/billing-worker/src/start.ts";
import { addContracts, addPrices, addResources } from "../support/billing.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const asked = (name: string, short: number) => Number(process.env[name] ?? short);
/** The long form (npm run test:close) asks for more of each. */
const partners = asked("CLOSE_PARTNERS", 8);
const children = asked("CLOSE_CHILDREN", 12);
/** Charges of each contract. */
const lines = asked("CLOSE_LINES", 4);
const kills = asked("CLOSE_KILLS", 25);
const contractsInAll = partners * (children + 1);
const long = contractsInAll > 500;
/** For everything to come to rest; a slow machine closes some ten contracts a second. */
const restMs = 60_000 + contractsInAll * 150;
const month = "2026-04";
const scope = { service: "test" };
const menus = [
  ["Virtual server", "2vCPU-8GB"],
  ["Block storage", "2 IOPS/GB"],
  ["Monitoring Logs", "ingest"],
  ["SAP HANA", "base"],
] as const;

/** in short form among the tests, at length by `npm run test:close`. */
describe.skipIf(missingStore)("a close under fault", () => {
  let house: House;
  const figures = { records: 0, lines: 0, lost: 0, restarted: 0, seconds: 0 };
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
          Array.from({ length: lines }, (_, n) => {
            const [menu, plan] = menus[n % menus.length] ?? menus[0];
            // Many lines need not have many days.
            const from = lines > menus.length ? "2026-04-28T00:00:00Z" : "2026-04-03T00:00:00Z";
            return { contractId, resourceId: `${contractId}-${plan}-${n}`, menu, plan, from };
          }),
        ),
      );
    }
    const { book } = await readPrices(house.db, scope);
    const page = (after: number) => single(house.db, scope, (tx) => heldPlans(tx, monthPeriod(month), { after, limit: 50_000 }));
    for (let held = await page(0); held.length > 0; held = await page(Number(held.at(-1)?.no))) {
      const events = generateUsage(month, held, book, "meter");
      const { taken, parked, repeated } = await takeUsage(house.db, scope, events, { now: house.clock.now });
      expect([parked, repeated]).toEqual([0, 0]);
      figures.records += taken;
    }
  }, restMs);
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
  /** The next blow falls when the close has come so far, or stands still for want of work. */
  const until = async (share: number) => {
    const end = performance.now() + 30_000;
    for (;;) {
      const [row] = await house.database.sql`
        select count(*) filter (where k.state = 'done')::int as done, bool_and(m.state = 'closed') as closed
          from partner_months m join close_contracts k on k.partner_id = m.partner_id and k.month = m.month where m.month = '2026-04-01'`;
      if (row?.closed || Number(row?.done) >= share * contractsInAll || performance.now() > end) return;
      await pause(50);
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

  test(
    "workers and queue die again and again, it is started five times: one close per contract, and every yen right",
    async () => {
      const config = { ...house.userConfig, ...loadClosingConfig(sampleIssuer) };
      const more = await Promise.all([1, 2].map(() => startBillingWorker(config, silentLog, { now: house.clock.now })));
      const opened = (await Promise.all([1, 2, 3, 4, 5].map(open)))
        .flat()
        .filter(({ partnerId }) => partnerId.startsWith("econ3"));
      expect(opened.length).toBeLessThanOrEqual(partners);
      const began = performance.now();
      for (let kill = 0; kill < kills; kill++) {
        await pause(20 + (kill % 5) * 15);
        // The short form is over soon: there the blows come by the clock.
        if (long) await until(kill / (kills + 1));
        await house.database
          .sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'billing-worker' and datname = current_database()`;
        if (long || kill % 6 === 5) {
          await loseQueues();
          figures.lost++;
        }
        if (kill % 8 === 7) {
          figures.restarted++;
          await house.restart.billing.stop();
          await house.restart.billing.start();
        }
      }
      await house.settle(restMs);
      figures.seconds = (performance.now() - began) / 1_000;
      await Promise.all(more.map((worker) => worker.close()));

      const [count] = await house.database.sql`
      select (select count(*)::int from partner_months where month = '2026-04-01' and state = 'closed') as months,
             (select count(*)::int from statements where month = '2026-04-01') as statements,
             (select count(*)::int from documents where month = '2026-04-01') as invoices,
             (select count(*)::int from close_contracts where state <> 'done') as others,
             (select count(*)::int from outbox where quarantined_at is not null) as aside`;
      const [made] = await house.database.sql`
      select (select count(*)::int from statement_lines) as lines, (select sum(attempt)::int from outbox where queue = 'billing') as attempts,
             (select count(*)::int from outbox where queue = 'billing') as works`;
      console.log(
        `close under fault: ${partners} partners, ${contractsInAll} contracts, ${figures.records} usage records, ${made?.lines} lines; workers' connections cut ${kills} times, queue lost ${figures.lost} times, a worker restarted ${figures.restarted} times; ${made?.works} pieces of work in ${made?.attempts} attempts; closed in ${figures.seconds.toFixed(1)} s`,
      );
      expect(made?.lines).toBe(contractsInAll * lines);
      expect(count).toEqual({ months: partners, statements: partners * (children + 1), invoices: partners, others: 0, aside: 0 });
      // Its statements go through the whole month at once, as those of npm run billing:verify do.
      const ledger = connect({
        url: house.database.as("saihan_operations"),
        applicationName: "verify",
        max: 1,
        statementTimeoutMs: restMs,
      });
      const verified = performance.now();
      const checks = await verifyMonth(ledger, scope, month, restMs).finally(() => disconnect(ledger));
      console.log(`verified by ${checks.length} checks in ${((performance.now() - verified) / 1_000).toFixed(1)} s`);
      expect(checks.filter(({ wrong }) => wrong > 0)).toEqual([]);
    },
    restMs + 600_000,
  );

  test(
    "run again the next day, it changes no row",
    async () => {
      const before = await text();
      house.clock.advance(24 * 3_600_000);
      expect(await Promise.all([open(), open(), open()])).toEqual([[], [], []]);
      await house.settle();
      expect(await text()).toBe(before);
    },
    restMs,
  );
});
