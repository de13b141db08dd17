import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeApiKey } from "@saihan/auth";
import { insertApiKey, insertUser, transaction } from "@saihan/db";
import type { KeyScope, UserType } from "@saihan/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

interface Entry {
  id: string;
  seq: number | null;
  hash: string | null;
  at: string;
  actor: string;
  action: string;
  target: string;
  contractId: string;
  outcome: string;
  code: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  orderId: string | null;
  requestId: string | null;
}

/** Who did what, over HTTP. */
describe.skipIf(missingStore)("the audit", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let stranger: ReturnType<typeof clientOf>;
  let contractId: string;
  let created: Reply;
  const folder = mkdtempSync(join(tmpdir(), "audit-"));
  const body = someContract({ customerName: "=秘密商事" });

  beforeAll(async () => {
    house = await openHouse({ anchorFile: join(folder, "anchors.ndjson"), anchorSeconds: 1 });
    client = clientOf(house.api, house.partner);
    stranger = clientOf(house.api, house.stranger);
    created = await client.post("/v1/contracts", body);
    contractId = created.body.contract.id;
    await client.ended(created);
    await client.ended(await client.post(`/v1/contracts/${contractId}/suspend`, {}));
    await client.ended(await client.patch(`/v1/contracts/${contractId}`, { customerName: "別名商事", language: "en" }));
    await house.settle();
  });
  afterAll(async () => {
    await house?.close();
    rmSync(folder, { recursive: true });
  });

  const list = async (query = "", who = client): Promise<Entry[]> => {
    const reply = await who.get(`/v1/audit?${query}`);
    expect(reply.status, reply.text).toBe(200);
    return reply.body.entries;
  };

  test("tells who did what to what, and the state before and after, oldest last", async () => {
    const entries = (await list(`contractId=${contractId}`)).toReversed();
    const key = entries[0]?.actor ?? "";
    expect(key).toMatch(/^key:/);
    const done = { target: contractId, contractId, outcome: "done", code: null, reason: null };
    expect(entries).toMatchObject([
      { ...done, actor: key, action: "contract.create", before: null, after: { state: "provisioning" } },
      { ...done, action: "order.succeeded", before: { state: "provisioning" }, after: { state: "active" }, requestId: null },
      { ...done, actor: key, action: "contract.suspend", before: { state: "active" }, after: { state: "suspending" } },
      { ...done, action: "order.succeeded", before: { state: "suspending" }, after: { state: "suspended" } },
      { ...done, actor: key, action: "contract.change", before: null, after: { changed: ["customerName", "language"] } },
      {
        ...done,
        action: "order.succeeded",
        before: { state: "suspended" },
        after: { state: "suspended", changed: ["customerName", "language"] },
      },
    ]);
    expect(entries[1]?.actor).toBe("worker:provisioning");
    expect(entries[0]).toMatchObject({ requestId: created.headers.get("x-request-id"), orderId: created.body.order.id });
  });

  test("an order that fails is there with its reason", async () => {
    await house.misbehave({ refuseRate: 1, refuseReason: "QUOTA_REACHED" });
    const failing = await client.post("/v1/contracts", someContract());
    const order = await client.ended(failing);
    await house.misbehave();
    expect(order.state).toBe("failed");
    const [end] = await list(`orderId=${order.id}&action=order.failed`);
    expect(end).toMatchObject({
      before: { state: "provisioning" },
      after: { state: "failed" },
      reason: order.failure.code,
      outcome: "done",
    });
  });

  test("names nobody: no name and no address of a person or a customer", async () => {
    const everything = JSON.stringify(await house.database.sql`select * from audit_entries`);
    const { representative } = body;
    for (const secret of ["秘密", "別名", "山田", representative.loginId, representative.mailAddress, "@"])
      expect(everything).not.toContain(secret);
  });

  test("a refusal is written once, under the caller's own contract, and the other partner never hears of it", async () => {
    const before = await list("outcome=refused", stranger);
    const refused = await stranger.post(`/v1/contracts/${contractId}/suspend`, {});
    expect(refused.status).toBe(404);
    const read = await stranger.get(`/v1/contracts/${contractId}`);
    expect(read.status).toBe(404);
    const entries = await list("outcome=refused", stranger);
    expect(entries).toHaveLength(before.length + 2);
    const mine = {
      contractId: house.stranger.contractId,
      outcome: "refused",
      code: "CONTRACT_NOT_FOUND",
      target: contractId,
      before: null,
      after: null,
    };
    expect(entries.slice(0, 2)).toMatchObject([
      { ...mine, action: "contract.view", requestId: read.headers.get("x-request-id") },
      { ...mine, action: "contract.suspend", requestId: refused.headers.get("x-request-id") },
    ]);
    expect((await list("outcome=refused")).filter((e) => e.target === contractId)).toEqual([]);
    expect(await list(`target=${contractId}&outcome=done`, stranger)).toEqual([]);
  });

  test("what is no id is not written down", async () => {
    const mail = "taro.yamada@example.jp";
    expect((await client.get(`/v1/contracts/${mail}`)).status).toBe(404);
    expect(await list("limit=1")).toMatchObject([{ outcome: "refused", target: "(not an id)" }]);
  });

  test("a key without the scope is refused, and that is written too", async () => {
    const limited = await keyFor(house.partner.contractId, "representative", ["orders:read"]);
    for (const path of ["/v1/audit", "/v1/audit/export"]) expect((await limited.get(path)).status).toBe(403);
    expect(await list("outcome=refused&limit=2")).toMatchObject([
      { action: "audit.export", code: "SCOPE_MISSING" },
      { action: "audit.view", code: "SCOPE_MISSING" },
    ]);
  });

  test("a user of a child contract sees the entries of that contract only", async () => {
    const child = await keyFor(contractId, "administrator", null);
    const seen = await list("", child);
    expect(seen.length).toBeGreaterThanOrEqual(6);
    expect(new Set(seen.map((e) => e.contractId))).toEqual(new Set([contractId]));
    expect(await list(`contractId=${house.partner.contractId}`, child)).toEqual([]);
  });

  test("every filter narrows", async () => {
    const all = await list("limit=100");
    const one = all.find((e) => e.action === "contract.suspend") as Entry;
    const filters: Record<string, (e: Entry) => boolean> = {
      [`actor=${encodeURIComponent(one.actor)}`]: (e) => e.actor === one.actor,
      "action=contract.suspend": (e) => e.action === "contract.suspend",
      [`target=${one.target}`]: (e) => e.target === one.target,
      [`contractId=${one.contractId}`]: (e) => e.contractId === one.contractId,
      [`orderId=${one.orderId}`]: (e) => e.orderId === one.orderId,
      "outcome=refused": (e) => e.outcome === "refused",
      [`from=${one.at}`]: (e) => e.at >= one.at,
      [`to=${one.at}`]: (e) => e.at < one.at,
    };
    for (const [query, fits] of Object.entries(filters)) {
      const expected = all.filter(fits).map((e) => e.id);
      expect(expected.length, query).toBeGreaterThan(0);
      expect(expected.length, query).toBeLessThan(all.length);
      expect(
        (await list(`limit=100&${query}`)).map((e) => e.id),
        query,
      ).toEqual(expected);
    }
  });

  test.each([
    "limit=101",
    "from=yesterday",
    "action=DROP",
    "outcome=maybe",
    "orderId=1",
    "after=x",
    "colour=red",
    "contractId=econ1",
  ])("%s is refused", async (query) => {
    const reply = await client.get(`/v1/audit?${query}`);
    expect([reply.status, reply.body.code]).toEqual([400, "INVALID_PARAMETER"]);
  });

  test("pages neither repeat nor leave out while entries are added", async () => {
    const all = (await list("limit=100")).map((e) => e.id);
    const seen: string[] = [];
    let next: string | null = "";
    while (next !== null) {
      const reply: Reply = await client.get(`/v1/audit?limit=3${next ? `&after=${next}` : ""}`);
      seen.push(...reply.body.entries.map((e: Entry) => e.id));
      next = reply.body.next;
      await client.get("/v1/contracts/econ9999999999");
    }
    expect(seen).toEqual(all);
  });

  test("entries are sealed within a second, and the export bears their places and hashes", async () => {
    await expect.poll(async () => (await list("limit=100")).filter((e) => e.seq === null).length, { timeout: 10_000 }).toBe(0);
    const entries = (await list("limit=100")).toReversed();
    const ndjson = await client.get("/v1/audit/export", { accept: "application/x-ndjson" });
    expect(ndjson.headers.get("content-type")).toBe("application/x-ndjson; charset=utf-8");
    const exported = ndjson.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Entry);
    expect(exported).toEqual(entries);
    expect(exported.map((e) => e.seq).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(exported.map((_, i) => i + 1));
    expect(exported.every((e) => /^[0-9a-f]{64}$/.test(e.hash ?? ""))).toBe(true);
  });

  test("the export is CSV with a byte order mark unless NDJSON is asked for, and takes the filters", async () => {
    const answer = await fetch(`${house.api}/v1/audit/export?action=contract.create`, {
      headers: { authorization: `Bearer ${house.partner.apiKey}` },
    });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toBe(`attachment; filename="audit-${house.partner.contractId}.csv"`);
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(bytes.slice(3)).split("\r\n");
    expect(lines[0]).toBe("seq,at,actor,action,target,contractId,outcome,code,before,after,reason,orderId,requestId,id,hash");
    expect(lines.at(-1)).toBe("");
    expect(lines.slice(1, -1).length).toBe((await list("action=contract.create&limit=100")).length);
    expect(lines[1]).toContain(",contract.create,");
    expect(lines[1]).toContain(',"{""state"":""provisioning""}",');
  });

  test("a long export comes whole, in parts", async () => {
    const rows = 5_003;
    await house.database.sql`
      insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome)
      select ${house.partner.contractId}, ${house.partner.contractId}, now() - interval '30 days' + (n / 3) * interval '1 ms', 'key:old', 'test.long', n::text, 'done'
        from generate_series(1, ${rows}::int) n`;
    const answer = await client.get("/v1/audit/export?action=test.long", { accept: "application/x-ndjson" });
    expect(answer.headers.get("transfer-encoding")).toBe("chunked");
    const targets = answer.text
      .trimEnd()
      .split("\n")
      .map((line) => Number((JSON.parse(line) as Entry).target));
    expect(targets).toEqual(Array.from({ length: rows }, (_, i) => i + 1));
  });

  test("a flood of refusals is written whole, in few transactions", async () => {
    const [before] = await house.database.sql<
      { n: number }[]
    >`select count(*)::int as n from audit_entries where outcome = 'refused'`;
    const replies = await Promise.all(Array.from({ length: 300 }, () => stranger.get(`/v1/contracts/${contractId}`)));
    const refused = replies.filter((r) => r.status === 404).map((r) => r.headers.get("x-request-id"));
    const [after] = await house.database.sql<{ n: number; transactions: number }[]>`
      select count(*) filter (where outcome = 'refused')::int as n,
             count(distinct xmin::text) filter (where request_id = any(string_to_array(${refused.join(",")}, ',')))::int as transactions
        from audit_entries`;
    expect(replies.every((r) => r.status === 404 || r.status === 503)).toBe(true);
    expect((after?.n ?? 0) - (before?.n ?? 0)).toBe(refused.length);
    expect(refused.length).toBeGreaterThan(100);
    expect(after?.transactions).toBeLessThan(refused.length / 2);
  });

  test("a refusal that cannot be written is not answered as one", async () => {
    const { sql } = house.database;
    const lock = await sql.reserve();
    await lock`begin`;
    await lock`lock table audit_entries in exclusive mode`;
    const reply = await stranger.get(`/v1/contracts/${contractId}`);
    await lock`rollback`;
    lock.release();
    expect([reply.status, reply.body.code]).toEqual([503, "OVERLOADED"]);
    const id = reply.headers.get("x-request-id");
    expect(await sql`select from audit_entries where request_id = ${id}`).toHaveLength(0);
  });

  /** Another user of a contract, with a key. */
  async function keyFor(contract: string, type: UserType, scopes: KeyScope[] | null) {
    const { contractId: partnerId } = house.partner;
    const key = makeApiKey();
    const [row] = await house.database.sql<{ n: number }[]>`select nextval('user_number')::int as n`;
    const at = house.clock.now();
    let userId = `ecid${row?.n}`;
    await transaction(house.db, { service: "test" }, async (tx) => {
      const user = { id: userId, partnerId, contractId: contract, state: "active", name: null, at } as const;
      if (type === "representative") {
        const [own] = await tx<
          { id: string }[]
        >`select id from users where contract_id = ${contract} and type = 'representative'`;
        userId = own?.id ?? userId;
      } else await insertUser(tx, { ...user, type, loginId: `${userId}@x.example`, mailAddress: `${userId}@x.example` });
      await insertApiKey(tx, {
        id: key.id,
        partnerId,
        contractId: contract,
        userId,
        name: "test",
        secretHash: key.secretHash,
        at,
      });
    });
    if (scopes) await house.database.sql`update api_keys set scopes = ${scopes} where id = ${key.id}`;
    return clientOf(house.api, { name: "test", contractId: contract, apiKey: key.key });
  }
});
