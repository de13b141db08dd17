import { describe, expect, it } from "vitest";
import { exact } from "../exact.ts";
import { bandsOf } from "../prices/bands.ts";
import { rateIncludedThenOverage, ratePooledLines } from "./allowance.ts";
import { rateGraduated } from "./graduated.ts";
import { ratePackage } from "./package.ts";
import { existedInMonth, ratePeak } from "./peak-count.ts";
import { linesByVersion, priceForSubscription } from "./price-versions.ts";
import { prorate, upgradeInTwoLines } from "./proration.ts";
import { kcpsObjectStorageSteps, roundQuantityOn } from "./quantity-step.ts";
import { discountThenLimit, limitSpend, minimumTrueUp } from "./spend-limits.ts";
import { rateStairStep } from "./stair-step.ts";
import { rateThreshold } from "./threshold.ts";
import { rateUnits } from "./units.ts";
import { rateVolume } from "./volume.ts";

const text = (value: { toString(): string }) => value.toString();

describe("graduated and volume over the same bands: to 10 at 10, to 20 at 5, then 4", () => {
  const bands = bandsOf([{ upTo: 10, unit: 10 }, { upTo: 20, unit: 5 }, { unit: 4 }]);

  it.each([
    [0, "0", "0"],
    [10, "100", "100"],
    ["10.5", "102.5", "52.5"],
    [11, "105", "55"],
    [20, "150", "100"],
    [21, "154", "84"],
  ])("%s units: graduated %s, volume %s", (quantity, graduated, volume) => {
    expect(text(rateGraduated(bands, quantity).charge)).toBe(graduated);
    expect(text(rateVolume(bands, quantity).charge)).toBe(volume);
  });

  it("a volume charge may fall at a band edge; that is right", () => {
    expect(rateVolume(bands, 11).charge.isBelow(rateVolume(bands, 10).charge)).toBe(true);
  });

  it("a last band with an end goes on beyond it", () => {
    const ended = bandsOf([
      { upTo: 5, unit: 2 },
      { upTo: 10, unit: 1 },
    ]);
    expect(text(rateGraduated(ended, 12).charge)).toBe("17");
    expect(text(rateVolume(ended, 12).charge)).toBe("12");
  });

  it("without use, a band priced by its flat fee alone is due, a flat fee beside a unit price is not", () => {
    expect(text(rateVolume(bandsOf([{ upTo: 5, flat: 100 }, { unit: 5 }]), 0).charge)).toBe("100");
    expect(text(rateVolume(bandsOf([{ upTo: 100, unit: 2, flat: 10 }, { unit: 1 }]), 0).charge)).toBe("0");
    expect(text(rateVolume(bandsOf([{ upTo: 100, unit: 2, flat: 10 }, { unit: 1 }]), 1).charge)).toBe("12");
  });

  it.each([
    ["no bands", []],
    ["no price", [{ upTo: 5 }]],
    ["an open band before the last", [{ unit: 1 }, { unit: 2 }]],
    [
      "bands that do not rise",
      [
        { upTo: 5, unit: 1 },
        { upTo: 5, unit: 2 },
      ],
    ],
  ])("refuses %s", (_title, inputs) => {
    expect(() => bandsOf(inputs)).toThrow(RangeError);
  });
});

describe("packs, steps, thresholds, peaks", () => {
  it.each([
    [0, "0"],
    [100, "0"],
    [101, "5"],
    [201, "10"],
    ["200.01", "10"],
  ])("%s units in packs of 100 at 5, the first 100 free: %s", (quantity, charge) => {
    expect(text(ratePackage({ quantity, packSize: 100, packPrice: 5, freeUnits: 100 }).charge)).toBe(charge);
  });

  it("started steps at the peak, and a base that is due without use", () => {
    expect(text(rateStairStep(5000, [{ per: 10, price: 15_000, peak: 0 }]))).toBe("5000");
    expect(text(rateStairStep(5000, [{ per: 10, price: 15_000, peak: 11 }]))).toBe("35000");
  });

  it.each([
    ["49.99", "0"],
    ["50", "390"],
    ["50.01", "390.078"],
  ])("%s GB with a threshold of 50 at 7.8: %s", (quantity, charge) => {
    expect(text(rateThreshold(quantity, 50, "7.8"))).toBe(charge);
  });

  it("connection IDs: carried in and created, deletions do not lower it; VMs: started pairs at the peak", () => {
    expect(text(existedInMonth({ carriedIn: 2, created: 7 }))).toBe("9");
    expect(text(ratePeak(1000, 5, 2).charge)).toBe("3000");
  });

  it.each([
    [79, "20000"],
    [80, "20000"],
    [90, "22400"],
    [329, "79760"],
    [331, "80000"],
  ])("four lines with 20 pooled hours, %i hours used: %s", (hours, charge) => {
    const pool = {
      members: 4,
      base: 5000,
      freePerMember: 1200,
      used: rateUnits(hours, 60),
      overagePrice: 4,
      capPerMember: 20_000,
    };
    expect(text(ratePooledLines(pool).charge)).toBe(charge);
  });

  it("a pack with overage", () => {
    const terms = { included: 10_240, packPrice: 32_000, overagePrice: 15 };
    expect(text(rateIncludedThenOverage({ ...terms, quantity: 10_240 }))).toBe("32000");
    expect(text(rateIncludedThenOverage({ ...terms, quantity: 10_250 }))).toBe("32150");
  });

  it.each([
    ["2022-03-31", "3.09", "4"],
    ["2022-04-01", "3.09", "3"],
    ["2022-04-01", "3.1", "4"],
    ["2022-04-01", "3.0999", "3"],
  ])("object storage on %s: %s TB are billed as %s", (day, used, billed) => {
    expect(text(roundQuantityOn(kcpsObjectStorageSteps, day, used))).toBe(billed);
  });
});

describe("minimum and maximum", () => {
  it.each([
    ["below", 50, 0, true, "50"],
    ["above", 150, 0, true, "0"],
    ["no use", 0, 0, true, "100"],
    ["earlier parts count", 20, 30, true, "50"],
    ["decided on the last part only", 50, 0, false, "0"],
  ])("a minimum of 100: %s", (_title, usage, alreadyBilled, isLastPart, trueUp) => {
    expect(text(minimumTrueUp({ minimum: 100, usage, alreadyBilled, isLastPart }))).toBe(trueUp);
  });

  it.each([
    [0, 100, "0", "100"],
    [70, 50, "20", "30"],
    [100, 50, "50", "0"],
    [120, 50, "50", "0"],
  ])("a maximum of 100, %i billed before, %i now", (alreadyBilled, amount, discount, total) => {
    const limited = limitSpend({ amount, alreadyBilled, cap: 100 });
    expect([text(limited.discount), text(limited.total)]).toEqual([discount, total]);
  });

  it("the percentage comes off before the cap", () => {
    const limited = discountThenLimit({ amount: 200, percentDiscount: 50, alreadyBilled: 35, cap: 100 });
    expect([limited.percentDiscount, limited.capDiscount, limited.total].map(text)).toEqual(["100", "35", "65"]);
  });
});

describe("price versions", () => {
  const prices = [
    { from: "2016-02-08", value: exact("1.5") },
    { from: "2016-05-08", value: exact("2.5") },
  ];

  it("each day's use at the price of that day; a month is cut where a version starts", () => {
    const usage = [
      { on: "2016-05-10", quantity: 100 },
      { on: "2016-04-30", quantity: 10 },
      { on: "2016-05-07", quantity: 100 },
      { on: "2016-05-08", quantity: 1 },
    ];
    expect(linesByVersion(prices, usage).map(({ from, to, amount }) => [from, to, text(amount)])).toEqual([
      ["2016-04-01", "2016-05-01", "15"],
      ["2016-05-01", "2016-05-08", "150"],
      ["2016-05-08", "2016-06-01", "252.5"],
    ]);
  });

  it("refuses usage before the first price", () => {
    expect(() => linesByVersion(prices, [{ on: "2016-02-07", quantity: 1 }])).toThrow(RangeError);
  });

  const versions = [
    { from: "2020-01-01", price: exact(30) },
    { from: "2021-01-15", price: exact(60), existingFrom: "2021-03-01" },
    { from: "2021-06-01", price: exact(70) },
  ];

  it.each([
    ["taken out before, billed before the change reaches it", "2021-01-01", "2021-02-01", "30"],
    ["taken out before, billed after", "2021-01-01", "2021-03-01", "60"],
    ["taken out on the day of the new price", "2021-01-15", "2021-02-01", "60"],
    ["a later price for new subscriptions only", "2021-01-01", "2021-09-01", "60"],
    ["taken out at the later price", "2021-06-02", "2021-07-01", "70"],
    ["taken out before any price", "2019-12-31", "2020-02-01", undefined],
  ])("a subscription %s", (_title, subscribed, billFrom, price) => {
    expect(priceForSubscription(versions, subscribed, billFrom)?.toString()).toBe(price);
  });
});

describe("proration", () => {
  it("multiplies first and rounds once", () => {
    expect(text(prorate(500_000, { days: 17, daysInPeriod: 31 }, { mode: "half_up", places: 0 }, 10))).toBe("2741935");
  });

  it.each([
    [0, 29, "0"],
    [1, 29, "344"],
    [29, 29, "10000"],
  ])("%i of %i days of 10,000 yen", (days, daysInPeriod, amount) => {
    expect(text(prorate(10_000, { days, daysInPeriod }, { mode: "floor", places: 0 }))).toBe(amount);
  });

  it("refuses more days than the period has", () => {
    expect(() => prorate(10_000, { days: 30, daysInPeriod: 29 }, { mode: "floor", places: 0 })).toThrow(RangeError);
  });

  it("an upgrade half way, in two lines that add up", () => {
    const { credit, debit, net } = upgradeInTwoLines(10, 20, "0.5", { mode: "half_up", places: 2 });
    expect([credit, debit, net].map(text)).toEqual(["-5", "10", "5"]);
  });
});
