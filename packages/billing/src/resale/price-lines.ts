import { no, type Rejection } from "@saihan/domain";
import type { RoundingMode } from "../exact.ts";
import type { InvoiceLine } from "../invoicing/invoice-line.ts";
import { chooseRule, type ResaleSubject } from "./choose-rule.ts";
import type { ResaleLine } from "./end-user-statement.ts";
import { type CostSide, priceForResale } from "./resale-price.ts";
import type { ResaleKind, ResaleRule } from "./resale-rule.ts";

/** A line of a partner's month with what its resale price is made of. */
export interface LineToPrice {
  readonly cost: InvoiceLine;
  readonly subject: ResaleSubject;
  /** Of the whole charge as it is known now, also where the line bills only what it differs from earlier invoices. */
  readonly side: CostSide;
  /** Yen that earlier statements showed the end user for the same charge; 0 when it is shown for the first time. */
  readonly alreadyShown: bigint;
}

export interface PricedLines {
  /** In the order in which the lines came. */
  readonly priced: readonly ResaleLine[];
  /** What no rule settles, each with its reason: it stands on no end user's statement until the partner settles it. */
  readonly unpriced: readonly { readonly cost: InvoiceLine; readonly reason: Rejection }[];
}

/**
 * Prices lines by a partner's rules: each by the rule that was in force in the month that it is about, so a correction of an old month follows the
 * rules of that month (I14). What earlier statements showed is taken off, so a charge that is taken back wholly leaves nothing, which rounding a
 * difference by itself would not do. Credits and lines that a person entered are not of usage: a percentage reaches them, its limits and other kinds of
 * price do not. The same function serves a preview, with a draft among the rules, and the close. Every line comes out once.
 */
export function priceLines(rules: readonly ResaleRule[], lines: readonly LineToPrice[], rounding: RoundingMode): PricedLines {
  const priced: ResaleLine[] = [];
  const unpriced: { cost: InvoiceLine; reason: Rejection }[] = [];
  for (const { cost, subject, side, alreadyShown } of lines) {
    const choice = chooseRule(rules, subject, cost.corrects ?? cost.usageMonth);
    if (!choice.ok) {
      unpriced.push({ cost, reason: choice });
      continue;
    }
    const { price: rule, id: ruleId } = choice.rule;
    if (cost.trace.of !== "usage" && rule.kind !== "percent") {
      unpriced.push({ cost, reason: no("RESALE_LINE_NEEDS_PERCENT", { lineId: cost.id, ruleId }) });
      continue;
    }
    const whole = priceForResale(cost.trace.of === "usage" ? rule : withoutLimits(rule), side, rounding);
    priced.push({ cost, choice, resale: { ...whole, price: whole.price.minus(alreadyShown) } });
  }
  return { priced, unpriced };
}

function withoutLimits({ minimum: _minimum, cap: _cap, ...price }: ResaleKind): ResaleKind {
  return price;
}
