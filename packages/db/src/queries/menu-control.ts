import type { Statement, Tx } from "../transaction.ts";

/** A change of 子契約提供メニュー設定 (sdpf 3.5). Rows are never altered. */
export interface MenuControlRow {
  revision: number;
  at: Date;
  by: string;
  switched: Record<string, "on" | "off">;
  futureMenus: "on" | "off" | null;
}

/** Keeps anybody else from changing the partner's control until the transaction ends. Orders do not wait for it. */
export function lockMenuControl(tx: Tx, partnerId: string) {
  return tx`select pg_advisory_xact_lock(hashtext('menu_control'), hashtext(${partnerId}))`;
}

export function listMenuControlChanges(tx: Tx): Statement<MenuControlRow[]> {
  return tx<MenuControlRow[]>`select revision, at, by, switched, future_menus from menu_control_changes order by revision`;
}

export function insertMenuControlChange(
  tx: Tx,
  partnerId: string,
  change: Omit<MenuControlRow, "futureMenus"> & { futureMenus?: string | undefined },
) {
  return tx`
    insert into menu_control_changes (partner_id, revision, at, by, switched, future_menus)
    values (${partnerId}, ${change.revision}, ${change.at}, ${change.by}, ${tx.json(change.switched)}, ${change.futureMenus ?? null})`;
}

/** Subscriptions of all children that have not ended, by menu. For a user of the parent. */
export async function liveSubscriptionsByMenu(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx<{ menu: string; live: number }[]>`select menu, live::int from live_subscriptions_by_menu()`;
  return new Map(rows.map(({ menu, live }) => [menu, live]));
}

/** Keeps the partner's control as it is until the transaction ends: an order follows the rule in force when it is accepted. */
export function shareMenuControl(tx: Tx, partnerId: string) {
  return tx`select pg_advisory_xact_lock_shared(hashtext('menu_control'), hashtext(${partnerId}))`;
}
