import { decideUsage, exact, type UsageRecord } from "@saihan/billing";
import { connect, type Db, disconnect } from "@saihan/db";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addContracts, addPrices, addResources, asEvent } from "../../../test/support/billing.ts";
import { createDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { readCloudEvent } from "./read-event.ts";
import { retryParked } from "./retry-parked.ts";
import { takeUsage } from "./take-usage.ts";

const [partner, child] = ["econ1000000001", "econ1000000002"];
const now = new Date("2026-05-10T00:00:00Z");
const scope = { service: "metering" };

describe("usage comes in", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.as("saihan_operations"), applicationName: "test", max: 4 });
    await addPrices(db);
    await addContracts(database.sql, partner, [
      { id: partner, startedAt: "2026-01-01T00:00:00Z" },
      { id: child, startedAt: "2026-01-01T00:00:00Z" },
    ]);
    await addResources(db, partner, [
      { contractId: child, resourceId: "vm", menu: "Virtual server", plan: "1vCPU-4GB", from: "2026-03-01T00:00:00Z" },
      { contractId: child, resourceId: "gone", menu: "Virtual server", plan: "1vCPU-4GB", from: "2026-03-01T00:00:00Z" },
    ]);
    await database.sql`update billable_resources set ended_at = '2026-04-15T00:00:00Z' where resource_id = 'gone'`;
  });
  afterAll(async () => {
    await disconnect(db);
    await database?.drop();
  });

  const interval = (id: string, from: string, to: string, more: Partial<UsageRecord> = {}): UsageRecord => ({
    ...{
      source: "meter",
      id,
      contractId: child,
      tenantId: undefined,
      resourceId: "vm",
      menu: "Virtual server",
      plan: "1vCPU-4GB",
      component: "minute",
    },
    ...{ kind: "interval", size: exact(1), period: { from: new Date(from), to: new Date(to) } },
    ...(more as object),
  });
  const take = (records: readonly UsageRecord[], batchRows?: number) =>
    takeUsage(db, scope, records.map(asEvent), { now: () => now, ...(batchRows ? { batchRows } : {}) });
  const parked = (source: string) =>
    database.sql<
      { eventId: string; code: string }[]
    >`select event_id, code from usage_parked where source = ${source} order by event_id`;

  test("an event is taken once, however often it comes; the same id with other content is an error, not an overwrite (I4)", async () => {
    const one = interval("a1", "2026-04-01T00:00:00Z", "2026-04-01T01:00:00Z");
    expect(await take([one])).toEqual({ taken: 1, repeated: 0, late: 0, parked: 0 });
    expect(await take([one])).toEqual({ taken: 0, repeated: 1, late: 0, parked: 0 });
    // 09:59:59 in Japan is still April in neither sense: the same instants written otherwise are the same content.
    const other = interval("a1", "2026-04-01T00:00:00Z", "2026-04-01T02:00:00Z");
    expect(await take([other])).toEqual({ taken: 0, repeated: 0, late: 0, parked: 1 });
    const elsewhere = interval("a1", "2026-05-01T00:00:00Z", "2026-05-01T02:00:00Z");
    expect(await take([elsewhere])).toMatchObject({ taken: 0, parked: 1 });
    expect(await take([elsewhere])).toMatchObject({ taken: 0, parked: 1 });
    expect((await parked("meter")).map((p) => p.code)).toEqual(["USAGE_EVENT_CONFLICT", "USAGE_EVENT_CONFLICT"]);
    const [kept] = await database.sql`select to_ms from usage_records where event_id = 'a1'`;
    expect(Number(kept?.toMs)).toBe(Date.parse("2026-04-01T01:00:00Z"));
  });

  test("twice in one batch counts once, and with other content is an error", async () => {
    const one = interval("b1", "2026-04-02T00:00:00Z", "2026-04-02T01:00:00Z", { source: "twice" });
    const other = interval("b1", "2026-04-02T00:00:00Z", "2026-04-02T03:00:00Z", { source: "twice" });
    expect(await take([one, one, other])).toEqual({ taken: 1, repeated: 1, late: 0, parked: 1 });
  });

  test("an interval over the end of a month stands in both months, and is one event", async () => {
    const over = interval("c1", "2026-03-31T23:00:00Z", "2026-04-01T00:00:00.001Z", { source: "over" });
    // Ends inside a1.
    expect(await take([over])).toMatchObject({ parked: 1 });
    const before = interval("c2", "2026-03-31T22:00:00Z", "2026-04-01T00:00:00Z", { source: "over" });
    expect(await take([before])).toMatchObject({ taken: 1 });
    const across = interval("c3", "2026-04-30T22:00:00Z", "2026-05-01T00:00:01Z", { source: "over" });
    expect(await take([across])).toMatchObject({ taken: 1 });
    const months =
      await database.sql`select event_id, month::text from usage_records where source = (select no from usage_sources where name = 'over') order by 1, 2`;
    expect(months.map((m) => `${m.eventId} ${m.month}`)).toEqual(["c2 2026-03-01", "c3 2026-04-01", "c3 2026-05-01"]);
  });

  test("overlaps are parked, in one batch and across batches; what only touches is not", async () => {
    const day = (id: string, from: number, to: number) =>
      interval(id, `2026-04-05T${String(from).padStart(2, "0")}:00:00Z`, `2026-04-05T${String(to).padStart(2, "0")}:00:00Z`, {
        source: "lap",
      });
    expect(await take([day("d1", 0, 5), day("d2", 5, 9)])).toMatchObject({ taken: 2 });
    expect(await take([day("d3", 4, 6), day("d6", 10, 11), day("d7", 10, 12), day("d8", 11, 13)])).toMatchObject({
      taken: 1,
      parked: 3,
    });
    expect(await take([day("d4", 8, 10)])).toMatchObject({ taken: 0, parked: 1 });
    expect((await parked("lap")).map((p) => `${p.eventId} ${p.code}`)).toEqual(
      ["d3", "d4", "d7", "d8"].map((id) => `${id} USAGE_OVERLAPS`),
    );
    // d8 overlapped only d7, which is parked itself: tried alone it is taken.
    expect(await retryParked(db, scope, () => now)).toMatchObject({ taken: 1 });
    expect(await database.sql`select event_id from usage_parked where source = 'lap' and settled_as = 'taken'`).toEqual([
      { eventId: "d8" },
    ]);
  });

  test("nothing is dropped: what cannot be read is parked as it came", async () => {
    const events = [
      readCloudEvent({ specversion: "1.0", id: "e1", source: "bad" }),
      readCloudEvent({
        specversion: "1.0",
        id: "e2\u0000\ud800",
        source: "bad",
        subject: "vm",
        type: "saihan.usage.reading.v1",
        data: { at: "2026-04-01T00:00:00" },
      }),
      readCloudEvent("\ud800\u0000 no object"),
      readCloudEvent({
        ...{ specversion: "1.0", id: "e3", source: "bad", subject: "vm", type: "saihan.usage.interval.v1" },
        data: {
          contractId: child,
          menu: "Virtual server",
          plan: "1vCPU-4GB",
          component: "minute",
          from: "2026-04-10T00:00:00+09:00",
          to: "2026-04-10T09:00:00+09:00",
        },
      }),
    ];
    expect(await takeUsage(db, scope, events, { now: () => now })).toEqual({ taken: 1, repeated: 0, late: 0, parked: 3 });
  });

  test("a name with half of a character in it is parked, and takes nothing else down", async () => {
    const fields = { from: "2026-04-11T00:00:00Z", to: "2026-04-11T01:00:00Z" };
    const event = (id: string, menu: string) =>
      readCloudEvent({
        ...{ specversion: "1.0", id, source: "half", subject: "vm", type: "saihan.usage.interval.v1" },
        data: { contractId: child, menu, plan: "1vCPU-4GB", component: "minute", ...fields },
      });
    const events = [event("f1", "\ud800 server"), event("f2", "Virtual server")];
    expect(await takeUsage(db, scope, events, { now: () => now })).toEqual({ taken: 1, repeated: 0, late: 0, parked: 1 });
    expect((await parked("half")).map((p) => `${p.eventId} ${p.code}`)).toEqual(["f1 PRICE_UNKNOWN"]);
  });

  test("in whatever order intervals come, each is taken that overlaps none that stands, also over ends of months", async () => {
    const many = Array.from({ length: 200 }, (_, i) => ({ contractId: child, resourceId: `reach${i}` }));
    await addResources(
      db,
      partner,
      many.map((one) => ({ ...one, menu: "Virtual server", plan: "1vCPU-4GB", from: "2026-03-01T00:00:00Z" })),
    );
    const firstHour = Date.parse("2026-03-30T00:00:00Z");
    const at = (hour: number) => new Date(firstHour + hour * 3_600_000).toISOString();
    let round = 0;
    const drawn = fc.array(
      fc.record({ from: fc.integer({ min: 0, max: 24 * 35 }), hours: fc.integer({ min: 1, max: 24 * 4 }) }),
      { minLength: 15, maxLength: 30 },
    );
    await fc.assert(
      fc.asyncProperty(drawn, async (spans) => {
        const source = `reach${round}`;
        const resourceId = `reach${round++}`;
        const stands: typeof spans = [];
        const expected: string[] = [];
        for (const [i, { from, hours }] of spans.entries()) {
          if (stands.some((other) => other.from < from + hours && from < other.from + other.hours)) expected.push(`${i}`);
          else stands.push({ from, hours });
        }
        const records = spans.map(({ from, hours }, i) => interval(`${i}`, at(from), at(from + hours), { source, resourceId }));
        for (const record of records) await take([record]);
        const found = await parked(source);
        expect(new Set(found.map(({ code }) => code))).toEqual(new Set(expected.length > 0 ? ["USAGE_OVERLAPS"] : []));
        expect(new Set(found.map(({ eventId }) => eventId))).toEqual(new Set(expected));
      }),
      { numRuns: 8 },
    );
  });

  test("the order and the size of batches do not matter (I3)", async () => {
    const hours = Array.from({ length: 20 }, (_, i) =>
      interval(
        `h${i}`,
        `2026-04-06T${String(i).padStart(2, "0")}:00:00Z`,
        `2026-04-06T${String(i + 1).padStart(2, "0")}:00:00Z`,
        { source: "hours" },
      ),
    );
    const odd = hours.filter((_, i) => i % 2 === 1);
    expect(await take(odd.toReversed(), 3)).toMatchObject({ taken: 10 });
    expect(await take(hours, 7)).toMatchObject({ taken: 10, repeated: 10, parked: 0 });
  });

  test("SQL judges as decideUsage does", async () => {
    const lives = {
      vm: { contractId: child, from: new Date("2026-03-01T00:00:00Z"), to: undefined },
      gone: { contractId: child, from: new Date("2026-03-01T00:00:00Z"), to: new Date("2026-04-15T00:00:00Z") },
    };
    const instant = fc
      .integer({ min: Date.parse("2026-02-20T00:00:00Z"), max: Date.parse("2026-05-12T00:00:00Z") })
      .map((ms) => new Date(ms - (ms % 1000)));
    let round = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            at: instant,
            quantity: fc.integer({ min: -1, max: 5 }),
            resourceId: fc.constantFrom("vm", "gone", "nobody"),
            contractId: fc.constantFrom(child, partner),
          }),
          { minLength: 20, maxLength: 40 },
        ),
        async (drawn) => {
          const source = `judge${round++}`;
          const records: UsageRecord[] = drawn.map((d, i) => ({
            ...{
              kind: "reading",
              source,
              id: String(i).padStart(3, "0"),
              contractId: d.contractId,
              tenantId: undefined,
              resourceId: d.resourceId,
            },
            ...{ menu: "Monitoring Logs", plan: "ingest", component: "GB", at: d.at, quantity: exact(d.quantity) },
          }));
          await take(records, 16);
          const reasons = new Map((await parked(source)).map((p) => [p.eventId, p.code]));
          for (const record of records) {
            const resource = lives[record.resourceId as keyof typeof lives];
            const decision = decideUsage(record, { resource, now, openMonth: "2026-02", lateWindowMonths: 2 });
            expect(reasons.get(record.id) ?? "taken").toBe(decision.ok ? "taken" : decision.code);
          }
        },
      ),
      { numRuns: 10 },
    );
  });
});
