import { describe, expect, it } from "vitest";
import { exact } from "../exact.ts";
import { rateMonthlyFixed } from "./monthly-fixed.ts";
import { ratePlanChange } from "./plan-change.ts";
import { rateTimeCapped } from "./time-capped.ts";

describe("a capped menu: 0.25 a minute, cap 7,200, which 28,800 minutes (20 days) reach", () => {
  it.each([
    [0, "0"],
    [1, "0.25"],
    [28_799, "7199.75"],
    [28_800, "7200"],
    [28_801, "7200"],
    [40_320, "7200"],
    [44_640, "7200"],
  ])("%i minutes cost %s", (minutes, fee) => {
    expect(rateTimeCapped("0.25", minutes, 7200).fee.toString()).toBe(fee);
  });

  it("the cap is not prorated: a server made on the 8th of a 30-day month can still reach it", () => {
    const minutesFromThe8th = 23 * 1440;
    expect(rateTimeCapped("0.25", minutesFromThe8th, 7200).fee.toString()).toBe("7200");
  });

  it("a cap that is not a multiple of the rate cuts in the middle of a minute", () => {
    expect(rateTimeCapped("2.0139", 28_799, 58_000).fee.toString()).toBe("57998.3061");
    expect(rateTimeCapped("2.0139", 28_800, 58_000).fee.toString()).toBe("58000");
  });

  it("refuses negative time", () => {
    expect(() => rateTimeCapped("0.25", -1, 7200)).toThrow(RangeError);
  });
});

describe("plan change in a month: A 0.25 cap 7,200, B 0.5 cap 14,400", () => {
  const rates = { A: exact("0.25"), B: exact("0.5") };
  const capOf = (plan: string) => exact(plan === "A" ? 7200 : 14_400);
  const rate = (held: readonly ["A" | "B", number][], limit: "largest_cap" | "none" = "largest_cap") =>
    ratePlanChange(
      held.map(([plan, minutes]) => ({ plan, rate: rates[plan], time: exact(minutes) })),
      capOf,
      limit,
    );

  it.each<[string, ["A" | "B", number][], string]>([
    [
      "no limit reached",
      [
        ["A", 14_400],
        ["B", 14_400],
      ],
      "10800",
    ],
    [
      "A at its cap",
      [
        ["A", 30_240],
        ["B", 12_960],
      ],
      "13680",
    ],
    [
      "the sum passes the largest cap",
      [
        ["A", 28_800],
        ["B", 15_840],
      ],
      "14400",
    ],
    [
      "A, B, A: the same plan is added before its cap",
      [
        ["A", 17_280],
        ["B", 4320],
        ["A", 17_280],
      ],
      "9360",
    ],
    [
      "B in the very last minute lifts the outer limit for the whole month",
      [
        ["A", 44_639],
        ["B", 1],
      ],
      "7200.5",
    ],
    ["one plan only", [["A", 44_640]], "7200"],
    ["nothing held", [], "0"],
  ])("%s", (_title, held, charge) => {
    expect(rate(held).charge.toString()).toBe(charge);
  });

  it("a menu without outer limit stops at the plans' own caps", () => {
    expect(
      rate(
        [
          ["A", 28_800],
          ["B", 15_840],
        ],
        "none",
      ).charge.toString(),
    ).toBe("15120");
  });

  it("a plan without a cap leaves the sum without one", () => {
    const uncapped = ratePlanChange([{ plan: "A", rate: exact(1), time: exact(99_999) }], () => undefined, "largest_cap");
    expect(uncapped.charge.toString()).toBe("99999");
  });
});

describe("monthly fixed", () => {
  it.each([
    [0, "0"],
    [1, "10000"],
    [3, "30000"],
  ])("%i lives in the month", (lives, charge) => {
    expect(rateMonthlyFixed(10_000, lives).toString()).toBe(charge);
  });

  it("half a life does not exist", () => {
    expect(() => rateMonthlyFixed(10_000, "0.5")).toThrow(RangeError);
  });
});
