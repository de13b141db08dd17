import type { Menu } from "../src/menu.ts";
import { programmeCategories, programmeMenus } from "../src/programme.ts";
import type { CatalogueVersion } from "../src/versions.ts";

/** A version with the programme's menus and perhaps more. */
export function version(
  id: string,
  from: string,
  more: Partial<CatalogueVersion> & { added?: readonly Menu[] } = {},
): CatalogueVersion {
  const { added = [], ...rest } = more;
  return { id, from, author: "op-1", categories: programmeCategories, menus: [...programmeMenus, ...added], ...rest };
}

/** A menu of no conditions that the programme does not have. */
export function newMenu(code: string): Menu {
  return { code, category: "server", printed: code, name: { ja: code, en: code }, conditions: [] };
}
