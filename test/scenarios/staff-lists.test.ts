import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { furnishMonths, monthOf } from "../support/closed-month.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { signInStaff } from "../support/staff.ts";

/** What the provider's staff see over all partners, and what they do about it. */
describe.skipIf(missingStore)("lists of the provider's staff", () => {
  let house: House;
  type Staff = Awaited<ReturnType<typeof signInStaff>>;
  let staff: { operations: Staff; billing: Staff };
  let partner: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    staff = { operations: await signInStaff(house), billing: await signInStaff(house, "billing") };
    partner = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  const stuck = async () => {
    const { status, body } = await staff.billing.anywhere.get("/v1/operator/stuck-orders");
    expect(status).toBe(200);
    return (body.orders as { why: string; partner: { id: string }; order: { id: string; failure: { code: string } } }[]).map(
      (row) => [row.why, row.partner.id, row.order.id],
    );
  };

  test("an order is listed when its work was set aside, when nobody moves it, and when it failed by our fault until it is tried again", async () => {
    const { sql } = house.database;
    const id = house.partner.contractId;
    const made = await partner.ended(await partner.post("/v1/contracts", someContract()));
    const child = made.contractId as string;
    expect(await stuck()).toEqual([]);

    await house.misbehave({ refuseRate: 1 });
    const failed = await partner.ended(
      await partner.post(`/v1/contracts/${child}/tenants`, { name: "list-failed", region: "jp1" }),
    );
    await house.misbehave();
    expect(failed).toMatchObject({ state: "failed", turn: "operations" });
    expect(await stuck()).toEqual([["failed", id, failed.id]]);
    const named = staff.operations.forPartner(house.partner);
    expect(
      (
        await staff.billing
          .forPartner(house.partner)
          .send("POST", `/v1/orders/${failed.id}:retry`, undefined, { "idempotency-key": "not-billing" })
      ).body.code,
    ).toBe("ACTION_NOT_ALLOWED");
    const reason = "The platform was mended.";
    await named.ended(await named.send("POST", `/v1/orders/${failed.id}:retry`, { reason }, { "idempotency-key": "operations" }));
    expect(await stuck()).toEqual([]);

    await house.restart.provisioning.stop();
    const accepted = await partner.post(`/v1/contracts/${child}/tenants`, { name: "list-aside", region: "jp1" });
    const { id: orderId } = accepted.body.order;
    expect(await stuck()).toEqual([]);
    house.clock.advance(16 * 60_000);
    expect(await stuck()).toEqual([["standing", id, orderId]]);
    await sql`update outbox set quarantined_at = now() where order_id = ${orderId}`;
    expect(await stuck()).toEqual([["aside", id, orderId]]);
    // Nothing of what it was placed with goes out.
    expect((await staff.billing.anywhere.get("/v1/operator/stuck-orders")).text).not.toContain("list-aside");
    await sql`update outbox set quarantined_at = null where order_id = ${orderId}`;
    await house.restart.provisioning.start();
    expect((await partner.ended(accepted)).state).toBe("succeeded");
    expect(await stuck()).toEqual([]);
  });

  test("only the staff see the lists", async () => {
    for (const path of ["stuck-orders", "closes", "closes/2026-04", "closes/2026-04/parked"]) {
      expect([path, (await partner.get(`/v1/operator/${path}`)).body.code]).toEqual([path, "ACTION_NOT_ALLOWED"]);
    }
    expect((await staff.billing.anywhere.get("/v1/operator/closes/2026-04/parked")).body.code).toBe("PARTNER_NOT_NAMED");
    expect((await staff.billing.anywhere.get("/v1/operator/closes/april")).body.code).toBe("MONTH_NOT_FOUND");
  });

  test("a month whose own contract is parked waits; rated again it closes, and the reason stands in the partner's audit", async () => {
    const { sql } = house.database;
    const months = await furnishMonths(house);
    const id = months.partnerId;
    await months.use("2026-05-02T00:00:00Z", [
      ...monthOf("2026-04"),
      [id, "aws", "SD-Exchange AWS connection", "50 Mbps", "connection-month", "2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z"],
    ]);
    const [price] =
      await sql`select v.id, v.terms from price_versions v join billable_items i on i.no = v.item where i.menu = 'SD-Exchange AWS connection' and i.plan = '50 Mbps'`;
    const spoil = async (terms: unknown) => {
      await sql`alter table price_versions disable trigger user`;
      await sql`update price_versions set terms = ${sql.json(terms as never)} where id = ${price?.id}`;
      await sql`alter table price_versions enable trigger user`;
      await house.restart.billing.stop();
      await house.restart.billing.start();
    };
    const spoilt = JSON.stringify(price?.terms).replace(/"?25000"?/, '"ten"');
    expect(spoilt).toContain("ten");
    await spoil(JSON.parse(spoilt));
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    const run = async () => (await staff.billing.anywhere.get("/v1/operator/closes")).body.months[0];
    expect(await run()).toMatchObject({ month: "2026-04", closed: 0, contracts: { parked: 1 } });
    const billing = staff.billing.forPartner(house.partner);
    const { parked } = (await billing.get("/v1/operator/closes/2026-04/parked")).body;
    expect(parked).toEqual([
      {
        contract: { id, customerName: expect.any(String) },
        reason: { code: "RATING_FAILED", says: { ja: expect.any(String), en: expect.any(String) } },
        at: expect.any(String),
      },
    ]);
    const again = "/v1/operator/closes/2026-04/rate-again";
    const because = { reason: "the price was mended" };
    expect((await staff.operations.forPartner(house.partner).post(again, because)).body.code).toBe("ACTION_NOT_ALLOWED");
    await spoil(price?.terms);
    expect((await billing.post(again, because)).body).toEqual({ month: "2026-04", state: "collecting" });
    await house.settle();
    expect(await run()).toMatchObject({ month: "2026-04", closed: expect.any(Number), contracts: { parked: 0 } });
    const closes = (await staff.billing.anywhere.get("/v1/operator/closes/2026-04")).body.closes as { partner: { id: string } }[];
    expect(closes.find((close) => close.partner.id === id)).toMatchObject({
      state: "closed",
      contracts: { expected: 3, done: 3, parked: 0 },
    });
    expect((await billing.post(again, because)).body.code).toBe("CLOSE_NOTHING_PARKED");
    expect((await billing.post("/v1/operator/closes/2026-04/sign-off", because)).body).toMatchObject({
      code: "CLOSE_NOT_WAITING",
    });
    expect((await billing.post("/v1/operator/closes/2020-01/sign-off", because)).body.code).toBe("MONTH_NOT_FOUND");
    const audit =
      await sql`select reason from audit_entries where partner_id = ${id} and action = 'close.rate-again' and outcome = 'done'`;
    expect(audit).toEqual([because]);
  });
});
