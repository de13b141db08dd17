import { describe, expect, it } from "vitest";
import { interval, rateUsage, reading, samplePrices } from "../../test/sample-month.ts";
import { exact } from "../exact.ts";
import { type PriceVersion, priceBook } from "../prices/price-book.ts";
import type { UsageAggregate } from "../usage/usage-aggregate.ts";
import { chargeKey, rateMonth } from "./rate-month.ts";

const april = "2024-04";

describe("a month from usage records", () => {
  const chargeOf = (...records: Parameters<typeof rateUsage>[1]) => {
    const { charges, unrated, unpriced } = rateUsage(april, records);
    expect([unrated, unpriced]).toEqual([[], []]);
    expect(charges.length).toBe(1);
    return charges[0] as NonNullable<(typeof charges)[0]>;
  };

  it("a server for the whole of April meets its cap", () => {
    const charge = chargeOf(interval({ from: "2024-03-01T00:00:00Z", to: "2024-06-01T00:00:00Z" }));
    expect(charge.exact.toString()).toBe("7200");
    expect(charge.parts[0]?.metered.toString()).toBe("10800");
  });

  it("half an hour each side of 09:00 JST on the 1st: April pays for its half", () => {
    const charge = chargeOf(interval({ from: "2024-03-31T23:30:00Z", to: "2024-04-01T00:30:00Z" }));
    expect(charge.exact.toString()).toBe("7.5");
  });

  it("a plan change on the 11th: both plans, limited by the larger cap", () => {
    const charge = chargeOf(
      interval({ from: "2024-04-01T00:00:00Z", to: "2024-04-21T00:00:00Z" }),
      interval({ plan: "2vCPU-8GB", from: "2024-04-21T00:00:00Z", to: "2024-05-01T00:00:00Z" }),
    );
    expect(charge.parts.map((part) => [part.plan, part.fee.toString()])).toEqual([
      ["1vCPU-4GB", "7200"],
      ["2vCPU-8GB", "7200"],
    ]);
    expect([charge.exact.toString(), charge.outerCap]).toEqual(["14400", undefined]);
  });

  it("deleted and made again is two resources, each with its own cap", () => {
    const { charges } = rateUsage(april, [
      interval({ resourceId: "a", from: "2024-04-01T00:00:00Z", to: "2024-04-25T00:00:00Z" }),
      interval({ resourceId: "b", from: "2024-04-25T00:00:00Z", to: "2024-05-01T00:00:00Z" }),
    ]);
    expect(charges.map((charge) => charge.exact.toString())).toEqual(["7200", "2160"]);
  });

  const volume = { menu: "Block storage", plan: "2 IOPS/GB", component: "GB-minute" } as const;

  it("a volume is charged by its provisioned size, and its cap grows with it", () => {
    const charge = chargeOf(interval({ ...volume, size: exact(100), from: "2024-04-01T00:00:00Z", to: "2024-05-01T00:00:00Z" }));
    expect(charge.exact.toString()).toBe("4000");
  });

  it("an expanded volume: the new size from the expansion on, limited by the larger size's cap", () => {
    const charge = chargeOf(
      interval({ ...volume, size: exact(100), from: "2024-04-01T00:00:00Z", to: "2024-04-29T00:00:00Z" }),
      interval({ ...volume, size: exact(200), from: "2024-04-29T00:00:00Z", to: "2024-05-01T00:00:00Z" }),
    );
    expect(charge.parts.map((part) => [part.size.toString(), part.fee.toString()])).toEqual([
      ["100", "4000"],
      ["200", "800.064"],
    ]);
    expect(charge.exact.toString()).toBe("4800.064");
  });

  it("a price that rises on the 11th splits the month like two plans", () => {
    const cluster = { menu: "Rancher", plan: "cluster", component: "minute" } as const;
    const charge = chargeOf(interval({ ...cluster, from: "2024-04-01T00:00:00Z", to: "2024-05-01T00:00:00Z" }));
    expect(charge.parts.map((part) => [part.priceVersionId, part.quantity.toString(), part.fee.toString()])).toEqual([
      ["Rancher/cluster/minute@2000-01-01", "14400", "10000.8"],
      ["Rancher/cluster/minute@2024-04-11", "28800", "21600"],
    ]);
    expect([charge.exact.toString(), charge.outerCap?.toString(), charge.usage.records]).toEqual(["21600", "21600", 1]);
  });

  it("a fixed menu: lives that meet are one, lives with a gap are two; a price change in it charges no life twice", () => {
    const zone = { menu: "DNS", plan: "zone", component: "zone-month" } as const;
    const days = [
      interval({ ...zone, id: "1", from: "2024-03-20T00:00:00Z", to: "2024-04-05T00:00:00Z" }),
      interval({ ...zone, id: "2", from: "2024-04-05T00:00:00Z", to: "2024-04-06T00:00:00Z" }),
      interval({ ...zone, id: "3", from: "2024-04-20T00:00:00Z", to: "2024-04-20T00:00:01Z" }),
    ];
    expect(chargeOf(...days).exact.toString()).toBe("1000");
  });

  it("a fixed part beside a metered one: both are due when it ends in mid-month", () => {
    const host = { menu: "vSphere", plan: "flavour 1", component: "host-month; minute" } as const;
    expect(chargeOf(interval({ ...host, from: "2024-04-01T00:00:00Z", to: "2024-04-06T00:00:00Z" })).exact.toString()).toBe(
      "110800",
    );
  });

  it("agents at the same time: the peak of the month, not the sum", () => {
    const agent = { menu: "Host security", plan: "agent", component: "agent" } as const;
    const charge = chargeOf(
      interval({ ...agent, id: "1", size: exact(2), from: "2024-04-01T00:00:00Z", to: "2024-04-10T00:00:00Z" }),
      interval({ ...agent, id: "2", size: exact(3), from: "2024-04-10T00:00:00Z", to: "2024-04-20T00:00:00Z" }),
      interval({ ...agent, id: "3", size: exact(1), from: "2024-04-15T00:00:00Z", to: "2024-04-16T00:00:00Z" }),
    );
    expect(charge.exact.toString()).toBe("14000");
  });

  it("a monthly average: a TB for half the month is half a TB, but a whole one is the minimum", () => {
    const bucket = { menu: "Wasabi object storage", plan: "standard", component: "TB monthly average" } as const;
    const half = { ...bucket, from: "2024-04-01T00:00:00Z", to: "2024-04-16T00:00:00Z" };
    expect(chargeOf(interval({ ...half, size: exact(1) })).exact.toString()).toBe("980");
    expect(chargeOf(interval({ ...half, size: exact(5) })).exact.toString()).toBe("2450");
  });

  it("readings of a meter are added", () => {
    const charge = chargeOf(
      reading({ on: "2024-04-01T00:00:00Z", quantity: exact("1.5") }),
      reading({ on: "2024-04-30T23:59:59Z" }),
    );
    expect(charge.exact.toString()).toBe("300");
  });

  it("a free network keeps its zero charge", () => {
    const network = { menu: "Logical network", plan: "L2", component: "network-month" } as const;
    const charge = chargeOf(interval({ ...network, from: "2024-04-01T00:00:00Z", to: "2024-05-01T00:00:00Z" }));
    expect([charge.exact.toString(), charge.usage.records]).toEqual(["0", 1]);
  });

  it("carries the mark of an invented price", () => {
    expect(chargeOf(interval({ from: "2024-04-01T00:00:00Z", to: "2024-04-02T00:00:00Z" })).illustrative).toBe(true);
    const seen = { menu: "Things Cloud", plan: "Economy", component: "device-month" } as const;
    expect(chargeOf(reading({ ...seen, on: "2024-04-02T00:00:00Z", quantity: exact(3) })).illustrative).toBe(false);
  });
});

describe("aggregates from SQL", () => {
  const aggregate = (fields: Partial<UsageAggregate>): UsageAggregate => ({
    contractId: "econ0000000002",
    tenantId: undefined,
    resourceId: "r",
    priceVersionId: "Virtual server/1vCPU-4GB/minute@2000-01-01",
    quantity: exact(1),
    usage: { records: 1 },
    ...fields,
  });

  it("joins rows of one key by the pattern: minutes are added, peaks are compared", () => {
    const minutes = rateMonth(april, [aggregate({ quantity: exact(10) }), aggregate({ quantity: exact(5) })], samplePrices);
    expect(minutes.charges[0]?.exact.toString()).toBe("3.75");
    const agents = { priceVersionId: "Host security/agent/agent@2000-01-01" };
    const rows = [aggregate({ ...agents, quantity: exact(2) }), aggregate({ ...agents, quantity: exact(3) })];
    expect(rateMonth(april, rows, samplePrices).charges[0]?.exact.toString()).toBe("10500");
  });

  it.each<[string, Partial<UsageAggregate>, string]>([
    ["an unknown price", { priceVersionId: "no such" }, "PRICE_UNKNOWN"],
    ["negative usage", { quantity: exact(-1) }, "USAGE_NEGATIVE"],
    ["half a life", { priceVersionId: "DNS/zone/zone-month@2000-01-01", quantity: exact("0.5") }, "USAGE_NOT_WHOLE"],
    ["a volume without size", { priceVersionId: "Block storage/2 IOPS/GB/GB-minute@2000-01-01" }, "USAGE_INCOMPLETE"],
    [
      "a pool without members",
      { priceVersionId: "Things Cloud/Economy/MB over pooled allowance@2000-01-01" },
      "USAGE_INCOMPLETE",
    ],
  ])("%s is listed with its reason and the others go on", (_title, fields, code) => {
    const { charges, unrated } = rateMonth(
      april,
      [aggregate({ resourceId: "good" }), aggregate({ resourceId: "bad", ...fields })],
      samplePrices,
    );
    expect(charges.map((charge) => charge.resourceId)).toEqual(["good"]);
    expect(unrated.map(({ reason, aggregate: row }) => [reason.code, row.resourceId])).toEqual([[code, "bad"]]);
  });

  it("a price in another currency does not come on an invoice in yen", () => {
    const dollar: PriceVersion = { ...(samplePrices.byId.values().next().value as PriceVersion), id: "usd", currency: "USD" };
    const { unrated } = rateMonth(april, [aggregate({ priceVersionId: "usd" })], priceBook([dollar]));
    expect(unrated[0]?.reason.code).toBe("CURRENCY_NOT_BILLED");
  });

  it("keys of different charges never meet", () => {
    expect(chargeKey("a|b", "c")).not.toBe(chargeKey("a", "b|c"));
    expect(chargeKey("a\\", "b")).not.toBe(chargeKey("a", "\\b"));
  });
});
