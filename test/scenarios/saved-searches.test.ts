import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

type Client = ReturnType<typeof clientOf>;

describe.skipIf(missingStore)("searches of contracts that a user keeps", () => {
  let house: House;
  let owner: Client;
  let other: Client;
  let otherId: string;
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    const colleague = await house.addUser(house.partner, { type: "general" });
    otherId = colleague.userId;
    other = clientOf(house.api, colleague);
  });
  afterAll(() => house?.close());

  const names = async (client: Client) =>
    (await client.get("/v1/saved-searches")).body.savedSearches.map(({ name }: { name: string }) => name);

  test("what is kept finds what it found, and is its user's own", async () => {
    await owner.post("/v1/contracts", someContract({ customerName: "ﾐﾄﾞﾘ商事", labels: { branch: "osaka" } }));
    const query = { customerName: "みどり", label: "branch:osaka", sort: "-customerName" };
    const made = await owner.post("/v1/saved-searches", { name: "大阪のみどり", query });
    expect(made.status).toBe(201);
    const [kept] = (await owner.get("/v1/saved-searches")).body.savedSearches;
    expect(kept).toEqual(made.body);
    const found = await owner.get(`/v1/contracts?${new URLSearchParams(kept.query)}`);
    expect(found.body.contracts).toMatchObject([{ customerName: "ﾐﾄﾞﾘ商事" }]);

    // Nobody else sees, renames or deletes it, a colleague of the same contract neither.
    expect(await names(other)).toEqual([]);
    for (const stranger of [other, clientOf(house.api, house.stranger)]) {
      const path = `/v1/saved-searches/${kept.id}`;
      expect((await stranger.patch(path, { name: "mine" })).body.code).toBe("SAVED_SEARCH_NOT_FOUND");
      expect((await stranger.delete(path)).body.code).toBe("SAVED_SEARCH_NOT_FOUND");
    }
    expect(await names(owner)).toEqual(["大阪のみどり"]);
  });

  test("it is renamed and deleted; a name stands once", async () => {
    const made = await owner.post("/v1/saved-searches", { name: "stopped", query: { state: "suspended" } });
    const path = `/v1/saved-searches/${made.body.id}`;
    expect((await owner.post("/v1/saved-searches", { name: "stopped", query: { q: "x" } })).body.code).toBe(
      "SAVED_SEARCH_NAME_TAKEN",
    );
    expect((await owner.patch(path, { name: "大阪のみどり" })).body.code).toBe("SAVED_SEARCH_NAME_TAKEN");
    expect((await owner.patch(path, { name: "stopped" })).status).toBe(200);
    const renamed = await owner.patch(path, { name: "suspended" });
    expect(renamed.body).toEqual({ ...made.body, name: "suspended" });
    expect((await owner.delete(path)).status).toBe(204);
    expect((await owner.delete(path)).body.code).toBe("SAVED_SEARCH_NOT_FOUND");
    expect((await owner.delete("/v1/saved-searches/x")).body.code).toBe("SAVED_SEARCH_NOT_FOUND");
  });

  test.each([
    ["nothing is asked", {}],
    ["a parameter that the search does not know", { colour: "red" }],
    ["a state that there is not", { state: "asleep" }],
    ["a page of the search", { q: "x", after: "x" }],
  ])("refused: %s", async (_what, query) => {
    expect((await owner.post("/v1/saved-searches", { name: "refused", query })).body.code).toBe("INVALID_REQUEST");
  });

  test("fifty at most, however many come at once", async () => {
    const replies = await Promise.all(
      Array.from({ length: 53 }, (_, n) => other.post("/v1/saved-searches", { name: `search ${n}`, query: { q: `word${n}` } })),
    );
    const codes = replies.map(({ status, body }) => (status === 201 ? "kept" : body.code));
    expect(codes.filter((code) => code === "SAVED_SEARCH_LIMIT_REACHED")).toHaveLength(3);
    expect(codes.filter((code) => code === "kept")).toHaveLength(50);
  });

  test("they go with their user, and those of others that name who is forgotten", async () => {
    const { sql } = house.database;
    const [colleague] = await sql<{ loginId: string }[]>`select login_id from users where id = ${otherId}`;
    const [loginId = ""] = [colleague?.loginId];
    await owner.post("/v1/saved-searches", { name: "that colleague", query: { loginId } });
    const removed = await owner.delete(`/v1/contracts/${house.partner.contractId}/users/${otherId}`);
    expect((await owner.ended(removed)).state).toBe("succeeded");
    const left = async () => (await sql`select user_id from saved_searches where user_id = ${otherId}`).length;
    expect(await left()).toBe(0);
    expect(await names(owner)).toContain("that colleague");
    await sql`select erase_person(${house.partner.contractId}, ${otherId}, now(), 'test')`;
    expect(await names(owner)).not.toContain("that colleague");
  });
});
