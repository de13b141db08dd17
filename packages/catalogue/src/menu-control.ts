import { type Bilingual, type Decision, no, type Rejection, yes } from "@saihan/domain";
import { type Day, jstDay, jstMinute, startOfDay } from "./day.ts";
import type { MenuCode } from "./facts.ts";
import { hasCondition } from "./menu.ts";
import { type CatalogueVersion, catalogueAt, menuArrivals } from "./versions.ts";

/**
 * 子契約提供メニュー設定 (sdpf 3.5): set on the parent contract for all of its children. Every menu is on until it is switched off; one more
 * switch decides whether menus that are added later begin on or off. The history of changes is kept, so that what was in force at an
 * instant can be asked again.
 */
export type Switch = "on" | "off";

/** One change by the parent. Rows are never altered. */
export interface MenuControlChange {
  /** 1, 2, 3 in the order of the changes. */
  readonly revision: number;
  readonly at: Date;
  readonly by: string;
  readonly switched: Readonly<Record<MenuCode, Switch>>;
  /** For menus whose first day comes after this change. */
  readonly futureMenus?: Switch | undefined;
}

/** What is in force at an instant. */
export interface MenuControl {
  /** The last change that counts; 0 before the first. */
  readonly revision: number;
  readonly off: readonly MenuCode[];
  readonly futureMenus: Switch;
}

/** The control in force at an instant. @param arrivals the first day of each menu, see {@link menuArrivals} */
export function controlAt(changes: readonly MenuControlChange[], arrivals: ReadonlyMap<MenuCode, Day>, at: Date): MenuControl {
  const past = changesUntil(changes, at);
  const arrived = [...arrivals].filter(([, day]) => day <= jstDay(at));
  const off = arrived.flatMap(([menu, day]) => (switchOf(past, menu, day) === "off" ? [menu] : []));
  return { revision: past.at(-1)?.revision ?? 0, off, futureMenus: futureSwitch(past) };
}

/** What a partner asks to be changed. */
export interface ControlWish {
  readonly switched: Readonly<Record<MenuCode, Switch>>;
  readonly futureMenus?: Switch | undefined;
}

/** A menu that is switched while children use it, and what that means for them. */
export interface ControlEffect {
  readonly menu: MenuCode;
  readonly switched: Switch;
  /** Subscriptions of all children that have not ended. */
  readonly subscriptions: number;
  readonly says: Bilingual;
}

/** `change` is absent when everything stands as wished already. */
export type ControlDecision =
  | { readonly ok: true; readonly change: MenuControlChange | undefined; readonly effects: readonly ControlEffect[] }
  | Rejection;

/**
 * Decides a change of the control. The effects are for the partner to see before or after; they do not forbid it.
 *
 * @param inUse subscriptions of all children that have not ended, by menu
 * @returns the row to add, or MENU_NOT_FOUND, MENU_NOT_RESALABLE
 */
export function decideMenuControl(
  known: { readonly changes: readonly MenuControlChange[]; readonly versions: readonly CatalogueVersion[] },
  wish: ControlWish,
  asked: { readonly by: string; readonly now: Date; readonly inUse: ReadonlyMap<MenuCode, number> },
): ControlDecision {
  const { changes, versions } = known;
  const menus = catalogueAt(versions, jstDay(asked.now))?.menus ?? [];
  for (const code of Object.keys(wish.switched)) {
    const menu = menus.find((m) => m.code === code);
    if (!menu) return no("MENU_NOT_FOUND", { menu: code });
    if (hasCondition(menu, "NOT_RESALABLE")) return no("MENU_NOT_RESALABLE", { menu: code });
  }
  // Clocks of two machines may differ a little; a change never stands before the one it follows.
  const last = changes.reduce<Date>((latest, { at }) => (at > latest ? at : latest), asked.now);
  const now = controlAt(changes, menuArrivals(versions), last);
  const switched = Object.fromEntries(
    Object.entries(wish.switched).filter(([menu, to]) => to !== (now.off.includes(menu) ? "off" : "on")),
  );
  const futureMenus = wish.futureMenus !== now.futureMenus ? wish.futureMenus : undefined;
  if (Object.keys(switched).length === 0 && futureMenus === undefined) return { ok: true, change: undefined, effects: [] };
  const change = { revision: now.revision + 1, at: last, by: asked.by, switched, ...(futureMenus && { futureMenus }) };
  return { ok: true, change, effects: effectsOf(switched, asked.inUse) };
}

/** May a subscription of this menu be operated, by screen or by API? Resources and charging are not touched by a no. */
export function decideMenuOperation(control: MenuControl, menu: MenuCode): Decision {
  return control.off.includes(menu) ? no("MENU_SWITCHED_OFF", { menu }) : yes;
}

/** The rule that an order under way follows. */
export interface InFlightRule {
  readonly menu: MenuCode;
  /** As it was when the order was accepted. */
  readonly follows: Switch;
  /** The change in force then; 0 for none. */
  readonly revision: number;
  /** Present when the menu has been switched since: what the order says about it. */
  readonly says?: Bilingual;
}

/** An order in flight follows the control that was in force when it was accepted, and says so when it has changed since. */
export function ruleInFlight(
  changes: readonly MenuControlChange[],
  arrivals: ReadonlyMap<MenuCode, Day>,
  order: { readonly menu: MenuCode; readonly acceptedAt: Date },
  now: Date,
): InFlightRule {
  const { menu, acceptedAt } = order;
  const then = controlAt(changes, arrivals, acceptedAt);
  const follows: Switch = then.off.includes(menu) ? "off" : "on";
  const rule = { menu, follows, revision: then.revision };
  const isOff = controlAt(changes, arrivals, now).off.includes(menu);
  const switchedAt = changesUntil(changes, now).findLast(({ switched }) => Object.hasOwn(switched, menu))?.at;
  if (isOff === (follows === "off") || !switchedAt) return rule;
  return { ...rule, says: inFlightSentence(menu, follows, acceptedAt, switchedAt) };
}

function inFlightSentence(menu: MenuCode, follows: Switch, acceptedAt: Date, switchedAt: Date): Bilingual {
  const accepted = jstMinute(acceptedAt);
  const switched = jstMinute(switchedAt);
  const [wasJa, isJa, is] = follows === "on" ? ["有効", "無効", "off"] : ["無効", "有効", "on"];
  return {
    ja: `メニュー ${menu} は${switched}に${isJa}になりましたが、この注文は${accepted}の受付時の設定(${wasJa})に従います。`,
    en: `Menu ${menu} was switched ${is} at ${switched}; this order follows the control in force when it was accepted at ${accepted} (${follows}).`,
  };
}

function effectsOf(switched: Readonly<Record<MenuCode, Switch>>, inUse: ReadonlyMap<MenuCode, number>): ControlEffect[] {
  return Object.entries(switched).flatMap(([menu, to]) => {
    const subscriptions = inUse.get(menu) ?? 0;
    if (subscriptions === 0) return [];
    return [{ menu, switched: to, subscriptions, says: to === "off" ? whenOff : whenOn }];
  });
}

const whenOff: Bilingual = {
  ja: "画面とAPIからの操作はできなくなります。リソースは残り、課金は続きます。このメニューに依存する他のメニューに影響することがあります。",
  en: "It can no longer be operated by screen or API; resources stay and charging goes on. Menus that depend on it may be affected.",
};
const whenOn: Bilingual = { ja: "再び操作できるようになります。", en: "It can be operated again." };

function changesUntil(changes: readonly MenuControlChange[], at: Date): MenuControlChange[] {
  return changes.filter((change) => change.at <= at).toSorted((a, b) => a.revision - b.revision);
}

function switchOf(past: readonly MenuControlChange[], menu: MenuCode, arrival: Day): Switch {
  const explicit = past.findLast(({ switched }) => Object.hasOwn(switched, menu))?.switched[menu];
  return explicit ?? futureSwitch(changesUntil(past, startOfDay(arrival)));
}

function futureSwitch(past: readonly MenuControlChange[]): Switch {
  return past.findLast(({ futureMenus }) => futureMenus !== undefined)?.futureMenus ?? "on";
}
