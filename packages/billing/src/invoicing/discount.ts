import { Exact, exact, type Numeric } from "../exact.ts";
import { shareOutAmount } from "../largest-remainder.ts";

/**
 * A discount over several lines is shared out before tax, each part with the tax rate of its line (billing.md 6; JP PINT wants a
 * tax category on every allowance).
 */
export interface Discount {
  readonly id: string;
  /** Positive, in the currency of the lines. */
  readonly amount: Numeric;
  /** Which lines it may reduce, as positions. */
  readonly covers: readonly number[];
  /** Lower first: a menu before a contract, a contract before the whole invoice (Lago). */
  readonly breadth: number;
}

export const discountBreadth = { menu: 0, contract: 1, invoice: 2 } as const;

/** One line's part of one discount. */
export interface DiscountPart {
  readonly discountId: string;
  readonly line: number;
  readonly amount: Exact;
}

export interface DiscountedLines {
  /** What is left of each line, in the order of the lines. */
  readonly left: readonly Exact[];
  /** They add up to the discount, as far as it could be given (I12). Parts of nothing are left out. */
  readonly parts: readonly DiscountPart[];
  /** What found no line to reduce: a discount never makes a line negative. */
  readonly unused: readonly { readonly discountId: string; readonly amount: Exact }[];
}

/**
 * Narrow discounts first, each spread by largest remainder over what the earlier ones have left of its lines. Lines that are
 * not positive take no part.
 * @param places decimals of the currency, 0 for yen
 */
export function allocateDiscounts(nets: readonly Numeric[], discounts: readonly Discount[], places = 0): DiscountedLines {
  const left = nets.map(exact);
  const parts: DiscountPart[] = [];
  const unused: { discountId: string; amount: Exact }[] = [];
  for (const { id, amount, covers } of discounts.toSorted((a, b) => a.breadth - b.breadth)) {
    const wanted = exact(amount);
    if (wanted.isNegative()) throw new RangeError(`discount ${id} is negative`);
    const lines = [...new Set(covers)].filter((line) => left[line]?.isAbove(0));
    const weights = lines.map((line) => left[line] as Exact);
    const given = wanted.atMost(Exact.sum(weights));
    if (given.isBelow(wanted)) unused.push({ discountId: id, amount: wanted.minus(given) });
    shareOutAmount(given, weights, places).forEach((part, i) => {
      const line = lines[i] as number;
      left[line] = (left[line] as Exact).minus(part);
      if (!part.isZero()) parts.push({ discountId: id, line, amount: part });
    });
  }
  return { left, parts, unused };
}
