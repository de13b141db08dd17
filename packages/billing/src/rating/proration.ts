import { type Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";

/**
 * Daily proration. The programme's own menus have none (billing.md 1.2, 1.4); tariffs that prorate by calendar days and
 * partners' own fixed prices need it. Days are counted with the end day exclusive.
 */
export interface DaysUsed {
  readonly days: Numeric;
  readonly daysInPeriod: Numeric;
}

export interface Rounding {
  readonly mode: RoundingMode;
  readonly places: number;
}

/** The exact share of the period. @throws RangeError unless 0 <= days <= days in the period */
export function shareOfPeriod({ days, daysInPeriod }: DaysUsed): Exact {
  const used = exact(days);
  if (used.isNegative() || used.isAbove(daysInPeriod)) throw new RangeError(`${used} days of ${exact(daysInPeriod)}`);
  return used.over(daysInPeriod);
}

/** price x quantity x share, multiplied first and rounded once (billing.md 1.6). */
export function prorate(price: Numeric, used: DaysUsed, rounding: Rounding, quantity: Numeric = 1): Exact {
  return exact(price).times(quantity).times(shareOfPeriod(used)).round(rounding.mode, rounding.places);
}

/** An upgrade in one amount: the new plan's share less what was invoiced for that time. Negative = in the customer's favour. */
export function upgradeLessInvoiced(newPrice: Numeric, share: Numeric, alreadyInvoiced: Numeric, rounding: Rounding): Exact {
  return exact(newPrice).times(share).minus(alreadyInvoiced).round(rounding.mode, rounding.places);
}

/** An upgrade in two lines: the old plan's unused share back, the new plan's share due. Each line is rounded, the net is their sum. */
export function upgradeInTwoLines(
  oldPrice: Numeric,
  newPrice: Numeric,
  share: Numeric,
  rounding: Rounding,
): { readonly credit: Exact; readonly debit: Exact; readonly net: Exact } {
  const credit = exact(oldPrice).times(share).negated().round(rounding.mode, rounding.places);
  const debit = exact(newPrice).times(share).round(rounding.mode, rounding.places);
  return { credit, debit, net: credit.plus(debit) };
}

/** The unused share of what was paid in advance, with its tax. Net and tax are each rounded once; the total is their sum. */
export function creditForUnused(
  price: Numeric,
  unused: DaysUsed,
  taxPercent: Numeric,
  rounding: Rounding,
): { readonly net: Exact; readonly tax: Exact; readonly total: Exact } {
  const share = exact(price).times(shareOfPeriod(unused));
  const net = share.round(rounding.mode, rounding.places);
  const tax = share.percent(taxPercent).round(rounding.mode, rounding.places);
  return { net, tax, total: net.plus(tax) };
}
