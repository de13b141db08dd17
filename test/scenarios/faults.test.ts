import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("a platform and a mail server that misbehave", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    client = clientOf(house.api, house.partner);
  });
  afterEach(() => house.misbehave());
  afterAll(() => house?.close());

  const actedOnce = async (contractIds: string[]) => {
    const objects = await house.platformObjects();
    for (const id of contractIds) {
      const [domain, ...more] = objects.filter((o) => o.kind === "domain" && o.name === id);
      expect(more, id).toEqual([]);
      expect(domain, id).toBeDefined();
    }
  };

  test.each([
    ["is busy", { busyRate: 0.5, seed: 3 }],
    ["acts and then fails", { failAfterActingRate: 0.6, seed: 4 }],
    ["acts and forgets to answer", { forgetAnswerRate: 0.6, seed: 5 }],
  ])("when the platform %s, every order ends well and nothing is made twice", async (_, manner) => {
    await house.misbehave(manner);
    const accepted = await Promise.all(Array.from({ length: 10 }, () => client.post("/v1/contracts", someContract())));
    const ended = await Promise.all(accepted.map((a) => client.ended(a)));
    expect(ended.map((o) => o.state)).toEqual(ended.map(() => "succeeded"));
    await actedOnce(ended.map((o) => o.contractId));
    expect(ended.some((o) => o.attempt > 1)).toBe(true);
    await house.settle();
  });

  test("when the platform refuses for good, the order fails with a code, and the login id is free again", async () => {
    await house.misbehave({ refuseRate: 1, refuseReason: "QUOTA_REACHED" });
    const contract = someContract();
    const accepted = await client.post("/v1/contracts", contract);
    const order = await client.ended(accepted);
    expect(order).toMatchObject({
      state: "failed",
      turn: "operations",
      failure: { code: "PLATFORM_QUOTA_REACHED", retryable: false, says: { ja: expect.stringContaining("上限") } },
    });
    expect((await client.get(`/v1/contracts/${accepted.body.contract.id}`)).body.state).toBe("failed");
    await house.misbehave();
    expect((await client.ended(await client.post("/v1/contracts", contract))).state).toBe("succeeded");
    await house.settle();
  });

  test("when the second step is refused, the first is taken back", async () => {
    await house.misbehave({ refuseRate: 1, refuseReason: "FORBIDDEN", only: "create-user" });
    const accepted = await client.post("/v1/contracts", someContract());
    const order = await client.ended(accepted);
    expect(order.history.map((h: { to: string }) => h.to)).toEqual(["received", "executing", "compensating", "failed"]);
    expect(order.failure).toMatchObject({ code: "PLATFORM_REFUSED", variables: { reason: "FORBIDDEN" } });
    const left = (await house.platformObjects()).filter((o) => o.name === accepted.body.contract.id && !o.deleted);
    expect(left).toEqual([]);
    await house.settle();
  });

  test("orders that needed what was never made fail with it; the reason names the order", async () => {
    await house.misbehave({ delayMs: 500, refuseRate: 1, only: "create-domain" });
    const accepted = await client.post("/v1/contracts", someContract());
    const id = accepted.body.contract.id;
    const tenant = await client.post(`/v1/contracts/${id}/tenants`, { name: `never-${id}`, region: "jp1" });
    const user = await client.post(`/v1/contracts/${id}/users`, {
      loginId: `never@${id}.example`,
      mailAddress: `never@${id}.example`,
    });
    const gone = await client.delete(`/v1/contracts/${id}/users/${user.body.user.id}`);
    for (const order of await Promise.all([tenant, user, gone].map((r) => client.ended(r)))) {
      expect(order).toMatchObject({ state: "failed", failure: { code: "PREDECESSOR_FAILED" } });
    }
    expect((await client.get(`/v1/contracts/${id}/tenants`)).body.tenants).toMatchObject([{ state: "failed" }]);
    expect((await client.get(`/v1/contracts/${id}/users`)).body.users.map((u: { state: string }) => u.state)).toEqual([
      "failed",
      "failed",
    ]);
    // A contract that never came to be can be put away.
    expect((await client.ended(await client.post(`/v1/contracts/${id}/terminate`))).state).toBe("succeeded");
    await house.settle();
  });

  test("an order that cannot be carried out before its deadline fails, and says whose turn it is", async () => {
    await house.misbehave({ busyRate: 1 });
    const accepted = await client.post("/v1/contracts", someContract());
    await expect.poll(async () => (await client.get(`/v1/orders/${accepted.body.order.id}`)).body.attempt).toBeGreaterThan(0);
    house.clock.advance(25 * 3_600_000);
    const order = await client.ended(accepted);
    expect(order).toMatchObject({ state: "failed", failure: { code: "DEADLINE_PASSED", retryable: true }, turn: "operations" });
    await house.settle();
  });

  test("with the workers away orders are accepted, and done when they are back", async () => {
    await house.restart.provisioning.stop();
    await house.restart.relay.stop();
    const accepted = await Promise.all(Array.from({ length: 5 }, () => client.post("/v1/contracts", someContract())));
    expect(accepted.map((a) => a.status)).toEqual([202, 202, 202, 202, 202]);
    await house.restart.relay.start();
    await house.restart.provisioning.start();
    for (const a of accepted) expect((await client.ended(a)).state).toBe("succeeded");
    await house.settle();
  });

  test("a job that the queue has lost is sent again", async () => {
    await house.restart.provisioning.stop();
    const accepted = await client.post("/v1/contracts", someContract());
    const sent = () =>
      house.database.sql`select sent_at from outbox where order_id = ${accepted.body.order.id} and sent_at is not null`;
    await expect.poll(async () => (await sent()).length).toBe(1);
    await house.loseQueues();
    await house.restart.provisioning.start();
    expect((await client.ended(accepted)).state).toBe("succeeded");
    await house.settle();
    const [work] = await house.database
      .sql`select generation from outbox where order_id = ${accepted.body.order.id} order by id limit 1`;
    expect(work?.generation).toBeGreaterThanOrEqual(1);
  });

  test("a job delivered ten times under other ids acts once (R-15)", async () => {
    await house.restart.provisioning.stop();
    const accepted = await client.post("/v1/contracts", someContract());
    const [work] = await house.database.sql<{ id: number }[]>`select id from outbox where order_id = ${accepted.body.order.id}`;
    await house.inject(
      "provisioning",
      "create-contract",
      Array.from({ length: 10 }, () => ({
        ...{ orderId: accepted.body.order.id, work: Number(work?.id) },
        partner: house.partner.contractId,
      })),
    );
    await house.restart.provisioning.start();
    const order = await client.ended(accepted);
    await house.settle();
    expect(order.state).toBe("succeeded");
    await actedOnce([order.contractId]);
    const mails = (await house.mails()).filter((m) => m.subject.includes(order.contractId));
    expect(mails).toHaveLength(1);
    const calls = (await house.platformJournal()).filter((e) => e.clientToken === order.id && e.outcome === "acted");
    expect(calls).toHaveLength(1);
  });

  test("forged jobs do nothing and kill nobody (S-07)", async () => {
    const before = await house.database.sql`select count(*)::int n from order_transitions`;
    await house.inject("provisioning", "create-contract", [
      {},
      { work: "1; drop table orders" },
      { work: -1, orderId: "x", partner: house.partner.contractId },
      { work: 1, orderId: "x", partner: "' or true --" },
      { work: 1, orderId: "x", partner: ["econ1000000001"] },
      { work: 9_007_199_254_740_991, orderId: "x" },
      { work: 1, __proto__: { admin: true } },
      { work: null, orderId: { $ne: 1 } },
    ]);
    const accepted = await client.post("/v1/contracts", someContract());
    expect((await client.ended(accepted)).state).toBe("succeeded");
    await house.settle();
    const after = await house.database.sql`select count(*)::int n from order_transitions`;
    expect(after[0]?.n - before[0]?.n).toBe(3);
  });

  test("when the mail server refuses an address for good, the mail is marked and the house goes on", async () => {
    await house.database.sql`create table if not exists spoiled (id text)`;
    const contract = someContract();
    await house.restart.notifications.stop();
    const accepted = await client.post("/v1/contracts", contract);
    await client.ended(accepted);
    // The address was good when it was accepted; someone has written nonsense over it since.
    await house.database
      .sql`update users set mail_address = 'a@x.jp, b@y.jp' where login_id = ${contract.representative.loginId}`;
    await house.restart.notifications.start();
    await house.settle();
    const [mail] = await house.database.sql`select state from mails where order_id = ${accepted.body.order.id}`;
    expect(mail?.state).toBe("refused");
    expect((await house.mails()).filter((m) => m.recipients.some((r) => /[xy]\.jp/.test(r)))).toEqual([]);
  });

  test("nothing in a queue carries personal data", async () => {
    await house.restart.provisioning.stop();
    const accepted = await client.post("/v1/contracts", someContract({ customerName: "極秘商会" }));
    const sent = () =>
      house.database.sql`select sent_at from outbox where order_id = ${accepted.body.order.id} and sent_at is not null`;
    await expect.poll(async () => (await sent()).length).toBe(1);
    const text = await house.queueText();
    expect(text).toContain(accepted.body.order.id);
    for (const secret of ["極秘商会", "@child.example", "山田"]) expect(text).not.toContain(secret);
    await house.restart.provisioning.start();
    await client.ended(accepted);
    await house.settle();
  });
});
