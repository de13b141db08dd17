import { problem as p } from "./problem.ts";

/** Reasons about searches that a user keeps. */
export const savedSearchProblems = {
  SAVED_SEARCH_NOT_FOUND: p(
    "caller",
    false,
    "保存した検索がありません。",
    "There is no such saved search.",
    "一覧を確認してください。削除された可能性があります。",
    "Look at your list; it may have been deleted.",
  ),
  SAVED_SEARCH_NAME_TAKEN: p(
    "caller",
    false,
    "「{name}」という名前の検索は保存済みです。",
    "You have a saved search called {name} already.",
    "別の名前を付けるか、保存済みの検索を削除してください。",
    "Choose another name, or delete the one that you have.",
  ),
  SAVED_SEARCH_LIMIT_REACHED: p(
    "caller",
    false,
    "保存できる検索は{limit}件までです。",
    "{limit} searches can be saved at most.",
    "使っていない検索を削除してください。",
    "Delete one that is not used.",
  ),
} as const;
