import type { Statement, Tx } from "../transaction.ts";

/** A version of the catalogue. Days are `YYYY-MM-DD` in Japan; `content` is that of packages/catalogue. */
export interface CatalogueVersionRow {
  id: string;
  fromDay: string;
  /** First day no longer in force, where an end was set. */
  toDay: string | null;
  author: string;
  content: Record<string, unknown>;
  createdAt: Date;
}

const columns = (tx: Tx) => tx`id, from_day::text, to_day::text, author, content, created_at`;

/** Every version there is or will be, in the order of their first days. */
export function listCatalogueVersions(tx: Tx): Statement<CatalogueVersionRow[]> {
  return tx<CatalogueVersionRow[]>`select ${columns(tx)} from catalogue_versions order by from_day`;
}

/** The same, kept from changing by anybody else until the transaction ends: every change of the catalogue begins with it. */
export async function lockCatalogueVersions(tx: Tx): Promise<CatalogueVersionRow[]> {
  await tx`select pg_advisory_xact_lock(hashtext('catalogue_versions'))`;
  return listCatalogueVersions(tx);
}

export interface NewCatalogueVersion {
  id: string;
  fromDay: string;
  toDay: string | null;
  author: string;
  content: object;
  at: Date;
}

/**
 * Adds a version, or replaces one that has not started. The database refuses anything else.
 * @throws ConditionFailed CATALOGUE_VERSION_TO_COME, CATALOGUE_VERSION_NOT_STARTED
 */
export function writeCatalogueVersion(tx: Tx, v: NewCatalogueVersion) {
  return tx`
    insert into catalogue_versions (id, from_day, to_day, author, content, created_at)
    values (${v.id}, ${v.fromDay}::date, ${v.toDay}::date, ${v.author}, ${tx.json(v.content as never)}, ${v.at})
    on conflict (id) do update set from_day = excluded.from_day, to_day = excluded.to_day, author = excluded.author,
                                   content = excluded.content, created_at = excluded.created_at`;
}

/** @throws ConditionFailed CATALOGUE_END_TO_COME */
export function setCatalogueEnd(tx: Tx, id: string, toDay: string | null) {
  return tx`update catalogue_versions set to_day = ${toDay}::date where id = ${id}`;
}

/** @throws ConditionFailed CATALOGUE_VERSION_NOT_STARTED */
export function deleteCatalogueVersion(tx: Tx, id: string) {
  return tx`delete from catalogue_versions where id = ${id}`;
}
