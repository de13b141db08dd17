import { type Exact, exact, type Numeric } from "../exact.ts";
import { rateTimeCapped } from "./time-capped.ts";

/**
 * 固定料金: any use is a whole month; n starts and ends in a month cost n months (billing.md 1.4, sdpf 5.1). A resource that
 * stands from the month before has one start in this month.
 *
 * Aggregate needed: `quantity` = how many lives of the resource touch the month (usage intervals after joining those that meet).
 */
export function rateMonthlyFixed(monthly: Numeric, starts: Numeric): Exact {
  const count = exact(starts);
  if (count.isNegative() || !count.isWhole()) throw new RangeError(`not a number of starts: ${count}`);
  return exact(monthly).times(count);
}

/**
 * A fixed part and a metered part, both due when ended in mid-month (billing.md 2, Hyper-V).
 *
 * Aggregate needed: `starts` as for the fixed part, `quantity` = started minutes as for time-capped.ts.
 */
export function rateFixedPlusTime(terms: {
  readonly monthly: Numeric;
  readonly starts: Numeric;
  readonly rate: Numeric;
  readonly time: Numeric;
  readonly cap: Numeric | undefined;
}): { readonly fixed: Exact; readonly metered: Exact; readonly charge: Exact } {
  const fixed = rateMonthlyFixed(terms.monthly, terms.starts);
  const metered = rateTimeCapped(terms.rate, terms.time, terms.cap).fee;
  return { fixed, metered, charge: fixed.plus(metered) };
}

/**
 * An initial fee and a monthly fee: what the first month costs, and what each later month costs.
 *
 * Aggregate needed: none beside the start month of the resource.
 */
export function rateSetUpAndMonthly(setUp: Numeric, monthly: Numeric): { readonly first: Exact; readonly later: Exact } {
  return { first: exact(setUp).plus(monthly), later: exact(monthly) };
}
