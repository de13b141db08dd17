import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type FaultyKeystone, startFaultyKeystone } from "../support/faulty-keystone.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** A cloud that forgets what was removed cannot tell that a call comes too late: the house has to. */
describe.skipIf(missingStore)("an attempt that is overtaken while it makes something", () => {
  let keystone: FaultyKeystone;
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeEach(async () => {
    keystone = await startFaultyKeystone();
    house = await openHouse({
      platform: {
        PLATFORM_URL: keystone.url,
        PLATFORM_TIMEOUT_MS: 20_000,
        KEYSTONE_USERNAME: "saihan",
        KEYSTONE_PASSWORD: keystone.password,
      },
      lockMs: 60_000,
    });
    client = clientOf(house.api, house.partner);
    // The workers first ask whether they may do what they will have to.
    const ready = () => house.database.sql`select program from platform_watch where ready`;
    await expect.poll(async () => (await ready()).length).toBe(2);
    keystone.requests.length = 0;
  });
  afterEach(async () => {
    await house?.close();
    await keystone?.close();
  });

  /** The next such call hangs until it is let go. */
  const hold = (on: string): (() => void) => {
    let letGo = () => {};
    keystone.mishap({ on, until: new Promise<void>((resolve) => (letGo = resolve)) });
    return letGo;
  };
  /** Orders a contract whose first attempt hangs in its first call, and lets a second one begin beside it. */
  const orderTwice = async () => {
    const letGo = hold("POST /domains");
    const accepted = await client.post("/v1/contracts", someContract());
    await expect.poll(() => keystone.requests.includes("POST /domains")).toBe(true);
    const [work] = await house.database.sql<{ id: number }[]>`select id from outbox where order_id = ${accepted.body.order.id}`;
    await house.inject("provisioning", "create-contract", [
      { orderId: accepted.body.order.id, work: Number(work?.id), partner: house.partner.contractId },
    ]);
    expect((await client.ended(accepted)).state).toBe("succeeded");
    return { contractId: String(accepted.body.contract.id), letGo };
  };

  test("finds what the other has made, and leaves it alone", async () => {
    const { contractId, letGo } = await orderTwice();
    let asked = keystone.requests.length;
    letGo();
    await expect.poll(() => keystone.requests.length).toBeGreaterThan(asked);
    // It has ended when it asks nothing more.
    await expect.poll(() => asked === (asked = keystone.requests.length), { interval: 500 }).toBe(true);
    await house.settle();
    expect(keystone.objects().filter((o) => o.name === contractId)).toHaveLength(1);
    expect(keystone.objects().filter((o) => o.collection === "users")).toHaveLength(1);
    const [contract] = await house.database.sql`select platform_id from contracts where id = ${contractId}`;
    expect(keystone.objects().find((o) => o.name === contractId)?.id).toBe(contract?.platformId);
  });

  test("takes away again the access that it gives after it was taken away", async () => {
    const accepted = await client.post("/v1/contracts", someContract());
    const path = `/v1/contracts/${accepted.body.contract.id}`;
    const tenant = await client.post(`${path}/tenants`, { name: "late", region: "jp1" });
    const user = await client.post(`${path}/users`, { loginId: "late@child.example", mailAddress: "late@child.example" });
    for (const order of [accepted, tenant, user]) expect((await client.ended(order)).state).toBe("succeeded");
    const access = `${path}/tenants/${tenant.body.tenant.id}/access`;
    const ofRepresentative = keystone.assignments();
    expect(ofRepresentative).toHaveLength(1);
    const grants = () => keystone.requests.filter((r) => r.startsWith("PUT /projects/")).length;
    const before = grants();

    const letGo = hold("PUT /projects/");
    const given = await client.post(access, { userId: user.body.user.id });
    await expect.poll(grants).toBe(before + 1);
    const [work] = await house.database.sql<{ id: number }[]>`select id from outbox where order_id = ${given.body.order.id}`;
    await house.inject("users", "grant-access", [
      { orderId: given.body.order.id, work: Number(work?.id), partner: house.partner.contractId },
    ]);
    expect((await client.ended(given)).state).toBe("succeeded");
    const taken = await client.ended(await client.delete(`${access}/${user.body.user.id}`));
    expect(taken.state).toBe("succeeded");
    expect(keystone.assignments()).toEqual(ofRepresentative);
    letGo();
    // The call that hung comes through and gives it once more: the attempt finds itself overtaken and takes it away.
    const revokes = () => keystone.requests.filter((r) => r.startsWith("DELETE /projects/")).length;
    await expect.poll(revokes).toBe(2);
    await expect.poll(() => keystone.assignments()).toEqual(ofRepresentative);
  });

  test("takes back what it makes after the contract has ended", async () => {
    const { contractId, letGo } = await orderTwice();
    expect((await client.ended(await client.post(`/v1/contracts/${contractId}/terminate`))).state).toBe("succeeded");
    expect(keystone.objects()).toEqual([]);
    await house.settle();
    letGo();
    // The call that hung comes through, and makes the domain once more under the name that is free again.
    const removed = () => keystone.requests.filter((r) => r.startsWith("DELETE /domains/")).length;
    await expect.poll(removed).toBe(2);
    expect(keystone.requests.filter((r) => r === "POST /domains")).toHaveLength(2);
    await expect.poll(() => keystone.objects()).toEqual([]);
  });
});
