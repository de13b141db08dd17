import { Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import { bandsOf } from "../prices/bands.ts";
import { rateGraduated } from "../rating/graduated.ts";
import { ratePackage } from "../rating/package.ts";
import { rateVolume } from "../rating/volume.ts";
import type { Basis, PriceLimits, ResaleKind } from "./resale-rule.ts";

/** The cost side of a line, from which its resale price is computed; never from usage again (billing.md 3.7). */
export interface CostSide {
  /** What the partner pays, yen without tax. */
  readonly cost: Numeric;
  /** What the list says. */
  readonly list: Numeric;
  /** Units that fixed unit prices, bands and packs count. */
  readonly quantity: Numeric;
  /** Whether there was any use in the month. */
  readonly used: boolean;
}

export interface ResalePrice {
  readonly exact: Exact;
  /** Whole yen, rounded once per line; of a correction less what was shown before. */
  readonly price: Exact;
  /** What a limit did to it. */
  readonly limitedBy: "minimum" | "cap" | undefined;
}

/** An amount with a signed percentage on top: -7 takes 7 % off. */
export function adjustByPercent(amount: Numeric, percent: Numeric): Exact {
  return exact(amount).plus(exact(amount).percent(percent));
}

/** Percentage or fixed amount first, then minimum and cap (billing.md 6), then one rounding per line. */
export function priceForResale(rule: ResaleKind, side: CostSide, rounding: RoundingMode): ResalePrice {
  const bare = bareOf(rule, side);
  const limited = limit(bare, rule, side.used);
  const limitedBy = limited.isAbove(bare) ? "minimum" : limited.isBelow(bare) ? "cap" : undefined;
  return { exact: limited, price: limited.round(rounding), limitedBy };
}

function bareOf(rule: ResaleKind, side: CostSide): Exact {
  switch (rule.kind) {
    case "percent":
      return adjustByPercent(basisOf(rule.basis, side), rule.percent);
    case "fixed_unit":
      return rule.unitPrice.times(side.quantity);
    case "fixed_month":
      return side.used ? rule.monthly : Exact.zero;
    case "graduated":
      return rateGraduated(rule.bands, side.quantity).charge;
    case "volume":
      return rateVolume(rule.bands, side.quantity).charge;
    case "package":
      return ratePackage({ ...rule, quantity: side.quantity }).charge;
    case "free_allowance":
      return basisOf(rule.basis, side).minus(rule.amount).atLeast(0);
  }
}

function limit(price: Exact, { minimum, minimumWhen = "always", cap }: PriceLimits, used: boolean): Exact {
  const raised = minimum !== undefined && (used || minimumWhen === "always") ? price.atLeast(minimum) : price;
  return raised.atMost(cap);
}

function basisOf(basis: Basis, side: CostSide): Exact {
  return exact(basis === "cost" ? side.cost : side.list);
}

/** A band of a high-volume discount: so many percent of the part of the amount that lies in it. */
export interface DiscountBand {
  readonly upTo: Numeric | null;
  readonly percent: Numeric;
}

/** High-volume discount, graduated on the part within each band (NTT frame relay 1997; billing.md 6). */
export function volumeDiscount(
  amount: Numeric,
  bands: readonly DiscountBand[],
): { readonly discount: Exact; readonly net: Exact } {
  const parts = bandsOf(bands.map(({ upTo, percent }) => ({ upTo, unit: exact(percent).over(100) })));
  const discount = rateGraduated(parts, amount).charge;
  return { discount, net: exact(amount).minus(discount) };
}
