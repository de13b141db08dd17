import { expect, test } from "vitest";
import { lagOf } from "./replica-lag.ts";

type Step = [at: number, who: "primary" | "replica", position: string];

test.each<[string, Step[], now: number, lagMs: number]>([
  ["nothing seen", [], 5_000, 0],
  [
    "in step",
    [
      [0, "primary", "0/100"],
      [1, "replica", "0/100"],
    ],
    900,
    0,
  ],
  [
    "a little behind",
    [
      [0, "primary", "0/100"],
      [1, "replica", "0/FF"],
    ],
    40,
    40,
  ],
  [
    "it stands, and the primary goes on: the oldest that is missing counts",
    [
      [0, "primary", "0/100"],
      [1, "replica", "0/100"],
      [500, "primary", "0/200"],
      [501, "replica", "0/100"],
      [1_000, "primary", "0/300"],
      [1_001, "replica", "0/100"],
    ],
    1_500,
    1_000,
  ],
  [
    "it comes on in part",
    [
      [0, "primary", "0/100"],
      [500, "primary", "0/200"],
      [900, "replica", "0/1FF"],
    ],
    1_000,
    500,
  ],
  [
    "a quiet primary is no lag",
    [
      [0, "primary", "0/100"],
      [1, "replica", "0/100"],
      [60_000, "primary", "0/100"],
      [60_001, "replica", "0/100"],
    ],
    60_002,
    0,
  ],
  [
    "the halves of a position",
    [
      [0, "primary", "1/10"],
      [1, "replica", "0/FFFFFFFF"],
    ],
    10,
    10,
  ],
])("lag: %s", (_, steps, at, lagMs) => {
  let now = 0;
  const lag = lagOf(() => now);
  for (const [when, who, position] of steps) {
    now = when;
    lag[who === "primary" ? "primaryAt" : "replicaAt"](position);
  }
  now = at;
  expect(lag.ms()).toBe(lagMs);
});
