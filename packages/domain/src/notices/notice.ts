/** What a notice is about (通知設定管理). `terms`: 規約や料金についてのお知らせ, for the sign-up contact alone. */
export const noticeCategories = ["news", "incident", "maintenance", "terms"] as const;
export type NoticeCategory = (typeof noticeCategories)[number];

/** The categories that a user chooses among and a parent may keep from its children. */
export const chosenCategories = ["news", "incident", "maintenance"] as const;
export type ChosenCategory = (typeof chosenCategories)[number];

export function isChosenCategory(category: NoticeCategory): category is ChosenCategory {
  return category !== "terms";
}

/** The states of each category, in their order. `said`: it has been said, and that is all. */
export const noticeStates = {
  news: ["said"],
  terms: ["said"],
  incident: ["emerging", "confirmed", "resolved"],
  maintenance: ["scheduled", "in-progress", "done", "cancelled"],
} as const satisfies Record<NoticeCategory, readonly string[]>;
export const everyNoticeState = [...noticeStates.news, ...noticeStates.incident, ...noticeStates.maintenance] as const;
export type NoticeState = (typeof everyNoticeState)[number];

/** What may follow a state. A state may follow itself (a further word on it) until it is over. */
const after: Readonly<Record<NoticeState, readonly NoticeState[]>> = {
  said: ["said"],
  emerging: ["emerging", "confirmed", "resolved"],
  confirmed: ["confirmed", "resolved"],
  resolved: [],
  scheduled: ["scheduled", "in-progress", "cancelled"],
  "in-progress": ["in-progress", "done", "cancelled"],
  done: [],
  cancelled: [],
};

/** May an update put the notice into this state? The first update has no state before it. */
export function mayFollow(category: NoticeCategory, before: NoticeState | undefined, state: NoticeState): boolean {
  const own: readonly NoticeState[] = noticeStates[category];
  return own.includes(state) && (before === undefined || after[before].includes(state));
}
