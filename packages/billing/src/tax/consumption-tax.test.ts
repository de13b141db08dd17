import { describe, expect, it } from "vitest";
import { inputCreditShareOn, standardTaxRateOn, supplyDateOf } from "../policy.ts";
import { isReturnInvoiceExempt, isWithinPintBounds, taxIfRoundedPerLine, taxOncePerRate } from "./consumption-tax.ts";

describe("tax once per rate per document", () => {
  it.each([
    ["three lines of 105, down", ["105", "105", "105"], "floor", "31"],
    ["three lines of 105, up", ["105", "105", "105"], "ceil", "32"],
    ["three lines of 105, half up", ["105", "105", "105"], "half_up", "32"],
    ["a negative line inside", ["12345", "-678"], "floor", "1166"],
    ["only negative, toward zero", ["-105"], "truncate", "-10"],
    ["only negative, down", ["-105"], "floor", "-11"],
    ["nothing", [], "floor", "0"],
  ] as const)("%s", (_title, nets, mode, tax) => {
    expect(
      taxOncePerRate(
        nets.map((net) => ({ net, percent: 10 })),
        mode,
      ).tax.toString(),
    ).toBe(tax);
  });

  it("keeps two rates apart, highest first", () => {
    const tax = taxOncePerRate(
      [
        { net: 13_861, percent: 8 },
        { net: 13_199, percent: 8 },
        { net: 4389, percent: 10 },
        { net: 23_769, percent: 10 },
      ],
      "floor",
    );
    expect(tax.byRate.map((rate) => [rate.percent, rate.net, rate.tax].map(String))).toEqual([
      ["10", "28158", "2815"],
      ["8", "27060", "2164"],
    ]);
    expect([tax.net, tax.tax, tax.total].map(String)).toEqual(["55218", "4979", "60197"]);
  });

  it("the old standard 8 % and the reduced 8 % are two rates", () => {
    const lines = [
      { net: 105, percent: 8, category: "S" },
      { net: 105, percent: 8, category: "AA" },
    ] as const;
    expect(taxOncePerRate(lines, "floor").byRate.map(({ category, tax }) => [category, tax.toString()])).toEqual([
      ["S", "8"],
      ["AA", "8"],
    ]);
  });

  it("the sum of rounded line taxes is another figure", () => {
    const lines = [105, 105, 105].map((net) => ({ net, percent: 10 }));
    expect(taxIfRoundedPerLine(lines, "floor").toString()).toBe("30");
    expect(taxOncePerRate(lines, "floor").tax.toString()).toBe("31");
  });
});

describe("JP PINT bounds", () => {
  it.each([
    ["315", "30", false],
    ["315", "31", true],
    ["315", "32", true],
    ["315", "33", false],
    ["315", "31.5", false],
    ["400", "40", true],
    ["400", "41", false],
    ["-315", "-31", true],
    ["-315", "-32", true],
    ["-315", "-30", false],
  ])("10 %% of %s may be %s: %s", (net, tax, accepted) => {
    expect(isWithinPintBounds(net, 10, tax)).toBe(accepted);
  });
});

describe("dated rates", () => {
  it.each([
    ["1989-04-01", "3"],
    ["1997-03-31", "3"],
    ["1997-04-01", "5"],
    ["2014-03-31", "5"],
    ["2014-04-01", "8"],
    ["2019-09-30", "8"],
    ["2019-10-01", "10"],
  ])("a supply on %s is taxed at %s %%", (date, percent) => {
    expect(standardTaxRateOn(date).toString()).toBe(percent);
  });

  it("there was no consumption tax before 1989-04-01", () => {
    expect(() => standardTaxRateOn("1989-03-31")).toThrow(RangeError);
  });

  it.each([
    ["2023-09-30", "100"],
    ["2023-10-01", "80"],
    ["2026-09-30", "80"],
    ["2026-10-01", "70"],
    ["2028-09-30", "70"],
    ["2028-10-01", "50"],
    ["2030-09-30", "50"],
    ["2030-10-01", "30"],
    ["2031-09-30", "30"],
    ["2031-10-01", "0"],
  ])("a purchase on %s from a seller without number is creditable to %s %%", (date, percent) => {
    expect(inputCreditShareOn(date).toString()).toBe(percent);
  });

  it("a month is supplied on its last day, so September 2019 keeps 8 %", () => {
    expect(supplyDateOf("2019-09")).toBe("2019-09-30");
    expect(standardTaxRateOn(supplyDateOf("2019-09")).toString()).toBe("8");
    expect(standardTaxRateOn(supplyDateOf("2019-10")).toString()).toBe("10");
  });
});

describe("return invoices", () => {
  it.each([
    [9999, true],
    [10_000, false],
    [10_001, false],
  ])("a reduction of %i yen with tax needs none: %s", (amount, exempt) => {
    expect(isReturnInvoiceExempt(amount)).toBe(exempt);
  });
});
