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
        PLATFORM_TIMEOUT_MS: 2_400,
        KEYSTONE_USERNAME: "saihan",
        KEYSTONE_PASSWORD: keystone.password,
      },
    });
    client = clientOf(house.api, house.partner);
  });
  afterEach(async () => {
    await house?.close();
    await keystone?.close();
  });

  /** Orders a contract whose first attempt hangs in its first call for a while, and lets a second one begin beside it. */
  const orderTwice = async () => {
    keystone.mishap({ on: "POST /domains", delayMs: 2_000 });
    const accepted = await client.post("/v1/contracts", someContract());
    await expect.poll(() => keystone.requests.includes("POST /domains")).toBe(true);
    const [work] = await house.database.sql<{ id: number }[]>`select id from outbox where order_id = ${accepted.body.order.id}`;
    await house.inject("provisioning", "create-contract", [
      { orderId: accepted.body.order.id, work: Number(work?.id), partner: house.partner.contractId },
    ]);
    expect((await client.ended(accepted)).state).toBe("succeeded");
    return String(accepted.body.contract.id);
  };
  test("finds what the other has made, and leaves it alone", async () => {
    const contractId = await orderTwice();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await house.settle();
    expect(keystone.objects().filter((o) => o.name === contractId)).toHaveLength(1);
    expect(keystone.objects().filter((o) => o.collection === "users")).toHaveLength(1);
    const [contract] = await house.database.sql`select platform_id from contracts where id = ${contractId}`;
    expect(keystone.objects().find((o) => o.name === contractId)?.id).toBe(contract?.platformId);
  });

  test("takes back what it makes after the contract has ended", async () => {
    const contractId = await orderTwice();
    expect((await client.ended(await client.post(`/v1/contracts/${contractId}/terminate`))).state).toBe("succeeded");
    expect(keystone.objects()).toEqual([]);
    await house.settle();
    // The call that hung comes through, and makes the domain once more under the name that is free again.
    const removed = () => keystone.requests.filter((r) => r.startsWith("DELETE /domains/")).length;
    await expect.poll(removed, { timeout: 5_000 }).toBe(2);
    expect(keystone.requests.filter((r) => r === "POST /domains")).toHaveLength(2);
    await expect.poll(() => keystone.objects()).toEqual([]);
  });
});
