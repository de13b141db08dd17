import { readFileSync } from "node:fs";
import { parseCsv } from "./csv.ts";

/** By which menu and plan of the price list a plan of the catalogue is charged. `{size}` in `plan` stands for a whole number. */
export interface PlanItem {
  readonly menu: string;
  readonly plan: string;
  readonly priceMenu: string;
  readonly pricePlan: string;
}

/** @throws RangeError when a row lacks a field, stands twice, or gives a menu a second menu of the price list */
export function parsePlanItems(csv: string): PlanItem[] {
  const items: PlanItem[] = [];
  for (const row of parseCsv(csv)) {
    const { menu = "", plan = "", price_menu: priceMenu = "", price_plan: pricePlan = "" } = row;
    if (!menu || !plan || !priceMenu || !pricePlan) throw new RangeError(`a plan item lacks a field: ${menu}/${plan}`);
    if (items.some((other) => other.menu === menu && other.plan === plan)) throw new RangeError(`twice: ${menu}/${plan}`);
    // What is charged for keeps its menu for life, and an order may change the plan.
    if (items.some((other) => other.menu === menu && other.priceMenu !== priceMenu))
      throw new RangeError(`two price menus: ${menu}`);
    items.push({ menu, plan, priceMenu, pricePlan });
  }
  return items;
}

/** Reads the plan items that come with this package; call it once. */
export function readPlanItems(): PlanItem[] {
  return parsePlanItems(readFileSync(new URL("../../data/plan-items.csv", import.meta.url), "utf8"));
}
