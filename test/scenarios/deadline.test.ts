import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const hour = 3_600_000;

/** Every state of an order has an end in time (`orderLife`), whatever has happened to its work. */
describe.skipIf(missingStore)("an order whose time runs out", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000, retryDelayMs: 100 });
    client = clientOf(house.api, house.partner);
  });
  afterEach(() => house.misbehave());
  afterAll(() => house?.close());

  const orderOf = async ({ body }: Reply) => (await client.get(`/v1/orders/${body.order.id}`)).body;
  const steps = (order: { history: { to: string }[] }) => order.history.map(({ to }) => to);
  const standing = async (reply: Reply) =>
    (await house.platformObjects()).filter((o) => o.name === reply.body.contract.id && !o.deleted);

  test("puts back first what an attempt has made", async () => {
    await house.misbehave({ busyRate: 1, only: "create-user" });
    const made = await client.post("/v1/contracts", someContract());
    expect(made.body.order.due).toEqual({ at: made.body.order.deadlineAt, becomes: "failed" });
    await expect.poll(async () => (await standing(made)).length).toBe(1);
    house.clock.advance(24 * hour + 60_000);
    const ended = await client.ended(made);
    expect([steps(ended), ended.failure.code]).toEqual([["received", "executing", "compensating", "failed"], "DEADLINE_PASSED"]);
    expect(ended.due).toBeNull();
    expect(await standing(made)).toEqual([]);
    await house.settle();
  });

  test("ends even when the platform does not let it put anything back", async () => {
    await house.misbehave({ busyRate: 1, only: "create-user" });
    const made = await client.post("/v1/contracts", someContract());
    await expect.poll(async () => (await standing(made)).length).toBe(1);
    await house.misbehave({ busyRate: 1 });
    house.clock.advance(24 * hour + 60_000);
    await expect.poll(async () => (await orderOf(made)).state).toBe("compensating");
    const { due, deadlineAt } = await orderOf(made);
    expect(due).toEqual({ at: new Date(Date.parse(deadlineAt) + hour / 2).toISOString(), becomes: "failed" });
    house.clock.advance(hour / 2);
    expect(await client.ended(made)).toMatchObject({ state: "failed", failure: { code: "DEADLINE_PASSED" } });
  });

  test("is not begun any more", async () => {
    await house.restart.provisioning.stop();
    const made = await client.post("/v1/contracts", someContract());
    house.clock.advance(24 * hour + 60_000);
    await house.restart.provisioning.start();
    expect(await client.ended(made)).toMatchObject({ state: "failed", attempt: 1, failure: { code: "DEADLINE_PASSED" } });
    const calls = (await house.platformJournal()).filter(({ clientToken }) => clientToken === made.body.order.id);
    expect(calls).toEqual([]);
  });

  test("has its own time when what it waited for has ended", async () => {
    await house.restart.provisioning.stop();
    const made = await client.post("/v1/contracts", someContract());
    const tenant = await client.post(`/v1/contracts/${made.body.contract.id}/tenants`, { name: "in-its-time", region: "jp1" });
    expect(tenant.body.order.due).toEqual({ at: null, becomes: "failed" });
    house.clock.advance(23 * hour);
    await house.misbehave({ busyRate: 1, only: "create-project" });
    await house.restart.provisioning.start();
    expect((await client.ended(made)).state).toBe("succeeded");
    house.clock.advance(2 * hour);
    await house.misbehave();
    const ended = await client.ended(tenant);
    expect(ended.state).toBe("succeeded");
    expect(Date.parse(ended.deadlineAt) - Date.parse(tenant.body.order.deadlineAt)).toBeGreaterThanOrEqual(23 * hour);
  });

  test("ends when its work was set aside", async () => {
    await house.restart.provisioning.stop();
    const made = await client.post("/v1/contracts", someContract());
    const { id } = made.body.order;
    const aside = () =>
      house.database
        .sql`update outbox set quarantined_at = ${house.clock.now()}, last_error = 'died too often' where order_id = ${id}`;
    await expect
      .poll(async () => (await house.database.sql`select from outbox where order_id = ${id} and sent_at is not null`).length)
      .toBe(1);
    await aside();
    await house.restart.provisioning.start();
    house.clock.advance(hour);
    await house.settle();
    expect((await orderOf(made)).state).toBe("received");
    house.clock.advance(24 * hour);
    const ended = await client.ended(made);
    expect(ended).toMatchObject({ state: "failed", turn: "operations", failure: { code: "QUARANTINED" } });
  });
});
