import { describe, expect, it } from "vitest";
import { parseCsv } from "./csv.ts";
import { priceBook, priceOn } from "./price-book.ts";
import { parsePriceList, programmePrices, termsOf } from "./price-list.ts";
import { readPriceList } from "./price-list-file.ts";

const rows = readPriceList();
const prices = programmePrices(rows);
const row = (menu: string, plan: string) => rows.find((one) => one.menu === menu && one.plan === plan);

describe("the price list", () => {
  it("has 117 rows, 36 of them illustrative", () => {
    expect(rows.length).toBe(117);
    expect(rows.filter(({ status }) => status === "illustrative").length).toBe(36);
  });

  it("prices every row of the programme that prints a price, except the allowance", () => {
    const priced = rows.filter(({ family, price }) => family === "sdpf" && price !== undefined);
    expect(prices.length).toBe(priced.length);
    expect(prices.filter(({ status }) => status === "illustrative").length).toBe(36);
  });

  it("takes no price from a row that prints none, and none of another provider", () => {
    expect(prices.every(({ status }) => status !== "charge_type_seen")).toBe(true);
    expect(prices.some(({ menu }) => menu.startsWith("NTT West"))).toBe(false);
  });

  it("names a source for every row", () => {
    expect(rows.every(({ source }) => source.length > 0)).toBe(true);
  });
});

describe("terms of rows", () => {
  const terms = (menu: string, plan: string) => JSON.parse(JSON.stringify(termsOf(row(menu, plan) ?? missing(menu, plan))));

  it.each([
    [
      "Virtual server",
      "1vCPU-4GB",
      { pattern: "time_capped_plan_change", rate: "0.25", cap: "7200", perSize: false, minutesPerUnit: "1" },
    ],
    ["Block storage", "2 IOPS/GB", { pattern: "time_capped", rate: "0.001389", cap: "40", perSize: true }],
    ["Cloud Foundry", "memory", { pattern: "time_capped", rate: "6.5", minutesPerUnit: "60", perSize: true }],
    ["Oracle", "SE2", { pattern: "monthly_fixed", monthly: "120000" }],
    ["SQL Server", "Standard", { pattern: "monthly_count", unitPrice: "28000" }],
    ["Windows RDS SAL", "user", { pattern: "peak_count", unitPrice: "900", per: "1" }],
    ["IoT Connect Gateway", "virtual connection", { pattern: "monthly_count", unitPrice: "200" }],
    ["Backup", "standard", { pattern: "usage", measure: "peak", unitPrice: "12" }],
    ["Logical network", "L2", { pattern: "free" }],
    ["SD-Exchange colocation connection", "set-up", { pattern: "one_time", price: "50000" }],
  ])("%s, %s", (menu, plan, expected) => {
    expect(terms(menu, plan)).toMatchObject(expected);
  });

  it.each([
    [
      "vSphere",
      "flavour 1",
      "plus 1.5 a minute to the cap",
      { pattern: "fixed_plus_time", monthly: "100000", rate: "1.5", cap: "43200" },
    ],
    ["Wasabi object storage", "standard", "minimum 1 TB a month", { pattern: "usage", measure: "average", minimumQuantity: "1" }],
    ["Things Cloud", "(allowance)", "45,000 API calls and 50 MB per device, pooled", undefined],
    ["IoT Connect Gateway", "virtual connection", "deleted IDs still count", { pattern: "monthly_count" }],
  ])("%s, %s is completed from its words: %s", (menu, plan, words, expected) => {
    const one = row(menu, plan) ?? missing(menu, plan);
    expect(one.conditions).toContain(words);
    expect({ terms: termsOf(one) && terms(menu, plan) }).toMatchObject({ terms: expected });
  });

  it("the first million DNS queries is free, as the unit says", () => {
    expect(row("DNS", "queries")?.unit).toBe("million: first free");
    expect(terms("DNS", "queries").bands).toMatchObject([{ upTo: "1", unit: "0" }, { unit: "60" }]);
  });
});

describe("the price book", () => {
  const [one] = prices;
  if (!one) throw new Error("the price list is empty");
  const version = (from: string, to?: string) => ({ ...one, id: from, from, to });

  it("finds the version of a day; the end day is exclusive", () => {
    const book = priceBook([version("2024-04-11"), version("2024-01-01"), version("2024-06-01", "2024-07-01")]);
    const idOn = (day: string) => priceOn(book, one.menu, one.plan, one.component, day)?.id;
    expect(["2023-12-31", "2024-01-01", "2024-04-10", "2024-04-11", "2024-06-30", "2024-07-01"].map(idOn)).toEqual([
      undefined,
      "2024-01-01",
      "2024-01-01",
      "2024-04-11",
      "2024-06-01",
      undefined,
    ]);
  });

  it("refuses two versions that start on one day, and an id used twice", () => {
    expect(() => priceBook([version("2024-01-01"), { ...version("2024-01-01"), id: "other" }])).toThrow(RangeError);
    expect(() => priceBook([version("2024-01-01"), version("2024-01-01")])).toThrow(RangeError);
  });

  it("knows what a plan is charged for", () => {
    expect(priceBook(prices).componentsOf("Things Cloud", "Economy")).toEqual([
      "tenant-month (parent or sub)",
      "device-month",
      "MB over pooled allowance",
      "API call over pooled allowance",
    ]);
  });
});

describe("comma-separated values", () => {
  it.each([
    ["plain", "a,b\n1,2\n", [{ a: "1", b: "2" }]],
    ["no line end at the end", "a,b\n1,2", [{ a: "1", b: "2" }]],
    ["CR LF and a BOM", "\ufeffa,b\r\n1,2\r\n", [{ a: "1", b: "2" }]],
    ["commas, quotes and line ends in quotes", 'a,b\n"x, ""y""","p\nq"\n', [{ a: 'x, "y"', b: "p\nq" }]],
    ["empty fields and lines", "a,b\n,\n\n", [{ a: "", b: "" }]],
  ])("%s", (_title, text, records) => {
    expect(parseCsv(text)).toEqual(records);
  });

  it("names the row that does not fit", () => {
    expect(() => parseCsv("a,b\n1,2\n1\n")).toThrow("row 3 has 1 fields, not 2");
    expect(() => parseCsv('a,b\n"1,2\n')).toThrow("a quote is not closed");
    expect(() => parsePriceList("menu,status\nx,guessed\n")).toThrow("not a price status: guessed");
  });
});

function missing(menu: string, plan: string): never {
  throw new Error(`the price list has no ${menu}, ${plan}`);
}
