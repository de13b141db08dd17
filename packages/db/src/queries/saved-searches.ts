import type { Statement, Tx } from "../transaction.ts";

export interface SavedSearchRow {
  id: string;
  name: string;
  /** What the search of contracts was asked with. */
  query: Readonly<Record<string, string>>;
  createdAt: Date;
}

/** Whoever adds or renames one counts and compares behind this. */
export function lockSavedSearches(tx: Tx, userId: string) {
  return tx`select pg_advisory_xact_lock(hashtext('saved_searches'), hashtext(${userId}))`;
}

/** Those of the caller, by name. */
export function listSavedSearches(tx: Tx): Statement<SavedSearchRow[]> {
  return tx<SavedSearchRow[]>`select id, name, query, created_at from saved_searches order by name, id`;
}

export function insertSavedSearch(tx: Tx, row: SavedSearchRow & { partnerId: string; contractId: string; userId: string }) {
  return tx`
    insert into saved_searches (partner_id, user_id, id, contract_id, name, query, created_at)
    values (${row.partnerId}, ${row.userId}, ${row.id}, ${row.contractId}, ${row.name}, ${tx.json(row.query)}, ${row.createdAt})`;
}

/** Nothing if the caller has none of this id. */
export function renameSavedSearch(tx: Tx, id: string, name: string): Statement<SavedSearchRow[]> {
  return tx<SavedSearchRow[]>`
    update saved_searches set name = ${name} where id = ${id}::uuid returning id, name, query, created_at`;
}

/** Nothing if the caller has none of this id. */
export function deleteSavedSearch(tx: Tx, id: string): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`delete from saved_searches where id = ${id}::uuid returning id`;
}
