import { type Exact, exact, type Numeric } from "../exact.ts";
import { type Band, edgesOf } from "../prices/bands.ts";

/**
 * Volume: the whole quantity at the price of the band that it reaches, so the charge may fall at a band edge; that is right
 * (billing.md I9).
 * A month without use lies in the first band: a band priced by a flat fee alone is due all the same (OpenMeter), a flat fee
 * beside a unit price comes with the first unit (Lago).
 *
 * Aggregate needed: `quantity` = sum of the units used in the month.
 */
export function rateVolume(
  bands: readonly Band[],
  quantity: Numeric,
  base: Numeric = 0,
): { readonly band: Band; readonly charge: Exact } {
  const used = exact(quantity);
  if (used.isNegative()) throw new RangeError("quantity is negative");
  const reached = edgesOf(bands).find(({ to }) => to === undefined || !used.isAbove(to));
  if (!reached) throw new RangeError("no bands");
  const { band } = reached;
  const flat = used.isZero() && !band.flatOnly ? 0 : band.flat;
  return { band, charge: band.unit.times(used).plus(flat).plus(base) };
}
