import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("an order travels from the API to the mail", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  test("a contract is accepted, made on the platform, and its representative is mailed", async () => {
    const accepted = await client.post("/v1/contracts", someContract({ customerName: "青空システム株式会社" }));
    expect(accepted.status).toBe(202);
    expect(accepted.headers.get("location")).toBe(`/v1/orders/${accepted.body.order.id}`);
    expect(accepted.body.contract.id).toMatch(/^econ[0-9]{10}$/);
    expect(accepted.body.contract.representativeId).toMatch(/^ecid[0-9]{10}$/);

    const order = await client.ended(accepted);
    expect(order.state).toBe("succeeded");
    expect(order.history.map((h: { to: string }) => h.to)).toEqual(["received", "executing", "succeeded"]);
    await house.settle();

    const contract = await client.get(`/v1/contracts/${accepted.body.contract.id}`);
    expect(contract.body).toMatchObject({
      state: "active",
      customerName: "青空システム株式会社",
      customerNumber: accepted.body.contract.id,
    });

    expect(await house.platformObjects()).toContainEqual(
      expect.objectContaining({ kind: "domain", name: accepted.body.contract.id }),
    );

    const mails = await house.mails();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain(accepted.body.contract.id);
    expect(mails[0]?.text).toContain("https://portal.example/invitation#");
  });
});
