import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("the end of a contract", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    client = clientOf(house.api, house.partner);
    await house.database.sql`
      insert into reseller_agreements (partner_id, id, from_day, names, recorded_by, recorded_at)
      values (${house.partner.contractId}, 'test', '2020-04-01', '[]', 'operator:test', now())`;
  });
  afterEach(() => house.misbehave());
  afterAll(() => house?.close());

  let counter = 0;
  /** A contract with two tenants, a subscription in the first, a user with access to the second, and access for a user of the parent. */
  async function furnished() {
    const accepted = await client.post("/v1/contracts", someContract({ language: "en" }));
    await client.ended(accepted);
    const { id, representativeId } = accepted.body.contract;
    const path = `/v1/contracts/${id}`;
    const tenants: string[] = [];
    for (const region of ["jp1", "jp2"]) {
      const tenant = await client.post(`${path}/tenants`, { name: `end-${++counter}`, region });
      expect((await client.ended(tenant)).state).toBe("succeeded");
      tenants.push(tenant.body.tenant.id);
    }
    const user = await client.post(`${path}/users`, {
      loginId: `end${counter}@x.example`,
      mailAddress: `end${counter}@x.example`,
    });
    await client.ended(user);
    const ofParent = await house.addUser(house.partner, { type: "general" });
    for (const userId of [user.body.user.id, ofParent.userId]) {
      const given = await client.post(`${path}/tenants/${tenants[1]}/access`, { userId });
      expect((await client.ended(given)).state).toBe("succeeded");
    }
    const body = { tenantId: tenants[0], menu: "block-storage", plan: "100gb", name: "disk" };
    const sold = await client.post(`${path}/subscriptions`, body);
    expect((await client.ended(sold)).state).toBe("succeeded");
    return { id, path, tenants, representativeId, userId: user.body.user.id, subscriptionId: sold.body.subscription.id };
  }
  const planOf = async (path: string) => (await client.send("POST", `${path}/terminate:plan`)).body;
  const living = async (contractId: string) => {
    const objects = await house.platformObjects();
    const domain = objects.find((o) => o.kind === "domain" && o.name === contractId);
    return objects.filter((o) => !o.deleted && (o.id === domain?.id || (o as { domainId?: string }).domainId === domain?.id));
  };

  test("a contract's whole life to a proven empty end", async () => {
    const { id, path, tenants, representativeId, userId, subscriptionId } = await furnished();
    expect((await client.get(`${path}/termination`)).body.code).toBe("TERMINATION_NOT_FOUND");
    const plan = await planOf(path);
    expect(plan).toMatchObject({
      ...{ contractId: id, state: "active", openOrders: [] },
      subscriptions: [{ id: subscriptionId, tenantId: tenants[0], menu: "block-storage", state: "active" }],
      unbilledUsage: [{ resources: 1, records: 0 }],
      refusal: { code: "CONTRACT_HAS_TENANTS" },
      refusalWithRemoval: null,
    });
    expect(plan.tenants.map((t: { id: string }) => t.id)).toEqual(tenants.toSorted());
    expect(plan.users.map((u: { id: string }) => u.id)).toEqual([representativeId, userId].map(String).toSorted());
    expect(plan.access).toHaveLength(4);
    expect(plan.steps.map((s: { step: string }) => s.step)).toEqual([
      "end-subscription",
      ...["delete-tenant", "delete-tenant", "delete-user", "delete-user", "end-contract"],
    ]);

    // Not reviewed, or reviewed as something else: nothing happens.
    expect((await client.post(`${path}/terminate`)).body.code).toBe("CONTRACT_HAS_TENANTS");
    const wrong = await client.post(`${path}/terminate`, { remove: { revision: "0".repeat(32) } });
    expect([wrong.status, wrong.body.code, wrong.body.variables.revision]).toEqual([
      409,
      "TERMINATION_PLAN_CHANGED",
      plan.revision,
    ]);

    const accepted = await client.post(`${path}/terminate`, { remove: { revision: plan.revision } });
    expect(accepted.body).toMatchObject({ contract: { state: "terminating" }, order: { kind: "contract.terminate" } });
    expect(accepted.body.order.waitsFor).toHaveLength(3);
    // Irreversible: nothing can be put into it any more, and it is not ended twice.
    expect((await client.post(`${path}/terminate`, { remove: { revision: plan.revision } })).body.code).toBe(
      "CONTRACT_STATE_FORBIDS",
    );
    expect((await client.post(`${path}/tenants`, { name: "too-late", region: "jp3" })).body.code).toBe("CONTRACT_STATE_FORBIDS");
    const order = await client.ended(accepted);
    expect(order.state).toBe("succeeded");
    await house.settle();

    const end = (await client.get(`${path}/termination`)).body;
    expect(end).toMatchObject({
      ...{ contractId: id, state: "terminated", revision: plan.revision, nothingLeft: true },
      books: { tenants: 0, users: 0, access: 0, subscriptions: 0, openOrders: 0, charging: 0 },
      platform: { domain: "gone", projects: 0, users: 0, access: 0 },
    });
    expect(end.orders.map((o: { kind: string; state: string }) => `${o.kind} ${o.state}`).toSorted()).toEqual([
      "contract.terminate succeeded",
      "subscription.end succeeded",
      "tenant.delete succeeded",
      "tenant.delete succeeded",
    ]);
    const ends = new Map<string, string>(end.orders.map((o: { subjectId: string; endedAt: string }) => [o.subjectId, o.endedAt]));
    expect((ends.get(subscriptionId) ?? "") <= (ends.get(tenants[0] ?? "") ?? "")).toBe(true);
    expect(ends.get(id)).toBe([...ends.values()].toSorted().at(-1));
    expect(await living(id)).toEqual([]);
    const [mail, ...more] = (await house.mails()).filter((m) => m.subject.includes(`${id} has been terminated`));
    expect(more).toEqual([]);
    expect(mail?.text).toContain(id);
    expect(mail?.text).toContain(representativeId);
    expect(mail?.text).toContain(`${end.endedAt.slice(0, 19).replace("T", " ")} UTC`);
  });

  test("what has changed since the review is not removed", async () => {
    const { path } = await furnished();
    const plan = await planOf(path);
    const more = await client.post(`${path}/tenants`, { name: `end-${++counter}`, region: "jp3" });
    await client.ended(more);
    expect((await client.post(`${path}/terminate`, { remove: { revision: plan.revision } })).body.code).toBe(
      "TERMINATION_PLAN_CHANGED",
    );
    const again = await planOf(path);
    expect(again.tenants).toHaveLength(3);
    expect((await client.ended(await client.post(`${path}/terminate`, { remove: { revision: again.revision } }))).state).toBe(
      "succeeded",
    );
  });

  test("while an order is under way the plan says so, and the end is refused", async () => {
    const { path } = await furnished();
    await house.misbehave({ delayMs: 500 });
    const open = await client.post(`${path}/suspend`);
    const plan = await planOf(path);
    expect(plan.openOrders).toMatchObject([{ id: open.body.order.id, kind: "contract.suspend" }]);
    const refused = await client.post(`${path}/terminate`, { remove: { revision: plan.revision } });
    expect([refused.body.code, refused.body.retryable]).toEqual(["CONTRACT_STATE_FORBIDS", false]);
    await house.misbehave();
    await client.ended(open);
    // A suspended contract ends like any other.
    expect((await client.ended(await client.post(`${path}/terminate`, { remove: { revision: plan.revision } }))).state).toBe(
      "succeeded",
    );
  });

  test.each(["delete-project", "delete-user", "delete-domain"])(
    "a worker that dies after %s has acted and before it is recorded: nothing is lost, nothing done twice",
    async (step) => {
      const { id, path } = await furnished();
      const { revision } = await planOf(path);
      const objects = await living(id);
      const before = (await house.platformJournal()).length;
      await house.misbehave({ forgetAnswerRate: 1, only: step });
      const accepted = await client.post(`${path}/terminate`, { remove: { revision } });
      const entries = async () => (await house.platformJournal()).slice(before);
      await expect.poll(async () => (await entries()).some((e) => e.call === step)).toBe(true);
      await house.restart.provisioning.stop();
      await house.misbehave();
      await house.loseQueues();
      await house.restart.provisioning.start();
      // The one that died is given its time, and no more.
      house.clock.advance(20_000);
      expect((await client.ended(accepted)).state).toBe("succeeded");
      await house.settle();
      expect((await client.get(`${path}/termination`)).body.nothingLeft).toBe(true);
      for (const { id: objectId } of objects) {
        const acted = (await entries()).filter(
          (e) => e.objectId === objectId && e.outcome === "acted" && e.call.startsWith("delete-"),
        );
        expect(acted).toHaveLength(1);
      }
      expect((await house.mails()).filter((m) => m.subject.includes(id) && m.subject.includes("terminated"))).toHaveLength(1);
      const ended = await house.database.sql`
        select count(*)::int as n from subscription_events where contract_id = ${id} and kind = 'ended'`;
      expect(ended[0]?.n).toBe(1);
    },
    60_000,
  );

  test("a step that the platform refuses leaves a contract that can be used, and a new plan", async () => {
    const { id, path, tenants } = await furnished();
    const { revision } = await planOf(path);
    await house.misbehave({ refuseRate: 1, refuseReason: "FORBIDDEN", only: "delete-project" });
    const order = await client.ended(await client.post(`${path}/terminate`, { remove: { revision } }));
    expect(order).toMatchObject({ state: "failed", failure: { code: "CONTRACT_HAS_TENANTS", variables: { tenants: 2 } } });
    await house.misbehave();
    expect((await client.get(path)).body.state).toBe("active");
    expect((await client.get(`${path}/termination`)).body).toMatchObject({
      nothingLeft: false,
      platform: null,
      books: { tenants: 2 },
    });
    const plan = await planOf(path);
    expect(plan.subscriptions).toEqual([]);
    expect(plan.tenants.map((t: { id: string }) => t.id)).toEqual(tenants.toSorted());
    expect((await client.ended(await client.post(`${path}/terminate`, { remove: { revision: plan.revision } }))).state).toBe(
      "succeeded",
    );
    expect(await living(id)).toEqual([]);
  });

  test("a project on the platform that no order has made keeps the contract, and its users, as they are", async () => {
    const accepted = await client.post("/v1/contracts", someContract());
    await client.ended(accepted);
    const { id } = accepted.body.contract;
    const domain = (await house.platformObjects()).find((o) => o.name === id);
    await fetch(`${house.platform}/projects`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientToken: `stray ${id}`, name: `stray-${id}`, domainId: domain?.id, region: "jp1" }),
    });
    const order = await client.ended(await client.post(`/v1/contracts/${id}/terminate`));
    expect(order.failure).toMatchObject({ code: "CONTRACT_NOT_EMPTY", variables: { projects: 1 } });
    expect((await client.get(`/v1/contracts/${id}`)).body.state).toBe("active");
    expect((await living(id)).filter((o) => o.kind === "user")).toHaveLength(1);
  });

  test("a key that may not delete tenants cannot have them deleted by a termination", async () => {
    const { path } = await furnished();
    const { revision } = await planOf(path);
    const [row] = await house.database.sql`select representative_id as id from contracts where id = ${house.partner.contractId}`;
    const keys = `/v1/contracts/${house.partner.contractId}/users/${row?.id}/api-keys`;
    const issued = await client.post(keys, { name: "契約", scopes: ["contracts:read", "contracts:write"] });
    const narrow = clientOf(house.api, { apiKey: issued.body.key });
    const refused = await narrow.post(`${path}/terminate`, { remove: { revision } });
    expect([refused.status, refused.body.code]).toEqual([403, "SCOPE_MISSING"]);
    expect((await client.get(path)).body.state).toBe("active");
  });
});
