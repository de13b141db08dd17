import { describe, expect, test } from "vitest";
import { answerTimes } from "./answer-times.ts";

describe("when the staff must have answered case by case", () => {
  // Asked, reminded at 09:00 JST, over at the midnight after the day: five business days, reminded two before.
  test.each([
    ["a Monday", "2026-06-01T03:00:00Z", "2026-06-04T00:00:00Z", "2026-06-08T15:00:00Z"],
    ["a Friday", "2026-06-05T03:00:00Z", "2026-06-10T00:00:00Z", "2026-06-12T15:00:00Z"],
    ["a Sunday is no day of it", "2026-06-07T03:00:00Z", "2026-06-10T00:00:00Z", "2026-06-12T15:00:00Z"],
    ["before the holidays of May", "2026-04-30T03:00:00Z", "2026-05-08T00:00:00Z", "2026-05-12T15:00:00Z"],
    ["late in the evening in Japan", "2026-06-01T14:59:00Z", "2026-06-04T00:00:00Z", "2026-06-08T15:00:00Z"],
    ["a minute later it is the next day there", "2026-06-01T15:00:00Z", "2026-06-05T00:00:00Z", "2026-06-09T15:00:00Z"],
  ])("%s", (_, at, remindAt, deadline) => {
    const times = answerTimes(new Date(at));
    expect([times.remindAt.toISOString(), times.deadline.toISOString()]).toEqual(
      [remindAt, deadline].map((t) => new Date(t).toISOString()),
    );
  });
});
