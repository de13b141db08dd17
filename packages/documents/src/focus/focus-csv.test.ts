import { exact } from "@saihan/billing";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { invoices } from "../../test/arbitraries.ts";
import { csvRows } from "../../test/csv-rows.ts";
import { children, parentContractId, sampleInvoice } from "../../test/sample-month.ts";
import { focusColumns, renderChildFocusCsv, renderFocusCsv } from "./focus-csv.ts";

/** The 21 mandatory columns of FOCUS 1.2, and whether they allow null (specification/columns/*.md at tag v1.2). */
const mandatory: Record<string, boolean> = {
  BilledCost: false,
  BillingAccountId: false,
  BillingAccountName: true,
  BillingCurrency: false,
  BillingPeriodEnd: false,
  BillingPeriodStart: false,
  ChargeCategory: false,
  ChargeClass: true,
  ChargeDescription: true,
  ChargePeriodEnd: false,
  ChargePeriodStart: false,
  ContractedCost: false,
  EffectiveCost: false,
  InvoiceIssuerName: false,
  ListCost: false,
  PricingQuantity: true,
  PricingUnit: true,
  ProviderName: false,
  PublisherName: false,
  ServiceCategory: false,
  ServiceName: false,
};

describe("FOCUS 1.2 export", () => {
  it("has the mandatory columns with their nullability, and names its own with x_", () => {
    const written = focusColumns.filter(({ level }) => level === "mandatory").map(({ name, nulls }) => [name, nulls]);
    expect(Object.fromEntries(written)).toEqual(mandatory);
    for (const { name, level } of focusColumns) expect(name.startsWith("x_")).toBe(level === "own");
    expect(new Set(focusColumns.map(({ name }) => name)).size).toBe(focusColumns.length);
  });

  it("keeps type and nullability in every row, and the rules between columns", () => {
    fc.assert(
      fc.property(invoices, (document) => {
        for (const row of csvRows(renderFocusCsv(document))) {
          for (const { name, type, nulls } of focusColumns) {
            const value = row[name] ?? "";
            if (value === "") expect(nulls, name).toBe(true);
            else if (type === "Decimal") expect(value, name).toMatch(/^-?\d+(\.\d+)?$/);
            else if (type === "DateTime") expect(value, name).toMatch(/^\d{4}-\d{2}-01T00:00:00Z$/);
          }
          expect(["Usage", "Purchase", "Tax", "Credit", "Adjustment"]).toContain(row.ChargeCategory);
          expect(["", "Correction"]).toContain(row.ChargeClass);
          expect(row.PricingUnit === "").toBe(row.PricingQuantity === "");
          if (row.ChargeCategory === "Tax")
            expect([row.PricingQuantity, row.ListUnitPrice, row.SkuPriceId]).toEqual(["", "", ""]);
          if (["Usage", "Purchase"].includes(row.ChargeCategory ?? "") && row.ChargeClass === "") {
            expect(row.PricingQuantity).not.toBe("");
            expect(row.SkuPriceId).not.toBe("");
          }
          if (row.ListUnitPrice && row.PricingQuantity) {
            expect(
              exact(row.ListUnitPrice)
                .times(row.PricingQuantity)
                .equals(row.ListCost ?? ""),
            ).toBe(true);
          }
          expect(row.ContractedCost).toBe(row.BilledCost);
          expect(row.BillingPeriodStart).toBe("2024-05-01T00:00:00Z");
        }
      }),
      { numRuns: 40 },
    );
  });

  const rows = csvRows(renderFocusCsv(sampleInvoice()));
  const find = (wanted: Record<string, string>) =>
    rows.filter((row) => Object.entries(wanted).every(([name, value]) => row[name] === value));

  it.each([
    [
      "a capped server: the list cost keeps the metered amount",
      { ResourceId: "srv-0001", ChargeClass: "" },
      {
        BilledCost: "7200",
        ListCost: "11160",
        ListUnitPrice: "0.25",
        PricingQuantity: "44640",
        PricingUnit: "minute",
        ChargeCategory: "Usage",
        RegionId: "jp1",
        ResourceName: "web-01",
        SubAccountId: children.aoba,
        SubAccountName: "青葉製作所株式会社",
      },
    ],
    [
      "a correction of April",
      { ResourceId: "srv-0001", ChargeClass: "Correction" },
      {
        BilledCost: "625",
        ChargePeriodStart: "2024-04-01T00:00:00Z",
        ChargePeriodEnd: "2024-05-01T00:00:00Z",
        x_CorrectsMonth: "2024-04",
        PricingQuantity: "",
      },
    ],
    [
      "the first plan of a changed server",
      { SkuId: "Virtual server/1vCPU-4GB/minute", ResourceId: "srv-0002" },
      { BilledCost: "2250", ListCost: "2250" },
    ],
    [
      "the second plan of a changed server",
      { SkuId: "Virtual server/8vCPU-32GB/minute" },
      { BilledCost: "2902", ListUnitPrice: "2.0139" },
    ],
    [
      "a zone by the month",
      { ResourceId: "zone-k" },
      { ChargeCategory: "Purchase", ChargeFrequency: "Recurring", BilledCost: "500", ServiceCategory: "Networking" },
    ],
    [
      "the partner's own use has no sub account",
      { ResourceId: "srv-own" },
      { SubAccountId: "", BillingAccountId: parentContractId },
    ],
    ["a service credit", { ChargeCategory: "Credit", ServiceName: "Rancher" }, { BilledCost: "-41", ChargeClass: "Correction" }],
    ["a line by hand", { ChargeCategory: "Adjustment" }, { BilledCost: "-3000", x_LineId: "manual-0001" }],
    ["tax, once per rate", { ChargeCategory: "Tax" }, { BilledCost: "66600", SubAccountId: "", InvoiceId: "INV-2024-000123" }],
  ])("%s", (_name, wanted, expected) => {
    const found = find(wanted);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject(expected);
  });

  it("refuses a file for the parent or a stranger", () => {
    for (const id of [parentContractId, "econ9999999999"]) {
      expect(() => renderChildFocusCsv(sampleInvoice(), id)).toThrow(RangeError);
    }
  });
});
