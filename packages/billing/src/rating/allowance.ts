import { type Exact, exact, type Numeric } from "../exact.ts";

/** What is used beyond what is included, never below zero. */
export function overAllowance(used: Numeric, included: Numeric): Exact {
  return exact(used).minus(included).atLeast(0);
}

/**
 * A pool: each member brings a free quantity, all members draw from the sum, the rest is metered (Things Cloud data and API
 * calls; ClickAccess lines).
 *
 * Aggregate needed: `quantity` = sum used by the whole pool in the month, `members` = how many bring an allowance.
 */
export interface Pool {
  readonly members: Numeric;
  readonly freePerMember: Numeric;
  readonly used: Numeric;
  /** Yen per unit over the pool. */
  readonly overagePrice: Numeric;
}

export function ratePoolOverage(pool: Pool): { readonly included: Exact; readonly over: Exact; readonly charge: Exact } {
  const included = exact(pool.members).times(pool.freePerMember);
  const over = overAllowance(pool.used, included);
  return { included, over, charge: over.times(pool.overagePrice) };
}

/**
 * A pool whose members also pay a base fee. The cap is the most that a member's month can cost, base fee included
 * (ClickAccess: 5,000 a line with 20 hours, then 4 a minute, 20,000 a line at most); a pool is capped by the sum of its members' caps.
 *
 * Aggregate needed: as ratePoolOverage.
 */
export function ratePooledLines(pool: Pool & { readonly base: Numeric; readonly capPerMember?: Numeric | undefined }): {
  readonly over: Exact;
  readonly metered: Exact;
  readonly charge: Exact;
} {
  const { over, charge: overage } = ratePoolOverage(pool);
  const metered = exact(pool.base).times(pool.members).plus(overage);
  const cap = pool.capPerMember === undefined ? undefined : exact(pool.capPerMember).times(pool.members);
  return { over, metered, charge: metered.atMost(cap) };
}

/**
 * One pack with an included quantity, then a price for each unit over it (IDC Frontier 10 TB pack).
 *
 * Aggregate needed: `quantity` = monthly average (or sum) in the pack's unit.
 */
export function rateIncludedThenOverage(terms: {
  readonly quantity: Numeric;
  readonly included: Numeric;
  readonly packPrice: Numeric;
  readonly overagePrice: Numeric;
}): Exact {
  return exact(terms.packPrice).plus(overAllowance(terms.quantity, terms.included).times(terms.overagePrice));
}
