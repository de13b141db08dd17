import { Exact, exact, type Numeric } from "../exact.ts";
import { packsFor } from "./package.ts";

/** One meter of a stair-step price: each started `per` units at the month peak costs `price`. */
export interface StairStep {
  readonly per: Numeric;
  readonly price: Numeric;
  readonly peak: Numeric;
}

/**
 * A base fee, due without use too, and started steps at the month peak (Sora Cloud; NTT West "each 100 Mb/s over").
 *
 * Aggregate needed: `quantity` = max of the meter over the month; one row per meter.
 */
export function rateStairStep(base: Numeric, steps: readonly StairStep[]): Exact {
  return Exact.sum([base, ...steps.map(({ per, price, peak }) => exact(price).times(packsFor(peak, per)))]);
}
