import type { Bilingual, Turn } from "@saihan/domain";
import type { Day } from "./day.ts";
import type { Facts, MenuCode } from "./facts.ts";
import type { SupplyCode } from "./supply.ts";

/** Every condition of the programme with the figures that a menu states for it. */
export interface ConditionFigures {
  RESELLER_AGREEMENT: object;
  MENU_SWITCHED_ON: object;
  NOT_RESALABLE: object;
  /** `product`: what is no longer sold from the day `since`; `successor`: the menu that takes its place, `successorName` within it. */
  NO_NEW_SALES: { product: Bilingual; since: Day; successor: MenuCode; successorName: string };
  AGREEMENT_NAMES_MENU: object;
  /** `party`: who is told. */
  CONTRACTOR_TOLD_TO_PARTY: { party: string };
  /** `service`: code of the other service, the key of {@link Facts.contracts}. */
  SAME_LEGAL_NAME: { service: string; serviceName: Bilingual };
  SEPARATE_CONTRACT: { service: string; serviceName: Bilingual };
  END_USER_NAME_ON_ORDER: object;
  END_USER_NAME_NEXT_MONTH: object;
  CASE_BY_CASE: object;
  COLOCATION_RACK_CONTRACTED: object;
  COLOCATION_RACK_WORK_CONSENT: object;
  COLOCATION_DIRECT_CONTACT_CONSENT: object;
  COLOCATION_PROVIDER_NAME_CONSENT: object;
  COLOCATION_VISIT_ARRANGED: object;
  /** `terms`: code of the licensor's terms, the key of {@link Facts.acceptedTerms}. */
  TERMS_ACCEPTED: { terms: string };
  OWN_SOFTWARE_CHECKED: object;
}

export type ConditionCode = keyof ConditionFigures;

/** A condition as a menu carries it: its code and its figures. Plain data, fit to be stored. */
export type MenuCondition = {
  readonly [C in ConditionCode]: { readonly code: C } & Readonly<ConditionFigures[C]>;
}[ConditionCode];

/** What a check answers. `creates-duty` does not stand in the way of the sale. */
export type Finding =
  | { readonly kind: "met" }
  | {
      readonly kind: "refused" | "needs-approval";
      /** All that is missing; empty when nothing can be supplied. */
      readonly supply: readonly SupplyCode[];
      /** Whose turn it is, where it is not that of the condition. */
      readonly turn?: Turn;
    }
  | {
      readonly kind: "creates-duty";
      readonly supply: readonly SupplyCode[];
      /** The last day on which it is done in time. */
      readonly dueOn: Day;
      /** The same duty has the same key, however many sales lead to it. */
      readonly key: string;
    };

export const met = { kind: "met" } as const satisfies Finding;

export function refused(supply: readonly SupplyCode[], turn?: Turn): Finding {
  return turn ? { kind: "refused", supply, turn } : { kind: "refused", supply };
}

/** What a check is asked: a menu, its figures, an instant. */
export interface Asked<C extends ConditionCode> {
  readonly menu: MenuCode;
  readonly figures: Readonly<ConditionFigures[C]>;
  readonly at: Date;
}

/** A restriction of the programme as one record: what it says, how it is checked, who must act, and cases that are run as tests. */
export interface Condition<C extends ConditionCode> {
  readonly code: C;
  /** One plain sentence; `{menu}` stands for the menu's name, other holes for figures. */
  readonly sentence: Bilingual;
  readonly turn: Turn;
  /** Section of the programme's description, or of sdpf. */
  readonly source: string;
  readonly check: (facts: Facts, asked: Asked<C>) => Finding;
  readonly examples: readonly Example<C>[];
}

/** Facts and what follows from them. */
export interface Example<C extends ConditionCode> {
  readonly says: string;
  /** Laid over {@link exampleFacts}. */
  readonly facts: Partial<Facts>;
  /** Instant of the question, ISO 8601 with a zone. {@link exampleAt} when absent. */
  readonly at?: string;
  readonly menu?: MenuCode;
  readonly figures: ConditionFigures[C];
  readonly verdict: "allowed" | "refused" | "needs-approval" | "creates-duty";
  readonly supply?: readonly SupplyCode[];
  readonly dueOn?: Day;
  readonly turn?: Turn;
}

/** A partner and a child contract of whom nothing else is known. */
export const exampleFacts: Facts = { contractId: "econ0000000001", partner: { legalName: "株式会社山田製作所" } };
export const exampleAt = "2026-04-10T12:00:00+09:00";
export const exampleMenu: MenuCode = "example-menu";
