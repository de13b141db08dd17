import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** Where an order stands while it waits for its turn among its partner's. */
describe.skipIf(missingStore)("the place of an order in its partner's line", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  const order = async ({ body }: Reply) => (await client.get(`/v1/orders/${body.order.id}`)).body;
  const place = (count: number) =>
    Promise.all(Array.from({ length: count }, () => client.post("/v1/contracts", someContract({ notifyRepresentative: false }))));

  test("counts what comes first, in the outbox and in the queue, of this partner alone", async () => {
    await house.restart.relay.stop();
    await house.restart.provisioning.stop();
    const first = await client.post("/v1/contracts", someContract());
    await place(5);
    await clientOf(house.api, house.stranger).post("/v1/contracts", someContract());
    const last = await client.post("/v1/contracts", someContract());
    expect((await order(first)).line).toEqual({ before: 0, estimatedEndAt: null, why: "TOO_LITTLE_OF_THIS_KIND" });
    expect((await order(last)).line.before).toBe(6);
    const follower = await client.post(`/v1/contracts/${first.body.contract.id}/tenants`, { name: "follows", region: "jp1" });
    expect((await order(follower)).line).toBeUndefined();
    await house.restart.relay.start();
    const unsent = async () => (await house.database.sql`select from outbox where sent_at is null and done_at is null`).length;
    await expect.poll(unsent).toBe(0);
    expect([(await order(first)).line.before, (await order(last)).line.before]).toEqual([0, 6]);
    await house.restart.provisioning.start();
    expect(await client.ended(last)).toMatchObject({ state: "succeeded" });
    expect((await order(last)).line).toBeUndefined();
    await house.settle();
  });

  test("is estimated from how work went lately, and not when that was long ago", async () => {
    await Promise.all((await place(20)).map((accepted) => client.ended(accepted)));
    await house.settle();
    await house.restart.provisioning.stop();
    await place(3);
    const last = await client.post("/v1/contracts", someContract());
    const { line } = await order(last);
    expect(line).toMatchObject({ before: 3, why: null });
    expect(Date.parse(line.estimatedEndAt)).toBeGreaterThan(house.clock.now().getTime() - 60_000);
    house.clock.advance(11 * 60_000);
    expect((await order(last)).line).toEqual({ before: 3, estimatedEndAt: null, why: "TOO_LITTLE_OF_THIS_KIND" });
    await house.restart.provisioning.start();
    await house.settle();
  });
});
