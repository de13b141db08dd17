import { expect, test } from "vitest";
import { decideStartAt, startAtOf } from "./index.ts";

const now = new Date("2026-04-01T00:00:00.000Z");

test.each([
  ["2026-03-31T23:59:59.999Z", false],
  ["2026-04-01T00:00:00.000Z", false],
  ["2026-04-01T00:00:00.001Z", true],
  ["2026-06-30T00:00:00.000Z", true],
  ["2026-06-30T00:00:00.001Z", false],
])("an order placed on 1 April that begins at %s: %s", (startAt, may) => {
  expect(decideStartAt(new Date(startAt), now).ok).toBe(may);
});

test("when an order is to begin stands in what was ordered", () => {
  expect(startAtOf({ input: { startAt: now.toISOString() } })).toEqual(now);
  expect(startAtOf({ input: {} })).toBeNull();
});
