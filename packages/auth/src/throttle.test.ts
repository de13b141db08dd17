import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decideAttempt, throttlePolicies } from "./throttle.ts";

const t0 = Date.parse("2026-04-01T00:00:00Z");
const at = (ms: number) => new Date(t0 + ms);
const minute = 60_000;
const day = 24 * 60 * minute;

describe("how long an account rests", () => {
  test.each([
    // failures in a row, since the last, may try, or wait for so long after the last failure
    [0, 0, true, 0],
    [4, 0, true, 0],
    [5, 0, false, minute],
    [5, minute - 1, false, minute],
    [5, minute, true, 0],
    [6, minute, false, 2 * minute],
    [6, 2 * minute, true, 0],
    [7, 3 * minute, false, 4 * minute],
    [8, 7 * minute, false, 8 * minute],
    [9, 14 * minute, false, 15 * minute],
    [99, 15 * minute, true, 0],
    [100, 15 * minute, false, "emptied"],
    [100, 30 * day, false, "emptied"],
    [100, 90 * day, true, 0],
  ] as const)("%i failures, %i ms later: %s", (failures, sinceMs, go, rest) => {
    const decision = decideAttempt(throttlePolicies.account, { failures, failedAt: at(0) }, at(sinceMs));
    if (go) expect(decision.go).toBe(true);
    else expect(decision).toEqual({ go: false, until: rest === "emptied" ? rest : at(rest) });
  });
});

test.each([
  [29, 0, true],
  [30, 0, false],
  [30, minute, true],
  [1_000, 14 * minute, false],
  [1_000, 15 * minute, true],
])("an address with %i failures, %i ms later: %s", (failures, sinceMs, go) => {
  expect(decideAttempt(throttlePolicies.address, { failures, failedAt: at(0) }, at(sinceMs)).go).toBe(go);
});

test("a clock that was moved back opens nothing", () => {
  expect(decideAttempt(throttlePolicies.account, { failures: 5, failedAt: at(0) }, at(-day)).go).toBe(false);
});

test("whoever fails without end gets at most 100 attempts in a row", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 40 * minute }), { minLength: 200, maxLength: 400 }), (pauses) => {
      let bucket = { failures: 0, failedAt: at(0) };
      let now = 0;
      let tried = 0;
      for (const pause of pauses) {
        now += pause;
        const decision = decideAttempt(throttlePolicies.account, bucket, at(now));
        if (!decision.go) continue;
        tried++;
        bucket = { failures: decision.failures + 1, failedAt: at(now) };
      }
      expect(tried).toBeLessThanOrEqual(100);
    }),
    { numRuns: 50 },
  );
});
