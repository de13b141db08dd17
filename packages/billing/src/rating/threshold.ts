import { Exact, exact, type Numeric } from "../exact.ts";

/**
 * Free below the threshold; from the threshold on, priced from the first unit (IDC Frontier: below 50 GB free, 50 GB is 50 x 7.8).
 *
 * Aggregate needed: `quantity` = monthly average (storage) or sum (transfer).
 */
export function rateThreshold(quantity: Numeric, threshold: Numeric, unitPrice: Numeric): Exact {
  const used = exact(quantity);
  return used.isBelow(threshold) ? Exact.zero : used.times(unitPrice);
}
