import {
  type ControlWish,
  catalogueAt,
  controlAt,
  decideMenuControl,
  hasCondition,
  jstDay,
  menuArrivals,
  type Switch,
} from "@saihan/catalogue";
import {
  insertAuditEntries,
  insertMenuControlChange,
  listMenuControlChanges,
  liveSubscriptionsByMenu,
  lockMenuControl,
  type MenuControlRow,
  transaction,
} from "@saihan/db";
import type { Rejection } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";

/** What a partner wishes the control to be: menus that are not named stay as they are. */
export interface ControlBody {
  menus?: Record<string, Switch> | undefined;
  futureMenus?: Switch | undefined;
  /** Only say what it would mean. */
  dryRun?: boolean | undefined;
}

export async function viewMenuControl(ctx: IntakeContext, { caller }: Asked<unknown, unknown, unknown>): Promise<Answer> {
  const [versions, [changes, inUse]] = await Promise.all([
    ctx.catalogue.versions(),
    transaction(ctx.db, caller, (tx) => Promise.all([listMenuControlChanges(tx), liveSubscriptionsByMenu(tx)])),
  ]);
  return ok(200, controlView(versions, changes.map(changeOf), inUse, ctx.now()));
}

/**
 * Switches menus for all children (sdpf 3.5). The effects on menus in use are told and do not forbid it: resources stay, charging goes on,
 * operations stop until it is switched on again.
 */
export async function setMenuControl(
  ctx: IntakeContext,
  { caller, body, requestId }: Asked<unknown, unknown, ControlBody>,
): Promise<Answer | Rejection> {
  const versions = await ctx.catalogue.versions();
  const { partnerId, contractId, actor } = caller;
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    await lockMenuControl(tx, partnerId);
    const [rows, inUse] = await Promise.all([listMenuControlChanges(tx), liveSubscriptionsByMenu(tx)]);
    const changes = rows.map(changeOf);
    const wish: ControlWish = { switched: body.menus ?? {}, futureMenus: body.futureMenus };
    // The instant is taken under the lock that orders share: none is accepted between it and the commit.
    const now = ctx.now();
    const decision = decideMenuControl({ changes, versions }, wish, { by: actor, now, inUse });
    if (!decision.ok) return decision;
    const { change, effects } = decision;
    if (!change || body.dryRun) return ok(200, { ...controlView(versions, changes, inUse, now), effects });
    const switchedTo = (to: Switch) => Object.keys(change.switched).filter((menu) => change.switched[menu] === to);
    const after = { revision: change.revision, on: switchedTo("on"), off: switchedTo("off"), futureMenus: change.futureMenus };
    const entry = {
      partnerId,
      contractId,
      at: change.at,
      actor,
      action: "menu-control.set",
      target: partnerId,
      requestId,
      after,
    };
    await Promise.all([insertMenuControlChange(tx, partnerId, change), insertAuditEntries(tx, [entry])]);
    return ok(200, { ...controlView(versions, [...changes, change], inUse, change.at), effects });
  });
}

function changeOf({ futureMenus, ...row }: MenuControlRow) {
  return { ...row, ...(futureMenus === null ? {} : { futureMenus }) };
}

function controlView(
  versions: Parameters<typeof catalogueAt>[0],
  changes: Parameters<typeof controlAt>[0],
  inUse: ReadonlyMap<string, number>,
  at: Date,
) {
  const { revision, off, futureMenus } = controlAt(changes, menuArrivals(versions), at);
  const menus = catalogueAt(versions, jstDay(at))?.menus.filter((menu) => !hasCondition(menu, "NOT_RESALABLE")) ?? [];
  return {
    revision,
    futureMenus,
    menus: menus.map(({ code, name }) => ({
      code,
      name,
      switched: off.includes(code) ? "off" : "on",
      subscriptions: inUse.get(code) ?? 0,
    })),
  };
}
