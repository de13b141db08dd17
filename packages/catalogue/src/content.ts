import { isDisplayText, no, type Rejection } from "@saihan/domain";
import type { MenuCondition } from "./condition.ts";
import { conditions } from "./conditions/index.ts";
import { isDay } from "./day.ts";
import { standingConditions } from "./eligibility.ts";
import { type Category, hasCondition, type Menu } from "./menu.ts";

/** What a version of the catalogue holds. */
export interface CatalogueContent {
  readonly categories: readonly Category[];
  readonly menus: readonly Menu[];
}

const maxNameLength = 200;

/** Lower-case words with hyphens, 1 to 64 characters. A word that every object of the language carries is not taken. */
export function isCode(text: string): boolean {
  return text.length <= 64 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && !(text in {});
}

/** The first thing in a content that cannot be accepted: CATALOGUE_MENU_INVALID with the menu or category and the field. */
export function contentFault({ categories, menus }: CatalogueContent): Rejection | undefined {
  for (const [index, { code, name }] of categories.entries()) {
    const taken = categories.findIndex((other) => other.code === code) !== index;
    if (!isCode(code) || taken) return invalid(code, "category.code");
    if (!isName(name.ja) || !isName(name.en)) return invalid(code, "category.name");
  }
  for (const [index, menu] of menus.entries()) {
    const taken = menus.findIndex((other) => other.code === menu.code) !== index;
    if (!isCode(menu.code) || taken) return invalid(menu.code, "code");
    if (!categories.some(({ code }) => code === menu.category)) return invalid(menu.code, "category");
    if (!isName(menu.printed)) return invalid(menu.code, "printed");
    if (!isName(menu.name.ja) || !isName(menu.name.en)) return invalid(menu.code, "name");
    const fault = conditionsFault(menu, menus);
    if (fault) return invalid(menu.code, fault);
  }
  return undefined;
}

/** The field at fault. A condition stands once in a menu, so that its code names the failure. */
function conditionsFault(menu: Menu, menus: readonly Menu[]): string | undefined {
  for (const [index, stated] of menu.conditions.entries()) {
    const { code } = stated;
    if (!Object.hasOwn(conditions, code) || standingConditions.some((standing) => standing.code === code)) return "conditions";
    if (menu.conditions.findIndex((other) => other.code === code) !== index) return `conditions.${code}`;
    if (!figuresHold(stated, menu, menus)) return `conditions.${code}`;
  }
  return undefined;
}

function figuresHold(stated: MenuCondition, menu: Menu, menus: readonly Menu[]): boolean {
  switch (stated.code) {
    case "NO_NEW_SALES": {
      const successor = menus.find(({ code }) => code === stated.successor);
      const sold = successor !== undefined && successor.code !== menu.code && !hasCondition(successor, "NOT_RESALABLE");
      return (
        sold && isDay(stated.since) && isName(stated.successorName) && isName(stated.product.ja) && isName(stated.product.en)
      );
    }
    case "CONTRACTOR_TOLD_TO_PARTY":
      return isName(stated.party);
    case "SAME_LEGAL_NAME":
    case "SEPARATE_CONTRACT":
      return isCode(stated.service) && isName(stated.serviceName.ja) && isName(stated.serviceName.en);
    case "TERMS_ACCEPTED":
      return isCode(stated.terms);
    default:
      return true;
  }
}

function isName(text: string): boolean {
  return isDisplayText(text, maxNameLength);
}

function invalid(menu: string, field: string): Rejection {
  return no("CATALOGUE_MENU_INVALID", { menu, field });
}
