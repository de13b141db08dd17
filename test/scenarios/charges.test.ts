import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { children, furnishMonths, monthOf } from "../support/closed-month.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

describe.skipIf(missingStore)("charges of a contract (料金管理)", () => {
  let house: House;
  let owner: ReturnType<typeof clientOf>;
  const of = (contractId: string, rest = "") => `/v1/contracts/${contractId}/charges${rest}`;
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    const months = await furnishMonths(house);
    await months.use("2026-05-02T00:00:00Z", monthOf("2026-04", 10, "3.5"));
    await months.close("2026-05-05T00:00:00Z", "2026-04");
    await months.use("2026-05-20T00:00:00Z", monthOf("2026-05", 20, "1"));
    house.clock.advance(Date.parse("2026-05-20T00:00:00Z") - house.clock.now().getTime());
  });
  afterAll(() => house?.close());

  test("the current month is an estimate, closed months are fixed", async () => {
    const { months } = (await owner.get(of(children.tokyo))).body;
    expect(months.map((m: Record<string, unknown>) => [m.month, m.status, m.net, m.closedAt !== null, m.illustrative])).toEqual([
      ["2026-05", "estimated", 300, false, true],
      ["2026-04", "fixed", 150, true, true],
    ]);
    for (const month of ["2026-06", "2024-04", "2026-13", "x"]) {
      expect([month, (await owner.get(of(children.tokyo, `/${month}`))).body.code]).toEqual([month, "MONTH_NOT_FOUND"]);
    }
  });

  test("the estimate becomes what is closed, to the line; what has no price says so", async () => {
    await house.database.sql`
      with made as (
        insert into billable_resources (partner_id, contract_id, resource_id, menu, started_at)
        values (${house.partner.contractId}, ${children.osaka}, 'dark', 'fast-dns', '2026-05-01') returning partner_id, no)
      insert into billable_plans (partner_id, resource, from_at, plan) select partner_id, no, '2026-05-01', 'gold' from made`;
    const { body } = await owner.get(of(children.osaka, "/2026-05"));
    expect([body.status, body.net, body.lines.length]).toEqual(["estimated", 120, 1]);
    expect(body.uncharged).toEqual([
      {
        what: "dark",
        code: "PRICE_UNKNOWN",
        says: { ja: "価格 fast-dns/gold がありません。", en: "There is no price fast-dns/gold." },
      },
    ]);
  });

  test("the change from month to month is split by cause, to the yen", async () => {
    const change = async (contractId: string) => (await owner.get(of(contractId, "/2026-05/change"))).body;
    expect(await change(children.tokyo)).toMatchObject({
      ...{ from: "2026-04", to: "2026-05", change: 150, byCause: { new: 0, ended: 0, quantity: 150, price: 0, correction: 0 } },
    });
    expect((await change(children.osaka)).byCause).toMatchObject({ quantity: -300 });
  });

  test("every yen opens down to usage, price version, rule and rounding", async () => {
    const [line] = (await owner.get(of(children.tokyo, "/2026-04"))).body.lines;
    const why = (await owner.get(of(children.tokyo, `/2026-04/explanation?line=${encodeURIComponent(line.id)}`))).body;
    expect(why).toMatchObject({
      ...{ line: { net: 150, menu: "Virtual server" }, pattern: "time_capped_plan_change", usageRecords: 1 },
      ...{ priceVersions: ["Virtual server/1vCPU-4GB/minute@2000-01-01"], rule: { version: 1 } },
      roundingPolicy: expect.any(String),
    });
    expect(why.steps.map((step: { what: string }) => step.what)).toEqual(["usage", "price", "rounding", "illustrative"]);
    expect(why.steps[1]).toMatchObject({ amount: "150" });
    expect((await owner.get(of(children.tokyo, "/2026-04/explanation?line=none"))).body.code).toBe("LINE_NOT_FOUND");
  });

  test("seen by whom the permission table lets: an administrator with the right, never an end user", async () => {
    const asked = async (type: "administrator" | "general", more: { contractId?: string; rights?: ("charges" | "users")[] }) => {
      const user = await house.addUser(house.partner, { type, ...more });
      return (await clientOf(house.api, user).get(of(children.tokyo))).body.code ?? "seen";
    };
    expect(await asked("administrator", { rights: ["charges"] })).toBe("seen");
    expect(await asked("administrator", { rights: ["users"] })).toBe("RIGHT_MISSING");
    expect(await asked("general", {})).toBe("ACTION_NOT_ALLOWED");
    expect(await asked("administrator", { contractId: children.tokyo })).toBe("ACTION_NOT_ALLOWED");
    expect(await asked("administrator", { contractId: children.osaka })).toBe("CONTRACT_NOT_FOUND");
  });
});
