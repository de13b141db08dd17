import { connect, type Db, disconnect, listen, single, transaction } from "@saihan/db";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** Transactions that share connections of the database behind a PgBouncer (ten for each role). */
describe.skipIf(missingStore)("through a pooler", () => {
  let house: House;
  let db: Db;
  const open = (limits: { statementTimeoutMs?: number } = {}) => {
    const directUrl = house.database.as("saihan_worker");
    const url = new URL(directUrl);
    url.port = String(inject("poolerPort"));
    return connect({ url: url.href, directUrl, applicationName: "pooled", max: 30, waitMs: 20_000, ...limits });
  };
  beforeAll(async () => {
    house = await openHouse();
    db = open();
  });
  afterAll(async () => {
    await (db && disconnect(db));
    await house?.close();
  });

  test("transactions of two partners in turn on the same connections: each sees its own, and nobody without a scope sees anything", async () => {
    const pids = new Set<number>();
    const look = async ({ contractId }: { contractId: string }) =>
      transaction(db, { partnerId: contractId, actor: "test" }, async (tx) => {
        const [row] = await tx<{ pid: number; seen: string | null }[]>`
          select pg_backend_pid() as pid, (select string_agg(distinct partner_id, ' ') from contracts) as seen where ${contractId} <> ''`;
        const again = await tx<{ n: number }[]>`select count(*)::int as n from users where partner_id <> ${contractId}`;
        pids.add(row?.pid ?? 0);
        return { seen: row?.seen, foreign: again[0]?.n, contractId };
      });
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => look(n % 2 === 0 ? house.partner : house.stranger)));
    for (const { seen, foreign, contractId } of answers) expect([seen, foreign]).toEqual([contractId, 0]);
    expect(pids.size).toBeLessThanOrEqual(10);
    const [none] = await single(db, { service: "test" }, (tx) => tx<{ n: number }[]>`select count(*)::int as n from users`);
    expect(none?.n).toBe(0);
  });

  test("a transaction's limits hold for it, and for no other on the same connection", async () => {
    const hasty = open({ statementTimeoutMs: 200 });
    await expect(single(hasty, { service: "test" }, (tx) => tx`select pg_sleep(5)`)).rejects.toMatchObject({
      name: "DatabaseUnavailable",
    });
    await Promise.all(Array.from({ length: 12 }, () => single(db, { service: "test" }, (tx) => tx`select pg_sleep(0.4)`)));
    await disconnect(hasty);
  });

  test("notifications are heard, although a pooler carries none", async () => {
    const heard: string[] = [];
    const stop = listen(db, "pooled_news", (text) => heard.push(text));
    await expect.poll(() => heard).toEqual(["*"]);
    await single(db, { service: "test" }, (tx) => tx`select pg_notify('pooled_news', ${"seven"})`);
    await expect.poll(() => heard).toEqual(["*", "seven"]);
    await stop();
  });
});
