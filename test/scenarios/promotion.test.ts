import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { throwAwayFolder } from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startUserWorker } from "../../services/user-worker/src/start.ts";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse, queueStore } from "../support/house.ts";
import { type PostgresPair, startPair } from "../support/postgres-pair.ts";

const promotions = Number(process.env.PROMOTIONS ?? 1);
/** Orders under way at once. */
const clients = 8;

/** A synchronous standby takes over from a Postgres that dies under load. */
describe.skipIf(missingStore)("a standby that takes over", () => {
  let pair: PostgresPair;
  let house: House;
  const folder = throwAwayFolder("promotion");
  beforeAll(async () => {
    pair = await startPair(folder);
    house = await openHouse({ serverUrl: pair.url, reconcileAfterMs: 5_000 });
  });
  afterAll(async () => {
    await house?.close();
    await pair?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("an address that leads to the standby for a while: writes are refused until it leads to the primary again", async () => {
    const client = clientOf(house.api, house.partner);
    const [order, key] = [someContract(), { "idempotency-key": randomUUID() }];
    pair.leadTo("standby");
    // What was open is cut, so the first may find a connection that is gone; after it none may be kept that only reads.
    for (let n = 0; n < 3; n++) {
      const refused = await client.post("/v1/contracts", order, key);
      expect([refused.status, refused.body?.code]).toEqual([503, "DATABASE_UNAVAILABLE"]);
    }
    await expect(startUserWorker(house.userConfig, silentLog)).rejects.toThrow(/leads to a standby/);
    pair.leadTo("primary");
    await expect.poll(async () => (await client.post("/v1/contracts", order, key)).status).toBe(202);
    for (let n = 0; n < 20; n++) expect((await client.post("/v1/contracts", someContract())).status).toBe(202);
    await house.settle();
    expect(await house.database.sql`select from orders where state <> 'succeeded'`).toHaveLength(0);
  });

  test(`${promotions} times under load: nothing that was accepted is lost, nothing is done twice`, {
    timeout: 120_000 + promotions * 90_000,
  }, async () => {
    const client = clientOf(house.api, house.partner);
    const placedBefore = (await house.platformObjects()).filter((o) => o.kind === "domain").length;
    const contracts: string[] = [];
    const unexpected: number[] = [];
    let refused = 0;
    let slowest = 0;
    /** As a partner's system does: whoever gets no answer, or is asked to come again, sends the same once more under the same key. */
    const place = async () => {
      const began = performance.now();
      const key = { "idempotency-key": randomUUID() };
      const order = someContract();
      let accepted: Reply | undefined;
      while (!accepted) {
        const reply = await client.post("/v1/contracts", order, key).catch(() => undefined);
        if (reply?.status === 202) accepted = reply;
        else if (reply?.status === 503) refused++;
        else if (reply) unexpected.push(reply.status);
        expect(performance.now() - began).toBeLessThan(60_000);
        if (!accepted) await new Promise((resolve) => setTimeout(resolve, 100));
      }
      contracts.push(accepted.body.contract.id);
      for (;;) {
        const followed = await client.get(`/v1/orders/${accepted.body.order.id}?wait=5`).catch(() => undefined);
        if (followed?.body?.state === "succeeded") break;
        // What was accepted is there, whoever answers.
        if (followed && followed.status !== 200 && followed.status !== 503) unexpected.push(followed.status);
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
    const away: number[] = [];
    try {
      for (let n = 0; n < promotions; n++) {
        if (n > 0) await pair.mend();
        await place();
        away.push(await pair.strike());
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
      `queues on ${queueStore}: ${promotions} promotions of ${Math.round(Math.max(...away))} ms at most, ${contracts.length} orders, none longer than ${(slowest / 1_000).toFixed(1)} s, ${refused} asked to come again; ${again} mails came again`,
    );
    expect(unexpected).toEqual([]);
    const states = await house.database.sql<{ state: string; n: number }[]>`
      select state, count(*)::int as n from orders group by state`;
    expect([...states]).toEqual([{ state: "succeeded", n: placedBefore + contracts.length }]);
    const domains = (await house.platformObjects()).filter((o) => o.kind === "domain").map((o) => o.name);
    expect(domains.slice(placedBefore).toSorted()).toEqual(contracts.toSorted());
    expect(new Set(mails.map((m) => m.messageId)).size).toBe(placedBefore + contracts.length);
    const [entries] = await house.database.sql<{ n: number }[]>`
      select count(distinct contract_id)::int as n from audit_entries where contract_id = any (${contracts})`;
    expect(entries?.n).toBe(contracts.length);
  });
});
