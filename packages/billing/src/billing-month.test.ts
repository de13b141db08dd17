import { describe, expect, it } from "vitest";
import {
  addMonths,
  billingMonthOf,
  daysIn,
  jstBounds,
  lastDayOf,
  monthPeriod,
  monthsFrom,
  parseBillingMonth,
  splitByMonth,
  splitWithin,
} from "./billing-month.ts";
import { daysBetween, jstDateOf, parseDate, parseInstant, period, secondsOf, splitAt } from "./period.ts";

describe("a billing month is a UTC month: it begins at 09:00 JST on the 1st", () => {
  it.each([
    ["2024-04-01T08:59:59+09:00", "2024-03"],
    ["2024-04-01T08:59:59.999+09:00", "2024-03"],
    ["2024-04-01T09:00:00+09:00", "2024-04"],
    ["2024-01-01T08:59:59+09:00", "2023-12"],
    ["2024-01-01T09:00:00+09:00", "2024-01"],
    ["2024-02-29T23:59:59+09:00", "2024-02"],
    ["2024-03-01T08:59:59+09:00", "2024-02"],
    ["2023-12-31T23:59:59Z", "2023-12"],
    ["2024-01-01T00:00:00Z", "2024-01"],
  ])("%s belongs to %s", (instant, month) => {
    expect(billingMonthOf(parseInstant(instant))).toBe(month);
  });

  it("shows its bounds on a Japanese clock", () => {
    expect(jstBounds("2024-04")).toEqual({ from: "2024-04-01T09:00:00+09:00", to: "2024-05-01T09:00:00+09:00" });
  });
});

describe("months of every length", () => {
  it.each([
    ["2023-02", 28, "2023-02-28"],
    ["2024-02", 29, "2024-02-29"],
    ["2000-02", 29, "2000-02-29"],
    ["2100-02", 28, "2100-02-28"],
    ["2024-04", 30, "2024-04-30"],
    ["2024-12", 31, "2024-12-31"],
  ])("%s has %i days", (month, days, last) => {
    expect(daysIn(month)).toBe(days);
    expect(lastDayOf(month)).toBe(last);
    expect(secondsOf(monthPeriod(month)).equals(days * 86_400)).toBe(true);
  });

  it("counts over the year end", () => {
    expect(addMonths("2023-12", 1)).toBe("2024-01");
    expect(addMonths("2024-01", -1)).toBe("2023-12");
    expect(monthsFrom("2023-11", "2024-02")).toBe(3);
    expect(monthsFrom("2024-02", "2023-11")).toBe(-3);
  });

  it.each(["2024-13", "2024-00", "2024-4", "24-04", "2024-04-01", ""])("refuses %j", (text) => {
    expect(() => parseBillingMonth(text)).toThrow(RangeError);
  });
});

describe("splitting", () => {
  const span = (from: string, to: string) => period(parseInstant(from), parseInstant(to));
  const minutes = (from: string, to: string) =>
    splitByMonth(span(from, to)).map(({ month, part }) => [month, Number(secondsOf(part).over(60))]);

  it.each([
    [
      "08:30 to 09:30 JST on the 1st",
      "2024-04-01T08:30:00+09:00",
      "2024-04-01T09:30:00+09:00",
      [
        ["2024-03", 30],
        ["2024-04", 30],
      ],
    ],
    [
      "23:00 to 01:30 UTC over the month end",
      "2024-04-30T23:00:00Z",
      "2024-05-01T01:30:00Z",
      [
        ["2024-04", 60],
        ["2024-05", 90],
      ],
    ],
    [
      "over the year end",
      "2023-12-31T23:59:00Z",
      "2024-01-01T00:01:00Z",
      [
        ["2023-12", 1],
        ["2024-01", 1],
      ],
    ],
    ["ends exactly at the month end", "2024-04-30T23:00:00Z", "2024-05-01T00:00:00Z", [["2024-04", 60]]],
    [
      "a leap February between",
      "2024-01-31T00:00:00Z",
      "2024-03-02T00:00:00Z",
      [
        ["2024-01", 1440],
        ["2024-02", 41_760],
        ["2024-03", 1440],
      ],
    ],
    ["nothing", "2024-04-30T23:00:00Z", "2024-04-30T23:00:00Z", []],
  ])("%s", (_title, from, to, expected) => {
    expect(minutes(from, to)).toEqual(expected);
  });

  it("cuts inside a month at price changes only", () => {
    const pieces = splitWithin("2024-04", span("2024-03-30T00:00:00Z", "2024-05-02T00:00:00Z"), [
      parseInstant("2024-04-11T00:00:00Z"),
    ]);
    expect(pieces.map(({ from, to }) => [from.toISOString().slice(0, 10), to.toISOString().slice(0, 10)])).toEqual([
      ["2024-04-01", "2024-04-11"],
      ["2024-04-11", "2024-05-01"],
    ]);
  });

  it("is half open: a cut at an edge cuts nothing", () => {
    const whole = span("2024-04-01T00:00:00Z", "2024-04-02T00:00:00Z");
    expect(splitAt(whole, [whole.from, whole.to])).toEqual([whole]);
  });
});

describe("instants and dates", () => {
  it.each(["2024-04-01T09:00:00", "2024-04-01", "2024-02-30T00:00:00Z", "2024-04-01T24:00:00Z", "yesterday"])(
    "refuses the instant %j",
    (text) => {
      expect(() => parseInstant(text)).toThrow(RangeError);
    },
  );

  it.each(["2023-02-29", "2024-4-1", "2024-13-01", ""])("refuses the date %j", (text) => {
    expect(() => parseDate(text)).toThrow(RangeError);
  });

  it("counts days with the end day exclusive", () => {
    expect(daysBetween("2024-02-01", "2024-03-01")).toBe(29);
    expect(daysBetween("2021-09-16", "2021-09-25")).toBe(9);
  });

  it("knows the day on a Japanese calendar", () => {
    expect(jstDateOf(parseInstant("2024-03-31T15:00:00Z"))).toBe("2024-04-01");
    expect(jstDateOf(parseInstant("2024-03-31T14:59:59Z"))).toBe("2024-03-31");
  });

  it("refuses a period that ends before it starts", () => {
    expect(() => period(parseInstant("2024-04-02T00:00:00Z"), parseInstant("2024-04-01T00:00:00Z"))).toThrow(RangeError);
  });
});
