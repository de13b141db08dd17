import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse, type TestUser } from "../support/house.ts";

describe.skipIf(missingStore)("contract groups", () => {
  let house: House;
  let representative: ReturnType<typeof clientOf>;
  let [administrator, general]: TestUser[] = [];
  const contracts: string[] = [];
  const as = (user: TestUser | undefined) => clientOf(house.api, user);
  const seenBy = async (user: TestUser | undefined): Promise<string[]> => {
    const list = (await as(user).get("/v1/contracts?limit=100")).body.contracts as { id: string }[];
    return list.map((c) => c.id).toSorted();
  };

  beforeAll(async () => {
    house = await openHouse();
    representative = clientOf(house.api, house.partner);
    administrator = await house.addUser(house.partner, { type: "administrator" });
    general = await house.addUser(house.partner, { type: "general" });
    for (let i = 0; i < 4; i++) {
      const accepted = await representative.post("/v1/contracts", someContract());
      expect((await representative.ended(accepted)).state).toBe("succeeded");
      contracts.push(accepted.body.contract.id);
    }
  });
  afterAll(() => house?.close());

  test("a user in no group sees every child; in groups, their union; the representative is never restricted", async () => {
    expect(await seenBy(general)).toEqual(contracts);
    const east = await representative.post("/v1/contract-groups", {
      name: "東日本",
      contracts: { add: contracts.slice(0, 2) },
      users: { add: [general?.userId] },
    });
    expect(east).toMatchObject({ status: 201, body: { contracts: 2, users: 1 } });
    expect(await seenBy(general)).toEqual(contracts.slice(0, 2));
    const west = await representative.post("/v1/contract-groups", { name: "西日本", contracts: { add: contracts.slice(1, 3) } });
    await representative.patch(`/v1/contract-groups/${west.body.id}`, { users: { add: [general?.userId] } });
    expect(await seenBy(general)).toEqual(contracts.slice(0, 3));
    const outside = contracts[3] as string;
    const replies = await Promise.all([
      as(general).get(`/v1/contracts/${outside}`),
      as(general).get("/v1/contracts/econ0000000001"),
      as(general).post(`/v1/contracts/${outside}/suspend`),
      as(general).get(`/v1/contracts/${outside}/users`),
      as(general).get(`/v1/contracts/${outside}/tenants`),
    ]);
    expect(replies.map((r) => [r.status, r.body.code])).toEqual(replies.map(() => [404, "CONTRACT_NOT_FOUND"]));
    const orders = (await as(general).get("/v1/orders?limit=100")).body.orders as { contractId: string }[];
    expect(orders.filter((o) => o.contractId === outside)).toEqual([]);
    expect((await representative.get(`/v1/orders?contractId=${outside}`)).body.orders).toHaveLength(1);
    expect((await as(general).get(`/v1/orders?contractId=${outside}`)).body.orders).toEqual([]);
  });

  test("a child that a confined user creates joins that user's groups", async () => {
    const accepted = await as(general).post("/v1/contracts", someContract());
    expect((await as(general).ended(accepted)).state).toBe("succeeded");
    expect(await seenBy(general)).toContain(accepted.body.contract.id);
    const { body } = await representative.get(`/v1/access/explain?user=${general?.userId}&contract=${accepted.body.contract.id}`);
    expect(body).toMatchObject({ sees: true, because: "IN_GROUP" });
    expect(body.groups.map((g: { name: string }) => g.name)).toEqual(["東日本", "西日本"]);
  });

  test("explain says why", async () => {
    const explain = async (user: string, contract: string | undefined) =>
      (await representative.get(`/v1/access/explain?user=${user}&contract=${contract}`)).body;
    const [row] = await house.database.sql`select representative_id from contracts where id = ${house.partner.contractId}`;
    expect(await explain(row?.representativeId, contracts[3])).toMatchObject({ sees: true, because: "REPRESENTATIVE" });
    expect(await explain(administrator?.userId ?? "", contracts[3])).toMatchObject({ sees: true, because: "IN_NO_GROUP" });
    const outside = await explain(general?.userId ?? "", contracts[3]);
    expect(outside).toMatchObject({ sees: false, because: "NOT_IN_GROUPS" });
    expect(outside.groups.map((g: { name: string }) => g.name)).toEqual(["東日本", "西日本"]);
    expect(await explain("ecid0000000001", contracts[3])).toMatchObject({ code: "USER_NOT_FOUND" });
    expect(await explain(general?.userId ?? "", "econ0000000001")).toMatchObject({ code: "CONTRACT_NOT_FOUND" });
    const own = await as(general).get(`/v1/access/explain?user=${general?.userId}&contract=${contracts[0]}`);
    expect(own.body).toMatchObject({ sees: true, because: "IN_GROUP" });
    expect((await as(general).get(`/v1/access/explain?user=${administrator?.userId}&contract=${contracts[0]}`)).status).toBe(403);
  });

  test("simulate tells what would change, and a change does exactly that", async () => {
    const groups = (await representative.get("/v1/contract-groups")).body.groups as { id: string; name: string }[];
    const east = groups.find((g) => g.name === "東日本")?.id;
    const change = { contracts: { add: [contracts[3]], remove: [contracts[0]] }, users: { add: [administrator?.userId] } };
    const before = { general: await seenBy(general), administrator: await seenBy(administrator) };
    const told = (await representative.post(`/v1/contract-groups/${east}:simulate`, change)).body;
    expect({ general: await seenBy(general), administrator: await seenBy(administrator) }).toEqual(before);
    expect((await representative.patch(`/v1/contract-groups/${east}`, change)).status).toBe(200);
    const after = { general: await seenBy(general), administrator: await seenBy(administrator) };
    const difference = (a: string[], b: string[]) => a.filter((id) => !b.includes(id));
    const of = (what: "gains" | "loses", user: TestUser | undefined) =>
      told[what].find((entry: { userId: string }) => entry.userId === user?.userId)?.first ?? [];
    expect(of("gains", general)).toEqual(difference(after.general, before.general));
    expect(of("loses", general)).toEqual(difference(before.general, after.general));
    expect(of("loses", administrator)).toEqual(difference(before.administrator, after.administrator));
    expect(of("gains", administrator)).toEqual([]);
    expect(of("gains", general)).toEqual([contracts[3]]);
    const gone = (await representative.post(`/v1/contract-groups/${east}:simulate`, { delete: true })).body;
    expect(gone.gains.find((entry: { userId: string }) => entry.userId === administrator?.userId).contracts).toBeGreaterThan(0);
  });

  test("who may not define groups cannot, and nobody who is confined frees themselves", async () => {
    const groups = (await representative.get("/v1/contract-groups")).body.groups as { id: string }[];
    const path = `/v1/contract-groups/${groups[0]?.id}`;
    // A key that was read is trusted for half a second; until then the database alone says no.
    await expect.poll(async () => (await as(administrator).patch(path, { name: "x" })).status).toBe(403);
    expect((await representative.get(path)).body.name).not.toBe("x");
    const child = await house.addUser(house.partner, { type: "representative", contractId: await aChildWithout() });
    for (const [who, code] of [
      [general, "ACTION_NOT_ALLOWED"],
      [administrator, "ACTION_NOT_ALLOWED"],
      [child, "ACTION_NOT_ALLOWED"],
    ] as const) {
      const replies = await Promise.all([
        as(who).patch(path, { users: { remove: [who?.userId] } }),
        as(who).delete(path),
        as(who).post("/v1/contract-groups", { name: "自分" }),
      ]);
      expect(replies.map((r) => [r.status, r.body.code])).toEqual(replies.map(() => [403, code]));
    }
    const limited = await house.addUser(house.partner, { type: "administrator", rights: ["users"] });
    expect((await as(limited).post("/v1/contract-groups", { name: "権限なし" })).body.code).toBe("RIGHT_MISSING");
    const stranger = clientOf(house.api, house.stranger);
    expect((await stranger.patch(path, { name: "奪取" })).body.code).toBe("GROUP_NOT_FOUND");
    expect((await stranger.get("/v1/contract-groups")).body.groups).toEqual([]);
    const theft = await stranger.post("/v1/contract-groups", { name: "奪取", contracts: { add: [contracts[0]] } });
    expect(theft.body.code).toBe("GROUP_MEMBER_UNKNOWN");
  });

  test("rules by label, region and creator: contracts come and go as they change, and what is excluded stays out", async () => {
    const watcher = await house.addUser(house.partner, { type: "general" });
    const made = await representative.post("/v1/contract-groups", {
      name: "大阪",
      rules: { add: [{ labels: { branch: "osaka" } }, { region: "jp2" }] },
      users: { add: [watcher.userId] },
    });
    expect(made).toMatchObject({ status: 201, body: { contracts: 0, users: 1 } });
    const [byLabel, byRegion] = made.body.rules as { id: string }[];
    const path = `/v1/contract-groups/${made.body.id}`;
    const explain = async (contract: string) =>
      (await representative.get(`/v1/access/explain?user=${watcher.userId}&contract=${contract}`)).body;
    /** How the group stands to the contract, as the list of the contract's groups tells it. */
    const holds = async (contract: string) => {
      const { groups } = (await representative.get(`/v1/contract-groups?contractId=${contract}`)).body;
      return groups.find(({ id }: { id: string }) => id === made.body.id)?.hold;
    };
    expect(await seenBy(watcher)).toEqual([]);

    const born = await representative.post("/v1/contracts", { ...someContract(), labels: { branch: "osaka" } });
    const bornId = born.body.contract.id as string;
    expect(await seenBy(watcher)).toEqual([bornId]);
    expect((await representative.ended(born)).state).toBe("succeeded");

    const [first, second, third] = contracts as [string, string, string];
    const labelled = await representative.patch(`/v1/contracts/${first}`, { labels: { branch: "osaka", rank: "a" } });
    expect((await representative.ended(labelled)).state).toBe("succeeded");
    const tenant = await representative.post(`/v1/contracts/${second}/tenants`, { name: "west-1", region: "jp2" });
    expect((await representative.ended(tenant)).state).toBe("succeeded");
    expect(await seenBy(watcher)).toEqual([first, second, bornId].toSorted());
    expect(await explain(first)).toMatchObject({ because: "IN_GROUP", groups: [{ reason: "rule", rules: [byLabel?.id] }] });
    expect(await explain(second)).toMatchObject({ because: "IN_GROUP", groups: [{ reason: "rule", rules: [byRegion?.id] }] });
    expect(await holds(second)).toEqual({ reason: "rule", rules: [byRegion?.id] });
    expect(await holds(third)).toBeUndefined();
    expect((await as(watcher).get(`/v1/contract-groups?contractId=${third}`)).status).toBe(403);
    for (const unknown of ["econ0000000001", "nonsense", house.partner.contractId])
      expect((await representative.get(`/v1/contract-groups?contractId=${unknown}`)).body.code).toBe("CONTRACT_NOT_FOUND");

    // A simulation says which rule brings how many, and a change does exactly that.
    const [row] = await house.database.sql`select created_by from contracts where id = ${third}`;
    const change = {
      rules: { add: [{ createdBy: row?.createdBy, labels: { branch: "osaka" } }], remove: [byRegion?.id] },
      exclude: { add: [first] },
    };
    const told = (await representative.post(`${path}:simulate`, change)).body;
    expect(told.loses).toEqual([{ userId: watcher.userId, contracts: 2, first: [first, second].toSorted() }]);
    expect(told.gains).toEqual([]);
    expect(told.rules).toMatchObject([
      { id: byLabel?.id, contracts: 2 },
      { createdBy: row?.createdBy, contracts: 2 },
    ]);
    expect(await seenBy(watcher)).toHaveLength(3);
    expect((await representative.patch(path, change)).body).toMatchObject({ contracts: 1, rules: [{ id: byLabel?.id }, {}] });
    expect(await seenBy(watcher)).toEqual([bornId]);
    expect(await explain(first)).toMatchObject({ because: "NOT_IN_GROUPS", groups: [{ reason: "excluded" }] });
    expect(await holds(first)).toMatchObject({ reason: "excluded", rules: expect.arrayContaining([byLabel?.id]) });
    expect((await representative.get(`${path}/exclusions`)).body.ids).toEqual([first]);

    // Excluded is stronger than named; no longer excluded, the rule takes it in again.
    expect((await representative.patch(path, { contracts: { add: [first, third] } })).body.contracts).toBe(2);
    expect(await seenBy(watcher)).toEqual([third, bornId].toSorted());
    expect(await explain(third)).toMatchObject({ groups: [{ reason: "include", rules: [] }] });
    expect(await holds(third)).toEqual({ reason: "include", rules: [] });
    await representative.patch(path, { exclude: { remove: [first] } });
    expect(await seenBy(watcher)).toEqual([first, third, bornId].toSorted());

    const gone = await representative.patch(`/v1/contracts/${first}`, { labels: {} });
    expect((await representative.ended(gone)).state).toBe("succeeded");
    expect(await seenBy(watcher)).toEqual([third, bornId].toSorted());
    const many = { rules: { add: Array.from({ length: 19 }, (_, n) => ({ labels: { n: String(n) } })) } };
    expect((await representative.patch(path, many)).body.code).toBe("GROUP_RULE_LIMIT_REACHED");
    expect((await representative.patch(path, { rules: { add: [{}] } })).status).toBe(422);
    expect((await as(watcher).patch(path, { rules: { add: [{ region: "jp1" }] } })).status).toBe(403);
  });

  test("deleting a group frees its users; a taken name and a bad id are said", async () => {
    expect((await representative.post("/v1/contract-groups", { name: "西日本" })).body.code).toBe("GROUP_NAME_TAKEN");
    for (const id of ["x", "00000000-0000-0000-0000-000000000000", "%27%20or%20true"]) {
      expect((await representative.get(`/v1/contract-groups/${id}`)).body.code).toBe("GROUP_NOT_FOUND");
    }
    const groups = (await representative.get("/v1/contract-groups")).body.groups as { id: string }[];
    for (const group of groups) expect((await representative.delete(`/v1/contract-groups/${group.id}`)).status).toBe(204);
    expect(await seenBy(general)).toEqual(await seenBy(house.partner as TestUser));
  });

  /** A child contract with no user but the one that is added. */
  async function aChildWithout(): Promise<string> {
    const accepted = await representative.post("/v1/contracts", someContract());
    await representative.ended(accepted);
    await house.database.sql`update users set type = 'general' where contract_id = ${accepted.body.contract.id}`;
    return accepted.body.contract.id;
  }
});
