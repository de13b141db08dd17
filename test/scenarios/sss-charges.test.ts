import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { pairOf, signIn, someTenant, sssOf } from "../support/sss.ts";

describe.skipIf(missingStore)("billing over the SSS API (19, 20)", () => {
  let house: House;
  let own: string;
  let sss: ReturnType<typeof sssOf>;
  beforeAll(async () => {
    house = await openHouse();
    own = house.partner.contractId;
    const months = await furnishMonths(house);
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04", 10, "3.5"));
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    await months.use("2026-05-20T00:00:00Z", monthOf("2026-05", 20, "1"));
    house.clock.advance(Date.parse("2026-05-20T00:00:00Z") - house.clock.now().getTime());
    const tenant = await someTenant(house, own, "sss-charges");
    const { headers } = await signIn(house.api, pairOf(house.partner.apiKey), tenant);
    sss = sssOf(`${house.api}/sss/api/v2`, headers.get("x-subject-token") ?? "");
  });
  afterAll(() => house?.close());

  test.each([
    ["2026-04", "fixed", 150, "2026-04-30 23:59:59"],
    ["2026-05", "estimated", 300, "2026-05-31 23:59:59"],
  ])("a child's %s is %s, and the sums are those of the Partner API", async (month, status, net, end) => {
    const { status: code, body } = await sss("GET", `/contracts/${own}/billing/${month}/target_contract/${children.tokyo}`);
    expect(code).toBe(200);
    expect(body).toMatchObject({
      ...{ owner_contract_id: own, contract_id: children.tokyo, charge_status: status },
      ...{ cycle_start_time: `${month}-01 00:00:00`, cycle_end_time: end, charge_data: { currency: "JPY", net } },
    });
    const native = await clientOf(house.api, house.partner).get(`/v1/contracts/${children.tokyo}/charges/${month}`);
    expect(body.charge_data.lines).toEqual(native.body.lines);
  });

  test.each([
    ["2026-04", "fixed"],
    ["2026-05", "estimated"],
  ])("so is the partner's own %s", async (month, status) => {
    const { status: code, body } = await sss("GET", `/contracts/${own}/billing/${month}`);
    expect([code, body.contract_id, body.charge_status]).toEqual([200, own, status]);
    const native = await clientOf(house.api, house.partner).get(`/v1/contracts/${own}/charges/${month}`);
    expect(body.charge_data.net).toBe(native.body.net);
  });
});
