import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("workspaces", () => {
  let house: House;
  let owner: ReturnType<typeof clientOf>;
  const aContract = async (): Promise<string> => {
    const accepted = await owner.post("/v1/contracts", someContract());
    expect((await owner.ended(accepted)).state).toBe("succeeded");
    return accepted.body.contract.id;
  };
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  test("a workspace is made, holds a tenant of each region, is described, and goes when it is empty", async () => {
    const contract = await aContract();
    const path = `/v1/contracts/${contract}/workspaces`;
    const made = await owner.post(path, { name: "shop", description: "本番" });
    expect(made).toMatchObject({ status: 201, body: { contractId: contract, name: "shop", description: "本番", regions: [] } });
    const id = made.body.id as string;
    expect(id).toMatch(/^ws[0-9]{10}$/);

    const order = { name: "shop-jp1", region: "jp1", workspaceId: id };
    const tenant = await owner.post(`/v1/contracts/${contract}/tenants`, order);
    expect(tenant).toMatchObject({ status: 202, body: { tenant: { workspaceId: id } } });
    expect((await owner.ended(tenant)).state).toBe("succeeded");
    const second = await owner.post(`/v1/contracts/${contract}/tenants`, { ...order, name: "shop-jp1b" });
    expect([second.status, second.body.code]).toEqual([409, "WORKSPACE_REGION_TAKEN"]);
    const other = await owner.post(`/v1/contracts/${contract}/tenants`, { ...order, name: "shop-jp2", region: "jp2" });
    expect((await owner.ended(other)).state).toBe("succeeded");

    const [row] = await house.database.sql`select representative_id from contracts where id = ${contract}`;
    expect((await owner.get(`${path}/${id}`)).body).toMatchObject({
      regions: [
        { region: "jp1", tenantId: tenant.body.tenant.id },
        { region: "jp2", tenantId: other.body.tenant.id },
      ],
      users: [{ userId: row?.representativeId, contractId: contract, representative: true }],
    });
    expect((await owner.patch(`${path}/${id}`, { description: "検証" })).body.description).toBe("検証");
    const refused = await owner.delete(`${path}/${id}`);
    expect([refused.status, refused.body.code]).toEqual([409, "WORKSPACE_HAS_TENANTS"]);

    for (const one of [tenant, other]) {
      expect((await owner.ended(await owner.delete(`/v1/contracts/${contract}/tenants/${one.body.tenant.id}`))).state).toBe(
        "succeeded",
      );
    }
    expect((await owner.delete(`${path}/${id}`)).status).toBe(204);
    expect((await owner.get(`${path}/${id}`)).body.code).toBe("WORKSPACE_NOT_FOUND");
    expect((await owner.post(`/v1/contracts/${contract}/tenants`, order)).body.code).toBe("WORKSPACE_NOT_FOUND");
    await expect
      .poll(async () => {
        const { events } = (await owner.get("/v1/events?kinds=workspace.*")).body as {
          events: { kind: string; subject: string }[];
        };
        return events.filter((e) => e.subject === id).map((e) => e.kind);
      })
      .toEqual(["workspace.create", "workspace.change", "workspace.delete"]);
    const audited = await house.database
      .sql`select action from audit_entries where target = ${id} and outcome = 'done' order by id`;
    expect(audited.map((e) => e.action)).toEqual(["workspace.create", "workspace.change", "workspace.delete"]);
  });

  test("a tenant without a workspace goes to the contract's own, and to another where the region is taken", async () => {
    const contract = await aContract();
    const path = `/v1/contracts/${contract}/workspaces`;
    expect((await owner.get(path)).body.workspaces).toEqual([]);
    const order = async (name: string, region: string) => {
      const accepted = await owner.post(`/v1/contracts/${contract}/tenants`, { name, region });
      expect((await owner.ended(accepted)).state).toBe("succeeded");
      return accepted.body.tenant as { id: string; workspaceId: string };
    };
    const first = await order("implied-1", "jp1");
    const second = await order("implied-2", "jp2");
    const third = await order("implied-3", "jp1");
    expect(second.workspaceId).toBe(first.workspaceId);
    expect(third.workspaceId).not.toBe(first.workspaceId);
    const names = ((await owner.get(path)).body.workspaces as { name: string }[]).map((w) => w.name);
    expect(names).toEqual([contract, `${contract}-2`]);
    // A place that became free is taken again.
    await owner.ended(await owner.delete(`/v1/contracts/${contract}/tenants/${first.id}`));
    expect((await order("implied-4", "jp1")).workspaceId).toBe(first.workspaceId);
    expect((await owner.get(`/v1/contracts/${contract}/tenants/${third.id}`)).body.workspaceId).toBe(third.workspaceId);
  });

  test("names are unique over the service, of a hundred workspaces there is no next, and strangers find none", async () => {
    const [contract, sibling] = [await aContract(), await aContract()];
    const path = `/v1/contracts/${contract}/workspaces`;
    const made = await owner.post(path, { name: "only-one" });
    expect((await owner.post(`/v1/contracts/${sibling}/workspaces`, { name: "Only-One" })).body.code).toBe(
      "WORKSPACE_NAME_TAKEN",
    );
    const stranger = clientOf(house.api, house.stranger);
    expect((await stranger.post(`/v1/contracts/${house.stranger.contractId}/workspaces`, { name: "only-one" })).body.code).toBe(
      "WORKSPACE_NAME_TAKEN",
    );
    expect((await stranger.get(`${path}/${made.body.id}`)).body.code).toBe("CONTRACT_NOT_FOUND");
    expect((await owner.get(`/v1/contracts/${sibling}/workspaces/${made.body.id}`)).body.code).toBe("WORKSPACE_NOT_FOUND");
    expect((await owner.post(path, { name: contract })).status).toBe(422);

    await house.database.sql`
      insert into workspaces (partner_id, id, contract_id, name, created_at)
      select partner_id, 'ws' || nextval('workspace_number'), id, 'many-' || n, now()
        from contracts cross join generate_series(2, 99) as n where id = ${contract}`;
    const last = await Promise.all(["last-1", "last-2", "last-3"].map((name) => owner.post(path, { name })));
    expect(last.filter((reply) => reply.status === 201)).toHaveLength(1);
    expect(last.filter((reply) => reply.body.code === "WORKSPACE_LIMIT_REACHED")).toHaveLength(2);
    const over = await owner.post(`/v1/contracts/${contract}/tenants`, { name: "over", region: "jp1" });
    expect([over.status, over.body.code]).toEqual([409, "WORKSPACE_LIMIT_REACHED"]);

    // The names of a contract that has ended are free again.
    const ended = await owner.post(`/v1/contracts/${contract}/terminate`);
    expect((await owner.ended(ended)).state).toBe("succeeded");
    expect((await owner.post(`/v1/contracts/${sibling}/workspaces`, { name: "only-one" })).status).toBe(201);
  });
});
