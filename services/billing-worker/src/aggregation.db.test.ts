import {
  aggregateUsage,
  exact,
  type PriceVersion,
  policiesOf,
  programmePrices,
  rateMonth,
  readPriceList,
  type UsageAggregate,
  type UsageRecord,
} from "@saihan/billing";
import { codeVersion, gatherUsage, type Prices, rateBatch, readPrices, verifyMonth } from "@saihan/closing";
import { batch, connect, type Db, disconnect, openCloses, recordBatch, single, sumUsageTogether, transaction } from "@saihan/db";
import { takeUsage } from "@saihan/metering";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addContracts, addPrices, addResources, asEvent } from "../../../test/support/billing.ts";
import { createDatabase, type TestDatabase } from "../../../test/support/database.ts";

const [partner, child] = ["econ5000000001", "econ5000000002"];
const [month, cutoffAt] = ["2026-04", new Date("2026-05-05T00:00:00Z")];
const scope = { partnerId: partner, actor: "test" };
const service = { service: "test" };

/** Every charge pattern of the price list, a price that rises within the month, and one that ends within it. */
const kinds = [
  ["Virtual server", "1vCPU-4GB", "minute"],
  ["Virtual server", "4vCPU-16GB", "minute"],
  ["Block storage", "2 IOPS/GB", "GB-minute"],
  ["Rancher", "cluster", "minute"],
  ["SAP HANA", "base", "licence-month"],
  ["vSphere", "flavour 1", "host-month; minute"],
  ["Host security", "agent", "agent"],
  ["Backup", "standard", "GB monthly peak"],
  ["Wasabi object storage", "standard", "TB monthly average"],
  ["SQL Server", "Standard", "2 vCPU per VM"],
  ["Logical network", "L2", "network-month"],
  ["Monitoring Logs", "ingest", "GB"],
  ["DNS", "queries", "million: first free"],
  ["Things Cloud", "Standard", "device-month"],
  ["Things Cloud", "Standard", "MB over pooled allowance"],
  ["Ending menu", "p", "minute"],
] as const;
const readings = new Set(["GB", "million: first free", "MB over pooled allowance"]);

function changes(): PriceVersion[] {
  const rancher = programmePrices(readPriceList()).find(({ menu }) => menu === "Rancher");
  if (rancher?.terms.pattern !== "time_capped") throw new Error("the price list has no Rancher price");
  const risen = {
    ...rancher,
    id: "risen",
    from: "2026-04-11",
    terms: { ...rancher.terms, rate: exact("0.75"), cap: exact(21_600) },
  };
  return [
    risen,
    { ...rancher, id: "ending", menu: "Ending menu", plan: "p", component: "minute", from: "2026-01-01", to: "2026-04-21" },
  ];
}

describe("aggregation in SQL", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.as("saihan_operations"), applicationName: "test", max: 4 });
    await addPrices(db, changes());
    await addContracts(
      database.sql,
      partner,
      [partner, child].map((id) => ({ id, startedAt: "2026-04-01T00:00:00Z" })),
    );
    await addResources(
      db,
      partner,
      kinds.map(([menu, plan], i) => ({
        contractId: i % 3 === 0 ? partner : child,
        resourceId: `r${i}`,
        menu,
        plan,
        from: "2026-03-01T00:00:00Z",
      })),
    );
  });
  afterAll(async () => {
    await disconnect(db);
    await database?.drop();
  });

  let round = 0;
  /** Records of every kind; those of one resource follow one another with gaps that may be nothing. */
  const records = fc
    .array(
      fc.array(
        fc.record({
          gapMs: fc.constantFrom(0, 1, 61_000, 90_000_000),
          ms: fc.integer({ min: 1, max: 400_000_000 }),
          size: fc.integer({ min: 0, max: 40 }),
        }),
        { maxLength: 6 },
      ),
      { minLength: kinds.length, maxLength: kinds.length },
    )
    .map((drawn) => {
      const source = `round ${round++}`;
      return drawn.flatMap((steps, i): UsageRecord[] => {
        const [menu, plan, component] = kinds[i] as (typeof kinds)[number];
        const core = {
          source,
          contractId: i % 3 === 0 ? partner : child,
          tenantId: undefined,
          resourceId: `r${i}`,
          menu,
          plan,
          component,
        };
        let at = Date.parse("2026-03-28T00:00:00Z");
        return steps.map(({ gapMs, ms, size }, n): UsageRecord => {
          const from = at + gapMs;
          at = from + ms;
          if (readings.has(component))
            return { ...core, id: `${i} ${n}`, kind: "reading", at: new Date(from), quantity: exact(size) };
          const period = { from: new Date(from), to: new Date(at) };
          return { ...core, id: `${i} ${n}`, kind: "interval", period, size: exact(component === "minute" ? 1 : size) };
        });
      });
    });

  test("gives what aggregateUsage gives, and the second path rates it to the same yen", async () => {
    const prices = await readPrices(db, scope);
    const { minutes } = policiesOf(month);
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(records, async (drawn) => {
        await database.sql.unsafe(
          "alter table usage_records disable trigger user; delete from usage_records; alter table usage_records enable trigger user",
        );
        const sum = await takeUsage(db, service, drawn.map(asEvent), {
          now: () => new Date("2026-05-04T00:00:00Z"),
          batchRows: 25,
        });
        expect(sum.taken + sum.parked).toBe(drawn.length);
        expect(sum.parked).toBe(0);

        const members = (pool: { contractId: string; plan: string }) =>
          drawn
            .filter((r) => r.contractId === pool.contractId && r.component === "device-month" && touches(r))
            .reduce((total, r) => total.plus(r.kind === "interval" ? r.size : 0), exact(0));
        const pure = aggregateUsage(month, drawn, prices.book, { minutes, poolMembers: members });
        const holdAgainstPure = async () => {
          const gathered = await gatherUsage(db, scope, {
            month,
            cutoffAt,
            contracts: [partner, child],
            prices,
            minutes,
            together: true,
          });
          const ours = [...gathered.aggregates.values()].flat();
          seen += ours.length;
          expect(ours.map(textOf).sort()).toEqual(pure.aggregates.map(textOf).sort());
          const unpriced = [...gathered.unpriced.values()].flat().map((u) => u.resourceId);
          expect([...new Set(unpriced)].sort()).toEqual([...new Set(pure.unpriced.map((u) => u.record.resourceId))].sort());
          expect(rateMonth(month, ours, prices.book).unrated).toEqual([]);
        };
        await holdAgainstPure();
        const facts = { upTo: "2026-04-01", at: cutoffAt, actor: "test", batchSize: 10, codeVersion };
        await single(db, service, (tx) => openCloses(tx, facts));
        await transaction(db, scope, (tx) => sumUsageTogether(tx, partner, `${month}-01`, cutoffAt));
        const [summed] =
          await database.sql`select count(*)::int as partners, (select count(*)::int from usage_sums) as sums from usage_summed`;
        expect(summed).toEqual({ partners: 1, sums: expect.any(Number) });
        await holdAgainstPure();

        await closeAsIs(prices);
        expect((await verifyMonth(db, service, month)).filter(({ wrong }) => wrong > 0)).toEqual([]);
        await reopen();
      }),
      { numRuns: 12 },
    );
    expect(seen).toBeGreaterThan(100);
  });

  /** Rates and closes the month as the jobs do, without documents. */
  async function closeAsIs(prices: Prices): Promise<void> {
    const { rows } = await rateBatch(db, scope, { month, cutoffAt, batch: 0, prices });
    const worker = connect({ url: database.as("saihan_worker"), applicationName: "test", max: 1 });
    await batch(worker, scope, (tx) =>
      recordBatch(tx, { partnerId: partner, month: `${month}-01`, at: cutoffAt }, rows, {
        queue: "billing",
        name: "issue-invoice",
      }),
    );
    await disconnect(worker);
    await database.sql`update partner_months set state = 'reviewed'`;
    await database.sql`update partner_months set state = 'closed'`;
    await database.sql`insert into close_certificates select partner_id, month, '{}', ${"44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"}, now() from partner_months`;
  }

  async function reopen(): Promise<void> {
    const tables = [
      "close_certificates",
      "statement_lines",
      "statements",
      "close_exceptions",
      "close_contracts",
      "partner_months",
      "usage_sums",
      "usage_summed",
    ];
    for (const table of tables) {
      await database.sql.unsafe(
        `alter table ${table} disable trigger user; delete from ${table}; alter table ${table} enable trigger user`,
      );
    }
  }
});

function touches(record: UsageRecord): boolean {
  const [from, to] = [Date.parse("2026-04-01T00:00:00Z"), Date.parse("2026-05-01T00:00:00Z")];
  return record.kind === "interval" && record.period.from.getTime() < to && record.period.to.getTime() > from;
}

function textOf({ contractId, resourceId, priceVersionId, quantity, size, starts, members, usage }: UsageAggregate): string {
  const figures = [quantity, size, starts, members].map((figure) => figure?.toString() ?? "-");
  return [contractId, resourceId, priceVersionId, ...figures, usage.records].join(" ");
}
