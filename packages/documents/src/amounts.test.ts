import { exact, type TaxCategory } from "@saihan/billing";
import { describe, expect, it } from "vitest";
import { decimalText, quantityText, taxLabel, yenText } from "./amounts.ts";
import { dateText, monthText } from "./dates.ts";

describe("how figures are written", () => {
  it.each([
    [0n, "¥0", "¥0"],
    [1_234_567n, "¥1,234,567", "¥1,234,567"],
    [-678n, "△¥678", "-¥678"],
  ])("%s yen", (yen, ja, en) => {
    expect([yenText(yen, "ja"), yenText(yen, "en")]).toEqual([ja, en]);
  });

  it.each([
    ["44640", "44,640", "44640"],
    ["1234.5", "1,234.5", "1234.5"],
    ["-1000.25", "-1,000.25", "-1000.25"],
    ["1/3", "0.333333", "0.333333333333"],
    ["0.000243", "0.000243", "0.000243"],
    ["0.1234567", "0.123457", "0.1234567"],
  ])("quantity %s", (value, people, programs) => {
    expect([quantityText(exact(value)), decimalText(exact(value))]).toEqual([people, programs]);
  });

  it.each<[TaxCategory, string, string, string]>([
    ["S", "10", "10%", "10%"],
    ["S", "8", "8%", "8%"],
    ["AA", "8", "8%※", "8%※"],
    ["E", "0", "非課税", "Exempt"],
    ["O", "0", "不課税", "Not subject"],
    ["G", "0", "輸出免税", "Export"],
  ])("tax %s %s", (category, percent, ja, en) => {
    expect([taxLabel({ category, percent }, "ja"), taxLabel({ category, percent }, "en")]).toEqual([ja, en]);
  });

  it("dates and months", () => {
    expect([dateText("2024-02-29", "ja"), dateText("2024-02-29", "en")]).toEqual(["2024年2月29日", "29 February 2024"]);
    expect([monthText("2024-12", "ja"), monthText("2024-12", "en")]).toEqual(["2024年12月分", "December 2024"]);
    expect(() => dateText("2024-02-30", "en")).toThrow(RangeError);
  });
});
