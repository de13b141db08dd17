import { asRole, connect, disconnect, usageMonths } from "@saihan/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { retainOnce } from "../../services/billing-worker/src/retention.ts";
import { clientOf, someContract } from "../support/client.ts";
import { furnishMonths, monthOf } from "../support/closed-month.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { rolePassword } from "../support/servers.ts";

const day = 86_400_000;

describe.skipIf(missingStore)("what is past its retention goes", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  const asWorker = () =>
    connect({ url: asRole(house.database.url, "saihan_worker", rolePassword), applicationName: "retention", max: 1 });
  const retain = async (trial: boolean) => {
    const db = asWorker();
    try {
      const done = await retainOnce({ db, now: house.clock.now, actor: "test", trial });
      return Object.fromEntries(done.map(({ code, gone }) => [code, gone]));
    } finally {
      await disconnect(db);
    }
  };
  /** Every place in the database where a text stands, as `table.column`. */
  async function placesOf(text: string): Promise<string[]> {
    const { sql } = house.database;
    const tables = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`;
    const found: string[] = [];
    for (const { name } of tables) {
      const [row] = await sql<
        { n: number }[]
      >`select count(*)::int as n from ${sql(name)} t where strpos(lower(t::text), ${text}) > 0`;
      if (row && row.n > 0) found.push(name);
    }
    return found;
  }

  test("a person who has left is forgotten in every table, the search included; ids, orders and the audit stay", async () => {
    const made = await client.ended(
      await client.post(
        "/v1/contracts",
        someContract({
          customerName: "忘却商会",
          representative: {
            loginId: "canary-person@forget.example",
            mailAddress: "canary-person@forget.example",
            name: "canary-person",
          },
        }),
      ),
    );
    const contractId = made.contractId as string;
    const before = await house.database.sql<
      { representativeId: string }[]
    >`select representative_id from contracts where id = ${contractId}`;
    const userId = before[0]?.representativeId as string;
    const moved = await client.ended(
      await client.patch(`/v1/contracts/${contractId}/users/${userId}`, { mailAddress: "canary-person-2@forget.example" }),
    );
    expect(moved.state).toBe("succeeded");
    await house.settle();
    expect((await client.get("/v1/contracts?q=canary-person")).body.contracts).toHaveLength(1);
    expect(await placesOf("canary-person")).toEqual(expect.arrayContaining(["contracts", "mails", "orders", "users"]));
    // Whoever is there is not forgotten.
    const erase = () =>
      house.database.sql<
        { erased: boolean }[]
      >`select erase_person(${house.partner.contractId}, ${userId}, now(), 'asked') as erased`;
    expect((await erase())[0]?.erased).toBe(false);

    const ended = await client.ended(await client.post(`/v1/contracts/${contractId}/terminate`));
    expect(ended.state).toBe("succeeded");
    await house.settle();
    expect((await erase())[0]?.erased).toBe(true);
    expect((await erase())[0]?.erased).toBe(false);
    await house.settle();
    expect(await placesOf("canary-person")).toEqual([]);
    expect((await client.get("/v1/contracts?q=canary-person")).body.contracts).toHaveLength(0);
    expect((await client.get(`/v1/orders/${made.id as string}`)).body).toMatchObject({ state: "succeeded", contractId });
    const [entry] = await house.database.sql<
      { target: string; reason: string }[]
    >`select target, reason from audit_entries where action = 'user.erase'`;
    expect(entry).toEqual({ target: userId, reason: "asked" });
  });

  test("by the rules: a trial tells and changes nothing, the bell does it, once, and the audit says how much", async () => {
    const path = `/v1/contracts/${house.partner.contractId}/users`;
    const someone = {
      loginId: "canary-rule@forget.example",
      mailAddress: "canary-rule@forget.example",
      name: "canary-rule",
    };
    const made = await client.ended(await client.post(path, someone));
    const userId = made.subject.id as string;
    await client.ended(await client.delete(`${path}/${userId}`));
    const stays = await client.ended(
      await client.post(path, {
        ...someone,
        loginId: "stays@forget.example",
        mailAddress: "stays@forget.example",
        name: "stays",
      }),
    );
    expect(stays.state).toBe("succeeded");
    await house.settle();
    expect(await retain(true)).toMatchObject({ "people-gone": 0, "mail-addresses": 0, "order-inputs": 0 });

    house.clock.advance(366 * day);
    const told = await retain(true);
    expect(told["people-gone"]).toBe(1);
    expect(told["mail-addresses"]).toBeGreaterThan(0);
    expect(await placesOf("canary-rule")).toContain("users");

    await house.inject("billing", "retention", [{}]);
    await expect
      .poll(
        async () =>
          (await house.database.sql`select after from audit_entries where action = 'retention.apply'`).map(({ after }) => after),
        { timeout: 20_000 },
      )
      .toEqual([Object.fromEntries(Object.entries(told).filter(([, gone]) => gone > 0))]);
    expect((await placesOf("canary-rule")).filter((name) => name !== "idempotency_keys")).toEqual([]);
    expect(await placesOf("stays@forget.example")).toContain("users");
    for (const gone of Object.values(await retain(false))) expect(gone).toBe(0);
  });

  test("what a rule does not name cannot be asked for, and other programs cannot ask", async () => {
    const db = asWorker();
    const api = connect({ url: asRole(house.database.url, "saihan_api", rolePassword), applicationName: "retention", max: 1 });
    try {
      await expect(
        db.lanes
          .acquire()
          .then(async (lane) => lane.sql`select apply_retention('books', now(), now(), 1)`.finally(() => db.lanes.release(lane))),
      ).rejects.toThrow("RETENTION_RULE");
      for (const call of [
        "apply_retention('bulk-files', now(), now(), 1)",
        "erase_person('a', 'b', now(), 'c')",
        "drop_usage_month('2026-04-01')",
      ]) {
        const lane = await api.lanes.acquire();
        await expect(lane.sql.unsafe(`select ${call}`)).rejects.toThrow("permission denied");
        api.lanes.release(lane);
      }
    } finally {
      await disconnect(db);
      await disconnect(api);
    }
  });
});

describe.skipIf(missingStore)("months of usage", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test("a month goes when every partner has closed it and its time is over; the months around it and the documents stay", async () => {
    const months = await furnishMonths(house);
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04"));
    await months.close("2026-05-05T01:00:00Z", "2026-04");
    await months.use("2026-06-02T00:00:00Z", monthOf("2026-05"));
    const db = connect({ url: asRole(house.database.url, "saihan_worker", rolePassword), applicationName: "retention", max: 1 });
    const at = (instant: string) => retainOnce({ db, now: () => new Date(instant), actor: "test" });
    const held = async () =>
      (await house.database.sql<{ month: string; closed: boolean }[]>`select month::text, closed from usage_months()`).map(
        ({ month, closed }) => `${month.slice(0, 7)}${closed ? "" : " open"}`,
      );
    try {
      expect(await held()).toEqual(["2026-04", "2026-05 open"]);
      await at("2028-04-30T23:59:59Z");
      expect(await held()).toEqual(["2026-04", "2026-05 open", "2028-04", "2028-05"]);
      await at("2028-05-01T00:00:00Z");
      expect(await held()).toEqual(["2026-05 open", "2028-04", "2028-05", "2028-06"]);
      // An open month stays however old it is, and the database refuses it to whoever asks.
      await at("2031-01-01T00:00:00Z");
      expect(await held()).toContain("2026-05 open");
      const lane = await db.lanes.acquire();
      await expect(lane.sql`select drop_usage_month('2026-05-01')`).rejects.toThrow("USAGE_MONTH_CLOSED");
      db.lanes.release(lane);
      const [left] = await house.database.sql<{ documents: number; lines: number }[]>`
        select (select count(*)::int from documents) as documents, (select count(*)::int from statement_lines where month = '2026-04-01') as lines`;
      expect(left?.documents).toBeGreaterThan(0);
      expect(left?.lines).toBeGreaterThan(0);
      // Usage goes on, into the place that was made ahead.
      expect((await usageMonthsOf(house)).length).toBeGreaterThan(0);
    } finally {
      await disconnect(db);
    }
  });
});

async function usageMonthsOf(house: House) {
  const db = connect({ url: asRole(house.database.url, "saihan_worker", rolePassword), applicationName: "retention", max: 1 });
  try {
    const lane = await db.lanes.acquire();
    const rows = await usageMonths(lane.sql as never);
    db.lanes.release(lane);
    return rows;
  } finally {
    await disconnect(db);
  }
}
