import { type CatalogueContent, type CatalogueVersion, catalogueAt, jstDay, type Menu } from "@saihan/catalogue";
import { type CatalogueVersionRow, type Db, listCatalogueVersions, single } from "@saihan/db";

/** How long what was read is trusted. A change takes effect tomorrow at the earliest, so no answer of today is wrong by it. */
const trustMs = 500;

export interface Catalogue {
  /** Every version, in the order of their first days. */
  versions(): Promise<readonly CatalogueVersion[]>;
}

/** The versions of the catalogue as they stand in the database, read again when they may have changed. */
export function createCatalogue(db: Db): Catalogue {
  let kept: { versions: Promise<readonly CatalogueVersion[]>; until: number } | undefined;
  const read = async () => {
    try {
      return (await single(db, { service: "catalogue" }, (tx) => listCatalogueVersions(tx))).map(versionOf);
    } catch (error) {
      kept = undefined;
      throw error;
    }
  };
  return {
    versions: () => {
      const now = performance.now();
      if (!kept || kept.until <= now) kept = { versions: read(), until: now + trustMs };
      return kept.versions;
    },
  };
}

export function versionOf(row: CatalogueVersionRow): CatalogueVersion {
  const { categories, menus } = row.content as unknown as CatalogueContent;
  return { id: row.id, from: row.fromDay, to: row.toDay ?? undefined, author: row.author, categories, menus };
}

/** A menu of the version in force at an instant. */
export function menuOf(versions: readonly CatalogueVersion[], code: string, at: Date): Menu | undefined {
  return catalogueAt(versions, jstDay(at))?.menus.find((menu) => menu.code === code);
}
