import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../../../test/support/database.ts";
import { connect, type Db, disconnect, transaction } from "../../transaction.ts";
import { usageChecks } from "./verify.ts";

const start = Date.parse("2026-04-01T00:00:00Z");
const first = "2026-04-01";
/** Two resources whose numbers differ by 2^31 share their place in the order. */
const resources = [7n, 7n + 2n ** 31n, 8n] as const;

interface Record {
  resource: number;
  lane: number;
  from: number;
  ms: number;
  reading: boolean;
}

describe("time that is charged twice (I10)", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.as("saihan_operations"), applicationName: "test", max: 2 });
    await database.sql`select make_usage_month(${first}::date)`;
    await database.sql`alter table usage_records disable trigger user`;
  });
  afterAll(async () => {
    if (db) await disconnect(db);
    await database?.drop();
  });

  async function found(records: readonly Record[]): Promise<{ looked: number; wrong: number }> {
    await database.sql`delete from usage_records`;
    for (const [n, { resource, lane, from, ms, reading }] of records.entries()) {
      const at = start + from;
      await database.sql`
        insert into usage_records (resource, from_ms, to_ms, arrived_at, item, lane, month, source, reading, partner_id, quantity, event_id)
        values (${String(resources[resource])}::bigint, ${at}, ${reading ? at : at + ms}, '2026-05-01', 1, ${lane}, ${first}, 1, ${reading}, 'econ', 1, ${String(n)})`;
    }
    const checks = await transaction(db, { service: "test" }, (tx) => usageChecks(tx, first));
    const { looked, wrong } = checks.find(({ name }) => name.includes("I10")) ?? { looked: -1, wrong: -1 };
    return { looked: Number(looked), wrong: Number(wrong) };
  }

  const hour = 3_600_000;
  const of = (from: number, ms: number, lane = 1, resource = 0): Record => ({ resource, lane, from, ms, reading: false });
  test.each([
    ["intervals that meet", [of(0, hour), of(hour, hour)], 0],
    ["one that begins a millisecond too early", [of(0, hour), of(hour - 1, hour)], 1],
    ["one inside another", [of(0, 9 * hour), of(hour, hour)], 1],
    ["one that reaches in from the month before, over the first of the month", [of(-5 * hour, 6 * hour), of(0, hour)], 1],
    ["the same time in two lanes of a resource", [of(0, hour, 1), of(0, hour, 2)], 0],
    ["the same time of two resources", [of(0, hour, 1, 0), of(0, hour, 1, 2)], 0],
    ["the same time of two resources that share their place", [of(0, hour, 1, 0), of(0, hour, 1, 1)], 0],
    ["a reading inside an interval", [of(0, hour), { ...of(5, 0), reading: true }], 0],
  ])("%s", async (_, records, wrong) => {
    expect((await found(records)).wrong).toBe(wrong);
  });

  test("is found wherever any two intervals of a resource and lane overlap, and nowhere else", async () => {
    const record = fc
      .record({
        resource: fc.nat({ max: 2 }),
        lane: fc.nat({ max: 1 }),
        from: fc.integer({ min: -3, max: 12 }),
        ms: fc.integer({ min: 1, max: 4 }),
        reading: fc.boolean(),
      })
      // A month holds what touches it.
      .filter(({ from, ms }) => from + ms > 0);
    await fc.assert(
      fc.asyncProperty(fc.array(record, { maxLength: 8 }), async (records) => {
        const intervals = records.filter(({ reading }) => !reading);
        const overlap = intervals.some((a, i) =>
          intervals
            .slice(i + 1)
            .some((b) => a.resource === b.resource && a.lane === b.lane && a.from < b.from + b.ms && b.from < a.from + a.ms),
        );
        expect((await found(records)).wrong > 0).toBe(overlap);
      }),
      { numRuns: 60 },
    );
  });
});
