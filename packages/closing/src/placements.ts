import {
  type AggregateNeed,
  aggregateNeedOf,
  type BillingMonth,
  lastDayOf,
  monthPeriod,
  type PriceVersion,
  priceChangesOf,
  priceOn,
  splitWithin,
} from "@saihan/billing";
import type { PricedStretch } from "@saihan/db";
import type { Prices } from "./prices.ts";

/** A stretch of a month with its price; without one the item has no price then, and usage in it cannot be rated. */
export interface Placement extends PricedStretch {
  readonly price: PriceVersion | undefined;
  readonly need: AggregateNeed | undefined;
}

/** Which price an item has when, in one month (billing.md 3.2, 3.4): what `place` in aggregate-usage.ts decides for one record. */
export interface MonthPlacements {
  readonly stretches: readonly Placement[];
  /** Items with one price over the whole month. */
  readonly whole: ReadonlyMap<number, Placement>;
  /** Items with more than one stretch. */
  readonly stretched: readonly number[];
  readonly sized: readonly number[];
  /** Items that are priced by their average over the month. */
  readonly averaged: readonly number[];
  /** Items of which the close must know lives or a peak. */
  readonly lively: readonly number[];
}

export function placementsOf(month: BillingMonth, { book, list }: Prices): MonthPlacements {
  const stretches: Placement[] = [];
  const whole = new Map<number, Placement>();
  const stretched: number[] = [];
  for (const { item, menu, plan, component } of list) {
    const atEnd = priceOn(book, menu, plan, component, lastDayOf(month));
    const byMonthEnd = atEnd !== undefined && aggregateNeedOf(atEnd.terms).versionBy === "month_end";
    const cuts = byMonthEnd ? [] : priceChangesOf(book, menu, plan, component);
    const pieces = splitWithin(month, monthPeriod(month), cuts).map(({ from, to }) => {
      const price = byMonthEnd ? atEnd : priceOn(book, menu, plan, component, from.toISOString().slice(0, 10));
      return { from, to, price };
    });
    const placed = pieces.map(({ from, to, price }, n): Placement => {
      const need = price && aggregateNeedOf(price.terms);
      return { i: stretches.length + n, item, fromMs: from.getTime(), toMs: to.getTime(), gap: price === undefined, price, need };
    });
    stretches.push(...placed);
    const [only] = placed;
    if (placed.length === 1 && only) {
      if (only.price) whole.set(item, only);
    } else stretched.push(item);
  }
  const itemsWhere = (holds: (need: AggregateNeed) => boolean) => [
    ...new Set(stretches.flatMap(({ item, need }) => (need && holds(need) ? [item] : []))),
  ];
  return {
    stretches,
    whole,
    stretched,
    sized: itemsWhere((need) => need.also.includes("size")),
    averaged: itemsWhere((need) => need.quantity === "month average"),
    lively: itemsWhere(
      (need) => need.also.includes("starts") || need.quantity === "lives touching the month" || need.quantity === "month peak",
    ),
  };
}
