import { exact } from "@saihan/billing";
import { describe, expect, it } from "vitest";
import { csvRows } from "../../test/csv-rows.ts";
import { sampleInvoice } from "../../test/sample-month.ts";
import { type Cell, csvFile, harmless } from "./csv-file.ts";
import { renderInvoiceCsv } from "./invoice-csv.ts";

const written = (cell: Cell) =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(csvFile([{ name: "a", says: "", of: () => cell }], [0]));

describe("CSV fields", () => {
  it.each<[Cell, string]>([
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ["two\r\nlines", "two lines"],
    ["=1+1", "'=1+1"],
    ["＋1", "'＋1"],
    ["@x", "'@x"],
    ["\t=1", "'=1"],
    [-5n, "-5"],
    [exact("-0.118"), "-0.118"],
    [exact("1/3"), "0.333333333333333333"],
    [undefined, ""],
    [false, "false"],
    ["葛城", "葛城"],
  ])("%s becomes %s", (cell, field) => {
    expect(written(cell)).toBe(`\ufeffa\r\n${field}\r\n`);
  });

  it("leaves a number of a person alone, and marks one that looks like a formula", () => {
    expect(harmless("N2026000000")).toBe("N2026000000");
    expect(harmless("-12")).toBe("'-12");
  });
});

describe("invoice CSV", () => {
  const rows = csvRows(renderInvoiceCsv(sampleInvoice()));
  const line = (wanted: Record<string, string>) => rows.filter((row) => Object.entries(wanted).every(([k, v]) => row[k] === v));

  it.each([
    [
      "a capped server",
      { resource_id: "srv-0001", line_kind: "charge" },
      {
        amount: "7200",
        quantity: "44640",
        unit_price: "0.25",
        before_cap: "11160",
        customer_number: "N2026000000",
        resource_name: "web-01",
        illustrative: "true",
        plan: "1vCPU-4GB",
      },
    ],
    [
      "two plans: no single quantity",
      { resource_id: "srv-0002" },
      { amount: "5152", quantity: "", plan: "1vCPU-4GB; 8vCPU-32GB" },
    ],
    [
      "a correction names its month",
      { line_kind: "adjustment" },
      { amount: "625", usage_month: "2024-04", corrects_month: "2024-04", billing_month: "2024-05" },
    ],
    ["tax", { record_type: "tax" }, { amount: "66600", taxable_amount: "666003", tax_percent: "10", contract_id: "" }],
  ])("%s", (_name, wanted, expected) => {
    const found = line(wanted);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
  });
});
