import { expect, test } from "vitest";
import { judgeSession } from "./session-life.ts";

const minute = 60_000;
const hour = 60 * minute;
test.each([
  // opened, last used (before now), worth
  [0, 0, { state: "live", note: false }],
  [59_999, 59_999, { state: "live", note: false }],
  [minute, minute, { state: "live", note: true }],
  [30 * minute - 1, 30 * minute - 1, { state: "live", note: true }],
  [30 * minute, 30 * minute, { state: "idle" }],
  [8 * hour - 1, 0, { state: "live", note: false }],
  [8 * hour, 0, { state: "old" }],
  [9 * hour, 9 * hour, { state: "old" }],
])("opened %i ms ago, used %i ms ago", (openedMs, usedMs, judged) => {
  const now = new Date("2026-04-01T12:00:00Z");
  const ago = (ms: number) => new Date(now.getTime() - ms);
  expect(judgeSession({ createdAt: ago(openedMs), seenAt: ago(usedMs) }, now)).toEqual(judged);
});
