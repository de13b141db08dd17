import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

type Client = ReturnType<typeof clientOf>;
type Line = { row: number; outcome: string; action: string | null; contractId: string | null; problem: { code: string } | null };

const ndjson = { "content-type": "application/x-ndjson" };
const csv = { "content-type": "text/csv" };

describe.skipIf(missingStore)("contracts in bulk", () => {
  let house: House;
  let client: Client;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    client = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  const plan = (rows: readonly object[], as = client) =>
    as.post("/v1/bulks", rows.map((row) => JSON.stringify(row)).join("\n"), ndjson);
  const lines = async (id: string, as = client): Promise<Line[]> =>
    (await as.get(`/v1/bulks/${id}/result`, { accept: "application/x-ndjson" })).text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  const applied = async (reply: Reply, as = client) => {
    expect([reply.status, reply.body.code]).toEqual([202, undefined]);
    const path = `/v1/bulks/${reply.body.id}`;
    for (;;) {
      const { body } = await as.get(path);
      if (body.state === "applied" && body.progress.underWay === 0) return body;
      await pause(50);
    }
  };

  test("a CSV file: the plan says of every row what it comes to, applying does it, and given again it changes nothing", async () => {
    const other = (await client.post("/v1/contracts", someContract({ customerNumber: "KNOWN01" }))).body.contract;
    await house.settle();
    const file = [
      "customerNumber,customerName,loginId,mailAddress,name,notify",
      "BULK0001,みどり商事,midori@bulk.example,midori@bulk.example,山田 太郎,true",
      'BULK0002,"青, 空""商店""",aozora@bulk.example,aozora@bulk.example,,',
      "KNOWN01,新しい名前,,,,",
      "BULK0003,名前だけ,,,,",
      "BULK0004,悪い住所,bad@bulk.example,not an address,,",
      "BULK0001,二度目,second@bulk.example,second@bulk.example,,",
    ].join("\r\n");
    const key = { ...csv, "idempotency-key": "file-1" };
    const planned = await client.post("/v1/bulks", `\ufeff${file}`, key);
    expect([planned.status, planned.body.plan]).toEqual([201, { create: 2, change: 1, unchanged: 0, refused: 3 }]);
    expect((await client.post("/v1/bulks", `\ufeff${file}`, key)).text).toBe(planned.text);
    const { id } = planned.body;
    expect((await lines(id)).map(({ outcome, action, problem }) => [outcome, action, problem?.code])).toEqual([
      ["planned", "create", undefined],
      ["planned", "create", undefined],
      ["planned", "change", undefined],
      ["refused", null, "BULK_ROW_INCOMPLETE"],
      ["refused", null, "BULK_ROW_INVALID"],
      ["refused", null, "BULK_ROW_REPEATED"],
    ]);
    expect((await client.get("/v1/contracts")).body.contracts).toHaveLength(1);
    const done = await applied(await client.post(`/v1/bulks/${id}/apply`));
    expect(done.progress).toEqual({ planned: 0, underWay: 0, succeeded: 3, failed: 0, unchanged: 0, refused: 3 });
    expect((await client.get(`/v1/contracts/${other.id}`)).body.customerName).toBe("新しい名前");
    const made = (await lines(id))[1]?.contractId;
    expect((await client.get(`/v1/contracts/${made}`)).body).toMatchObject({
      ...{ customerName: '青, 空"商店"', customerNumber: "BULK0002", state: "active" },
    });
    const result = await client.get(`/v1/bulks/${id}/result`, { accept: "text/csv" });
    expect(result.text.split("\r\n")[2]).toContain(`2,succeeded,create,${made},`);
    // Asked for again, and given again.
    await applied(await client.post(`/v1/bulks/${id}/apply`));
    const again = await client.post("/v1/bulks", file, csv);
    expect(again.body.plan).toEqual({ create: 0, change: 0, unchanged: 3, refused: 3 });
    expect((await client.get("/v1/contracts")).body.contracts).toHaveLength(3);
    const audited = await house.database.sql`select action from audit_entries where target = ${id} order by id`;
    expect(audited.map(({ action }) => action)).toEqual(["bulk.plan", "bulk.apply"]);
  });

  test("a file that is none, too long or empty is refused as a whole, with the line", async () => {
    expect((await client.post("/v1/bulks", "{}\n{", ndjson)).body).toMatchObject({
      code: "BULK_UNREADABLE",
      variables: { line: 2 },
    });
    expect((await client.post("/v1/bulks", "colour\nred", csv)).body).toMatchObject({
      code: "BULK_UNREADABLE",
      variables: { line: 1 },
    });
    expect((await client.post("/v1/bulks", 'name\n"x', csv)).body).toMatchObject({
      code: "BULK_UNREADABLE",
      variables: { line: 2 },
    });
    expect((await client.post("/v1/bulks", "name\n", csv)).body.code).toBe("BULK_TOO_LONG");
    expect((await client.post("/v1/bulks", "{}\n".repeat(10_001), ndjson)).body.code).toBe("BULK_TOO_LONG");
    expect((await client.post("/v1/bulks", { rows: [] })).body.code).toBe("UNSUPPORTED_MEDIA_TYPE");
  });

  test("what has changed since the plan is refused, and planned anew when the bulk is resumed", async () => {
    const row = {
      customerNumber: "LATE0001",
      customerName: "後から",
      loginId: "late@bulk.example",
      mailAddress: "late@bulk.example",
    };
    const taken = {
      customerNumber: "LATE0002",
      customerName: "先取り",
      loginId: "mine@bulk.example",
      mailAddress: "x@bulk.example",
    };
    const { id } = (await plan([row, taken])).body;
    const representative = { loginId: "mine@bulk.example", mailAddress: "x@bulk.example" };
    const meanwhile = [
      await client.post("/v1/contracts", {
        customerName: "別名",
        customerNumber: "LATE0001",
        representative: { ...row, customerName: undefined, customerNumber: undefined },
      }),
      await clientOf(house.api, house.stranger).post("/v1/contracts", { customerName: "他社", representative }),
    ];
    expect(meanwhile.map(({ status }) => status)).toEqual([202, 202]);
    await house.settle();
    const first = await applied(await client.post(`/v1/bulks/${id}/apply`));
    expect(first.progress).toMatchObject({ refused: 2, succeeded: 0 });
    expect((await lines(id)).map(({ problem }) => problem?.code)).toEqual(["BULK_PLAN_OUTDATED", "LOGIN_ID_TAKEN"]);
    const second = await applied(await client.post(`/v1/bulks/${id}/resume`));
    expect([second.round, second.progress]).toEqual([
      2,
      { planned: 0, underWay: 0, succeeded: 1, failed: 0, unchanged: 0, refused: 1 },
    ]);
    const contractId = (await lines(id))[0]?.contractId;
    expect((await client.get(`/v1/contracts/${contractId}`)).body.customerName).toBe("後から");
  });

  test("rows whose orders fail are tried again on their own; the others stay as they are", async () => {
    const rows = [1, 2, 3].map((n) => ({
      ...{
        customerNumber: `FAIL000${n}`,
        customerName: `失敗${n}`,
        loginId: `fail${n}@bulk.example`,
        mailAddress: `fail${n}@bulk.example`,
      },
    }));
    const { id } = (await plan(rows)).body;
    await house.misbehave({ refuseRate: 1 });
    const first = await applied(await client.post(`/v1/bulks/${id}/apply`));
    await house.misbehave();
    expect(first.progress).toMatchObject({ succeeded: 0, failed: 3 });
    const before = await lines(id);
    const second = await applied(await client.post(`/v1/bulks/${id}/resume`));
    expect(second.progress).toMatchObject({ succeeded: 3, failed: 0 });
    const after = await lines(id);
    expect(after.some(({ contractId }) => before.some((line) => line.contractId === contractId))).toBe(false);
    expect((await client.post(`/v1/bulks/${id}/resume`)).body.code).toBe("BULK_NOTHING_FAILED");
  });

  test("a user confined to a group works on that group's contracts, and what they create joins it", async () => {
    const [inside, outside] = [
      (await client.post("/v1/contracts", someContract({ customerNumber: "GROUPIN1" }))).body.contract,
      (await client.post("/v1/contracts", someContract({ customerNumber: "GROUPOUT" }))).body.contract,
    ];
    await house.settle();
    const user = await house.addUser(house.partner, { type: "general" });
    const group = (
      await client.post("/v1/contract-groups", {
        name: "限られた",
        contracts: { add: [inside.id] },
        users: { add: [user.userId] },
      })
    ).body;
    const confined = clientOf(house.api, user);
    const rows = [
      { contractId: inside.id, customerName: "内側" },
      { contractId: outside.id, customerName: "外側" },
      { customerNumber: "GROUPNEW", customerName: "新規", loginId: "new@group.example", mailAddress: "new@group.example" },
    ];
    const planned = await plan(rows, confined);
    expect((await lines(planned.body.id, confined)).map(({ action, problem }) => problem?.code ?? action)).toEqual([
      ...["change", "CONTRACT_NOT_FOUND", "create"],
    ]);
    const done = await applied(await confined.post(`/v1/bulks/${planned.body.id}/apply`), confined);
    expect(done.progress).toMatchObject({ succeeded: 2, refused: 1 });
    const made = (await lines(planned.body.id, confined))[2]?.contractId;
    expect((await confined.get(`/v1/contracts/${made}`)).status).toBe(200);
    // Taken out of the group between plan and application: what is out of reach then is out of reach.
    const late = (await plan([{ contractId: inside.id, customerName: "もう一度" }], confined)).body;
    await client.patch(`/v1/contract-groups/${group.id}`, { contracts: { remove: [inside.id] } });
    await applied(await confined.post(`/v1/bulks/${late.id}/apply`), confined);
    expect((await lines(late.id))[0]?.problem?.code).toBe("CONTRACT_NOT_FOUND");
    // Others of the partner who see everything see it; another partner does not.
    expect((await client.get(`/v1/bulks/${late.id}`)).status).toBe(200);
    const stranger = clientOf(house.api, house.stranger);
    for (const reply of [
      await stranger.get(`/v1/bulks/${late.id}`),
      await stranger.get(`/v1/bulks/${late.id}/rows`),
      await stranger.get(`/v1/bulks/${late.id}/result`),
      await stranger.post(`/v1/bulks/${late.id}/apply`),
      await stranger.post(`/v1/bulks/${late.id}/resume`),
    ]) {
      expect([reply.status, reply.body.code]).toEqual([404, "BULK_NOT_FOUND"]);
    }
  });

  test("hundreds of contracts with 3 % bad rows, the workers stopped in the middle and the queue lost: each ordered once", async () => {
    const rows = Array.from({ length: 400 }, (_, i) => ({
      ...{ customerNumber: `MANY${String(i).padStart(5, "0")}`, customerName: `多数${i}`, loginId: `many${i}@bulk.example` },
      mailAddress: i % 33 === 7 ? "bad" : `many${i}@bulk.example`,
    }));
    const bad = rows.filter(({ mailAddress }) => mailAddress === "bad").length;
    const planned = await plan(rows);
    expect(planned.body.plan).toEqual({ create: 400 - bad, change: 0, unchanged: 0, refused: bad });
    const { id } = planned.body;
    await client.post(`/v1/bulks/${id}/apply`);
    while ((await client.get(`/v1/bulks/${id}`)).body.progress.planned === 400 - bad) await pause(5);
    const [stopping] = [house.restart.provisioning.stop(), house.loseQueues()];
    await stopping;
    await house.restart.provisioning.start();
    const done = await applied(await client.post(`/v1/bulks/${id}/apply`));
    expect(done.progress).toEqual({ planned: 0, underWay: 0, succeeded: 400 - bad, failed: 0, unchanged: 0, refused: bad });
    const [counted] = await house.database.sql`
      select count(*)::int as orders, count(distinct c.customer_number)::int as numbers
        from orders o join contracts c on c.id = o.contract_id where o.kind = 'contract.create' and c.customer_number like 'MANY%'`;
    expect(counted).toMatchObject({ orders: 400 - bad, numbers: 400 - bad });
    const again = await plan(rows);
    expect(again.body.plan).toEqual({ create: 0, change: 0, unchanged: 400 - bad, refused: bad });
  });
});
