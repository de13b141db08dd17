import { Exact, type Numeric } from "../exact.ts";

/** What an account was charged, and what it owes. */
export interface Balance {
  readonly charged: Exact;
  /** charged + credits - (paid + refunded) (I16). */
  readonly balance: Exact;
}

/**
 * @param charges invoice totals and their adjustments, with sign
 * @param credits on account: negative when a document uses one up, positive when one comes into being
 * @param refunded money given back, as a negative amount
 */
export function balanceOf(facts: {
  readonly charges: readonly Numeric[];
  readonly credits: readonly Numeric[];
  readonly paid: Numeric;
  readonly refunded: Numeric;
}): Balance {
  const charged = Exact.sum(facts.charges);
  const balance = charged.plus(Exact.sum(facts.credits)).minus(facts.paid).minus(facts.refunded);
  return { charged, balance };
}

/** The credit that is left when an unused part (negative) meets a new item: what the new item does not use up. Never negative. */
export function creditLeft(unusedPart: Numeric, newItem: Numeric): Exact {
  return Exact.of(unusedPart).plus(newItem).negated().atLeast(0);
}

/** A movement of the credit on account: positive when credit comes into being, negative when it is used or paid out. */
export interface CreditMovement {
  readonly id: string;
  readonly amount: bigint;
}

/** The unused credit after each movement. @throws RangeError when a movement uses more than there is (I16) */
export function unusedCredit(movements: readonly CreditMovement[]): bigint {
  return movements.reduce((unused, { id, amount }) => {
    if (unused + amount < 0n) throw new RangeError(`${id} uses ${-amount} of an unused credit of ${unused}`);
    return unused + amount;
  }, 0n);
}
