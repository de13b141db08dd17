import { type Bilingual, type Language, languages, type Turn } from "@saihan/domain";
import type { Condition, ConditionCode, Finding, MenuCondition } from "./condition.ts";
import { conditions } from "./conditions/index.ts";
import type { Day } from "./day.ts";
import type { Facts, MenuCode } from "./facts.ts";
import type { Menu } from "./menu.ts";
import { type SupplyCode, supplies } from "./supply.ts";

/** Conditions of every sale to a child contract, whatever the menu. */
export const standingConditions: readonly MenuCondition[] = [{ code: "RESELLER_AGREEMENT" }, { code: "MENU_SWITCHED_ON" }];

export type Verdict = "allowed" | "needs-approval" | "refused";

export interface Supply {
  readonly code: SupplyCode;
  readonly says: Bilingual;
}

/** A condition that stands in the way of the sale. */
export interface Failure {
  readonly code: ConditionCode;
  readonly verdict: "needs-approval" | "refused";
  readonly sentence: Bilingual;
  readonly turn: Turn;
  /** All that must be handed in; empty when nothing can help. */
  readonly supply: readonly Supply[];
  /** Where the programme says so. */
  readonly source: string;
}

/** A duty that the sale would leave behind. */
export interface DutyToCome {
  readonly code: ConditionCode;
  /** The same for every sale that leads to the same duty. */
  readonly key: string;
  readonly sentence: Bilingual;
  readonly turn: Turn;
  readonly supply: readonly Supply[];
  readonly dueOn: Day;
  readonly source: string;
}

export interface Explanation {
  readonly menu: MenuCode;
  /** True when the sale may go ahead at once. */
  readonly eligible: boolean;
  /** The gravest of the failures: `refused` before `needs-approval`. */
  readonly verdict: Verdict;
  /** Every failing condition, in the order of the catalogue. */
  readonly failures: readonly Failure[];
  /** Only a new sale creates duties, so there are none for what is in use. */
  readonly duties: readonly DutyToCome[];
}

/**
 * May this menu be resold, and if not, why not: every condition is asked, not only the first that fails (field.md 3, no. 21).
 *
 * @param at the instant the question is about; for an order under way, the instant at which it was accepted
 */
export function explainEligibility(menu: Menu, facts: Facts, at: Date): Explanation {
  const failures: Failure[] = [];
  const duties: DutyToCome[] = [];
  for (const stated of [...standingConditions, ...menu.conditions]) {
    const condition = conditions[stated.code] as Condition<ConditionCode>;
    const finding = find(condition, stated, menu, facts, at);
    switch (finding.kind) {
      case "met":
        break;
      case "refused":
      case "needs-approval":
        failures.push({ ...described(condition, stated, menu, finding.supply, finding.turn), verdict: finding.kind });
        break;
      case "creates-duty":
        if (facts.inUseSince === undefined) {
          duties.push({ ...described(condition, stated, menu, finding.supply), key: finding.key, dueOn: finding.dueOn });
        }
    }
  }
  const verdict = gravest(failures);
  return { menu: menu.code, eligible: verdict === "allowed", verdict, failures, duties };
}

/** The plain sentence of a condition as a menu states it, in both languages. */
export function conditionSentence(stated: MenuCondition, menu: Menu): Bilingual {
  const { sentence } = conditions[stated.code];
  const holes: Readonly<Record<string, string | Bilingual>> = { ...stated, menu: menu.name };
  return Object.fromEntries(languages.map((language) => [language, filled(sentence, language, holes)])) as Record<
    Language,
    string
  >;
}

function find(condition: Condition<ConditionCode>, stated: MenuCondition, menu: Menu, facts: Facts, at: Date): Finding {
  // The figures belong to the condition of the same code; the type of a union cannot say so.
  return condition.check(facts, { menu: menu.code, figures: stated as never, at });
}

function described(
  condition: Condition<ConditionCode>,
  stated: MenuCondition,
  menu: Menu,
  supply: readonly SupplyCode[],
  turn: Turn = condition.turn,
) {
  return {
    code: stated.code,
    sentence: conditionSentence(stated, menu),
    turn,
    supply: supply.map((code) => ({ code, says: supplies[code] })),
    source: condition.source,
  };
}

function gravest(failures: readonly Failure[]): Verdict {
  if (failures.length === 0) return "allowed";
  return failures.some((failure) => failure.verdict === "refused") ? "refused" : "needs-approval";
}

function filled(sentence: Bilingual, language: Language, holes: Readonly<Record<string, string | Bilingual>>): string {
  return sentence[language].replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = holes[name];
    return (typeof value === "string" ? value : value?.[language]) ?? hole;
  });
}
