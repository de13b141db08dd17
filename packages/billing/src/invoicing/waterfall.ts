import { Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import { type DocumentTax, type TaxableAmount, taxOncePerRate } from "../tax/consumption-tax.ts";
import { allocateDiscounts, type Discount, type DiscountedLines } from "./discount.ts";

/**
 * From fees to what is to be paid, in one order: discounts and coupons before tax; tax once per rate; credit notes and prepaid
 * amounts after tax (billing.md 6, Lago). Nothing goes below zero: what a step cannot use stays with its owner.
 */
export interface Waterfall {
  readonly fees: Exact;
  readonly discounts: DiscountedLines;
  /** Before tax, after discounts. */
  readonly net: Exact;
  readonly tax: DocumentTax;
  readonly gross: Exact;
  /** How much of the credit on account this document uses up. */
  readonly creditUsed: Exact;
  readonly prepaidUsed: Exact;
  readonly due: Exact;
}

export function waterfall(facts: {
  readonly lines: readonly TaxableAmount[];
  readonly discounts: readonly Discount[];
  readonly rounding: RoundingMode;
  /** Credit notes not yet used, tax included. */
  readonly credit: Numeric;
  readonly prepaid: Numeric;
  readonly places?: number;
}): Waterfall {
  const places = facts.places ?? 0;
  const discounts = allocateDiscounts(
    facts.lines.map((line) => line.net),
    facts.discounts,
    places,
  );
  const discounted = facts.lines.map((line, i) => ({ ...line, net: discounts.left[i] ?? line.net }));
  const tax = taxOncePerRate(discounted, facts.rounding, places);
  const payable = tax.total.atLeast(0);
  const creditUsed = exact(facts.credit).atMost(payable);
  const prepaidUsed = exact(facts.prepaid).atMost(payable.minus(creditUsed));
  return {
    fees: Exact.sum(facts.lines.map((line) => line.net)),
    discounts,
    net: tax.net,
    tax,
    gross: tax.total,
    creditUsed,
    prepaidUsed,
    due: tax.total.minus(creditUsed).minus(prepaidUsed),
  };
}
