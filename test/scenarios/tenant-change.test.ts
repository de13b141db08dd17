import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("what a tenant is described as", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let contractId: string;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    const made = await client.post("/v1/contracts", someContract());
    await client.ended(made);
    contractId = made.body.contract.id;
  });
  afterAll(() => house?.close());

  const at = (tenantId: string) => `/v1/contracts/${contractId}/tenants/${tenantId}`;
  const create = (name: string, region = "jp1") =>
    client.post(`/v1/contracts/${contractId}/tenants`, { name, region, description: "初め" });
  const onPlatform = async (name: string) => (await house.platformObjects()).find((object) => object.name === name)?.description;

  test("it changes on the platform and in the books, and is told without its words", async () => {
    const made = await create("described");
    const { id } = made.body.tenant;
    // Before it is made: the changes wait for the making, and for each other.
    const changes = [
      await client.patch(at(id), { description: "試験" }),
      await client.patch(at(id), { description: "本番環境" }),
    ];
    expect(changes.map((reply) => [reply.status, reply.body.order.kind, reply.body.tenant.description])).toEqual([
      [202, "tenant.change", "初め"],
      [202, "tenant.change", "初め"],
    ]);
    for (const reply of changes) expect((await client.ended(reply)).state).toBe("succeeded");
    expect([(await client.get(at(id))).body.description, await onPlatform("described")]).toEqual(["本番環境", "本番環境"]);
    await client.ended(await client.patch(at(id), { description: "" }));
    expect([(await client.get(at(id))).body.description, await onPlatform("described")]).toEqual(["", ""]);
    await house.settle();
    const audited = (await client.get(`/v1/audit?outcome=done&target=${id}`)).body.entries;
    const entry = audited.find((e: { action: string }) => e.action === "tenant.change");
    expect(entry).toMatchObject({ target: id, after: { changed: ["description"] } });
    expect(JSON.stringify(audited)).not.toContain("本番環境");
    await expect
      .poll(async () =>
        (await client.get("/v1/events?kinds=tenant.change.*")).body.events.map((e: { kind: string }) => e.kind).sort(),
      )
      .toEqual([1, 2, 3].flatMap(() => ["tenant.change.accepted", "tenant.change.succeeded"]).sort());
  });

  test("it keeps what is refused out, and the platform's silence does not change it twice", async () => {
    const made = await create("silent", "jp2");
    await client.ended(made);
    const { id } = made.body.tenant;
    await house.misbehave({ forgetAnswerRate: 1 });
    const change = await client.patch(at(id), { description: "途中" });
    await expect.poll(() => onPlatform("silent")).toBe("途中");
    await house.misbehave();
    expect((await client.ended(change)).state).toBe("succeeded");
    expect((await client.patch(at(id), {})).status).toBe(422);
    expect((await client.patch(at(id), { description: "x", name: "y" })).status).toBe(422);
    expect((await client.patch(at(id), { description: "x".repeat(256) })).status).toBe(422);
    expect((await client.patch(at("0".repeat(32)), { description: "x" })).body.code).toBe("TENANT_NOT_FOUND");
    const ended = await client.delete(at(id));
    expect((await client.patch(at(id), { description: "x" })).body).toMatchObject({ code: "TENANT_STATE_FORBIDS" });
    await client.ended(ended);
    expect((await client.patch(at(id), { description: "x" })).body.code).toBe("TENANT_STATE_FORBIDS");
  });

  test("also while the contract is suspended; a tenant that the platform no longer has fails the order and stays as it was", async () => {
    const made = await create("suspended-web");
    await client.ended(made);
    const { id } = made.body.tenant;
    await client.ended(await client.post(`/v1/contracts/${contractId}/suspend`, {}));
    expect((await client.ended(await client.patch(at(id), { description: "停止中" }))).state).toBe("succeeded");
    const [row] = await house.database.sql`select platform_id from tenants where id = ${id}`;
    await fetch(`${house.platform}/projects/${row?.platformId}`, {
      method: "DELETE",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ clientToken: "by hand" }),
    });
    const failed = await client.ended(await client.patch(at(id), { description: "届かない" }));
    expect([failed.state, failed.failure.code]).toEqual(["failed", "PLATFORM_REFUSED"]);
    expect((await client.get(at(id))).body.description).toBe("停止中");
    await client.ended(await client.post(`/v1/contracts/${contractId}/resume`, {}));
    await house.settle();
  });
});
