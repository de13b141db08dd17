import { type Exact, exact, type Numeric } from "../exact.ts";

/**
 * 従量課金: quantity x unit price, multiplied first and rounded once at the end (billing.md 1.6, 3.6).
 *
 * Aggregate needed: `quantity` = sum, average or peak of the month, as the price row measures it.
 * @param minimumQuantity at least so much is charged, in a month with use
 */
export function rateUnits(quantity: Numeric, unitPrice: Numeric, minimumQuantity: Numeric = 0): Exact {
  const used = exact(quantity);
  if (used.isNegative()) throw new RangeError("quantity is negative");
  return used.atLeast(minimumQuantity).times(unitPrice);
}
