import { Exact, exact } from "../exact.ts";
import { type CalendarDate, parseDate } from "../period.ts";
import { bandsOf } from "./bands.ts";
import type { ChargeTerms, Measure } from "./charge-terms.ts";
import { parseCsv } from "./csv.ts";
import { type PriceStatus, type PriceVersion, priceStatuses } from "./price-book.ts";

/**
 * The published price list as typed data: data/price-list.csv, one row a price (its README names the sources). Reading it
 * changes nothing: a price that a row does not print stays absent, and `illustrative` stays on every row that bears it.
 */
export interface PriceRow {
  readonly menu: string;
  readonly plan: string;
  /** As the list writes it: `time_capped`, `monthly_fixed + time`, ... */
  readonly chargeType: string;
  /** What is counted. The component of the price version. */
  readonly unit: string;
  readonly price: Exact | undefined;
  readonly currency: string;
  readonly tax: "included" | "excluded";
  /** A month's cap in the currency, where the row gives a figure. */
  readonly cap: Exact | undefined;
  readonly conditions: string;
  readonly effectiveFrom: CalendarDate | undefined;
  readonly effectiveTo: CalendarDate | undefined;
  /** `sdpf`: the programme's own menus. Others are tariffs that serve as examples. */
  readonly family: string;
  readonly status: PriceStatus;
  readonly source: string;
}

/** @throws RangeError naming what a row lacks */
export function parsePriceList(csv: string): PriceRow[] {
  return parseCsv(csv).map((row) => ({
    menu: row.menu ?? "",
    plan: row.plan ?? "",
    chargeType: row.charge_type ?? "",
    unit: row.unit ?? "",
    price: row.price ? exact(row.price) : undefined,
    currency: row.currency ?? "",
    tax: row.tax === "included" ? "included" : "excluded",
    cap: row.cap && /^\d+(\.\d+)?$/.test(row.cap) ? exact(row.cap) : undefined,
    conditions: row.conditions ?? "",
    effectiveFrom: row.effective_from ? parseDate(row.effective_from) : undefined,
    effectiveTo: row.effective_to ? parseDate(row.effective_to) : undefined,
    family: row.family ?? "",
    status: statusOf(row.status),
    source: row.source ?? "",
  }));
}

/** The day from which a row without a date is taken to hold: before any billing month of the programme. */
const sinceEver: CalendarDate = "2000-01-01";

/** The programme's prices that can be charged: rows of family `sdpf` that print a price, without tax, and a pattern we rate. */
export function programmePrices(rows: readonly PriceRow[]): PriceVersion[] {
  return rows.flatMap((row) => {
    const terms = row.family === "sdpf" && row.tax === "excluded" ? termsOf(row) : undefined;
    if (!terms) return [];
    const from = row.effectiveFrom ?? sinceEver;
    return {
      id: `${row.menu}/${row.plan}/${row.unit}@${from}`,
      menu: row.menu,
      plan: row.plan,
      component: row.unit,
      from,
      to: row.effectiveTo,
      currency: row.currency,
      terms,
      status: row.status,
      source: row.source,
    };
  });
}

/** The terms of a row, or undefined when it prints no price or is no price (an allowance). */
export function termsOf(row: PriceRow): ChargeTerms | undefined {
  if (row.price === undefined) return undefined;
  const completed = completions[`${row.menu}/${row.plan}/${row.unit}`]?.(row.price, row.cap);
  if (completed) return completed;
  switch (row.chargeType) {
    case "time_capped":
    case "time_capped_plan_change":
    case "time":
      return {
        pattern: row.chargeType === "time_capped_plan_change" ? "time_capped_plan_change" : "time_capped",
        rate: row.price,
        minutesPerUnit: exact(row.unit.endsWith("hour") ? 60 : 1),
        perSize: /^(GB|ID)-/.test(row.unit),
        cap: row.cap,
        outerLimit: "largest_cap",
      };
    case "monthly_fixed":
      return { pattern: "monthly_fixed", monthly: row.price };
    case "monthly_count":
      return { pattern: "monthly_count", unitPrice: row.price };
    case "monthly_peak_count":
      return { pattern: "peak_count", unitPrice: row.price, per: exact(1) };
    case "usage":
      return { pattern: "usage", measure: measureOf(row.unit), unitPrice: row.price, minimumQuantity: Exact.zero };
    case "one_time":
    case "penalty":
      return { pattern: "one_time", price: row.price };
    case "free":
      return { pattern: "free" };
    default:
      return undefined;
  }
}

/** Each device brings 50 MB and 45,000 API calls a month to the pool (row "Things Cloud, (allowance)"). */
export const thingsCloudAllowance = { dataMb: 50, apiCalls: 45_000 } as const;

/**
 * Rows whose figures stand partly in the words of `unit` and `conditions`. What is added to the row's price and cap is read
 * from those words; the test of this file quotes them.
 */
const completions: Readonly<Record<string, (price: Exact, cap: Exact | undefined) => ChargeTerms>> = {
  "vSphere/flavour 1/host-month; minute": (monthly, cap) => ({ pattern: "fixed_plus_time", monthly, rate: exact("1.5"), cap }),
  "Wasabi object storage/standard/TB monthly average": (unitPrice) => ({
    pattern: "usage",
    measure: "average",
    unitPrice,
    minimumQuantity: exact(1),
  }),
  "DNS/queries/million: first free": (unit) => ({
    pattern: "graduated",
    bands: bandsOf([{ upTo: 1, unit: 0 }, { unit }]),
    base: Exact.zero,
  }),
  "IoT Connect Gateway/virtual connection/connection ID created in the month": (unitPrice) => ({
    pattern: "monthly_count",
    unitPrice,
  }),
  ...thingsCloudOverage("Standard"),
  ...thingsCloudOverage("Economy"),
  ...thingsCloudOverage("Super Economy"),
};

function thingsCloudOverage(plan: string): Record<string, (price: Exact) => ChargeTerms> {
  const pool = (freePerMember: number) => (unitPrice: Exact) =>
    ({ pattern: "pool_overage", unitPrice, freePerMember: exact(freePerMember) }) as const;
  return {
    [`Things Cloud/${plan}/MB over pooled allowance`]: pool(thingsCloudAllowance.dataMb),
    [`Things Cloud/${plan}/API call over pooled allowance`]: pool(thingsCloudAllowance.apiCalls),
  };
}

function measureOf(unit: string): Measure {
  return unit.includes("average") ? "average" : unit.includes("peak") ? "peak" : "sum";
}

function statusOf(text: string | undefined): PriceStatus {
  const status = priceStatuses.find((known) => known === text);
  if (!status) throw new RangeError(`not a price status: ${text}`);
  return status;
}
