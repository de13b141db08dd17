import { describe, expect, test } from "vitest";
import {
  keptSince,
  type RetentionRule,
  retentionCodes,
  retentionRule,
  retentionRules,
  usageMonthsAhead,
  usageMonthsToDrop,
} from "./retention.ts";

const at = new Date("2028-02-29T12:00:00Z");

describe("retention", () => {
  test("every kind of data has a rule, with a source, and exactly one on any day", () => {
    expect(new Set(retentionRules.map(({ code }) => code))).toEqual(new Set(retentionCodes));
    for (const { code, source, fromDay } of retentionRules) {
      expect(source, code).not.toBe("");
      expect(retentionRules.filter((r) => r.code === code && r.fromDay === fromDay)).toHaveLength(1);
    }
  });

  test.each([
    [{ days: 30 }, "2028-01-30T12:00:00.000Z"],
    [{ months: 24 }, "2026-02-28T12:00:00.000Z"],
    [{ months: 1 }, "2028-01-29T12:00:00.000Z"],
    [{ years: 1 }, "2027-02-28T12:00:00.000Z"],
    [{ years: 4 }, "2024-02-29T12:00:00.000Z"],
  ])("%j before 29 February 2028 is %s", (keep, expected) => {
    expect(keptSince({ keep }, at).toISOString()).toBe(expected);
  });

  test("a later rule holds from its day on, and the one before it until then", () => {
    const mails = retentionRule("mail-addresses", at);
    const shorter: RetentionRule = { ...mails, fromDay: "2028-03-01", keep: { days: 180 } };
    const rules = [shorter, mails];
    expect(retentionRule("mail-addresses", at, rules)).toBe(mails);
    expect(retentionRule("mail-addresses", new Date("2028-03-01T00:00:00Z"), rules)).toBe(shorter);
    expect(retentionRule("mail-addresses", new Date("2001-01-01T00:00:00Z"), rules)).toBe(mails);
  });

  test.each([
    ["the month that ended just so long ago", ["2026-01:c"], ["2026-01"]],
    ["one that ended later", ["2026-02:c"], []],
    ["one that some partner has not closed, and what comes after it", ["2025-10:c", "2025-11:o", "2025-12:c"], ["2025-10"]],
    ["whatever the order they come in", ["2025-12:c", "2025-11:c"], ["2025-11", "2025-12"]],
    ["nothing", [], []],
  ])("usage of %s", (_, given, expected) => {
    const months = given.map((text) => ({ month: `${text.slice(0, 7)}-01`, closed: text.endsWith("c") }));
    const dropped = usageMonthsToDrop(months, { keep: { months: 24 } }, new Date("2028-02-15T00:00:00Z"));
    expect(dropped.map((month) => month.slice(0, 7))).toEqual(expected);
  });

  test("places for usage are made over the end of a year", () => {
    expect(usageMonthsAhead(new Date("2026-12-31T23:59:59Z"))).toEqual(["2026-12-01", "2027-01-01"]);
  });
});
