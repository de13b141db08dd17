import { expect, test } from "vitest";
import { watchStandstill } from "./standstill.ts";

test.each([
  { what: "a short life", asks: [0, 10, 20], steady: true },
  { what: "a long life with a sign every few seconds", asks: [0, 9_000, 18_000, 27_000, 36_000], steady: true },
  { what: "no sign for half the lock time", asks: [0, 10_000], steady: true },
  { what: "no sign for longer", asks: [0, 10_001], steady: false },
  { what: "steady again after a standstill: the job is lost all the same", asks: [0, 30_000, 30_001, 30_002], steady: false },
])("$what", ({ asks, steady }) => {
  let at = 0;
  const still = watchStandstill(20_000, () => at);
  let said = true;
  for (at of asks) said = still();
  expect(said).toBe(steady);
});
