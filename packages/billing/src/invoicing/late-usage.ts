import type { BillingMonth } from "../billing-month.ts";
import { type Exact, exact, type Numeric } from "../exact.ts";
import type { Band } from "../prices/bands.ts";
import { rateGraduated } from "../rating/graduated.ts";
import { rateVolume } from "../rating/volume.ts";
import { decideLateMonth } from "../usage/usage-record.ts";

/**
 * Late usage (billing.md 1.8, 5): the closed month is rated again with all its usage, and the difference is invoiced with the
 * open month, on a line that names the month it corrects. what-is-due.ts does so for whole months; here is the rule for one
 * charge.
 */
export interface LateAdjustment {
  readonly invoicedIn: BillingMonth;
  readonly corrects: BillingMonth;
  /** New rating minus what was billed. Zero at a cap, and recorded all the same. */
  readonly adjustment: Exact;
}

export function adjustClosedMonth(facts: {
  readonly closedMonth: BillingMonth;
  readonly openMonth: BillingMonth;
  readonly billed: Numeric;
  readonly ratedAgain: Numeric;
}): LateAdjustment {
  if (facts.closedMonth >= facts.openMonth) throw new RangeError(`${facts.closedMonth} is not before ${facts.openMonth}`);
  return {
    invoicedIn: facts.openMonth,
    corrects: facts.closedMonth,
    adjustment: exact(facts.ratedAgain).minus(facts.billed),
  };
}

/** A price as a function of the whole quantity of a period. */
export type QuantityPrice = (quantity: Exact) => Exact;

export function unitPriceOf(unitPrice: Numeric): QuantityPrice {
  return (quantity) => quantity.times(unitPrice);
}

export function bandPriceOf(bands: readonly Band[], model: "graduated" | "volume"): QuantityPrice {
  return (quantity) => (model === "graduated" ? rateGraduated(bands, quantity) : rateVolume(bands, quantity)).charge;
}

/**
 * A meter that tells its total so far: what is billed now is the price of the total less the price of what was billed. Negative
 * when the total fell, or when more quantity reached a cheaper volume band.
 */
export function rateDelta(price: QuantityPrice, billedQuantity: Numeric, totalQuantity: Numeric): Exact {
  return price(exact(totalQuantity)).minus(price(exact(billedQuantity)));
}

/**
 * What late quantity adds to a period so many months back: its delta inside the window; outside it nothing is charged, and the
 * refusal goes to a person's list.
 */
export function rateLateQuantity(facts: {
  readonly price: QuantityPrice;
  readonly billedQuantity: Numeric;
  readonly lateQuantity: Numeric;
  readonly usageMonth: BillingMonth;
  readonly openMonth: BillingMonth;
  readonly windowMonths: number;
}) {
  const inWindow = decideLateMonth(facts.usageMonth, facts.openMonth, facts.windowMonths);
  if (!inWindow.ok) return inWindow;
  const total = exact(facts.billedQuantity).plus(facts.lateQuantity);
  return { ok: true, extra: rateDelta(facts.price, facts.billedQuantity, total) } as const;
}
