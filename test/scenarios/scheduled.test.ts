import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const day = 86_400_000;

/** Orders that are placed now and begun by the clock. */
describe.skipIf(missingStore)("an order that begins later", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    client = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  const inDays = (days: number) => new Date(house.clock.now().getTime() + days * day).toISOString();
  const cancel = (id: string) => client.send("POST", `/v1/orders/${id}:cancel`, undefined, { "idempotency-key": "" });
  const orderOf = async (reply: Reply) => (await client.get(`/v1/orders/${reply.body.order.id}`)).body;
  async function contract() {
    const made = await client.post("/v1/contracts", someContract({ notifyRepresentative: false }));
    expect((await client.ended(made)).state).toBe("succeeded");
    return `/v1/contracts/${made.body.contract.id}`;
  }
  const stateOf = async (path: string) => (await client.get(path)).body.state;

  test("waits for its time, keeps nothing else waiting, and begins then; a queue that is lost costs nothing", async () => {
    const path = await contract();
    const startAt = inDays(30);
    const planned = await client.post(`${path}/suspend`, { startAt, reason: "payment-overdue" });
    expect(planned.body).toMatchObject({ order: { state: "scheduled", startAt, waitsFor: [] }, contract: { state: "active" } });
    const lifted = await client.post(`${path}/resume`, { startAt: inDays(40) });
    expect(lifted.status).toBe(202);
    // Meanwhile the contract is worked with.
    const changed = await client.patch(path, { customerName: "改名商事" });
    expect((await client.ended(changed)).state).toBe("succeeded");
    await house.loseQueues();
    house.clock.advance(29 * day);
    await house.settle();
    expect([(await orderOf(planned)).state, await stateOf(path)]).toEqual(["scheduled", "active"]);
    // It falls due while nobody works, and the queue forgets it.
    await house.restart.provisioning.stop();
    house.clock.advance(day + 1_000);
    const sent = async () =>
      (await house.database.sql`select from outbox where name = 'begin-order' and sent_at is not null and done_at is null`)
        .length;
    await expect.poll(sent).toBe(1);
    await house.loseQueues();
    await house.restart.provisioning.start();
    house.clock.advance(5_000);
    const ended = await client.ended(planned);
    expect(ended.history.map((step: { to: string }) => step.to)).toEqual(["scheduled", "received", "executing", "succeeded"]);
    expect(await stateOf(path)).toBe("suspended");
    house.clock.advance(10 * day);
    expect((await client.ended(lifted)).state).toBe("succeeded");
    expect(await stateOf(path)).toBe("active");
    await house.settle();
  });

  test("a contract that is to begin later holds its name; what is ordered for it follows it", async () => {
    const body = someContract({ startAt: inDays(3) });
    const made = await client.post("/v1/contracts", body);
    const path = `/v1/contracts/${made.body.contract.id}`;
    const tenant = await client.post(`${path}/tenants`, { name: "begins-later", region: "jp1" });
    expect(tenant.body.order.waitsFor).toEqual([made.body.order.id]);
    const same = await client.post("/v1/contracts", { ...someContract(), representative: body.representative });
    expect([same.status, same.body.code]).toEqual([409, "LOGIN_ID_TAKEN"]);
    house.clock.advance(3 * day + 1_000);
    expect((await client.ended(made)).state).toBe("succeeded");
    expect((await client.ended(tenant)).state).toBe("succeeded");
  });

  test("a tenant and a user that are to begin later hold their names; the contract does not end before them", async () => {
    const path = await contract();
    const tenant = await client.post(`${path}/tenants`, { name: "next-month", region: "jp1", startAt: inDays(4) });
    const person = { loginId: "next@month.example", mailAddress: "next@month.example", startAt: inDays(5) };
    const user = await client.post(`${path}/users`, person);
    expect([tenant.body.order.state, tenant.body.tenant.state]).toEqual(["scheduled", "provisioning"]);
    expect([user.body.order.state, user.body.user.state]).toEqual(["scheduled", "provisioning"]);
    const same = await client.post(`${await contract()}/tenants`, { name: "next-month", region: "jp1" });
    expect([same.status, same.body.code]).toEqual([409, "TENANT_NAME_TAKEN"]);
    expect((await client.post(`${path}/terminate`, {})).body.code).toBe("CONTRACT_HAS_OPEN_ORDERS");
    const late = await client.post(`${path}/users`, { ...person, loginId: "far@month.example", startAt: inDays(91) });
    expect([late.status, late.body.code]).toEqual([422, "START_AT_OUT_OF_RANGE"]);
    expect((await cancel(user.body.order.id)).status).toBe(202);
    expect((await client.ended(user)).state).toBe("cancelled");
    expect((await client.get(`${path}/users/${user.body.user.id}`)).body.state).toBe("failed");
    await house.settle();
    expect((await house.platformObjects()).some((object) => object.name === "next-month")).toBe(false);
    house.clock.advance(4 * day + 1_000);
    expect((await client.ended(tenant)).state).toBe("succeeded");
    expect((await house.platformObjects()).some((object) => object.name === "next-month" && !object.deleted)).toBe(true);
  });

  test("a tenant whose contract is suspended when its time comes is not made", async () => {
    const path = await contract();
    const tenant = await client.post(`${path}/tenants`, { name: "too-late", region: "jp1", startAt: inDays(2) });
    await client.ended(await client.post(`${path}/suspend`, {}));
    house.clock.advance(2 * day + 1_000);
    expect(await client.ended(tenant)).toMatchObject({ state: "failed", failure: { code: "CONTRACT_STATE_FORBIDS" } });
    expect((await client.get(`${path}/tenants/${tenant.body.tenant.id}`)).body.state).toBe("failed");
  });

  test("is cancelled before its time, and leaves what others have done meanwhile", async () => {
    const path = await contract();
    const planned = await client.post(`${path}/suspend`, { startAt: inDays(5) });
    await house.restart.provisioning.stop();
    const now = await client.post(`${path}/suspend`, {});
    expect((await cancel(planned.body.order.id)).status).toBe(202);
    await house.restart.provisioning.start();
    expect((await client.ended(planned)).state).toBe("cancelled");
    expect((await client.ended(now)).state).toBe("succeeded");
    expect(await stateOf(path)).toBe("suspended");
    house.clock.advance(6 * day);
    await house.settle();
    expect((await orderOf(planned)).state).toBe("cancelled");
  });

  test("contract, user and partner are judged again when it begins", async () => {
    const [path, other] = [await contract(), await contract()];
    const colleague = await house.addUser(house.partner, { type: "administrator" });
    const theirs = clientOf(house.api, colleague);
    const [twice, gone] = [
      await client.post(`${path}/suspend`, { startAt: inDays(2) }),
      await theirs.post(`${other}/suspend`, { startAt: inDays(2) }),
    ];
    await client.ended(await client.post(`${path}/suspend`, {}));
    await house.database.sql`update users set state = 'deleted', ended_at = now() where id = ${colleague.userId}`;
    house.clock.advance(2 * day + 1_000);
    expect(await client.ended(twice)).toMatchObject({ state: "failed", failure: { code: "CONTRACT_STATE_FORBIDS" } });
    expect(await client.ended(gone)).toMatchObject({ state: "failed", failure: { code: "ORDERER_GONE" } });
    expect([await stateOf(path), await stateOf(other)]).toEqual(["suspended", "active"]);
  });

  test.each([-1, 0, 91])("not in %i days", async (days) => {
    const path = await contract();
    const refused = await client.post(`${path}/suspend`, { startAt: inDays(days) });
    expect([refused.status, refused.body.code]).toEqual([422, "START_AT_OUT_OF_RANGE"]);
    const nothing = await client.patch(path, { startAt: inDays(1) });
    expect([nothing.status, nothing.body.code]).toEqual([422, "INVALID_REQUEST"]);
  });
});
