import { expect, test } from "vitest";
import { disabledAfterMs, resendTries, retryDelayMs } from "./timing.ts";

const [second, minute, hour] = [1_000, 60_000, 3_600_000];

test.each([
  [1, 5 * second],
  [2, 30 * second],
  [3, 2 * minute],
  [4, 10 * minute],
  [5, 30 * minute],
  [6, hour],
  [7, 2 * hour],
  [8, 4 * hour],
  [9, 6 * hour],
  [10, 6 * hour],
  [1_000, 6 * hour],
])("after %d failures in a row the next attempt comes after %d ms, a fifth more or less", (failures, ms) => {
  expect([0, 0.5, 1].map((chance) => retryDelayMs(failures, chance))).toEqual([ms * 0.8, ms, ms * 1.2]);
});

test("attempts go on for well over 24 hours, also of what is resent", () => {
  const soonest = (tries: number) =>
    Array.from({ length: tries - 1 }, (_, i) => retryDelayMs(i + 1, 0)).reduce((a, b) => a + b, 0);
  expect(soonest(resendTries)).toBeGreaterThan(24 * hour);
  expect(disabledAfterMs).toBe(120 * hour);
});
