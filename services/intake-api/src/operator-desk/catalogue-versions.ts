import { createHash } from "node:crypto";
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
  type AuditedState,
  deleteCatalogueVersion,
  insertAuditEntries,
  listCatalogueVersions,
  lockCatalogueVersions,
  setCatalogueEnd,
  type Tx,
  transaction,
  writeCatalogueVersion,
} from "@saihan/db";
import { providerId, type Rejection } from "@saihan/domain";
import { canonical } from "../idempotency.ts";
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
  return change(desk, { status: 201, action: "catalogue.add" }, (versions, now) => addVersion(versions, version, now), write);
}

/** Replaces a version that has not started. */
export function editCatalogueVersion(desk: Desk, body: VersionBody): Promise<Answer | Rejection> {
  const version = { ...body, author: desk.operator.id };
  return change(desk, { status: 200, action: "catalogue.edit" }, (versions, now) => editVersion(versions, version, now), write);
}

/** Sets, moves or lifts the end of a version; of one that has started it is all that may change. */
export function endCatalogueVersion(desk: Desk, id: string, to: string | undefined): Promise<Answer | Rejection> {
  return change(
    desk,
    { status: 200, action: "catalogue.end" },
    (versions, now) => endVersion(versions, id, to, now),
    (tx, version) => setCatalogueEnd(tx, version.id, version.to ?? null),
  );
}

/** Takes a version back that has not started. */
export function withdrawCatalogueVersion(desk: Desk, id: string): Promise<Answer | Rejection> {
  return change(
    desk,
    { status: 200, action: "catalogue.withdraw" },
    (versions, now) => withdrawVersion(versions, id, now),
    (tx, version) => deleteCatalogueVersion(tx, version.id),
  );
}

/** Decides and writes a change, with its entry in the provider's own chain of the audit. */
function change(
  desk: Desk,
  { status, action }: { status: number; action: `catalogue.${string}` },
  decide: (versions: readonly CatalogueVersion[], now: Date) => VersionDecision,
  record: (tx: Tx, version: CatalogueVersion, at: Date) => PromiseLike<unknown>,
): Promise<Answer | Rejection> {
  return transaction(desk.db, deskScope(desk, providerId), async (tx): Promise<Answer | Rejection> => {
    const versions = (await lockCatalogueVersions(tx)).map(versionOf);
    const now = desk.now();
    const decision = decide(versions, now);
    if (!decision.ok) return decision;
    const { version } = decision;
    await record(tx, version, now);
    const standing = versions.find(({ id }) => id === version.id);
    const before = standing && auditedVersion(standing);
    const after = action === "catalogue.withdraw" ? undefined : auditedVersion(version);
    const { id: target } = version;
    const who = {
      partnerId: providerId,
      contractId: providerId,
      at: now,
      actor: desk.operator.id,
      action,
      target,
      before,
      after,
    };
    await insertAuditEntries(tx, [desk.requestId === undefined ? who : { ...who, requestId: desk.requestId }]);
    return ok(status, versionView(version, [...versions.filter(({ id }) => id !== version.id), version], now));
  });
}

/** What the audit says of a version: its days, and a fingerprint of what it holds. */
function auditedVersion({ from, to, categories, menus }: CatalogueVersion): AuditedState {
  const content = createHash("sha256").update(canonical({ categories, menus })).digest("hex");
  return { from, ...(to === undefined ? {} : { to }), menus: menus.length, content };
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
