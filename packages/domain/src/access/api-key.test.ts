import { expect, test } from "vitest";
import type { KeyScope } from "./actor.ts";
import { decideIssueKey, type KeyLimits, maxApiKeysPerUser } from "./api-key.ts";

const soon = new Date("2026-05-01T00:00:00Z");
const later = new Date("2026-06-01T00:00:00Z");
const limits = (scopes: KeyScope[] | null, expiresAt: Date | null = null, groups: string[] = []): KeyLimits => ({
  scopes,
  expiresAt,
  groups,
});

test.each<[string, KeyLimits, KeyLimits | undefined, number, string]>([
  ["somebody who has signed in gives all that they may", limits(null), undefined, 0, "yes"],
  ["and narrower keys", limits(["contracts:read"], soon, ["a"]), undefined, 9, "yes"],
  ["ten live keys are enough", limits(null), undefined, maxApiKeysPerUser, "API_KEY_LIMIT_REACHED"],
  ["also for a key that makes keys", limits(["contracts:read"]), limits(null), maxApiKeysPerUser, "API_KEY_LIMIT_REACHED"],
  ["an unlimited key gives an unlimited key", limits(null), limits(null), 0, "yes"],
  ["or any scopes", limits(["audit:read"]), limits(null), 0, "yes"],
  ["a key with scopes gives some of them", limits(["contracts:read"]), limits(["contracts:read", "orders:read"]), 0, "yes"],
  ["not one that it lacks", limits(["contracts:read", "audit:read"]), limits(["contracts:read"]), 0, "API_KEY_WIDER"],
  ["and not all", limits(null), limits(["contracts:read"]), 0, "API_KEY_WIDER"],
  ["a key that ends gives keys that end no later", limits(null, soon), limits(null, soon), 0, "yes"],
  ["or earlier", limits(null, soon), limits(null, later), 0, "yes"],
  ["not later", limits(null, later), limits(null, soon), 0, "API_KEY_WIDER"],
  ["and none without an end", limits(null, null), limits(null, soon), 0, "API_KEY_WIDER"],
  ["a key without an end gives keys with one", limits(null, soon), limits(null, null), 0, "yes"],
  ["a key bound to groups gives keys bound to some of them", limits(null, null, ["a"]), limits(null, null, ["a", "b"]), 0, "yes"],
  ["not to others", limits(null, null, ["a", "c"]), limits(null, null, ["a", "b"]), 0, "API_KEY_WIDER"],
  ["and none without groups", limits(null, null, []), limits(null, null, ["a"]), 0, "API_KEY_WIDER"],
  ["a key without groups may bind the new one", limits(null, null, ["a"]), limits(null, null, []), 0, "yes"],
])("%s", (_, wanted, by, live, expected) => {
  const decision = decideIssueKey(wanted, by, live);
  expect(decision.ok ? "yes" : decision.code).toBe(expected);
  if (!decision.ok && decision.code === "API_KEY_LIMIT_REACHED") expect(decision.variables).toEqual({ limit: 10 });
});
