import { no, type Rejection } from "@saihan/domain";
import type { BillingMonth } from "../billing-month.ts";
import { type Exact, exact, type Numeric } from "../exact.ts";
import type { ResaleRule, RuleHolder, RuleScope } from "./resale-rule.ts";

/** What a rule is matched against: one cost line of one contract. */
export interface ResaleSubject {
  readonly contractId: string;
  readonly groupIds: readonly string[];
  readonly resourceId: string;
  readonly menu: string;
  /** The plan held; the one held last where there were several. */
  readonly plan: string;
  readonly category: string;
}

/** A rule that was looked at, and what became of it. */
export interface Considered {
  readonly ruleId: string;
  readonly outcome:
    | "won"
    | "wider scope"
    | "wider holder"
    | "earlier start"
    | "entered later"
    | "does not match"
    | "not in force";
}

export interface Choice {
  readonly ok: true;
  readonly rule: ResaleRule;
  /** Every rule of the partner with its outcome, so that the screen can say why (billing.md 6). */
  readonly considered: readonly Considered[];
}

/**
 * Exactly one rule per line (I14). Specific first: resource > plan > menu > category > all; then contract before group before
 * partner; then the latest start (billing.md 6 [P]). Rules that were entered when their first month had begun come behind all others, in the order in
 * which they were entered.
 * @returns RESALE_RULE_MISSING when none matches, RESALE_RULE_TIED when two of equal rank do: neither is settled by chance
 */
export function chooseRule(rules: readonly ResaleRule[], subject: ResaleSubject, month: BillingMonth): Choice | Rejection {
  const inForce = rules.filter((rule) => rule.from <= month && (rule.to === undefined || month < rule.to));
  const matching = inForce.filter((rule) => matchesScope(rule.scope, subject) && matchesHolder(rule.holder, subject));
  const [best, second] = matching.toSorted(byRank);
  if (!best) return no("RESALE_RULE_MISSING", { contractId: subject.contractId, menu: subject.menu, month });
  if (second && byRank(best, second) === 0) return no("RESALE_RULE_TIED", { ruleId: best.id, otherRuleId: second.id });
  const outcomeOf = (rule: ResaleRule): Considered["outcome"] => {
    if (rule === best) return "won";
    if (!inForce.includes(rule)) return "not in force";
    if (!matching.includes(rule)) return "does not match";
    if (lateness(rule) > lateness(best)) return "entered later";
    if (scopes.indexOf(rule.scope.of) > scopes.indexOf(best.scope.of)) return "wider scope";
    return holders.indexOf(rule.holder.of) > holders.indexOf(best.holder.of) ? "wider holder" : "earlier start";
  };
  return { ok: true, rule: best, considered: rules.map((rule) => ({ ruleId: rule.id, outcome: outcomeOf(rule) })) };
}

const scopes: readonly RuleScope["of"][] = ["resource", "plan", "menu", "category", "all"];
const holders: readonly RuleHolder["of"][] = ["contract", "group", "partner"];

/** Zero for equal rank, which is a tie. */
function byRank(a: ResaleRule, b: ResaleRule): number {
  return (
    (lateness(a) === lateness(b) ? 0 : lateness(a) < lateness(b) ? -1 : 1) ||
    scopes.indexOf(a.scope.of) - scopes.indexOf(b.scope.of) ||
    holders.indexOf(a.holder.of) - holders.indexOf(b.holder.of) ||
    (a.from === b.from ? 0 : a.from > b.from ? -1 : 1)
  );
}

const lateness = ({ enteredLate }: ResaleRule): string => enteredLate ?? "";

function matchesScope(scope: RuleScope, subject: ResaleSubject): boolean {
  switch (scope.of) {
    case "resource":
      return scope.resourceId === subject.resourceId;
    case "plan":
      return scope.menu === subject.menu && scope.plan === subject.plan;
    case "menu":
      return scope.menu === subject.menu;
    case "category":
      return scope.category === subject.category;
    case "all":
      return true;
  }
}

function matchesHolder(holder: RuleHolder, subject: ResaleSubject): boolean {
  switch (holder.of) {
    case "contract":
      return holder.contractId === subject.contractId;
    case "group":
      return subject.groupIds.includes(holder.groupId);
    case "partner":
      return true;
  }
}

/**
 * The other published way, for price plans taken over from a channel that works so: ordered overrides, the first that matches
 * wins, a base rule takes the rest (Google Channel Services).
 */
export function chooseFirstMatch(
  overrides: readonly { readonly group: string; readonly percent: Numeric }[],
  basePercent: Numeric,
  groupsOfLine: readonly string[],
): { readonly percent: Exact; readonly because: string } {
  const first = overrides.find(({ group }) => groupsOfLine.includes(group));
  return first ? { percent: exact(first.percent), because: first.group } : { percent: exact(basePercent), because: "base" };
}
