import type { ContractKind } from "../contract.ts";
import type { UserType } from "../user.ts";
import { type ChosenCategory, chosenCategories } from "./notice.ts";

/** One user's choice in one category: nothing, or all but some tenants. News knows no tenants. */
export interface NoticeChoice {
  on: boolean;
  /** Ids of tenants of which the user does not want to hear. */
  exceptTenants: readonly string[];
}
export type NoticeSettings = Readonly<Record<ChosenCategory, NoticeChoice>>;

/** Everybody begins with everything on (通知設定管理: 初期状態). */
export const everythingOn: NoticeSettings = {
  news: { on: true, exceptTenants: [] },
  incident: { on: true, exceptTenants: [] },
  maintenance: { on: true, exceptTenants: [] },
};

/** The categories that a user sees at all: a parent may keep some from the users of its children. */
export function visibleCategories(kind: ContractKind, suppressed: readonly ChosenCategory[]): readonly ChosenCategory[] {
  return kind === "parent" ? chosenCategories : chosenCategories.filter((category) => !suppressed.includes(category));
}

/** 契約代表ユーザーは、故障通知の受信は変更することができません. */
export function isFixed(type: UserType, category: ChosenCategory): boolean {
  return type === "representative" && category === "incident";
}

export type SettingsDecision =
  | { ok: true; settings: NoticeSettings }
  | { ok: false; reason: "fixed" | "not-visible" | "news-knows-no-tenants"; category: ChosenCategory };

/** A change of one user's settings; categories that are not named stay. Who may ask for it is the permission table's matter. */
export function changeSettings(
  settings: NoticeSettings,
  user: { type: UserType; visible: readonly ChosenCategory[] },
  wish: Readonly<Partial<Record<ChosenCategory, NoticeChoice>>>,
): SettingsDecision {
  for (const category of chosenCategories) {
    const choice = wish[category];
    if (!choice) continue;
    if (!user.visible.includes(category)) return { ok: false, reason: "not-visible", category };
    const off = !choice.on || choice.exceptTenants.length > 0;
    if (off && isFixed(user.type, category)) return { ok: false, reason: "fixed", category };
    if (category === "news" && choice.exceptTenants.length > 0) return { ok: false, reason: "news-knows-no-tenants", category };
  }
  return { ok: true, settings: { ...settings, ...wish } };
}
