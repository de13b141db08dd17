import { type Exact, exact, type Numeric } from "../exact.ts";
import { packsFor } from "./package.ts";

/**
 * Count at the month peak (billing.md 2). Two readings are published:
 * connection IDs: each that existed in the month counts, deleted ones too (IoT Connect Gateway);
 * VMs: the most at the same time in the tenant, in packs of two (Red Hat Enterprise Linux).
 */

/**
 * Aggregate needed: `quantity` = carried in from the month before + created in the month. Deletions do not lower it.
 */
export function existedInMonth(counts: { readonly carriedIn: Numeric; readonly created: Numeric }): Exact {
  return whole(exact(counts.carriedIn).plus(counts.created));
}

/**
 * Aggregate needed: `quantity` = max over the month of how many existed at the same time (or of the size, for a GB peak).
 * @param per units in a pack; a started pack counts
 */
export function ratePeak(
  unitPrice: Numeric,
  peak: Numeric,
  per: Numeric = 1,
): { readonly packs: bigint; readonly charge: Exact } {
  const packs = packsFor(peak, per);
  return { packs, charge: exact(unitPrice).times(packs) };
}

function whole(count: Exact): Exact {
  if (count.isNegative() || !count.isWhole()) throw new RangeError(`not a count: ${count}`);
  return count;
}
