import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Exact, exact, type RoundingMode } from "./exact.ts";

const figures = fc
  .tuple(fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 6n }))
  .map(([n, d]) => exact(n).over(d));

describe("reading and writing", () => {
  it.each([
    ["0", "0"],
    ["12", "12"],
    ["-0.118", "-0.118"],
    ["007.50", "7.5"],
    ["17/31", "17/31"],
    ["-34/62", "-17/31"],
    ["1/8", "0.125"],
  ])("%s is written %s", (text, written) => {
    expect(exact(text).toString()).toBe(written);
  });

  it.each(["", " 1", "1e3", "1.", ".5", "0x10", "1,000", "NaN", "１２"])("refuses %j", (text) => {
    expect(() => exact(text)).toThrow(RangeError);
  });

  it("refuses floats, unsafe integers and a zero denominator", () => {
    expect(() => exact(0.1)).toThrow(RangeError);
    expect(() => exact(2 ** 53)).toThrow(RangeError);
    expect(() => exact("1/0")).toThrow(RangeError);
    expect(() => exact(1).over(0)).toThrow(RangeError);
  });

  it("writes equal numbers alike, so that a hash over texts is a hash over numbers", () => {
    fc.assert(
      fc.property(figures, fc.bigInt({ min: 1n, max: 999n }), (a, k) => exact(a.times(k).over(k)).toString() === a.toString()),
    );
  });

  it("reads what it has written", () => {
    fc.assert(fc.property(figures, (a) => exact(a.toString()).equals(a)));
  });
});

describe("rounding modes", () => {
  it.each<[string, Record<RoundingMode, bigint>]>([
    ["2.5", { floor: 2n, ceil: 3n, truncate: 2n, half_up: 3n }],
    ["-2.5", { floor: -3n, ceil: -2n, truncate: -2n, half_up: -3n }],
    ["2.4", { floor: 2n, ceil: 3n, truncate: 2n, half_up: 2n }],
    ["-2.4", { floor: -3n, ceil: -2n, truncate: -2n, half_up: -2n }],
    ["-0.5", { floor: -1n, ceil: 0n, truncate: 0n, half_up: -1n }],
    ["7", { floor: 7n, ceil: 7n, truncate: 7n, half_up: 7n }],
    ["1/3", { floor: 0n, ceil: 1n, truncate: 0n, half_up: 0n }],
  ])("%s", (text, expected) => {
    for (const [mode, whole] of Object.entries(expected)) expect(exact(text).toWhole(mode as RoundingMode)).toBe(whole);
  });

  it("writes equal numbers alike, however they were read", () => {
    for (const text of ["1.5", "1.50", "+1.5", "01.5", "3/2", "6/4"]) expect(exact(text).toString()).toBe("1.5");
    for (const text of ["0", "-0", "0.0", "-0.00", "+0", "00"]) expect(exact(text).toString()).toBe("0");
    for (const text of ["-0.05", "-0.050", "-00.05", "-1/20"]) expect(exact(text).toString()).toBe("-0.05");
    for (const text of ["100", "0100", "100.0", "+100"]) expect(exact(text).toString()).toBe("100");
  });

  it("rounds to places", () => {
    expect(exact("7.0967").round("half_up", 2).toString()).toBe("7.1");
    expect(exact("0.1298").round("floor", 3).toString()).toBe("0.129");
  });
});

describe("arithmetic", () => {
  it("adds, takes off, multiplies and divides without loss", () => {
    fc.assert(
      fc.property(figures, figures, (a, b) => {
        expect(a.plus(b).minus(b).equals(a)).toBe(true);
        expect(b.isZero() || a.times(b).over(b).equals(a)).toBe(true);
        expect(a.plus(b).equals(b.plus(a))).toBe(true);
      }),
    );
  });

  it("0.1 + 0.2 is 0.3, and a third three times is one", () => {
    expect(exact("0.1").plus("0.2").equals("0.3")).toBe(true);
    expect(Exact.sum([exact(1).over(3), exact(1).over(3), exact(1).over(3)]).equals(1)).toBe(true);
  });

  it("limits", () => {
    expect(exact(9).atMost(7).toString()).toBe("7");
    expect(exact(9).atMost(undefined).toString()).toBe("9");
    expect(exact(-1).atLeast(0).toString()).toBe("0");
  });
});
