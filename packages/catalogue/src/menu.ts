import type { Bilingual } from "@saihan/domain";
import type { ConditionCode, MenuCondition } from "./condition.ts";
import type { MenuCode } from "./facts.ts";

export interface Category {
  readonly code: string;
  readonly name: Bilingual;
}

/** A menu of the catalogue. Plain data, fit to be stored. */
export interface Menu {
  readonly code: MenuCode;
  readonly category: string;
  /** The name exactly as the programme prints it, slips included. */
  readonly printed: string;
  /** The name that is shown. */
  readonly name: Bilingual;
  /** What must hold for a sale beside the standing conditions. */
  readonly conditions: readonly MenuCondition[];
}

/** 再販提供対象: `not-resalable` is the × of the table; `conditional` has a condition that can stop a sale or leaves a duty. */
export type ResaleStatus = "resalable" | "conditional" | "not-resalable";

export function resaleStatus(menu: Menu): ResaleStatus {
  if (hasCondition(menu, "NOT_RESALABLE")) return "not-resalable";
  return menu.conditions.length > 0 ? "conditional" : "resalable";
}

export function hasCondition(menu: Menu, code: ConditionCode): boolean {
  return menu.conditions.some((condition) => condition.code === code);
}
