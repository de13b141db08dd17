import { no, type Rejection } from "@saihan/domain";
import { type CatalogueContent, contentFault } from "./content.ts";
import { addDays, type Day, jstDay } from "./day.ts";
import type { MenuCode } from "./facts.ts";
import type { Menu } from "./menu.ts";

/**
 * The catalogue in dated versions. A version rules from its first day until the next version starts or its own end comes, whichever is
 * earlier; after its own end nothing is sold until another version starts. What has started never changes, so what was answered for a
 * day can be answered again.
 */
export interface CatalogueVersion extends CatalogueContent {
  readonly id: string;
  /** First day in force, in Japan. */
  readonly from: Day;
  /** First day no longer in force, where an end was set. */
  readonly to?: Day | undefined;
  /** Who wrote it. */
  readonly author: string;
}

export type VersionDecision = { readonly ok: true; readonly version: CatalogueVersion } | Rejection;

/** The version in force on a day, if any. */
export function catalogueAt(versions: readonly CatalogueVersion[], day: Day): CatalogueVersion | undefined {
  const started = inOrder(versions).findLast(({ from }) => from <= day);
  return started && (started.to === undefined || day < started.to) ? started : undefined;
}

/** The menu as it stands on a day, if it is in the catalogue then. */
export function menuAt(versions: readonly CatalogueVersion[], menu: MenuCode, day: Day): Menu | undefined {
  return catalogueAt(versions, day)?.menus.find(({ code }) => code === menu);
}

/** The first day on which a version is no longer in force; undefined while nothing ends it. */
export function endOf(versions: readonly CatalogueVersion[], version: CatalogueVersion): Day | undefined {
  const next = inOrder(versions).find(({ from }) => from > version.from)?.from;
  if (version.to === undefined || next === undefined) return version.to ?? next;
  return version.to < next ? version.to : next;
}

/**
 * Adds a version that starts tomorrow or later, so that one set of rules holds the whole day.
 *
 * @returns the version to write, or CATALOGUE_VERSION_NOT_FUTURE, _START_TAKEN, _END_TOO_EARLY, CATALOGUE_MENU_INVALID, _DROPPED
 */
export function addVersion(versions: readonly CatalogueVersion[], version: CatalogueVersion, now: Date): VersionDecision {
  return acceptable(versions, version, jstDay(now));
}

/**
 * Replaces a version that has not started.
 *
 * @returns as {@link addVersion}, or CATALOGUE_VERSION_NOT_FOUND, CATALOGUE_VERSION_STARTED
 */
export function editVersion(versions: readonly CatalogueVersion[], edited: CatalogueVersion, now: Date): VersionDecision {
  const today = jstDay(now);
  const fault = notYetStarted(versions, edited.id, today);
  return fault ?? acceptable(without(versions, edited.id), edited, today);
}

/**
 * Takes a version back that has not started.
 *
 * @returns the version to delete, or CATALOGUE_VERSION_NOT_FOUND, CATALOGUE_VERSION_STARTED
 */
export function withdrawVersion(versions: readonly CatalogueVersion[], id: string, now: Date): VersionDecision {
  const version = versions.find((v) => v.id === id);
  return notYetStarted(versions, id, jstDay(now)) ?? (version ? { ok: true, version } : notFound(id));
}

/**
 * Sets, moves or (undefined) lifts the end of a version, started or not. The end lies after today, so nothing that was in force is
 * undone.
 *
 * @returns the version to write, or CATALOGUE_VERSION_NOT_FOUND, _ENDED, _END_TOO_EARLY
 */
export function endVersion(versions: readonly CatalogueVersion[], id: string, to: Day | undefined, now: Date): VersionDecision {
  const today = jstDay(now);
  const version = versions.find((v) => v.id === id);
  if (!version) return notFound(id);
  const ended = endOf(versions, version);
  if (ended !== undefined && ended <= today) return no("CATALOGUE_VERSION_ENDED", { version: id, to: ended });
  const earliest = addDays(version.from > today ? version.from : today, 1);
  if (to !== undefined && to < earliest) return no("CATALOGUE_VERSION_END_TOO_EARLY", { to, earliest });
  return { ok: true, version: { ...version, to } };
}

/** The first day on which each menu was in the catalogue. */
export function menuArrivals(versions: readonly CatalogueVersion[]): ReadonlyMap<MenuCode, Day> {
  const arrivals = new Map<MenuCode, Day>();
  for (const { from, menus } of inOrder(versions)) {
    for (const { code } of menus) if (!arrivals.has(code)) arrivals.set(code, from);
  }
  return arrivals;
}

function acceptable(others: readonly CatalogueVersion[], version: CatalogueVersion, today: Day): VersionDecision {
  const { from, to } = version;
  if (from <= today) return no("CATALOGUE_VERSION_NOT_FUTURE", { from, today });
  const same = others.find((other) => other.from === from);
  if (same) return no("CATALOGUE_VERSION_START_TAKEN", { from, version: same.id });
  if (to !== undefined && to <= from) return no("CATALOGUE_VERSION_END_TOO_EARLY", { to, earliest: addDays(from, 1) });
  return contentFault(version) ?? droppedMenu([...others, version]) ?? { ok: true, version };
}

/** A menu that was once in the catalogue stays, for subscriptions name it; its sale is ended by a condition. */
function droppedMenu(versions: readonly CatalogueVersion[]): Rejection | undefined {
  const held = new Set<MenuCode>();
  for (const { from, menus } of inOrder(versions)) {
    const here = new Set(menus.map(({ code }) => code));
    for (const menu of held) if (!here.has(menu)) return no("CATALOGUE_MENU_DROPPED", { menu, from });
    for (const menu of here) held.add(menu);
  }
  return undefined;
}

function notYetStarted(versions: readonly CatalogueVersion[], id: string, today: Day): Rejection | undefined {
  const version = versions.find((v) => v.id === id);
  if (!version) return notFound(id);
  return version.from <= today ? no("CATALOGUE_VERSION_STARTED", { version: id, from: version.from }) : undefined;
}

function notFound(version: string): Rejection {
  return no("CATALOGUE_VERSION_NOT_FOUND", { version });
}

function without(versions: readonly CatalogueVersion[], id: string): CatalogueVersion[] {
  return versions.filter((version) => version.id !== id);
}

function inOrder(versions: readonly CatalogueVersion[]): CatalogueVersion[] {
  return versions.toSorted((a, b) => (a.from < b.from ? -1 : 1));
}
