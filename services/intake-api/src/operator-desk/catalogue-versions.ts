import {
  addVersion,
  type CatalogueVersion,
  editVersion,
  endOf,
  endVersion,
  jstDay,
  type VersionDecision,
  withdrawVersion,
} from "@saihan/catalogue";
import {
  deleteCatalogueVersion,
  listCatalogueVersions,
  lockCatalogueVersions,
  setCatalogueEnd,
  type Tx,
  transaction,
  writeCatalogueVersion,
} from "@saihan/db";
import type { Rejection } from "@saihan/domain";
import { versionOf } from "../menus/catalogue.ts";
import { type Answer, ok } from "../operation.ts";
import { type Desk, deskScope } from "./desk.ts";

export type VersionBody = Pick<CatalogueVersion, "id" | "from" | "to" | "categories" | "menus">;

/** Every version with the days on which it is in force. */
export async function listVersions(desk: Desk): Promise<Answer> {
  const rows = await transaction(desk.db, deskScope(desk), async (tx) => listCatalogueVersions(tx));
  const versions = rows.map(versionOf);
  return ok(200, { versions: versions.map((version) => versionView(version, versions, desk.now())) });
}

/** Adds a version that starts tomorrow or later. */
export function addCatalogueVersion(desk: Desk, body: VersionBody): Promise<Answer | Rejection> {
  const version = { ...body, author: desk.operator.id };
  return change(desk, 201, (versions, now) => addVersion(versions, version, now), write);
}

/** Replaces a version that has not started. */
export function editCatalogueVersion(desk: Desk, body: VersionBody): Promise<Answer | Rejection> {
  const version = { ...body, author: desk.operator.id };
  return change(desk, 200, (versions, now) => editVersion(versions, version, now), write);
}

/** Sets, moves or lifts the end of a version; of one that has started it is all that may change. */
export function endCatalogueVersion(desk: Desk, id: string, to: string | undefined): Promise<Answer | Rejection> {
  return change(
    desk,
    200,
    (versions, now) => endVersion(versions, id, to, now),
    (tx, version) => setCatalogueEnd(tx, version.id, version.to ?? null),
  );
}

/** Takes a version back that has not started. */
export function withdrawCatalogueVersion(desk: Desk, id: string): Promise<Answer | Rejection> {
  return change(
    desk,
    200,
    (versions, now) => withdrawVersion(versions, id, now),
    (tx, version) => deleteCatalogueVersion(tx, version.id),
  );
}

function change(
  desk: Desk,
  status: number,
  decide: (versions: readonly CatalogueVersion[], now: Date) => VersionDecision,
  record: (tx: Tx, version: CatalogueVersion, at: Date) => PromiseLike<unknown>,
): Promise<Answer | Rejection> {
  return transaction(desk.db, deskScope(desk), async (tx): Promise<Answer | Rejection> => {
    const versions = (await lockCatalogueVersions(tx)).map(versionOf);
    const now = desk.now();
    const decision = decide(versions, now);
    if (!decision.ok) return decision;
    const { version } = decision;
    await record(tx, version, now);
    return ok(status, versionView(version, [...versions.filter(({ id }) => id !== version.id), version], now));
  });
}

function write(tx: Tx, { id, from, to, author, categories, menus }: CatalogueVersion, at: Date) {
  return writeCatalogueVersion(tx, { id, fromDay: from, toDay: to ?? null, author, content: { categories, menus }, at });
}

function versionView(version: CatalogueVersion, versions: readonly CatalogueVersion[], now: Date) {
  const { id, from, to, author, categories, menus } = version;
  return {
    id,
    from,
    to: to ?? null,
    endsOn: endOf(versions, version) ?? null,
    started: from <= jstDay(now),
    author,
    categories,
    menus,
  };
}
