import { connect, type Db, disconnect } from "@saihan/db";
import { comparePlatform } from "@saihan/fulfilment";
import { connectSimulator, type ListedDomain } from "@saihan/platform";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { signInStaff } from "../support/staff.ts";

describe.skipIf(missingStore)("books and platform are compared, and an operator has repaired what differs", () => {
  let house: House;
  let worker: Db;
  let staff: Awaited<ReturnType<typeof signInStaff>>;
  let operator: ReturnType<typeof clientOf>;
  let client: ReturnType<typeof clientOf>;
  const cloud = () => connectSimulator(house.platform, 5_000);
  const compare = () => comparePlatform({ db: worker, listing: cloud().listing, now: house.clock.now });
  const succeeded = async (reply: Reply) =>
    expect(await client.ended(reply)).toMatchObject({ state: "succeeded", failure: null });
  beforeAll(async () => {
    house = await openHouse();
    worker = connect({ url: house.database.as("saihan_worker"), applicationName: "test", max: 2 });
    staff = await signInStaff(house);
    operator = staff.forPartner(house.partner);
    client = clientOf(house.api, house.partner);
  });
  afterAll(async () => {
    await disconnect(worker);
    await house?.close();
  });

  /** A contract with a tenant and a second user who has access to it. */
  const furnished = async () => {
    const made = await client.post("/v1/contracts", someContract());
    const { id } = made.body.contract as { id: string };
    const path = `/v1/contracts/${id}`;
    const tenant = await client.post(`${path}/tenants`, { name: `drift-${id}`, region: "jp1" });
    const user = await client.post(`${path}/users`, { loginId: `${id}@drift.example`, mailAddress: `${id}@drift.example` });
    const tenantId: string = tenant.body.tenant.id;
    const userId: string = user.body.user.id;
    await succeeded(await client.post(`${path}/tenants/${tenantId}/access`, { userId }));
    await house.settle();
    const ids = await house.database.sql<{ domainId: string; projectId: string; userId: string }[]>`
      select c.platform_id as domain_id, t.platform_id as project_id, u.platform_id as user_id
        from contracts c join tenants t on t.id = ${tenantId} join users u on u.id = ${userId} where c.id = ${id}`;
    const [there] = ids as unknown as [{ domainId: string; projectId: string; userId: string }];
    return { id, path, tenantId, userId, there, at: `/v1/operator/contracts/${id}` };
  };
  const differences = async (at: string) => {
    const { body } = await operator.get(`${at}/drift`);
    return (body.differences as { what: string; problem: string }[])
      .map((d) => `${d.what} ${d.problem}`)
      .toSorted((a, b) => (a < b ? -1 : 1));
  };
  const domainOf = async (id: string): Promise<ListedDomain | undefined> => {
    for await (const domain of cloud().listing.domains()) if (domain.contractId === id) return domain;
    return undefined;
  };

  test("what agrees is reported so, and there is nothing to repair", async () => {
    const contract = await furnished();
    expect((await operator.get(`${contract.at}/drift`)).body).toMatchObject({ code: "DRIFT_NOT_COMPARED" });
    const result = await compare();
    expect(result).toMatchObject({ drift: [], strangers: [], trouble: undefined });
    expect((await operator.get(`${contract.at}/drift`)).body).toMatchObject({ foundAt: null, differences: [] });
    expect((await operator.post(`${contract.at}/repair`, {})).body).toMatchObject({ code: "DRIFT_NONE" });
  });

  test("what is missing or disabled is found, listed for operators, and put right by their order", async () => {
    const contract = await furnished();
    const platform = cloud();
    await platform.deleteProject({ clientToken: "hand-1", projectId: contract.there.projectId });
    await platform.deleteUser({ clientToken: "hand-2", userId: contract.there.userId });
    await platform.updateDomain({ clientToken: "hand-3", domainId: contract.there.domainId, enabled: false });
    await compare();
    expect(await differences(contract.at)).toEqual(["domain disabled", "project missing", "user missing"]);
    const listed = await staff.anywhere.get("/v1/operator/drift");
    expect(listed.body.reports.map((r: { contractId: string }) => r.contractId)).toEqual([contract.id]);
    expect((await clientOf(house.api, house.partner).get("/v1/operator/drift")).body).toMatchObject({
      code: "ACTION_NOT_ALLOWED",
    });

    const order = await operator.post(`${contract.at}/repair`, {});
    expect(order.status).toBe(202);
    expect(await operator.ended(order)).toMatchObject({ kind: "contract.repair", state: "succeeded" });
    await house.settle();
    expect(await differences(contract.at)).toEqual([]);
    expect((await compare()).drift).toEqual([]);
    const [domain] = [await domainOf(contract.id)];
    expect(domain).toMatchObject({ id: contract.there.domainId, enabled: true });
    const { access, projects } = await platform.listing.contents(contract.there.domainId);
    expect(projects.map((p) => p.name)).toEqual([`drift-${contract.id}`]);
    expect(access).toHaveLength(2); // the representative's and the second user's, on the new project
    const entries = await house.database.sql`
      select action, actor, after ->> 'what' as what, after ->> 'problem' as problem from audit_entries
       where contract_id = ${contract.id} and action = 'drift.repair' order by 3, 4`;
    expect(entries.map((e) => `${e.actor} ${e.what} ${e.problem}`)).toEqual([
      "operator:op-operations access missing",
      "operator:op-operations access missing",
      "operator:op-operations domain disabled",
      "operator:op-operations project missing",
      "operator:op-operations user missing",
    ]);
  });

  test("a domain that is gone is made again with all that should be in it, suspended as it was", async () => {
    const contract = await furnished();
    await succeeded(await client.post(`${contract.path}/suspend`));
    await house.settle();
    const platform = cloud();
    const { projects, users } = await platform.listing.contents(contract.there.domainId);
    for (const { id } of projects) await platform.deleteProject({ clientToken: `gone-${id}`, projectId: id });
    for (const { id } of users) await platform.deleteUser({ clientToken: `gone-${id}`, userId: id });
    await platform.deleteDomain({ clientToken: `gone-${contract.id}`, domainId: contract.there.domainId });
    await compare();
    expect(await differences(contract.at)).toEqual(["domain missing"]);
    expect(await operator.ended(await operator.post(`${contract.at}/repair`, {}))).toMatchObject({ state: "succeeded" });
    await house.settle();
    expect((await compare()).drift).toEqual([]);
    const domain = await domainOf(contract.id);
    expect(domain?.enabled).toBe(false);
    const now = await platform.listing.contents(String(domain?.id));
    expect([now.projects.length, now.users.length, now.access.length]).toEqual([1, 2, 2]);
  });

  test("what the books do not know is reported, stays, and goes only when an operator names it", async () => {
    const contract = await furnished();
    const platform = cloud();
    const { domainId } = contract.there;
    const extra = await platform.make({
      ...{ kind: "project", clientToken: `extra-${contract.id}`, domainId, tenantId: "x", name: `extra-${contract.id}` },
      ...{ region: "jp1", description: "" },
    });
    await platform.grant({ clientToken: "extra-access", userId: contract.there.userId, projectId: extra.id });
    await compare();
    expect(await differences(contract.at)).toEqual(["access extra", "project extra"]);
    const unknown = await operator.post(`${contract.at}/repair`, {
      remove: [{ what: "project", platformId: contract.there.projectId }],
    });
    expect([unknown.status, unknown.body.code]).toEqual([422, "DRIFT_OBJECT_NOT_REPORTED"]);
    // An order that names nothing leaves it.
    await operator.ended(await operator.post(`${contract.at}/repair`, {}));
    expect(await differences(contract.at)).toEqual(["access extra", "project extra"]);
    const named = await operator.post(`${contract.at}/repair`, { remove: [{ what: "project", platformId: extra.id }] });
    expect(await operator.ended(named)).toMatchObject({ state: "succeeded" });
    expect(await differences(contract.at)).toEqual([]);
    expect((await platform.listing.contents(domainId)).projects.map((p) => p.id)).toEqual([contract.there.projectId]);
  });

  test("a domain for a contract that the house does not have is a stranger; operators see how the programs stand", async () => {
    const platform = cloud();
    const contractId = "econ9999999999";
    const { id } = await platform.make({ kind: "domain", clientToken: "stranger", contractId, description: "" });
    const { strangers, drift } = await compare();
    expect(drift).toEqual([]);
    expect(strangers).toEqual([{ contractId, what: "domain", problem: "extra", platformId: id }]);
    const standing = await staff.anywhere.get("/v1/operator/platform");
    expect(standing.body).toMatchObject({
      ready: true,
      programs: [
        { program: "provisioning-worker", ready: true, circuit: "closed", why: null },
        { program: "user-worker", ready: true, circuit: "closed", why: null },
      ],
    });
    expect(standing.body.comparisons[0]).toMatchObject({
      strangers: [{ contractId, platformId: id }],
      trouble: null,
      drifted: 0,
    });
    await platform.deleteDomain({ clientToken: "stranger-gone", domainId: id });
  });

  test("orders under way are passed over, and a platform that fails is named in one sentence", async () => {
    const contract = await furnished();
    await house.restart.provisioning.stop();
    const waiting = await client.post(`${contract.path}/suspend`);
    expect(waiting.status).toBe(202);
    expect((await compare()).passedOver).toBe(1);
    await house.restart.provisioning.start();
    await succeeded(waiting);
    const nobody = connectSimulator("http://127.0.0.1:9", 1_000);
    const result = await comparePlatform({ db: worker, listing: nobody.listing, now: house.clock.now });
    expect(result.trouble).toBe("The platform at 127.0.0.1:9 cannot be reached (ECONNREFUSED).");
    const { body } = await staff.anywhere.get("/v1/operator/platform");
    expect(body.comparisons[0]).toMatchObject({ contracts: 0, trouble: result.trouble });
  });
});
