import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("partners in turn", () => {
  let house: House;
  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());

  test("behind hundreds of orders of one partner, another's single order is among the first", async () => {
    const [many, one] = [clientOf(house.api, house.partner), clientOf(house.api, house.stranger)];
    await house.restart.provisioning.stop();
    const rows = Array.from({ length: 600 }, (_, n) => ({
      ...{ customerName: `多数${n}`, loginId: `turn${n}@bulk.example`, mailAddress: `turn${n}@bulk.example`, notify: false },
    }));
    const ndjson = rows.map((row) => JSON.stringify(row)).join("\n");
    const planned = await many.post("/v1/bulks", ndjson, { "content-type": "application/x-ndjson" });
    await many.post(`/v1/bulks/${planned.body.id}/apply`);
    // The worker is needed to place the orders, and is stopped again before it has carried many out.
    await house.misbehave({ delayMs: 2_000 });
    await house.restart.provisioning.start();
    while ((await many.get(`/v1/bulks/${planned.body.id}`)).body.state !== "applied") await pause(20);
    await house.restart.provisioning.stop();
    const waiting = async () => {
      const [row] = await house.database.sql<{ inQueue: number; inOutbox: number }[]>`
        select count(*) filter (where sent_at is not null and attempt = 0)::int as in_queue, count(*) filter (where sent_at is null)::int as in_outbox
          from outbox where done_at is null and name = 'create-contract' and partner_id = ${house.partner.contractId}`;
      return row ?? { inQueue: 0, inOutbox: 0 };
    };
    while ((await waiting()).inQueue <= 350) await pause(20);
    const before = await waiting();
    expect(before.inQueue).toBeLessThanOrEqual(400);
    expect(before.inOutbox).toBeGreaterThan(0);
    const single = await one.post("/v1/contracts", someContract());
    while (
      (await house.database.sql`select from outbox where partner_id = ${house.stranger.contractId} and sent_at is null`).length >
      0
    ) {
      await pause(20);
    }
    await house.misbehave();
    await house.restart.provisioning.start();
    expect((await one.ended(single)).state).toBe("succeeded");
    const [sooner] = await house.database.sql<{ count: number }[]>`
      select count(*)::int as count from order_transitions mine
        join order_transitions theirs on theirs.partner_id = ${house.partner.contractId} and theirs.to_state = 'executing' and theirs.at < mine.at
       where mine.order_id = ${single.body.order.id} and mine.to_state = 'executing'
         and theirs.at > (select max(at) from order_transitions where order_id = ${single.body.order.id} and to_state = 'received')`;
    // As many as are begun at once, and a few more.
    expect(sooner?.count).toBeLessThanOrEqual(60);
    await house.settle();
    const [all] = await house.database.sql`select count(*)::int as done from orders where state = 'succeeded'`;
    expect(all?.done).toBe(601);
  });
});
