import type { Exact } from "../exact.ts";
import type { Band } from "./bands.ts";

/**
 * Whether the sum of a month's plans is limited by the largest cap among them. The older Cloudn has no such limit, so it is a
 * property of the menu (billing.md 1.3).
 */
export type OuterLimit = "largest_cap" | "none";

/**
 * How a price row is charged. One member per charge pattern (料金種別, sdpf 5.1; billing.md 2) or pricing model.
 * Amounts are in the currency of the price version, tax excluded.
 */
export type ChargeTerms =
  | {
      readonly pattern: "time_capped" | "time_capped_plan_change";
      /** Per minute or hour, for one unit of size. */
      readonly rate: Exact;
      /** 1 where the rate is per minute, 60 where it is per hour. */
      readonly minutesPerUnit: Exact;
      /** True for GB-minutes, ID-minutes: rate and cap are then those of one unit of the provisioned size. */
      readonly perSize: boolean;
      /** Of a month, for one unit of size. */
      readonly cap: Exact | undefined;
      readonly outerLimit: OuterLimit;
    }
  | { readonly pattern: "monthly_fixed"; readonly monthly: Exact }
  | { readonly pattern: "fixed_plus_time"; readonly monthly: Exact; readonly rate: Exact; readonly cap: Exact | undefined }
  | { readonly pattern: "monthly_count"; readonly unitPrice: Exact }
  | { readonly pattern: "peak_count"; readonly unitPrice: Exact; readonly per: Exact }
  | { readonly pattern: "usage"; readonly measure: Measure; readonly unitPrice: Exact; readonly minimumQuantity: Exact }
  | { readonly pattern: "pool_overage"; readonly unitPrice: Exact; readonly freePerMember: Exact }
  | { readonly pattern: "threshold"; readonly measure: Measure; readonly threshold: Exact; readonly unitPrice: Exact }
  | { readonly pattern: "graduated" | "volume"; readonly bands: readonly Band[]; readonly base: Exact }
  | { readonly pattern: "package"; readonly packSize: Exact; readonly packPrice: Exact; readonly freeUnits: Exact }
  | {
      readonly pattern: "included_then_overage";
      readonly measure: Measure;
      readonly included: Exact;
      readonly packPrice: Exact;
      readonly overagePrice: Exact;
    }
  | { readonly pattern: "stair_step"; readonly base: Exact; readonly per: Exact; readonly stepPrice: Exact }
  | { readonly pattern: "one_time"; readonly price: Exact }
  | { readonly pattern: "free" };

/** How a used quantity of a month is measured. */
export type Measure = "sum" | "average" | "peak";

export type ChargePattern = ChargeTerms["pattern"];

/** What a pattern needs to know of a month's usage. The close computes it in SQL; aggregate-usage.ts says the same in code. */
export interface AggregateNeed {
  /** What `quantity` holds. */
  readonly quantity:
    | "started minutes"
    | "lives touching the month"
    | "existed in the month"
    | "month peak"
    | "month average"
    | "sum"
    | "sum of the pool"
    | "orders placed";
  /** What a second row of the same resource, plan, size and price version does to the first. */
  readonly joins: "add" | "max";
  /**
   * `instant`: usage is cut where a price version starts. `month_end`: the version in force on the month's last day prices it
   * all, so that a life is not charged twice because a price changed in it ([P]; Things Cloud says the same of plans).
   */
  readonly versionBy: "instant" | "month_end";
  /** Fields of an aggregate that the pattern reads beside `quantity`. */
  readonly also: readonly ("size" | "starts" | "members")[];
}

/** What the terms of a price need; `size` only where the price is per size, and the measure of a quantity as the terms say. */
export function aggregateNeedOf(terms: ChargeTerms): AggregateNeed {
  const need = needs[terms.pattern];
  if ("measure" in terms) return { ...need, ...measured[terms.measure] };
  if ("perSize" in terms && !terms.perSize) return { ...need, also: [] };
  return need;
}

const measured: Readonly<Record<Measure, Pick<AggregateNeed, "quantity" | "joins">>> = {
  sum: { quantity: "sum", joins: "add" },
  average: { quantity: "month average", joins: "add" },
  peak: { quantity: "month peak", joins: "max" },
};

const needs: Readonly<Record<ChargePattern, AggregateNeed>> = {
  time_capped: { quantity: "started minutes", joins: "add", versionBy: "instant", also: ["size"] },
  time_capped_plan_change: { quantity: "started minutes", joins: "add", versionBy: "instant", also: ["size"] },
  monthly_fixed: { quantity: "lives touching the month", joins: "add", versionBy: "month_end", also: [] },
  fixed_plus_time: { quantity: "started minutes", joins: "add", versionBy: "month_end", also: ["starts"] },
  monthly_count: { quantity: "existed in the month", joins: "add", versionBy: "month_end", also: [] },
  peak_count: { quantity: "month peak", joins: "max", versionBy: "month_end", also: [] },
  usage: { quantity: "sum", joins: "add", versionBy: "instant", also: [] },
  pool_overage: { quantity: "sum of the pool", joins: "add", versionBy: "month_end", also: ["members"] },
  threshold: { quantity: "sum", joins: "add", versionBy: "month_end", also: [] },
  graduated: { quantity: "sum", joins: "add", versionBy: "month_end", also: [] },
  volume: { quantity: "sum", joins: "add", versionBy: "month_end", also: [] },
  package: { quantity: "sum", joins: "add", versionBy: "month_end", also: [] },
  included_then_overage: { quantity: "sum", joins: "add", versionBy: "month_end", also: [] },
  stair_step: { quantity: "month peak", joins: "max", versionBy: "month_end", also: [] },
  one_time: { quantity: "orders placed", joins: "add", versionBy: "instant", also: [] },
  free: { quantity: "started minutes", joins: "add", versionBy: "instant", also: [] },
};

/** Where each rule comes from, for the trace of a line and for "why this amount". The version rises when the rule's code changes. */
export const chargeRules: Readonly<Record<ChargePattern, { readonly source: string; readonly version: number }>> = {
  time_capped: { source: "sdpf 5.1; billing.md 1.2", version: 1 },
  time_capped_plan_change: { source: "sdpf 5.1; billing.md 1.3", version: 1 },
  monthly_fixed: { source: "sdpf 5.1; billing.md 1.4", version: 1 },
  fixed_plus_time: { source: "billing.md 2, Hyper-V", version: 1 },
  monthly_count: { source: "billing.md 2, Things Cloud devices", version: 1 },
  peak_count: { source: "billing.md 2, count at the month peak", version: 1 },
  usage: { source: "sdpf 5.1, metered", version: 1 },
  pool_overage: { source: "billing.md 2, pooled allowance", version: 1 },
  threshold: { source: "billing.md 3.3", version: 1 },
  graduated: { source: "billing.md 6, each band at its price", version: 1 },
  volume: { source: "billing.md 6, all at the band reached", version: 1 },
  package: { source: "billing.md 3.3, packs", version: 1 },
  included_then_overage: { source: "billing.md 3.3, pack and overage", version: 1 },
  stair_step: { source: "billing.md 3.3, started steps at the peak", version: 1 },
  one_time: { source: "billing.md 2, one-time", version: 1 },
  free: { source: "price list, free menus keep their zero line", version: 1 },
};
