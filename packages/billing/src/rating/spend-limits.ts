import { Exact, exact, type Numeric } from "../exact.ts";

/**
 * Minimum and maximum of a period whose parts may be billed one after the other (billing.md 3.5).
 *
 * Aggregate needed: the charge of the period so far, and what its earlier parts have billed.
 */

/**
 * What lifts a period up to its minimum. Decided once, on the last part of the period; before that nothing is due.
 * @param alreadyBilled what earlier parts of the same period have billed
 */
export function minimumTrueUp(terms: {
  readonly minimum: Numeric;
  readonly usage: Numeric;
  readonly alreadyBilled?: Numeric;
  readonly isLastPart: boolean;
}): Exact {
  if (!terms.isLastPart) return Exact.zero;
  return exact(terms.minimum)
    .minus(terms.usage)
    .minus(terms.alreadyBilled ?? 0)
    .atLeast(0);
}

/** The part of a new amount that would go over the cap is taken off; what was billed before is never given back. */
export function limitSpend(terms: { readonly amount: Numeric; readonly alreadyBilled: Numeric; readonly cap: Numeric }): {
  readonly discount: Exact;
  readonly total: Exact;
} {
  const room = exact(terms.cap).minus(terms.alreadyBilled).atLeast(0);
  const total = exact(terms.amount).atMost(room);
  return { discount: exact(terms.amount).minus(total), total };
}

/** The percentage comes off first, then the cap (billing.md 6, OpenMeter). */
export function discountThenLimit(terms: {
  readonly amount: Numeric;
  readonly percentDiscount: Numeric;
  readonly alreadyBilled: Numeric;
  readonly cap: Numeric;
}): { readonly percentDiscount: Exact; readonly capDiscount: Exact; readonly total: Exact } {
  const percentDiscount = exact(terms.amount).percent(terms.percentDiscount);
  const { discount, total } = limitSpend({ ...terms, amount: exact(terms.amount).minus(percentDiscount) });
  return { percentDiscount, capDiscount: discount, total };
}
