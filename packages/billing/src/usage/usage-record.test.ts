import { describe, expect, it } from "vitest";
import { interval, reading } from "../../test/sample-month.ts";
import { exact } from "../exact.ts";
import { startedMinutes, startedMinutesOf } from "./started-minutes.ts";
import { decideLateMonth, decideUsage, overlapsOf, type UsageContext, usageContent } from "./usage-record.ts";

describe("may an event be billed?", () => {
  const record = interval({ from: "2024-04-10T00:00:00Z", to: "2024-04-11T00:00:00Z" });
  const resource = {
    contractId: record.contractId,
    from: new Date("2024-01-01T00:00:00Z"),
    to: new Date("2024-04-12T00:00:00Z"),
  };
  const context: UsageContext = { resource, now: new Date("2024-04-15T00:00:00Z"), openMonth: "2024-04", lateWindowMonths: 2 };

  it.each<[string, Partial<UsageContext>, string | undefined]>([
    ["all is well", {}, undefined],
    ["a resource that nobody knows", { resource: undefined }, "USAGE_RESOURCE_UNKNOWN"],
    ["a resource of another contract", { resource: { ...resource, contractId: "econ0000000009" } }, "USAGE_RESOURCE_UNKNOWN"],
    ["before the resource began", { resource: { ...resource, from: new Date("2024-04-10T00:00:01Z") } }, "USAGE_RESOURCE_ENDED"],
    ["after the resource ended", { resource: { ...resource, to: new Date("2024-04-10T23:59:59Z") } }, "USAGE_RESOURCE_ENDED"],
    ["to its very end", { resource: { ...resource, to: new Date("2024-04-11T00:00:00Z") } }, undefined],
    ["from the future", { now: new Date("2024-04-10T12:00:00Z") }, "USAGE_IN_FUTURE"],
    ["late, inside the window", { openMonth: "2024-06" }, undefined],
    ["older than the window", { openMonth: "2024-07" }, "USAGE_TOO_OLD"],
  ])("%s", (_title, change, code) => {
    const decision = decideUsage(record, { ...context, ...change });
    expect(decision.ok ? undefined : decision.code).toBe(code);
  });

  it("nothing negative", () => {
    expect(decideUsage({ ...record, size: exact(-1) }, context)).toMatchObject({ code: "USAGE_NEGATIVE" });
    expect(decideUsage(reading({ on: "2024-04-10T00:00:00Z", quantity: exact(-1) }), context)).toMatchObject({
      code: "USAGE_NEGATIVE",
    });
  });

  it("counts closed months back", () => {
    expect(decideLateMonth("2024-04", "2024-04", 2)).toEqual({ ok: true, monthsBack: 0 });
    expect(decideLateMonth("2024-02", "2024-04", 2)).toEqual({ ok: true, monthsBack: 2 });
    expect(decideLateMonth("2024-01", "2024-04", 2)).toMatchObject({ ok: false });
  });
});

describe("overlaps", () => {
  const day = (id: string, from: number, to: number) =>
    interval({
      id,
      from: `2024-04-${String(from).padStart(2, "0")}T00:00:00Z`,
      to: `2024-04-${String(to).padStart(2, "0")}T00:00:00Z`,
    });

  it.each([
    ["neighbours only touch", [day("a", 1, 3), day("b", 3, 5)], []],
    ["one day twice", [day("a", 1, 4), day("b", 3, 5)], ["a b"]],
    ["a long one over two", [day("a", 1, 9), day("b", 2, 3), day("c", 5, 6)], ["a b", "a c"]],
    ["other resources do not meet", [day("a", 1, 4), { ...day("b", 3, 5), resourceId: "other" }], []],
    ["another plan of the same resource does", [day("a", 1, 4), { ...day("b", 3, 5), plan: "2vCPU-8GB" }], ["a b"]],
  ])("%s", (_title, records, expected) => {
    expect(overlapsOf(records).map(({ first, second }) => `${first.id} ${second.id}`)).toEqual(expected);
  });
});

describe("content of an event", () => {
  it("equal figures are equal content, however they were written", () => {
    const record = reading({ on: "2024-04-10T00:00:00Z", quantity: exact("1.50") });
    expect(usageContent(record)).toBe(usageContent({ ...record, quantity: exact("3/2") }));
    expect(usageContent(record)).not.toBe(usageContent({ ...record, quantity: exact("1.51") }));
  });
});

describe("started minutes", () => {
  it.each([
    [0, 0n],
    [1, 1n],
    [60, 1n],
    ["60.001", 2n],
    [61, 2n],
    [3599, 60n],
    [86_400, 1440n],
  ])("%s seconds are %s minutes", (seconds, minutes) => {
    expect(startedMinutes(seconds)).toBe(minutes);
  });

  it("per record or per month is a dated policy", () => {
    expect(startedMinutesOf([30, 30], "per_record")).toBe(2n);
    expect(startedMinutesOf([30, 30], "per_resource_month")).toBe(1n);
  });
});
