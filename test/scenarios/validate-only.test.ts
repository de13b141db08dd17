import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("asking whether an order would be accepted", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let contractId: string;
  let userId: string;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    const made = await client.post("/v1/contracts", someContract());
    await client.ended(made);
    contractId = made.body.contract.id;
    userId = made.body.contract.representativeId;
    await client.ended(await client.post(`/v1/contracts/${contractId}/tenants`, { name: "taken-name", region: "jp1" }));
  });
  afterAll(() => house?.close());

  const rows = async () => {
    const [row] = await house.database.sql`
      select (select count(*) from orders)::int as orders, (select count(*) from outbox)::int as works, (select count(*) from contracts)::int as contracts,
             (select count(*) from users)::int as users, (select count(*) from tenants)::int as tenants, (select count(*) from bulks)::int as bulks,
             (select count(*) from idempotency_keys)::int as keys, (select count(*) from order_transitions)::int as steps,
             (select string_agg(state, ',' order by id) from contracts) as states,
             (select count(*) from audit_entries where outcome = 'done')::int as audited`;
    return row;
  };

  test("the answer of the order itself, and nothing is written", async () => {
    const taken = someContract({
      representative: { loginId: `owner@${house.partner.contractId}.example`, mailAddress: "x@y.example" },
    });
    const asked: [string, string, object, number, string | undefined][] = [
      ["POST", "/v1/contracts", someContract(), 200, undefined],
      ["POST", "/v1/contracts", taken, 409, "LOGIN_ID_TAKEN"],
      ["POST", "/v1/contracts", { customerName: "" }, 422, "INVALID_REQUEST"],
      ["PATCH", `/v1/contracts/${contractId}`, { customerName: "別名" }, 200, undefined],
      ["PATCH", "/v1/contracts/econ9999999999", { customerName: "別名" }, 404, "CONTRACT_NOT_FOUND"],
      ["POST", `/v1/contracts/${contractId}/suspend`, {}, 200, undefined],
      ["POST", `/v1/contracts/${contractId}/resume`, {}, 409, "CONTRACT_STATE_FORBIDS"],
      ["POST", `/v1/contracts/${contractId}/tenants`, { name: "free-name", region: "jp1" }, 200, undefined],
      ["POST", `/v1/contracts/${contractId}/tenants`, { name: "taken-name", region: "jp1" }, 409, "TENANT_NAME_TAKEN"],
      ["POST", `/v1/contracts/${contractId}/users`, { loginId: "a.b@x.example", mailAddress: "a.b@x.example" }, 200, undefined],
      ["DELETE", `/v1/contracts/${contractId}/users/${userId}`, {}, 409, "REPRESENTATIVE_CANNOT_BE_DELETED"],
    ];
    const before = await rows();
    for (const [method, path, body, status, code] of asked) {
      const given = method === "DELETE" ? undefined : body;
      const reply = await client.send(method, `${path}?validateOnly=true`, given, { "idempotency-key": "" });
      expect([method, path, reply.status, reply.body.code]).toEqual([method, path, status, code]);
      if (status === 200) expect(reply.body).toEqual({ valid: true });
    }
    const bulk = await client.post("/v1/bulks?validateOnly=true", "{}\n", { "content-type": "application/x-ndjson" });
    expect([bulk.status, bulk.body]).toEqual([200, { valid: false }]);
    expect(await rows()).toEqual(before);
  });

  test("the same refusals as the order, and its key is still free", async () => {
    const body = someContract();
    const key = { "idempotency-key": "asked-first" };
    expect((await client.post("/v1/contracts?validateOnly=true", body, key)).status).toBe(200);
    expect((await client.post("/v1/contracts", body, key)).status).toBe(202);
    expect((await client.post("/v1/contracts?validateOnly=maybe", body)).body.code).toBe("INVALID_PARAMETER");
    expect((await client.post("/v1/contracts?validateOnly=false", someContract())).status).toBe(202);
  });

  test("every operation that needs an idempotency key takes it", async () => {
    type Documented = { parameters?: { name: string }[] };
    const { paths } = (await (await fetch(`${house.api}/openapi.json`)).json()) as {
      paths: Record<string, Record<string, Documented>>;
    };
    for (const [path, methods] of Object.entries(paths)) {
      for (const { parameters = [] } of Object.values(methods)) {
        const names = parameters.map(({ name }) => name);
        expect([path, names.includes("validateOnly")]).toEqual([path, names.includes("Idempotency-Key")]);
      }
    }
  });
});
