import { describe, expect, it } from "vitest";
import { documentDate, documentDateInEra, documentInstant, documentMonth, documentServicePeriod } from "./document-dates.ts";
import { exact } from "./exact.ts";
import { formatUnitPrice, formatYen, roundToCurrency, taxInclusiveDisplay } from "./money.ts";

describe("amounts on documents", () => {
  it.each([
    [0n, "¥0"],
    [999n, "¥999"],
    [1000n, "¥1,000"],
    [12_345n, "¥12,345"],
    [1_234_567_890n, "¥1,234,567,890"],
    [-678n, "△¥678"],
    [-12_345n, "△¥12,345"],
  ])("%s is printed %s", (yen, printed) => {
    expect(formatYen(yen)).toBe(printed);
  });

  it("prints ▲ where the issuer chose it", () => {
    expect(formatYen(-678n, "▲")).toBe("▲¥678");
  });

  it.each([
    ["0.118", "¥0.118"],
    ["4600", "¥4,600"],
    ["1234.5", "¥1,234.5"],
    ["0.000243", "¥0.000243"],
  ])("a unit price of %s is printed %s", (price, printed) => {
    expect(formatUnitPrice(exact(price))).toBe(printed);
  });

  it("keeps the decimals of a unit price with tax", () => {
    expect(taxInclusiveDisplay("0.118", 10).toString()).toBe("0.1298");
  });

  it.each([
    ["JPY", "47"],
    ["USD", "47.34"],
    ["KWD", "47.341"],
  ])("rounds to the decimals of %s", (currency, printed) => {
    expect(roundToCurrency("47.34075", currency).toString()).toBe(printed);
  });
});

describe("dates on documents", () => {
  it("writes year, month and day", () => {
    expect(documentDate("2024-04-01")).toBe("2024年4月1日");
    expect(documentMonth("2024-04")).toBe("2024年4月分");
  });

  it.each([
    ["2024-04-01", "令和6年4月1日"],
    ["2019-05-01", "令和元年5月1日"],
    ["2019-04-30", "平成31年4月30日"],
    ["1989-01-08", "平成元年1月8日"],
    ["1989-01-07", "1989年1月7日"],
  ])("%s is %s in its era", (date, printed) => {
    expect(documentDateInEra(date)).toBe(printed);
  });

  it("writes the service period on a Japanese clock", () => {
    expect(documentServicePeriod("2023-12")).toBe("2023年12月1日 9:00 から 2024年1月1日 9:00 まで(日本時間)");
    expect(documentInstant(new Date("2024-03-31T15:05:00Z"))).toBe("2024年4月1日 0:05");
  });
});
