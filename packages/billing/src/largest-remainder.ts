import { Exact, exact, type Numeric } from "./exact.ts";

/**
 * Shares a whole amount out in proportion to weights, in whole units: each part is its exact share rounded down, and the units
 * left over go to the largest remainders, ties to the earlier part. The parts always add up to the amount (I1, I12).
 * A negative amount is shared like its positive, with the sign put back.
 * @param weights zero or more, not all zero unless the amount is zero
 * @throws RangeError for a negative weight, or when there is nothing to share it over
 */
export function shareOut(amount: bigint, weights: readonly Numeric[]): bigint[] {
  if (amount < 0n) return shareOut(-amount, weights).map((part) => -part);
  const exactWeights = weights.map(exact);
  if (exactWeights.some((weight) => weight.isNegative())) throw new RangeError("a weight is negative");
  const total = Exact.sum(exactWeights);
  if (total.isZero()) {
    if (amount === 0n) return weights.map(() => 0n);
    throw new RangeError("nothing to share the amount over");
  }
  return roundTogether(
    exactWeights.map((weight) => weight.times(amount).over(total)),
    amount,
  );
}

/**
 * The same for an amount with decimals: shared out in units of its last decimal.
 * @throws RangeError when the amount has more decimals than `places`
 */
export function shareOutAmount(amount: Numeric, weights: readonly Numeric[], places: number): Exact[] {
  const unit = 10n ** BigInt(places);
  const units = exact(amount).times(unit);
  if (!units.isWhole()) throw new RangeError(`${exact(amount)} has more than ${places} decimals`);
  return shareOut(units.toWhole("floor"), weights).map((part) => exact(part).over(unit));
}

/**
 * Whole parts, close to the exact ones, that add up to a given whole total. The total must lie within one unit per part of the
 * exact sum, as any rounding of that sum does.
 */
export function roundTogether(parts: readonly Exact[], total: bigint): bigint[] {
  const whole = parts.map((part) => part.toWhole("floor"));
  const left = total - whole.reduce((sum, part) => sum + part, 0n);
  if (left < 0n || left > BigInt(parts.length)) throw new RangeError("the total is not a rounding of the sum of the parts");
  const byRemainder = parts
    .map((part, i) => ({ i, remainder: part.minus(whole[i] as bigint) }))
    .sort((a, b) => b.remainder.compare(a.remainder) || a.i - b.i);
  for (const { i } of byRemainder.slice(0, Number(left))) whole[i] = (whole[i] as bigint) + 1n;
  return whole;
}
