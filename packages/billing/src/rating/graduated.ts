import { Exact, exact, type Numeric } from "../exact.ts";
import { type Band, edgesOf } from "../prices/bands.ts";

/** What one band took. */
export interface BandShare {
  readonly band: Band;
  readonly quantity: Exact;
  readonly charge: Exact;
}

/**
 * Graduated: each band at its own price; a flat fee for every band reached, for the first one also without use
 * (OpenMeter, Lago). Often confused with volume.ts.
 *
 * Aggregate needed: `quantity` = sum of the units used in the month.
 */
export function rateGraduated(
  bands: readonly Band[],
  quantity: Numeric,
  base: Numeric = 0,
): { readonly shares: readonly BandShare[]; readonly charge: Exact } {
  const used = notNegative(quantity);
  const shares = edgesOf(bands)
    .filter(({ from }, i) => i === 0 || used.isAbove(from))
    .map(({ band, from, to }) => {
      const part = used.atMost(to).minus(from);
      return { band, quantity: part, charge: band.unit.times(part).plus(band.flat) };
    });
  return { shares, charge: Exact.sum([base, ...shares.map((share) => share.charge)]) };
}

/**
 * What a further amount costs after so much went before: its part of each band, and the flat fee of every band that it is the
 * first to enter. The increments of a month add up to the graduated charge of their sum.
 */
export function rateGraduatedIncrement(bands: readonly Band[], before: Numeric, amount: Numeric): Exact {
  const start = notNegative(before);
  const end = start.plus(notNegative(amount));
  return Exact.sum(
    edgesOf(bands)
      .filter(({ from, to }) => end.isAbove(from) && (to === undefined || start.isBelow(to)))
      .map(({ band, from, to }) => {
        const part = end.atMost(to).minus(start.atLeast(from));
        const isFirst = !start.isAbove(from);
        return band.unit.times(part).plus(isFirst ? band.flat : 0);
      }),
  );
}

function notNegative(quantity: Numeric): Exact {
  const value = exact(quantity);
  if (value.isNegative()) throw new RangeError("quantity is negative");
  return value;
}
