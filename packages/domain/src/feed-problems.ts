import { problem as p } from "./problem.ts";

/** Reasons about feeds under an address of their own. */
export const feedProblems = {
  FEED_NOT_FOUND: p(
    "caller",
    false,
    "このアドレスのフィードはありません。",
    "There is no feed at this address.",
    "アドレスを確認するか、新しいアドレスを作成してください。",
    "Check the address, or make a new one.",
  ),
  FEED_ADDRESS_LIMIT_REACHED: p(
    "caller",
    false,
    "フィードのアドレスは{limit}個までです。",
    "There can be {limit} addresses of feeds at most.",
    "使っていないアドレスを取り消してください。",
    "Withdraw one that is not used.",
  ),
} as const;
