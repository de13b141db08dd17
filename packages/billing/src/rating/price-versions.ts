import { billingMonthOf, monthPeriod } from "../billing-month.ts";
import { type Dated, inForceOn } from "../dated.ts";
import { Exact, type Numeric } from "../exact.ts";
import { type CalendarDate, parseDate } from "../period.ts";
import { ratePlanChange } from "./plan-change.ts";

/**
 * Prices have versions, each from a day on (00:00 UTC). A price list is never edited in place (billing.md 10).
 */

/** Usage of one day. */
export interface DatedUsage {
  readonly on: CalendarDate;
  readonly quantity: Numeric;
}

/** One line for each billing month and price version that saw use. `to` is exclusive. */
export interface VersionLine {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly quantity: Exact;
  readonly unitPrice: Exact;
  readonly amount: Exact;
}

/**
 * Metered usage across price versions: each day's use at the price of that day; a month is cut where a version starts
 * (billing.md 3.2; Kill Bill splits the line the same way).
 *
 * Aggregate needed: `quantity` = sum per price version; the cut is made where usage is aggregated.
 * @throws RangeError for usage before the first version
 */
export function linesByVersion(prices: readonly Dated<Exact>[], usage: readonly DatedUsage[]): VersionLine[] {
  const lines = new Map<string, VersionLine>();
  for (const { on, quantity } of usage) {
    const unitPrice = inForceOn(prices, parseDate(on));
    if (unitPrice === undefined) throw new RangeError(`no price in force on ${on}`);
    const { from, to } = stretchOf(prices, on);
    const sum = (lines.get(from)?.quantity ?? Exact.zero).plus(quantity);
    lines.set(from, { from, to, quantity: sum, unitPrice, amount: unitPrice.times(sum) });
  }
  return [...lines.values()].sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** The part of a day's billing month in which the same price version holds. */
function stretchOf(prices: readonly Dated<unknown>[], on: CalendarDate): { from: CalendarDate; to: CalendarDate } {
  const month = monthPeriod(billingMonthOf(new Date(`${on}T00:00:00Z`)));
  let from = month.from.toISOString().slice(0, 10);
  let to = month.to.toISOString().slice(0, 10);
  for (const { from: start } of prices) {
    if (start <= on && start > from) from = start;
    if (start > on && start < to) to = start;
  }
  return { from, to };
}

/** A version of a subscription price. Without `existingFrom` it reaches new subscriptions only. */
export interface SubscriptionPrice {
  readonly from: CalendarDate;
  readonly price: Exact;
  /** The day from which subscriptions that stand already pay this price too. */
  readonly existingFrom?: CalendarDate | undefined;
}

/**
 * What a subscription pays for a period: the price of the day on which it was taken out, or a later one that reaches existing
 * subscriptions by the start of the period.
 * @returns undefined when no price was in force on the day of subscription
 */
export function priceForSubscription(
  versions: readonly SubscriptionPrice[],
  subscribedOn: CalendarDate,
  billFrom: CalendarDate,
): Exact | undefined {
  const changes: Dated<Exact>[] = versions
    .filter(({ from, existingFrom }) => from <= subscribedOn || (existingFrom !== undefined && existingFrom <= billFrom))
    .map(({ from, price, existingFrom }) => ({ from: from <= subscribedOn ? from : (existingFrom ?? from), value: price }));
  return inForceOn(changes, billFrom < subscribedOn ? subscribedOn : billFrom);
}

/**
 * A capped menu whose price changes within the month: two versions are two plans (billing.md 3.4 [P]; no source has a rule).
 *
 * Aggregate needed: as plan-change.ts, one row per price version.
 */
export function rateAcrossVersions(
  versions: readonly { readonly rate: Exact; readonly cap: Exact | undefined; readonly time: Exact }[],
) {
  return ratePlanChange(
    versions.map(({ rate, time }, i) => ({ plan: String(i), rate, time })),
    (plan) => versions[Number(plan)]?.cap,
    "largest_cap",
  );
}
