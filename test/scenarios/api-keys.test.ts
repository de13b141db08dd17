import { makeApiKey } from "@saihan/auth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse, type TestUser } from "../support/house.ts";

describe.skipIf(missingStore)("API keys", () => {
  let house: House;
  let user: TestUser;
  let path: string;
  const as = (apiKey: string | undefined) => clientOf(house.api, { name: "", contractId: "", apiKey: apiKey ?? "" });
  const issue = async (more: object = {}, by = user.apiKey) => as(by).post(path, { name: "基幹システム", ...more });

  beforeAll(async () => {
    house = await openHouse();
    user = await house.addUser(house.partner, { type: "administrator" });
    path = `/v1/contracts/${user.contractId}/users/${user.userId}/api-keys`;
  });
  afterAll(() => house?.close());

  test("the whole key is shown once and stored nowhere; it works, and its use is noted", async () => {
    const made = await issue();
    expect(made.status).toBe(201);
    expect((await as(made.body.key).get("/v1/contracts")).status).toBe(200);
    const list = (await as(user.apiKey).get(path)).text;
    expect(list).not.toContain(made.body.key.split("_")[2]);
    const dump = JSON.stringify(await house.database.sql`select * from api_keys`);
    expect(dump).not.toContain(made.body.key.split("_")[2]);
    const used = async () =>
      (await house.database.sql`select used_at from api_keys where id = ${made.body.apiKey.id}`)[0]?.usedAt;
    await expect.poll(used).toBeInstanceOf(Date);
  });

  test("a key does what its scopes hold, and nothing else", async () => {
    const { key } = (await issue({ scopes: ["contracts:read"] })).body;
    expect((await as(key).get("/v1/contracts")).status).toBe(200);
    const refused = await as(key).post("/v1/contracts", someContract());
    expect([refused.status, refused.body.code, refused.body.variables]).toEqual([
      403,
      "SCOPE_MISSING",
      { action: "contract.create", scope: "contracts:write" },
    ]);
    expect((await as(key).get("/v1/orders")).body.code).toBe("SCOPE_MISSING");
  });

  test("a key bound to a group sees the group's contracts only, and what it creates joins the group", async () => {
    const owner = clientOf(house.api, house.partner);
    const [first, second] = [
      await owner.post("/v1/contracts", someContract()),
      await owner.post("/v1/contracts", someContract()),
    ];
    await owner.ended(second);
    const group = (await owner.post("/v1/contract-groups", { name: "鍵", contracts: { add: [first.body.contract.id] } })).body;
    const { key } = (await issue({ groups: [group.id] })).body;
    const seen = async () => (await as(key).get("/v1/contracts")).body.contracts.map((c: { id: string }) => c.id);
    expect(await seen()).toEqual([first.body.contract.id]);
    expect((await as(key).get(`/v1/contracts/${second.body.contract.id}`)).body.code).toBe("CONTRACT_NOT_FOUND");
    const own = await as(key).post("/v1/contracts", someContract());
    expect(own.status).toBe(202);
    expect(await seen()).toEqual([own.body.contract.id, first.body.contract.id]);
    expect((await owner.get(`/v1/contract-groups/${group.id}`)).body.contracts).toBe(2);
    // It sees nothing of the parent's own contract, so it cannot make keys there either.
    expect((await as(key).post(path, { name: "x" })).body.code).toBe("USER_NOT_FOUND");
    expect((await owner.delete(`/v1/contract-groups/${group.id}`)).body.code).toBe("GROUP_IN_USE");
  });

  test("a key cannot make a key that may do more than itself", async () => {
    const until = new Date(house.clock.now().getTime() + 3_600_000).toISOString();
    const { key } = (await issue({ scopes: ["settings:write", "contracts:read"], expiresAt: until })).body;
    const wanted = [
      {},
      { scopes: ["contracts:write"], expiresAt: until },
      { scopes: ["contracts:read"] },
      { scopes: ["contracts:read"], expiresAt: until },
    ];
    const replies = [];
    for (const more of wanted) replies.push(await issue(more, key));
    expect(replies.map((r) => r.body.code ?? r.status)).toEqual(["API_KEY_WIDER", "API_KEY_WIDER", "API_KEY_WIDER", 201]);
  });

  test("rotation: both keys live until the grace has passed", async () => {
    const old = (await issue({ scopes: ["contracts:read"] })).body;
    const next = await as(user.apiKey).post(`${path}/${old.apiKey.id}/rotate`, { graceHours: 2 });
    expect(next).toMatchObject({ status: 201, body: { apiKey: { scopes: ["contracts:read"] } } });
    expect((await as(user.apiKey).post(`${path}/${old.apiKey.id}/rotate`)).body.code).toBe("API_KEY_ROTATED");
    const both = async () => Promise.all([old.key, next.body.key].map(async (k) => (await as(k).get("/v1/contracts")).status));
    expect(await both()).toEqual([200, 200]);
    house.clock.advance(3 * 3_600_000);
    await expect.poll(both, { timeout: 10_000 }).toEqual([401, 200]);
  });

  test("a revoked key, a deleted user's key and the keys of a stranger are refused", async () => {
    const made = (await issue()).body;
    expect((await clientOf(house.api, house.stranger).delete(`${path}/${made.apiKey.id}`)).body.code).toBe("CONTRACT_NOT_FOUND");
    expect((await as(user.apiKey).delete(`${path}/${made.apiKey.id}`)).status).toBe(204);
    await expect.poll(async () => (await as(made.key).get("/v1/contracts")).status, { timeout: 10_000 }).toBe(401);
    expect((await as(user.apiKey).delete(`${path}/${made.apiKey.id}`)).body.code).toBe("API_KEY_NOT_FOUND");
    const leaver = await house.addUser(house.partner, { type: "general" });
    expect((await as(leaver.apiKey).get("/v1/contracts")).status).toBe(200);
    const gone = await as(user.apiKey).delete(`/v1/contracts/${leaver.contractId}/users/${leaver.userId}`);
    expect(gone.status).toBe(202);
    await expect.poll(async () => (await as(leaver.apiKey).get("/v1/contracts")).status, { timeout: 10_000 }).toBe(401);
  });

  test("only oneself makes keys, and ten at most", async () => {
    const other = await house.addUser(house.partner, { type: "general" });
    const forOther = await as(user.apiKey).post(`/v1/contracts/${other.contractId}/users/${other.userId}/api-keys`, {
      name: "x",
    });
    expect(forOther.body.code).toBe("ACTION_NOT_ALLOWED");
    const own = `/v1/contracts/${other.contractId}/users/${other.userId}/api-keys`;
    const replies = [];
    for (let i = 0; i < 10; i++) replies.push((await as(other.apiKey).post(own, { name: `key ${i}` })).status);
    expect(replies).toEqual([...Array(9).fill(201), 409]);
  });

  test.each([
    ["no header", {}],
    ["another scheme", { authorization: "Basic eDp5" }],
    ["an empty token", { authorization: "Bearer " }],
    ["a key with a wrong check", { authorization: `Bearer ${makeApiKey().key.slice(0, -1)}!` }],
    ["a well-formed key that nobody has", { authorization: `Bearer ${makeApiKey().key}` }],
    ["a megabyte of nothing", { authorization: `Bearer ${"x".repeat(8_000)}` }],
    ["SQL", { authorization: "Bearer shk_' or true --" }],
  ])("%s is 401, the same for all", async (_, headers) => {
    const reply = await clientOf(house.api, undefined).get("/v1/contracts", headers as Record<string, string>);
    expect([reply.status, reply.body.code]).toEqual([401, "UNAUTHENTICATED"]);
  });
});
