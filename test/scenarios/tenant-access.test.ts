import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const byText = (a: unknown, b: unknown) => (String(a) < String(b) ? -1 : 1);

describe.skipIf(missingStore)("access to tenants", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let contractId: string;
  let representativeId: string;
  const path = (tenantId: string) => `/v1/contracts/${contractId}/tenants/${tenantId}`;
  const succeeded = async (reply: Reply) =>
    expect(await client.ended(reply)).toMatchObject({ state: "succeeded", failure: null });
  let counter = 0;
  const newTenant = async () => {
    const made = await client.post(`/v1/contracts/${contractId}/tenants`, { name: `access-${++counter}`, region: "jp1" });
    await succeeded(made);
    return String(made.body.tenant.id);
  };
  const newUser = async (inContract = contractId) => {
    const login = `access-${++counter}@child.example`;
    const made = await client.post(`/v1/contracts/${inContract}/users`, {
      loginId: login,
      mailAddress: login,
      notifyUser: false,
    });
    await succeeded(made);
    return String(made.body.user.id);
  };
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    const accepted = await client.post("/v1/contracts", someContract());
    await succeeded(accepted);
    contractId = accepted.body.contract.id;
    representativeId = accepted.body.contract.representativeId;
  });
  afterEach(() => house.misbehave());
  afterAll(() => house?.close());

  /** Who has access on the platform, by our user ids. */
  const onPlatform = async (tenantId: string): Promise<string[]> => {
    const { objects, grants } = (await (await fetch(`${house.platform}/objects`)).json()) as {
      objects: { id: string; name: string }[];
      grants: { userId: string; projectId: string }[];
    };
    const [tenant] = await house.database.sql`select platform_id from tenants where id = ${tenantId}`;
    const names = new Map(objects.map((o) => [o.id, o.name]));
    return grants
      .filter((g) => g.projectId === tenant?.platformId)
      .map((g) => names.get(g.userId) ?? g.userId)
      .toSorted(byText);
  };
  const inBooks = async (
    tenantId: string,
  ): Promise<{ userId: string; state: string; until: string | null; grantedBy: string }[]> =>
    (await client.get(`${path(tenantId)}/access`)).body.access;
  const holders = async (tenantId: string) => (await inBooks(tenantId)).map((a) => a.userId);

  test("given, seen, taken away; the representative has it from the beginning and keeps it", async () => {
    const [tenantId, userId] = [await newTenant(), await newUser()];
    expect(await onPlatform(tenantId)).toEqual([representativeId]);
    expect(await holders(tenantId)).toEqual([representativeId]);

    const granted = await client.post(`${path(tenantId)}/access`, { userId });
    expect(granted.body.order).toMatchObject({ kind: "access.grant", subject: { kind: "tenant", id: tenantId } });
    await succeeded(granted);
    expect(await onPlatform(tenantId)).toEqual([representativeId, userId].toSorted(byText));
    const [keyId] = house.partner.apiKey.split("_").slice(1);
    expect((await inBooks(tenantId)).find((a) => a.userId === userId)).toMatchObject({
      ...{ state: "granted", until: null, grantedBy: `key:${keyId}`, orderId: granted.body.order.id },
      grantedAt: expect.stringMatching(/Z$/),
      user: { contractId, type: "general", name: null },
    });

    const refusals: [string, Promise<Reply>, number, string][] = [
      ["again", client.post(`${path(tenantId)}/access`, { userId }), 409, "ACCESS_EXISTS"],
      [
        "to the representative",
        client.post(`${path(tenantId)}/access`, { userId: representativeId }),
        409,
        "ACCESS_OF_REPRESENTATIVE",
      ],
      [
        "the representative's away",
        client.delete(`${path(tenantId)}/access/${representativeId}`),
        409,
        "ACCESS_OF_REPRESENTATIVE",
      ],
      ["to nobody", client.post(`${path(tenantId)}/access`, { userId: "ecid9999999999" }), 404, "USER_NOT_FOUND"],
      ["nobody's away", client.delete(`${path(tenantId)}/access/ecid9999999999`), 404, "ACCESS_NOT_FOUND"],
      ["to no tenant", client.post(`${path("0".repeat(32))}/access`, { userId }), 404, "TENANT_NOT_FOUND"],
      [
        "until yesterday",
        client.post(`${path(tenantId)}/access`, { userId, until: "2020-01-01T00:00:00Z" }),
        422,
        "ACCESS_UNTIL_PASSED",
      ],
      [
        "until a local time",
        client.post(`${path(tenantId)}/access`, { userId, until: "2099-01-01T00:00:00+09:00" }),
        422,
        "INVALID_REQUEST",
      ],
    ];
    for (const [what, reply, status, code] of refusals) {
      expect([what, (await reply).status, (await reply).body.code]).toEqual([what, status, code]);
    }
    const stranger = clientOf(house.api, house.stranger);
    expect((await stranger.get(`${path(tenantId)}/access`)).body.code).toBe("CONTRACT_NOT_FOUND");
    expect((await stranger.post(`${path(tenantId)}/access`, { userId })).body.code).toBe("CONTRACT_NOT_FOUND");

    await succeeded(await client.delete(`${path(tenantId)}/access/${userId}`));
    expect(await onPlatform(tenantId)).toEqual([representativeId]);
    expect(await holders(tenantId)).toEqual([representativeId]);
    const kinds = await house.database
      .sql`select distinct action from audit_entries where target = ${tenantId} and outcome = 'done' order by 1`;
    expect(kinds.map((k) => k.action)).toEqual(["access.grant", "access.revoke", "order.succeeded", "tenant.create"]);
  });

  test("ordered in one breath with tenant and user, taken away and given again: each waits for what it needs", async () => {
    await house.misbehave({ delayMs: 200 });
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: "breath", region: "jp1" });
    const login = "breath@child.example";
    const user = await client.post(`/v1/contracts/${contractId}/users`, { loginId: login, mailAddress: login });
    const [tenantId, userId] = [tenant.body.tenant.id, user.body.user.id];
    const given = await client.post(`${path(tenantId)}/access`, { userId });
    expect(given.body.order.waitsFor.toSorted(byText)).toEqual([tenant.body.order.id, user.body.order.id].toSorted(byText));
    const taken = await client.delete(`${path(tenantId)}/access/${userId}`);
    expect(taken.body.order.waitsFor).toContain(given.body.order.id);
    const again = await client.post(`${path(tenantId)}/access`, { userId });
    expect((await inBooks(tenantId)).find((a) => a.userId === userId)?.state).toBe("granting");
    await house.misbehave();
    for (const reply of [tenant, user, given, taken, again]) await succeeded(reply);
    expect(await onPlatform(tenantId)).toEqual([representativeId, userId].toSorted(byText));
    expect((await inBooks(tenantId)).find((a) => a.userId === userId)?.state).toBe("granted");
  });

  test("access ends by itself at the very instant, and that is an order with history and audit entry", async () => {
    const [tenantId, userId, other] = [await newTenant(), await newUser(), await newUser()];
    const now = house.clock.now().getTime();
    const [soon, later] = [new Date(now + 3_600_000).toISOString(), new Date(now + 7_200_000).toISOString()];
    await succeeded(await client.post(`${path(tenantId)}/access`, { userId, until: soon }));
    await succeeded(await client.post(`${path(tenantId)}/access`, { userId: other, until: soon }));
    await succeeded(await client.post(`${path(tenantId)}/access`, { userId: other, until: later }));
    house.clock.advance(3_590_000);
    await house.settle();
    expect((await inBooks(tenantId)).map((a) => [a.userId, a.state]).toSorted(byText)).toEqual(
      [representativeId, userId, other].map((id) => [id, "granted"]).toSorted(byText),
    );
    house.clock.advance(10_000 + 50);
    // Before the platform has heard of it, nobody counts it any more.
    expect((await inBooks(tenantId)).find((a) => a.userId === userId)?.state ?? "revoking").toBe("revoking");
    await expect.poll(() => holders(tenantId)).toEqual([representativeId, other].toSorted(byText));
    await house.settle();
    expect(await onPlatform(tenantId)).toEqual([representativeId, other].toSorted(byText));
    const { orders } = (await client.get(`/v1/orders?contractId=${contractId}&limit=1`)).body;
    expect(orders[0]).toMatchObject({ kind: "access.revoke", state: "succeeded", subject: { id: tenantId } });
    const { history } = (await client.get(`/v1/orders/${orders[0].id}`)).body;
    expect(history[0]).toMatchObject({ from: null, to: "received", actor: "worker:users", cause: "UNTIL_REACHED" });
    const [entry] = await house.database
      .sql`select actor, after, reason from audit_entries where order_id = ${orders[0].id} order by id`;
    expect(entry).toMatchObject({ actor: "worker:users", after: { userId, until: soon }, reason: "UNTIL_REACHED" });
  });

  test("the end of a user, a tenant or a contract takes access away, also what is still on its way", async () => {
    const [tenantId, second, userId, other] = [await newTenant(), await newTenant(), await newUser(), await newUser()];
    for (const id of [tenantId, second]) await succeeded(await client.post(`${path(id)}/access`, { userId }));
    const late = await client.post(`${path(tenantId)}/access`, { userId: other });
    const gone = await client.delete(`/v1/contracts/${contractId}/users/${other}`);
    await succeeded(late);
    await succeeded(gone);
    expect(await holders(tenantId)).toEqual([representativeId, userId].toSorted(byText));
    await succeeded(await client.delete(path(tenantId)));
    const rows = await house.database.sql`select tenant_id from tenant_access where user_id in (${userId}, ${other})`;
    expect(rows.map((r) => r.tenantId)).toEqual([second]);
    await succeeded(await client.delete(`/v1/contracts/${contractId}/users/${userId}`));
    expect(await onPlatform(second)).toEqual([representativeId]);
    expect((await client.post(`${path(second)}/access`, { userId })).body.code).toBe("USER_STATE_FORBIDS");
    expect((await client.post(`${path(tenantId)}/access`, { userId: representativeId })).body.code).toBe("TENANT_STATE_FORBIDS");
  });

  test("when tenant or user cannot be made, access to it fails with them and leaves nothing", async () => {
    await house.misbehave({ delayMs: 300, refuseRate: 1, only: "create-project" });
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: "never", region: "jp1" });
    const tenantId = tenant.body.tenant.id;
    const userId = await newUser();
    const given = await client.post(`${path(tenantId)}/access`, { userId });
    expect(await client.ended(given)).toMatchObject({ state: "failed", failure: { code: "PREDECESSOR_FAILED" } });
    await house.misbehave();
    expect(await house.database.sql`select from tenant_access where tenant_id = ${tenantId}`).toHaveLength(0);
  });

  test("what the platform refuses stands as before: giving, prolonging, taking away, and a tenant without its representative", async () => {
    const [tenantId, userId] = [await newTenant(), await newUser()];
    const until = new Date(house.clock.now().getTime() + 86_400_000).toISOString();
    await house.misbehave({ refuseRate: 1, refuseReason: "FORBIDDEN", only: "grant" });
    const refused = { state: "failed", failure: { code: "PLATFORM_REFUSED" } };
    expect(await client.ended(await client.post(`${path(tenantId)}/access`, { userId }))).toMatchObject(refused);
    expect(await holders(tenantId)).toEqual([representativeId]);
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: "headless", region: "jp1" });
    expect(await client.ended(tenant)).toMatchObject(refused);
    expect((await client.get(`/v1/orders/${tenant.body.order.id}`)).body.history.map((h: { to: string }) => h.to)).toContain(
      "compensating",
    );
    expect((await house.platformObjects()).find((o) => o.name === "headless")).toMatchObject({ deleted: true });
    await house.misbehave();
    await succeeded(await client.post(`${path(tenantId)}/access`, { userId, until }));
    await house.misbehave({ refuseRate: 1, refuseReason: "FORBIDDEN" });
    expect(await client.ended(await client.post(`${path(tenantId)}/access`, { userId }))).toMatchObject(refused);
    expect(await client.ended(await client.delete(`${path(tenantId)}/access/${userId}`))).toMatchObject(refused);
    await house.misbehave();
    expect((await inBooks(tenantId)).find((a) => a.userId === userId)).toMatchObject({ state: "granted", until });
    expect(await onPlatform(tenantId)).toEqual([representativeId, userId].toSorted(byText));
  });

  test("a parent's user on a child's tenant, also the representative whom no order has made", async () => {
    const tenantId = await newTenant();
    const parentUser = await newUser(house.partner.contractId);
    const [{ representativeId: owner }] = [(await client.get(`/v1/contracts/${house.partner.contractId}`)).body];
    for (const userId of [parentUser, owner]) await succeeded(await client.post(`${path(tenantId)}/access`, { userId }));
    expect(await onPlatform(tenantId)).toEqual([representativeId, parentUser, owner].toSorted(byText));
    expect((await house.platformObjects()).filter((o) => o.name === owner)).toHaveLength(1);

    // The child's own people see and change the access of their own only.
    const childAdministrator = await house.addUser(house.partner, { type: "administrator", contractId });
    const child = clientOf(house.api, childAdministrator);
    expect((await child.get(`${path(tenantId)}/access`)).body.access.map((a: { userId: string }) => a.userId)).toEqual([
      representativeId,
    ]);
    expect((await child.delete(`${path(tenantId)}/access/${parentUser}`)).body.code).toBe("ACCESS_NOT_FOUND");
    expect((await child.post(`${path(tenantId)}/access`, { userId: parentUser })).body.code).toBe("USER_NOT_FOUND");
    expect((await child.post(`${path(tenantId)}/access`, { userId: childAdministrator.userId })).status).toBe(202);

    // Another child's user does not exist here.
    const elsewhere = await client.post("/v1/contracts", someContract());
    const foreign = await client.post(`${path(tenantId)}/access`, { userId: elsewhere.body.contract.representativeId });
    expect([foreign.status, foreign.body.code]).toEqual([404, "USER_NOT_FOUND"]);

    await succeeded(await client.delete(`/v1/contracts/${house.partner.contractId}/users/${parentUser}`));
    expect(await onPlatform(tenantId)).not.toContain(parentUser);
    expect(await holders(tenantId)).not.toContain(parentUser);
  });

  test("general users see only tenants that they have access to, to the instant", async () => {
    const [seen, unseen] = [await newTenant(), await newTenant()];
    const person = await house.addUser(house.partner, { type: "general", contractId });
    const general = clientOf(house.api, person);
    const visible = async () =>
      (await general.get(`/v1/contracts/${contractId}/tenants?limit=100`)).body.tenants.map((t: { id: string }) => t.id);
    expect(await visible()).toEqual([]);
    const until = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
    await succeeded(await client.post(`${path(seen)}/access`, { userId: person.userId, until }));
    expect(await visible()).toEqual([seen]);
    expect((await general.get(path(seen))).status).toBe(200);
    expect((await general.get(path(unseen))).body.code).toBe("TENANT_NOT_FOUND");
    const replies = [
      await general.get(`${path(seen)}/access`),
      await general.post(`${path(unseen)}/access`, { userId: person.userId }),
      await general.delete(`${path(seen)}/access/${person.userId}`),
    ];
    expect(replies.map((r) => [r.status, r.body.code])).toEqual(replies.map(() => [403, "ACTION_NOT_ALLOWED"]));
    await house.restart.relay.stop();
    house.clock.advance(3_600_001);
    expect(await visible()).toEqual([]);
    expect((await general.get(path(seen))).body.code).toBe("TENANT_NOT_FOUND");
    await house.restart.relay.start();
    await expect.poll(() => onPlatform(seen)).toEqual([representativeId]);
  });
});
