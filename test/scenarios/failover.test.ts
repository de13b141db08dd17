import { rmSync } from "node:fs";
import { findRedisServer, type RedisSet, startCluster, startSentinels, throwAwayFolder } from "@saihan/launch";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const failovers = Number(process.env.FAILOVERS ?? 3);
/** Orders under way at once. */
const clients = 8;

/** Redis servers that take over from one another while orders run. */
describe.skipIf(missingStore).each([
  ["Sentinels", startSentinels],
  ["a Cluster", startCluster],
])("failovers under %s", (form, start) => {
  let set: RedisSet;
  let house: House;
  const folder = throwAwayFolder("failover");
  beforeAll(async () => {
    set = await start({ command: findRedisServer() as string, folder });
    // The housekeeping finds what is lost only after two minutes: whatever goes faster is due to the watch over the store.
    house = await openHouse({
      reconcileAfterMs: 120_000,
      // As a production house has it: longer than a failover takes, so that a worker that lives keeps its work.
      lockMs: 20_000,
      through: async ({ databaseUrl }) => ({ databaseUrl, redisUrl: set.url }),
    });
  });
  afterAll(async () => {
    await house?.close();
    await set?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test(`${failovers} under load: no order is lost or done twice, mails that come again keep their number`, {
    timeout: 120_000 + failovers * 90_000,
  }, async () => {
    const client = clientOf(house.api, house.partner);
    const key = `${house.userConfig.QUEUE_PREFIX}:beat`;
    const contracts: string[] = [];
    let slowest = 0;
    /** Places an order and follows it to its end. The API knows nothing of the queue, so no failover may touch it. */
    const place = async () => {
      const began = performance.now();
      const reply = await client.post("/v1/contracts", someContract());
      expect(reply.status).toBe(202);
      contracts.push(reply.body.contract.id);
      for (;;) {
        if ((await client.get(`/v1/orders/${reply.body.order.id}?wait=10`)).body.state === "succeeded") break;
        expect(performance.now() - began).toBeLessThan(60_000);
      }
      slowest = Math.max(slowest, performance.now() - began);
    };
    let loading = true;
    const load = Promise.all(
      Array.from({ length: clients }, async () => {
        while (loading) await place();
      }),
    );
    load.catch(() => {});
    try {
      for (let n = 0; n < failovers; n++) {
        // Turn and turn about: the death of the server that holds the queues, and a hand-over while all are well.
        await (n % 2 === 0 ? set.strike(key) : set.handOver(key));
        await place();
      }
    } finally {
      loading = false;
    }
    await load;
    await house.settle();
    const mails = await house.mails();
    const again = mails.length - new Set(mails.map((m) => m.messageId)).size;
    console.log(
      `${form}: ${failovers} failovers, ${contracts.length} orders, none longer than ${(slowest / 1_000).toFixed(1)} s; ${again} mails came again`,
    );
    const states = await house.database.sql<{ state: string; n: number }[]>`
      select state, count(*)::int as n from orders group by state`;
    expect([...states]).toEqual([{ state: "succeeded", n: contracts.length }]);
    const domains = (await house.platformObjects()).filter((o) => o.kind === "domain").map((o) => o.name);
    expect(domains.toSorted()).toEqual(contracts.toSorted());
    // A mail that was being handed over when its job was given to another worker may come again, as the same mail.
    expect(new Set(mails.map((m) => m.messageId)).size).toBe(contracts.length);
    for (const contract of contracts) {
      expect(new Set(mails.filter((m) => m.subject.includes(contract)).map((m) => m.messageId)).size).toBe(1);
    }
  });
});
