import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { pairOf, signIn, someTenant, sssOf, tokenBody } from "../support/sss.ts";

describe.skipIf(missingStore)("tokens of the SSS API", () => {
  let house: House;
  let tenant: string;
  const nobody = () => clientOf(house.api, undefined);
  const tokenOf = async (apiKey = house.partner.apiKey): Promise<string> =>
    (await signIn(house.api, pairOf(apiKey), tenant)).headers.get("x-subject-token") ?? "";
  const statusWith = async (token: string) => (await sssOf(`${house.api}/sss/api/v2`, token)("GET", "/users")).status;

  beforeAll(async () => {
    house = await openHouse();
    tenant = await someTenant(house, house.partner.contractId, "sss-tokens");
  });
  afterAll(() => house?.close());

  test("discovery needs no token and says where v3 is, with and without a slash", async () => {
    for (const path of ["/v3", "/v3/"]) {
      const { status, body } = await nobody().get(path);
      expect(status).toBe(200);
      expect(body.version).toMatchObject({ status: "stable", links: [{ rel: "self", href: `${house.api}/v3/` }] });
      expect(body.version.id).toMatch(/^v3\./);
    }
  });

  test.each(["/v3/auth/tokens", "/v3/auth/tokens?nocatalog", "/v3/auth/tokens?nocatalog=true"])(
    "POST %s with key and secret gives a token for an hour, and the catalogue names sssv2 and sss",
    async (path) => {
      const { status, headers, body } = await nobody().post(path, tokenBody(pairOf(house.partner.apiKey), tenant));
      expect(status).toBe(201);
      expect(headers.get("x-subject-token")).toMatch(/^sst_/);
      const { token } = body;
      expect(token).toMatchObject({
        methods: ["password"],
        project: { id: tenant, name: "sss-tokens" },
        roles: [{ name: "_member_" }],
      });
      expect(token.user).toMatchObject({ name: pairOf(house.partner.apiKey).name, domain: { id: "default" } });
      expect(token.issued_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
      expect(Date.parse(token.expires_at) - Date.parse(token.issued_at)).toBe(3_600_000);
      const entries = token.catalog as { type: string; endpoints: { interface: string; region: string; url: string }[] }[];
      for (const [type, path] of [
        ["sssv2", "/sss/api/v2"],
        ["sss", "/sss/api/v1.0"],
      ]) {
        const endpoints = entries.find((entry) => entry.type === type)?.endpoints ?? [];
        expect(endpoints.map((e) => [e.interface, e.url])).toEqual(
          ["public", "internal", "admin"].map((kind) => [kind, house.api + path]),
        );
      }
    },
  );

  test("the catalogue names SSS in every region in which the user has a tenant, and in no other", async () => {
    const { contractId, apiKey } = house.partner;
    const regionsOf = (catalog: { type: string; endpoints: { region: string }[] }[]) =>
      catalog.map(({ type, endpoints }) => [type, [...new Set(endpoints.map((e) => e.region))]]);
    const everywhere = (regions: string[]) => ["sssv2", "sss", "identity"].map((type) => [type, regions]);
    const before = await signIn(house.api, pairOf(apiKey), tenant);
    expect(regionsOf(before.body.token.catalog)).toEqual(everywhere(["jp1"]));
    const second = await someTenant(house, contractId, "sss-second-region", apiKey, "jp2");
    const { headers, body } = await signIn(house.api, pairOf(apiKey), second);
    expect(regionsOf(body.token.catalog)).toEqual(everywhere(["jp1", "jp2"]));
    const ids = body.token.catalog.flatMap((entry: { endpoints: { id: string }[] }) => entry.endpoints.map(({ id }) => id));
    expect(new Set(ids).size).toBe(18);
    const token = headers.get("x-subject-token") ?? "";
    const asked = { "x-auth-token": token, "x-subject-token": token };
    const shown = await nobody().send("GET", "/v3/auth/tokens", undefined, asked);
    expect(shown.body).toEqual(body);
  });

  test("what is wrong in signing in answers alike, in Keystone's form; a body of another form is 400", async () => {
    const good = pairOf(house.partner.apiKey);
    const foreign = await someTenant(house, house.stranger.contractId, "sss-foreign", house.stranger.apiKey);
    const refused = [
      await signIn(house.api, { ...good, secret: good.secret.replace(/^./, (c) => (c === "a" ? "b" : "a")) }, tenant),
      await signIn(house.api, { ...good, name: "zzzzzzzzzzzz" }, tenant),
      await signIn(house.api, good, foreign),
      await signIn(house.api, good, "no tenant"),
    ];
    for (const { status, body, text } of refused) {
      expect([status, body.error.code, body.error.title]).toEqual([401, 401, "Unauthorized"]);
      expect(text).toBe(refused[0]?.text);
    }
    for (const bad of [{}, { auth: null }, [], "x", 1, { auth: { identity: { methods: ["password"] } } }]) {
      const { status, body } = await nobody().post("/v3/auth/tokens", bad);
      expect([status, body.error.code]).toEqual([400, 400]);
    }
    expect((await nobody().put("/v3/auth/tokens", {})).body.error.code).toBe(405);
    expect((await nobody().get("/v3/projects")).body.error.code).toBe(404);
  });

  test("a token is shown and taken back by its own user, and dies at once", async () => {
    const [mine, other] = [await tokenOf(), await tokenOf()];
    const foreign = (
      await signIn(
        house.api,
        pairOf(house.stranger.apiKey),
        await someTenant(house, house.stranger.contractId, "sss-other", house.stranger.apiKey),
      )
    ).headers.get("x-subject-token") as string;
    const about = (method: string, token: string, subject: string) =>
      nobody().send(method, "/v3/auth/tokens", undefined, { "x-auth-token": token, "x-subject-token": subject });
    expect(await about("GET", mine, other)).toMatchObject({ status: 200, body: { token: { project: { id: tenant } } } });
    expect((await about("GET", foreign, other)).status).toBe(404);
    expect((await about("DELETE", foreign, other)).status).toBe(404);
    expect((await about("GET", "nothing", other)).status).toBe(401);
    expect(await statusWith(other)).toBe(200);
    expect((await about("DELETE", mine, other)).status).toBe(204);
    expect(await statusWith(other)).toBe(401);
    expect(await statusWith(mine)).toBe(200);
  });

  test("a token ends with its hour, its key, its user and the access to its tenant", async () => {
    const { sql } = house.database;
    const ends: Record<string, (userId: string, apiKey: string) => Promise<unknown>> = {
      key: (_, apiKey) => sql`update api_keys set revoked_at = ${house.clock.now()} where id = ${pairOf(apiKey).name}`,
      user: (userId) => sql`update users set state = 'deleted' where id = ${userId}`,
      access: (userId) => sql`delete from tenant_access where user_id = ${userId}`,
      "access being taken away": (userId) => sql`update tenant_access set state = 'revoking' where user_id = ${userId}`,
    };
    const owner = clientOf(house.api, house.partner);
    for (const [what, end] of Object.entries(ends)) {
      const user = await house.addUser(house.partner, { type: "administrator" });
      const path = `/v1/contracts/${house.partner.contractId}/tenants/${tenant}/access`;
      expect((await signIn(house.api, pairOf(user.apiKey), tenant)).status).toBe(401);
      expect((await owner.ended(await owner.post(path, { userId: user.userId }))).state).toBe("succeeded");
      const token = await tokenOf(user.apiKey);
      expect([what, await statusWith(token)]).toEqual([what, 200]);
      await end(user.userId, user.apiKey);
      expect([what, await statusWith(token)]).toEqual([what, 401]);
    }
    const token = await tokenOf();
    house.clock.advance(3_599_000);
    expect(await statusWith(token)).toBe(200);
    house.clock.advance(1_000);
    expect(await statusWith(token)).toBe(401);
  });

  test("behind a proxy that is believed the catalogue says https, and only then", async () => {
    const forwarded = { "x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7" };
    expect((await nobody().get("/v3", forwarded)).body.version.links[0].href).toBe(`${house.api}/v3/`);
    const proxied = await openHouse({ trustProxy: ["127.0.0.1"] });
    try {
      const { body } = await clientOf(proxied.api, undefined).get("/v3", forwarded);
      expect(body.version.links[0].href).toBe(`${proxied.api.replace("http:", "https:")}/v3/`);
    } finally {
      await proxied.close();
    }
  });

  test("the SSS API takes nothing but a token", async () => {
    for (const headers of [{}, { authorization: `Bearer ${house.partner.apiKey}` }, { "x-auth-token": house.partner.apiKey }]) {
      const { status, body } = await nobody().get("/sss/api/v2/users", headers);
      expect([status, Object.keys(body)]).toEqual([401, ["message"]]);
    }
  });
});
