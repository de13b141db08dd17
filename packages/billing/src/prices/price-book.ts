import type { CalendarDate } from "../period.ts";
import type { ChargeTerms } from "./charge-terms.ts";

export type Menu = string;
export type Plan = string;
export type PriceVersionId = string;

/**
 * Where a price comes from. `seen`: read in a public price page. `illustrative`: invented for demonstration, and must say so
 * wherever it is shown, down to the line (billing.md, first paragraph). `charge_type_seen`: the pattern is public, the price is not.
 */
export const priceStatuses = ["seen", "illustrative", "charge_type_seen"] as const;
export type PriceStatus = (typeof priceStatuses)[number];

/** One price of one component of a plan, from a day on. Never changed once it has started; a change is a new version. */
export interface PriceVersion {
  readonly id: PriceVersionId;
  readonly menu: Menu;
  readonly plan: Plan;
  /** What is counted, in the price list's words: `minute`, `GB-minute`, `device-month`. A plan may have several components. */
  readonly component: string;
  /** In force from 00:00 UTC of this day ... */
  readonly from: CalendarDate;
  /** ... to 00:00 UTC of this one, exclusive; undefined = until a later version of the same component starts. */
  readonly to: CalendarDate | undefined;
  readonly currency: string;
  readonly terms: ChargeTerms;
  readonly status: PriceStatus;
  /** Address or name of where the price was read. */
  readonly source: string;
}

export interface PriceBook {
  readonly byId: ReadonlyMap<PriceVersionId, PriceVersion>;
  /** The versions of a component, earliest first. */
  readonly versionsOf: (menu: Menu, plan: Plan, component: string) => readonly PriceVersion[];
  /** What a plan is charged for. */
  readonly componentsOf: (menu: Menu, plan: Plan) => readonly string[];
}

/** @throws RangeError when an id is used twice, or two versions of a component start on the same day */
export function priceBook(versions: Iterable<PriceVersion>): PriceBook {
  const byId = new Map<PriceVersionId, PriceVersion>();
  const byComponent = new Map<string, PriceVersion[]>();
  const components = new Map<string, Set<string>>();
  for (const version of versions) {
    if (byId.has(version.id)) throw new RangeError(`two price versions have the id ${version.id}`);
    byId.set(version.id, version);
    const key = keyOf(version.menu, version.plan, version.component);
    const siblings = byComponent.get(key) ?? [];
    if (siblings.some((sibling) => sibling.from === version.from)) throw new RangeError(`two prices start on one day: ${key}`);
    siblings.push(version);
    byComponent.set(key, siblings);
    const plan = keyOf(version.menu, version.plan);
    components.set(plan, (components.get(plan) ?? new Set()).add(version.component));
  }
  for (const siblings of byComponent.values()) siblings.sort((a, b) => (a.from < b.from ? -1 : 1));
  return {
    byId,
    versionsOf: (menu, plan, component) => byComponent.get(keyOf(menu, plan, component)) ?? [],
    componentsOf: (menu, plan) => [...(components.get(keyOf(menu, plan)) ?? [])],
  };
}

/** The version of a component on a day, or undefined when it has no price then. */
export function priceOn(book: PriceBook, menu: Menu, plan: Plan, component: string, day: CalendarDate): PriceVersion | undefined {
  const version = book.versionsOf(menu, plan, component).findLast(({ from }) => from <= day);
  return version && (version.to === undefined || day < version.to) ? version : undefined;
}

/** The instants at which a component's price changes: where usage must be cut (billing.md 3.2). */
export function priceChangesOf(book: PriceBook, menu: Menu, plan: Plan, component: string): Date[] {
  return book
    .versionsOf(menu, plan, component)
    .flatMap(({ from, to }) => [from, to])
    .filter((day) => day !== undefined)
    .map((day) => new Date(`${day}T00:00:00Z`));
}

function keyOf(...parts: string[]): string {
  return parts.join("\u001f");
}
