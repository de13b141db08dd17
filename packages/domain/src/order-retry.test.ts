import { describe, expect, test } from "vitest";
import { decideRetry, orderStates, type ProblemCode, type RetryGrounds } from "./index.ts";

const order = (more: Partial<RetryGrounds>): RetryGrounds => ({
  ...{ id: "o-1", kind: "contract.suspend", state: "failed", failure: { code: "DEADLINE_PASSED" }, retriedBy: null },
  ...more,
});

describe("placing an order again", () => {
  test.each<[ProblemCode, "yes" | ProblemCode]>([
    ["DEADLINE_PASSED", "yes"],
    ["PLATFORM_QUOTA_REACHED", "yes"],
    ["PLATFORM_REFUSED", "yes"],
    ["QUARANTINED", "yes"],
    ["AUTHORITY_WITHDRAWN", "yes"],
    ["PREDECESSOR_FAILED", "yes"],
    ["PLATFORM_NAME_TAKEN", "ORDER_NOT_RETRYABLE"],
  ])("failed with %s: %s", (code, expected) => {
    const decision = decideRetry(order({ failure: { code } }));
    expect(decision.ok ? "yes" : decision.code).toBe(expected);
  });
  test.each(orderStates.map((state) => [state, state === "failed" || state === "expired"] as const))("%s: %s", (state, may) => {
    const decision = decideRetry(order({ state, failure: null }));
    expect(decision.ok).toBe(may);
    if (!decision.ok) expect(decision).toMatchObject({ code: "ORDER_NOT_RETRYABLE", variables: { state } });
  });
  test("what was refused for itself says whose turn it is", () => {
    const rejected = order({ state: "rejected", failure: { code: "APPROVAL_REFUSED" } });
    expect(decideRetry(rejected)).toMatchObject({ variables: { code: "APPROVAL_REFUSED", turn: "nobody" } });
  });
  test.each(["contract.terminate", "contract.repair"] as const)("%s names what was looked at", (kind) => {
    expect(decideRetry(order({ kind }))).toMatchObject({ code: "ORDER_RETRY_NEEDS_LOOK" });
  });
  test("once", () => {
    expect(decideRetry(order({ retriedBy: "o-2" }))).toMatchObject({
      code: "ORDER_ALREADY_RETRIED",
      variables: { retriedBy: "o-2" },
    });
  });
});
