import { type Decision, no, yes } from "@saihan/domain";
import { addMonths, type BillingMonth, billingMonthOf } from "../billing-month.ts";
import type { Exact } from "../exact.ts";
import type { Band } from "../prices/bands.ts";

/**
 * A partner's own price for its end users (partner-programme 請求: the partner decides; billing.md 6). Rules are dated and change
 * only at billing month boundaries.
 */
export interface ResaleRule {
  readonly id: string;
  readonly scope: RuleScope;
  readonly holder: RuleHolder;
  readonly from: BillingMonth;
  /** The first month without it; undefined = until another rule wins. */
  readonly to: BillingMonth | undefined;
  /**
   * Of a rule that was entered when its first month had begun: the instant, ISO. It fills gaps: it prices only what no other rule prices that stood
   * before, so that no price that anybody has been told changes.
   */
  readonly enteredLate?: string | undefined;
  readonly price: ResaleKind;
}

/** What the rule is about, from narrow to wide. */
export type RuleScope =
  | { readonly of: "resource"; readonly resourceId: string }
  | { readonly of: "plan"; readonly menu: string; readonly plan: string }
  | { readonly of: "menu"; readonly menu: string }
  | { readonly of: "category"; readonly category: string }
  | { readonly of: "all" };

/** Whom the rule is for, from narrow to wide. */
export type RuleHolder =
  | { readonly of: "contract"; readonly contractId: string }
  | { readonly of: "group"; readonly groupId: string }
  | { readonly of: "partner" };

/** Prices are computed from the list price or from the partner's cost; no engine we know has a third basis (billing.md 6). */
export type Basis = "list" | "cost";

/** After the price itself: never below `minimum`, never above `cap`. Yen a month. */
export interface PriceLimits {
  readonly minimum?: Exact;
  /** `always`: also in a month without use. `used`: only when there was use. */
  readonly minimumWhen?: "always" | "used";
  readonly cap?: Exact;
}

export type ResaleKind = PriceLimits &
  (
    | { readonly kind: "percent"; readonly basis: Basis /** Signed: -7 is 7 % off. */; readonly percent: Exact }
    | { readonly kind: "fixed_unit"; readonly unitPrice: Exact }
    | { readonly kind: "fixed_month"; readonly monthly: Exact }
    | { readonly kind: "graduated" | "volume"; readonly bands: readonly Band[] }
    | { readonly kind: "package"; readonly packSize: Exact; readonly packPrice: Exact; readonly freeUnits: Exact }
    | { readonly kind: "free_allowance"; readonly basis: Basis /** Yen of the basis that are free. */; readonly amount: Exact }
  );

/** The first month that a change made at this instant can reach: a month that has begun keeps its prices. */
export function effectiveMonthOf(changedAt: Date): BillingMonth {
  return addMonths(billingMonthOf(changedAt), 1);
}

/** Which version of a rule prices a month, when a change takes effect with another. */
export function versionIn(month: BillingMonth, effectiveMonth: BillingMonth): "old" | "new" {
  return month >= effectiveMonth ? "new" : "old";
}

/**
 * May a rule be saved beside those that stand? It must start in a coming month or only fill gaps, must not take off more than everything, and no
 * other rule of equal rank may reach the same lines: a tie is refused here, not settled by chance at the close.
 * @param groupsMeet whether two groups share a contract
 */
export function decideResaleRule(
  rule: ResaleRule,
  standing: readonly ResaleRule[],
  now: Date,
  groupsMeet: (a: string, b: string) => boolean,
): Decision {
  if (rule.enteredLate === undefined && rule.from < effectiveMonthOf(now))
    return no("RESALE_RULE_TOO_EARLY", { from: rule.from, earliest: effectiveMonthOf(now) });
  if (rule.to !== undefined && rule.to <= rule.from) return no("RESALE_RULE_INVALID", { reason: "ends before it starts" });
  if (rule.price.kind === "percent" && rule.price.percent.isBelow(-100)) {
    return no("RESALE_RULE_INVALID", { reason: "takes off more than 100 %" });
  }
  if (rule.price.minimum && rule.price.cap && rule.price.minimum.isAbove(rule.price.cap)) {
    return no("RESALE_RULE_INVALID", { reason: "minimum above cap" });
  }
  // Rules that fill gaps are ranked by when they were entered.
  const tied =
    rule.enteredLate === undefined && standing.find((other) => other.id !== rule.id && isTied(rule, other, groupsMeet));
  return tied ? no("RESALE_RULE_TIED", { ruleId: rule.id, otherRuleId: tied.id }) : yes;
}

function isTied(a: ResaleRule, b: ResaleRule, groupsMeet: (a: string, b: string) => boolean): boolean {
  const sameHolder =
    a.holder.of === "group" && b.holder.of === "group"
      ? a.holder.groupId === b.holder.groupId || groupsMeet(a.holder.groupId, b.holder.groupId)
      : JSON.stringify(a.holder) === JSON.stringify(b.holder);
  return a.from === b.from && b.enteredLate === undefined && sameHolder && JSON.stringify(a.scope) === JSON.stringify(b.scope);
}

/**
 * May a rule's end be set, or moved? A month that has begun keeps its rules: neither an end that has come nor one that lies in such a month is possible.
 * An end in the month of the start takes back a rule that has not begun.
 * @param to the first month without it
 */
export function decideResaleRuleEnd(rule: ResaleRule, to: BillingMonth, now: Date): Decision {
  const earliest = effectiveMonthOf(now);
  if (rule.to !== undefined && rule.to < earliest) return no("RESALE_RULE_INVALID", { reason: "has ended" });
  if (to < earliest) return no("RESALE_RULE_INVALID", { reason: `cannot end before ${earliest}` });
  return to < rule.from ? no("RESALE_RULE_INVALID", { reason: "ends before it starts" }) : yes;
}
