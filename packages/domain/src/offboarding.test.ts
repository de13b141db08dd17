import { describe, expect, test } from "vitest";
import {
  decideApprovalOfOffboarding,
  decideOffboarding,
  eraseAt,
  type OffboardingFacts,
  offboardingStep,
} from "./offboarding.ts";

const asked: OffboardingFacts = { approvedAt: null, closedAt: null, exportedAt: null, eraseAt: null, erasedAt: null };
const at = (text: string) => new Date(text);
const approved = { ...asked, approvedAt: at("2026-04-10T00:00:00Z") };
const closed = { ...approved, closedAt: at("2026-05-05T00:00:00Z") };
const handedOut = { ...closed, exportedAt: at("2026-05-06T00:00:00Z"), eraseAt: eraseAt(at("2026-05-06T00:00:00Z")) };

describe("a partner leaves", () => {
  test.each([
    ["asked for", asked, "2026-04-10T00:00:00Z", "approve"],
    ["approved", approved, "2026-04-10T00:00:00Z", "close-books"],
    ["its months closed", closed, "2026-05-05T00:00:00Z", "hand-out"],
    ["its data handed out", handedOut, "2026-05-06T00:00:00Z", "wait"],
    ["a moment before the end of the time", handedOut, "2026-08-03T23:59:59Z", "wait"],
    ["the time over", handedOut, "2026-08-04T00:00:00Z", "erase"],
    ["erased", { ...handedOut, erasedAt: at("2026-08-04T03:30:00Z") }, "2026-08-05T00:00:00Z", "done"],
  ] as const)("%s: %s", (_, facts, now, step) => {
    expect(offboardingStep(facts, at(now))).toBe(step);
  });

  test.each(["contracts", "tenants", "subscriptions", "orders"] as const)("not while it has %s", (what) => {
    const nothing = { contracts: 0, tenants: 0, subscriptions: 0, orders: 0 };
    expect(decideOffboarding("econ1000000001", nothing)).toMatchObject({ ok: true });
    expect(decideOffboarding("econ1000000001", { ...nothing, [what]: 1 })).toMatchObject({
      ok: false,
      code: "PARTNER_HOLDS_SOMETHING",
    });
  });

  test("whoever asked does not approve, and nobody approves twice", () => {
    expect(decideApprovalOfOffboarding({ ...asked, askedBy: "operator:a" }, "operator:b")).toMatchObject({ ok: true });
    expect(decideApprovalOfOffboarding({ ...asked, askedBy: "operator:a" }, "operator:a")).toMatchObject({
      code: "OFFBOARDING_NEEDS_ANOTHER",
    });
    expect(decideApprovalOfOffboarding({ ...approved, askedBy: "operator:a" }, "operator:b")).toMatchObject({
      code: "OFFBOARDING_STATE_FORBIDS",
    });
  });
});
