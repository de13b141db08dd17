import { Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import type { Band } from "../prices/bands.ts";
import { rateGraduated } from "../rating/graduated.ts";

/**
 * Commission of the agency model (billing.md 7): the provider bills the end user and pays the agent. Rates are not public, so
 * all of this is policy [P]: base = final charges without tax, without excluded menus, after credits; one rounding per statement
 * line; tax on the statement total.
 */

/** A percentage of a base, rounded down once per statement line. A credit is a negative base: it claws back at the rate paid. */
export function commissionOn(base: Numeric, percent: Numeric, rounding: RoundingMode = "floor", places = 0): Exact {
  return exact(base).percent(percent).round(rounding, places);
}

/** The percentage, but at least so much. */
export function commissionWithMinimum(base: Numeric, percent: Numeric, minimum: Numeric): Exact {
  return exact(base).percent(percent).atLeast(minimum);
}

/** A fee for each item, graduated by the count of the month (collection agency fee of 2002). */
export function commissionPerItem(bands: readonly Band[], items: Numeric): Exact {
  return rateGraduated(bands, items).charge;
}

/** One line of a commission statement. */
export interface CommissionLine {
  readonly base: Exact;
  readonly commission: Exact;
}

/**
 * New commission of a month and the claw-back of credits that became final in it, each on its own line.
 * @param creditsNet zero or negative
 */
export function commissionWithClawBack(
  percent: Numeric,
  baseNet: Numeric,
  creditsNet: Numeric,
): { readonly lines: readonly CommissionLine[]; readonly commission: Exact } {
  if (exact(creditsNet).isAbove(0)) throw new RangeError("credits are not negative");
  const lines = [baseNet, creditsNet]
    .map(exact)
    .filter((base, i) => i === 0 || !base.isZero())
    .map((base) => ({ base, commission: commissionOn(base, percent) }));
  return { lines, commission: Exact.sum(lines.map((line) => line.commission)) };
}

/** Commission, the tax on its total, and what is paid. */
export function payableCommission(
  lines: readonly Numeric[],
  taxPercent: Numeric,
  rounding: RoundingMode,
): { readonly commission: Exact; readonly tax: Exact; readonly payable: Exact } {
  const commission = Exact.sum(lines);
  const tax = commission.percent(taxPercent).round(rounding);
  return { commission, tax, payable: commission.plus(tax) };
}

/** A balance below the pay-out minimum, or one that claw-backs made negative, is carried to the next month. */
export function carryForward(
  minimumPayout: Numeric,
  months: readonly Numeric[],
): readonly { readonly paid: Exact; readonly carried: Exact }[] {
  let balance = Exact.zero;
  return months.map((earned) => {
    balance = balance.plus(earned);
    const paid = balance.isAbove(0) && !balance.isBelow(minimumPayout) ? balance : Exact.zero;
    balance = balance.minus(paid);
    return { paid, carried: balance };
  });
}
