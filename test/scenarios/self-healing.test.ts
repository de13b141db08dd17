import { scrape } from "@saihan/metrics";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, oneRedis, openHouse, queueStore } from "../support/house.ts";
import { type NetworkProxy, proxyTo } from "../support/proxy.ts";

/** What the house notices and mends by itself (reliability D7, D14; ). */
describe.skipIf(missingStore)("a house that mends itself", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let queue: NetworkProxy | undefined;
  beforeAll(async () => {
    house = await openHouse({
      // The housekeeping finds what is lost only after a minute: whatever goes faster is due to what is tested here.
      reconcileAfterMs: 60_000,
      through: async ({ databaseUrl, redisUrl }) => {
        queue = redisUrl && oneRedis ? await proxyTo(redisUrl) : undefined;
        return { databaseUrl, redisUrl: queue?.url ?? redisUrl };
      },
    });
    client = clientOf(house.api, house.partner);
  });
  afterAll(async () => {
    await house?.close();
    await queue?.close();
  });

  /** Over all labels: what was counted before in this process has its own. */
  const measured = async (name: string) =>
    [...(await scrape()).text.matchAll(new RegExp(`^${name}\\S* (\\S+)$`, "gm"))].reduce((sum, [, n]) => sum + Number(n), 0);

  // Where the queues live in the database they share its fate.
  if (queueStore === "redis")
    test("a Redis that has forgotten everything is noticed at once, and all work goes out again (R-06)", async () => {
      await house.restart.provisioning.stop();
      const accepted = await Promise.all(Array.from({ length: 20 }, () => client.post("/v1/contracts", someContract())));
      await expect
        .poll(async () => (await house.database.sql`select from outbox where sent_at is null and done_at is null`).length)
        .toBe(0);
      const before = await measured("saihan_queue_store_lost_total");
      await house.loseQueues();
      await expect.poll(() => measured("saihan_queue_store_lost_total")).toBe(before + 1);
      await house.restart.provisioning.start();
      const ended = await Promise.all(accepted.map((a) => client.ended(a)));
      expect(ended.map(({ state }) => state)).toEqual(ended.map(() => "succeeded"));
      // Each was handed over twice and done once.
      const [row] = await house.database.sql`
      select max(generation)::int as generation, max(attempt)::int as attempt from outbox where name = 'create-contract'`;
      expect(row).toEqual({ generation: 1, attempt: 1 });
      await house.settle();
    });

  test("bells that are gone are hung again", async () => {
    await expect.poll(() => house.queueText()).toContain("month-close");
    await house.loseQueues();
    await expect.poll(() => house.queueText()).toContain("month-close");
  });

  test("a job whose work does not exist is dropped and counted (R-25)", async () => {
    const before = await measured("saihan_jobs_orphaned_total");
    await house.inject("users", "create-user", [
      { work: 987_654_321, partner: house.partner.contractId, orderId: "00000000-0000-7000-8000-000000000000" },
    ]);
    await expect.poll(() => measured("saihan_jobs_orphaned_total")).toBe(before + 1);
  });

  if (oneRedis)
    test("connections that have died without a word are given up, and work goes on (R-28)", async () => {
      await client.ended(await client.post("/v1/contracts", someContract()));
      queue?.deafen();
      const began = performance.now();
      const accepted = await client.post("/v1/contracts", someContract());
      expect(accepted.status).toBe(202);
      await expect
        .poll(async () => (await client.get(`/v1/orders/${accepted.body.order.id}`)).body.state, {
          timeout: 75_000,
          interval: 500,
        })
        .toBe("succeeded");
      expect(performance.now() - began).toBeLessThan(60_000);
      await house.settle();
    });
});
