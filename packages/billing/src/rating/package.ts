import { type Exact, exact, type Numeric } from "../exact.ts";

/** How many packs a quantity starts: none for nothing, one for any part of a pack. */
export function packsFor(quantity: Numeric, packSize: Numeric): bigint {
  const wanted = exact(quantity);
  if (wanted.isNegative()) throw new RangeError("quantity is negative");
  if (!exact(packSize).isAbove(0)) throw new RangeError("a pack holds nothing");
  return wanted.over(packSize).toWhole("ceil");
}

/**
 * Package pricing: every started pack of so many units has one price, after a free quantity.
 *
 * Aggregate needed: `quantity` = sum of the units used in the month.
 */
export function ratePackage(terms: {
  readonly quantity: Numeric;
  readonly packSize: Numeric;
  readonly packPrice: Numeric;
  readonly freeUnits?: Numeric;
}): { readonly packs: bigint; readonly charge: Exact } {
  const packs = packsFor(
    exact(terms.quantity)
      .minus(terms.freeUnits ?? 0)
      .atLeast(0),
    terms.packSize,
  );
  return { packs, charge: exact(terms.packPrice).times(packs) };
}
