import type { OptionOf } from "../command.ts";

/** On commands that place an order which may begin later. */
export const startAtOption: OptionOf = {
  flags: "--start-at <instant>",
  says: { ja: "開始する時刻 (UTC、例: 2026-05-01T00:00:00Z)", en: "when it is to begin, in UTC, such as 2026-05-01T00:00:00Z" },
};
