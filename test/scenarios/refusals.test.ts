import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** Every bad input has a refusal of its own, in 4xx, and changes nothing. */
describe.skipIf(missingStore)("bad input", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let stranger: ReturnType<typeof clientOf>;
  let contractId: string;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    stranger = clientOf(house.api, house.stranger);
    const accepted = await client.post("/v1/contracts", someContract());
    contractId = accepted.body.contract.id;
    await client.ended(accepted);
    await house.settle();
  });
  afterAll(() => house?.close());

  const counts = async () =>
    (
      await house.database.sql`
        select (select count(*) from orders) orders, (select count(*) from contracts) contracts, (select count(*) from users) users,
               (select count(*) from tenants) tenants, (select count(*) from outbox) outbox, (select count(*) from idempotency_keys) keys,
               (select count(*) from audit_entries where outcome = 'done') audit`
    )[0];

  const good = () => someContract();
  const cases: [
    name: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
    status: number,
    code: string,
    pointer?: string,
  ][] = [
    ["malformed JSON", "/v1/contracts", "{", {}, 400, "MALFORMED_JSON"],
    ["an array instead of an object", "/v1/contracts", [], {}, 422, "INVALID_REQUEST", ""],
    ["null", "/v1/contracts", "null", {}, 422, "INVALID_REQUEST", ""],
    ["a wrong type", "/v1/contracts", { ...good(), customerName: 5 }, {}, 422, "INVALID_REQUEST", "/customerName"],
    ["an unknown field", "/v1/contracts", { ...good(), colour: "red" }, {}, 422, "INVALID_REQUEST", "/colour"],
    [
      "a field that is not the caller's to set",
      "/v1/contracts",
      { ...good(), state: "active" },
      {},
      422,
      "INVALID_REQUEST",
      "/state",
    ],
    [
      "__proto__",
      "/v1/contracts",
      `{"__proto__":{"x":1},"customerName":"a","representative":{"loginId":"abc","mailAddress":"a@b.jp"}}`,
      {},
      422,
      "INVALID_REQUEST",
      "/__proto__",
    ],
    [
      "a nested unknown field",
      "/v1/contracts",
      { ...good(), representative: { loginId: "abc", mailAddress: "a@b.jp", admin: true } },
      {},
      422,
      "INVALID_REQUEST",
      "/representative/admin",
    ],
    ["a missing field", "/v1/contracts", { customerName: "a" }, {}, 422, "INVALID_REQUEST", "/representative"],
    [
      "a customer number that is too short",
      "/v1/contracts",
      { ...good(), customerNumber: "N1234" },
      {},
      422,
      "INVALID_REQUEST",
      "/customerNumber",
    ],
    [
      "two mail addresses",
      "/v1/contracts",
      { ...good(), representative: { loginId: "abc", mailAddress: "a@b.jp, c@d.jp" } },
      {},
      422,
      "INVALID_REQUEST",
      "/representative/mailAddress",
    ],
    [
      "a line end in a name",
      "/v1/contracts",
      { ...good(), customerName: "a\nBcc: x@y.jp" },
      {},
      422,
      "INVALID_REQUEST",
      "/customerName",
    ],
    ["a NUL in a name", "/v1/contracts", { ...good(), customerName: "a\u0000" }, {}, 422, "INVALID_REQUEST", "/customerName"],
    ["a language that is not there", "/v1/contracts", { ...good(), language: "fr" }, {}, 422, "INVALID_REQUEST", "/language"],
    ["a body that is too large", "/v1/contracts", { ...good(), customerName: "x".repeat(70_000) }, {}, 413, "BODY_TOO_LARGE"],
    ["a form", "/v1/contracts", "a=b", { "content-type": "application/x-www-form-urlencoded" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    ["a compressed body", "/v1/contracts", good(), { "content-encoding": "gzip" }, 415, "UNSUPPORTED_MEDIA_TYPE"],
    [
      "another charset",
      "/v1/contracts",
      good(),
      { "content-type": "application/json; charset=shift_jis" },
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    ],
    ["an empty idempotency key", "/v1/contracts", good(), { "idempotency-key": "" }, 400, "IDEMPOTENCY_KEY_INVALID"],
    [
      "an idempotency key of 256 characters",
      "/v1/contracts",
      good(),
      { "idempotency-key": "x".repeat(256) },
      400,
      "IDEMPOTENCY_KEY_INVALID",
    ],
    ["an unknown contract", "/v1/contracts/econ9999999999/suspend", {}, {}, 404, "CONTRACT_NOT_FOUND"],
    ["a contract id of another form", "/v1/contracts/a%2Fb/suspend", {}, {}, 404, "CONTRACT_NOT_FOUND"],
    ["an unknown path", "/v1/nothing", {}, {}, 404, "ROUTE_NOT_FOUND"],
    [
      "a bad region",
      "/v1/contracts/econ9999999999/tenants",
      { name: "t", region: "mars" },
      {},
      422,
      "INVALID_REQUEST",
      "/region",
    ],
  ];
  test.each(cases)("%s", async (_, path, body, headers, status, code, pointer) => {
    const before = await counts();
    const reply = await client.post(path, body, headers);
    expect([reply.status, reply.body?.code]).toEqual([status, code]);
    expect(reply.headers.get("content-type")).toContain("application/problem+json");
    expect(reply.body.title).toMatch(/\.$/);
    if (pointer !== undefined) expect(reply.body.errors.map((e: { pointer: string }) => e.pointer)).toContain(pointer);
    expect(await counts()).toEqual(before);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  test("no idempotency key", async () => {
    const answer = await fetch(`${house.api}/v1/contracts`, {
      method: "POST",
      headers: { authorization: `Bearer ${house.partner.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(good()),
    });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([400, "IDEMPOTENCY_KEY_MISSING"]);
  });

  test("no body where one is needed", async () => {
    const reply = await client.send("POST", "/v1/contracts");
    expect([reply.status, reply.body.code]).toEqual([422, "INVALID_REQUEST"]);
  });

  test.each(["PUT", "DELETE", "PATCH"])("%s on the list of contracts", async (method) => {
    const reply = await client.send(method, "/v1/contracts");
    expect([reply.status, reply.body.code, reply.headers.get("allow")]).toEqual([405, "METHOD_NOT_ALLOWED", "POST, GET, HEAD"]);
  });

  test.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["limit=x", "limit"],
    ["after=nonsense", "after"],
    ["after=WyJhIiwiYiJd", "after"],
    ["state=asleep", "state"],
    ["colour=red", "colour"],
    ["limit=1&limit=2", "limit"],
  ])("GET /v1/contracts?%s", async (query, parameter) => {
    const reply = await client.get(`/v1/contracts?${query}`);
    expect([reply.status, reply.body.code]).toEqual([400, "INVALID_PARAMETER"]);
    expect(reply.body.errors[0].parameter).toBe(parameter);
  });

  test.each([
    ["no key", undefined],
    ["not a key", "Bearer abc"],
    ["a key with a wrong check", "flip"],
    ["a key that does not exist", "Bearer shk_aaaaaaaaaaaa_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA_000000"],
    ["basic credentials", "Basic dXNlcjpwYXNz"],
  ])("%s is 401", async (_, header) => {
    const key = house.partner.apiKey;
    const authorization = header === "flip" ? `Bearer ${key.slice(0, -1)}${key.endsWith("0") ? "1" : "0"}` : header;
    const answer = await fetch(`${house.api}/v1/contracts`, authorization ? { headers: { authorization } } : {});
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([401, "UNAUTHENTICATED"]);
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
  });

  test("a revoked key dies within a second", async () => {
    const partner = await house.addPartner("失効テスト");
    const its = clientOf(house.api, partner);
    expect((await its.get("/v1/contracts")).status).toBe(200);
    await house.database.sql`update api_keys set revoked_at = now() where partner_id = ${partner.contractId}`;
    await expect.poll(async () => (await its.get("/v1/contracts")).status, { timeout: 10_000, interval: 50 }).toBe(401);
  });

  test("another partner's contract answers exactly as one that is not there, for every operation", async () => {
    const missing = "econ9999999999";
    const requests: [string, string, unknown?][] = [
      ["GET", "/v1/contracts/ID"],
      ["PATCH", "/v1/contracts/ID", { customerName: "mine now" }],
      ["POST", "/v1/contracts/ID/suspend", {}],
      ["POST", "/v1/contracts/ID/resume", {}],
      ["POST", "/v1/contracts/ID/terminate", {}],
      ["GET", "/v1/contracts/ID/tenants"],
      ["POST", "/v1/contracts/ID/tenants", { name: "stolen", region: "jp1" }],
      ["GET", "/v1/contracts/ID/users"],
      ["POST", "/v1/contracts/ID/users", { loginId: "thief@x.jp", mailAddress: "thief@x.jp" }],
    ];
    const before = await counts();
    for (const [method, path, body] of requests) {
      const [foreign, absent] = await Promise.all(
        [contractId, missing].map((id) => stranger.send(method, path.replace("ID", id), body)),
      );
      expect(foreign?.status, `${method} ${path}`).toBe(404);
      const plain = (reply: typeof foreign, id: string) => reply?.text.replaceAll(id, "ID").replace(/"requestId":"[^"]+"/, "");
      expect(plain(foreign, contractId), `${method} ${path}`).toBe(plain(absent, missing));
    }
    expect((await stranger.get("/v1/contracts")).body.contracts).toEqual([]);
    expect((await stranger.get("/v1/orders")).body.orders).toEqual([]);
    const orders = await client.get("/v1/orders");
    expect((await stranger.get(`/v1/orders/${orders.body.orders[0].id}`)).body.code).toBe("ORDER_NOT_FOUND");
    expect(await counts()).toEqual(before);
  });

  test("actions that the state does not allow", async () => {
    const refuse = async (path: string, code: string) => {
      const reply = await client.post(`/v1/contracts/${contractId}/${path}`);
      expect([path, reply.status, reply.body.code]).toEqual([path, 409, code]);
    };
    await refuse("resume", "CONTRACT_STATE_FORBIDS");
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: `t-${contractId}`, region: "jp1" });
    await client.ended(tenant);
    await refuse("terminate", "CONTRACT_HAS_TENANTS");
    const representative = (await client.get(`/v1/contracts/${contractId}`)).body.representativeId;
    const deletion = await client.delete(`/v1/contracts/${contractId}/users/${representative}`);
    expect([deletion.status, deletion.body.code]).toEqual([409, "REPRESENTATIVE_CANNOT_BE_DELETED"]);
    expect(deletion.body.detail).toContain("another user");
    const parent = await client.post(`/v1/contracts/${house.partner.contractId}/suspend`);
    expect([parent.status, parent.body.code]).toEqual([409, "CONTRACT_IS_PARENT"]);
  });

  test("login ids and tenant names are unique over the service, whoever has them", async () => {
    const contract = good();
    await client.ended(await client.post("/v1/contracts", contract));
    const again = {
      ...good(),
      representative: { ...contract.representative, loginId: contract.representative.loginId.toUpperCase() },
    };
    const reply = await stranger.post("/v1/contracts", again);
    expect([reply.status, reply.body.code]).toEqual([409, "LOGIN_ID_TAKEN"]);
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: `T-${contractId}`, region: "jp2" });
    expect([tenant.status, tenant.body.code]).toEqual([409, "TENANT_NAME_TAKEN"]);
  });

  test("refusals speak Japanese to those who ask for it", async () => {
    const reply = await client.get("/v1/contracts/econ9999999999", { "accept-language": "ja" });
    expect(reply.body.title).toBe("契約 econ9999999999 はありません。");
    expect(reply.headers.get("content-language")).toBe("ja");
  });

  test("a suspended partner orders nothing", async () => {
    const partner = await house.addPartner("停止中");
    await house.database.sql`update contracts set state = 'suspended' where id = ${partner.contractId}`;
    const reply = await clientOf(house.api, partner).post("/v1/contracts", good());
    expect([reply.status, reply.body.code]).toEqual([403, "PARTNER_NOT_ACTIVE"]);
  });

  test("a refused order leaves its key free", async () => {
    const key = randomUUID();
    const refused = await client.post(`/v1/contracts/${contractId}/resume`, {}, { "idempotency-key": key });
    expect(refused.status).toBe(409);
    const accepted = await client.post("/v1/contracts", good(), { "idempotency-key": key });
    expect(accepted.status).toBe(202);
    await client.ended(accepted);
  });

  /** Postgres keeps neither U+0000 nor half a surrogate pair, and no field that a caller fills needs them. */
  describe("a text that cannot be kept", () => {
    const idsIn = (path: string) => path.replaceAll(/\{contractId\}/g, contractId).replaceAll(/\{\w+\}/g, "0".repeat(32));

    test("is refused in every parameter of every operation", async () => {
      const document = (await client.get("/openapi.json")).body;
      const wrong: string[] = [];
      for (const [path, methods] of Object.entries<Record<string, Documented>>(document.paths))
        for (const [method, op] of Object.entries(methods))
          for (const { name, in: where } of op.parameters ?? []) {
            if (where !== "path" && where !== "query") continue;
            const address = where === "path" ? idsIn(path.replace(`{${name}}`, "a%00b")) : `${idsIn(path)}?${name}=a%00b`;
            const reply = await client.send(method.toUpperCase(), address, method === "get" ? undefined : {});
            if (reply.status < 400 || reply.status >= 500) wrong.push(`${op.operationId} ${name} ${reply.status}`);
          }
      expect(wrong).toEqual([]);
    });

    test.each([
      ["U+0000", "a\u0000b"],
      ["half a surrogate pair", "a\ud800b"],
    ])("%s is refused wherever a body may hold a text", async (_, text) => {
      const nobody = clientOf(house.api, undefined);
      const bodies: [string, object, string][] = [
        ["/v1/sign-in", { loginId: text, password: "x" }, "/loginId"],
        ["/v1/sign-in", { loginId: "abc", password: text }, "/password"],
        ["/v1/password-resets", { loginId: text }, "/loginId"],
        ["/v1/contracts", someContract({ customerName: text }), "/customerName"],
        ["/v1/contracts", someContract({ labels: { branch: text } }), "/labels/branch"],
        ["/v1/approval-requests", { actions: [{ body: { deep: [1, { [text]: 1 }] } }] }, "/actions/0/body/deep/1"],
      ];
      for (const [path, body, pointer] of bodies) {
        const reply = await (path.startsWith("/v1/sign") || path.startsWith("/v1/pass") ? nobody : client).post(path, body);
        expect([path, reply.status, reply.body.code]).toEqual([path, 422, "INVALID_REQUEST"]);
        expect(reply.body.errors.map((fault: { pointer: string }) => fault.pointer)).toContain(pointer);
      }
    });
  });
});

interface Documented {
  operationId: string;
  parameters?: { name: string; in: string }[];
}
