import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { signInStaff } from "../support/staff.ts";

describe.skipIf(missingStore)("cancelling an order", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let contractId: string;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    const made = await client.post("/v1/contracts", someContract());
    await client.ended(made);
    contractId = made.body.contract.id;
  });
  afterAll(() => house?.close());

  const cancel = (id: string, by = client) => by.send("POST", `/v1/orders/${id}:cancel`, undefined, { "idempotency-key": "" });

  test("before anybody has begun it: what it had changed is put back, and the platform hears nothing", async () => {
    await house.restart.provisioning.stop();
    const suspended = await client.post(`/v1/contracts/${contractId}/suspend`, {});
    const { id } = suspended.body.order;
    expect((await cancel(id, clientOf(house.api, house.stranger))).status).toBe(404);
    const [first, again] = [await cancel(id), await cancel(id)];
    expect([first.status, first.body.state, again.status, again.body.state]).toEqual([202, "cancelling", 202, "cancelling"]);
    await house.restart.provisioning.start();
    const ended = await client.ended(suspended);
    expect(ended).toMatchObject({ state: "cancelled", failure: { code: "ORDER_CANCELLED" } });
    const { history } = (await client.get(`/v1/orders/${id}`)).body;
    expect(history.map((step: { to: string }) => step.to)).toEqual(["received", "cancelling", "cancelled"]);
    expect(history[2].actor).toBe(history[0].actor);
    expect((await client.get(`/v1/contracts/${contractId}`)).body.state).toBe("active");
    await house.settle();
    const audited = await house.database.sql`select action from audit_entries where order_id = ${id} order by action`;
    expect(audited.map((row) => row.action)).toEqual([expect.stringMatching(/suspend|accepted/), "order.cancelled"]);
    const refused = await cancel(id);
    expect([refused.status, refused.body.code]).toEqual([409, "ORDER_NOT_PENDING"]);
  });

  test("the provider's staff say why; it is in the audit and in the order's history", async () => {
    const staff = (await signInStaff(house)).forPartner(house.partner);
    const ask = (id: string, by: typeof staff, body?: object) =>
      by.send("POST", `/v1/orders/${id}:cancel`, body, { "idempotency-key": "" });
    const reason = "Asked for by telephone.";
    await house.restart.provisioning.stop();
    const made = await client.post("/v1/contracts", someContract());
    const { id } = made.body.order;
    for (const [by, body] of [[staff], [staff, {}], [client, { reason }]] as const) {
      const refused = await ask(id, by, body);
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, "INVALID_REQUEST", "/reason"]);
    }
    expect((await ask(id, staff, { reason })).status).toBe(202);
    await house.restart.provisioning.start();
    expect((await client.ended(made)).state).toBe("cancelled");
    const { history } = (await client.get(`/v1/orders/${id}`)).body;
    expect(history.map((step: { reason: string | null }) => step.reason)).toEqual([null, reason, null]);
    const entries = (await client.get(`/v1/audit?action=order.cancel&orderId=${id}`)).body.entries;
    expect(entries).toMatchObject([{ outcome: "done", reason, target: id }]);
    await house.settle();
  });

  test("what needs the object that is never made fails with it", async () => {
    await house.restart.provisioning.stop();
    const made = await client.post("/v1/contracts", someContract());
    const tenant = await client.post(`/v1/contracts/${made.body.contract.id}/tenants`, { name: "never-made", region: "jp1" });
    expect((await cancel(made.body.order.id)).status).toBe(202);
    await house.restart.provisioning.start();
    expect((await client.ended(made)).state).toBe("cancelled");
    expect((await client.ended(tenant)).failure.code).toBe("PREDECESSOR_FAILED");
    await house.settle();
  });

  test("what has begun is not cancelled, and the refusal says whose turn it is", async () => {
    await house.misbehave({ delayMs: 3_000 });
    const made = await client.post("/v1/contracts", someContract());
    const { id } = made.body.order;
    await expect.poll(async () => (await client.get(`/v1/orders/${id}`)).body.state).toBe("executing");
    const refused = await cancel(id);
    expect([refused.status, refused.body.code]).toEqual([409, "ORDER_NOT_PENDING"]);
    expect(refused.text).toContain("executing");
    expect(refused.text).toContain("platform");
    await house.misbehave();
    expect((await client.ended(made)).state).toBe("succeeded");
  });

  test("one of cancel and begin wins, whenever they meet", async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => client.post("/v1/contracts", someContract())));
    const replies = await Promise.all(made.map((reply) => cancel(reply.body.order.id)));
    for (const [n, order] of made.entries()) {
      const { state } = await client.ended(order);
      expect([replies[n]?.status, state]).toEqual(replies[n]?.status === 202 ? [202, "cancelled"] : [409, "succeeded"]);
    }
    await house.settle();
  });
});
