import { problem as p } from "./problem.ts";

/** The catalogue's part on what the billing staff do to a month's close. */
export const closeProblems = {
  CLOSE_NOTHING_PARKED: p(
    "caller",
    false,
    "{month} に保留中の契約はないか、料金の計算中です。",
    "Nothing of {month} is parked, or it is being rated.",
    "締めの状況を確認してください。",
    "Look at how the close stands.",
  ),
  CLOSE_NOT_WAITING: p(
    "caller",
    false,
    "{month} は確認待ちではありません(状態: {state})。",
    "{month} does not wait for a signature: it is {state}.",
    "料金の計算が終わり、請求書が未発行の月だけを確認済みにできます。",
    "Only a month that is rated and not issued can be signed off.",
  ),
} as const;
