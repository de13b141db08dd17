import { expect, test } from "vitest";
import { decideTermination, reviewedText, terminationSteps } from "./termination.ts";

const contract = { id: "econ1000000001", kind: "child", state: "active" } as const;
const nothing = { tenants: 0, openOrders: 0 };
const current = { reviewed: "a", current: "a" };
const stale = { reviewed: "a", current: "b" };

test.each([
  ["an empty contract", contract, nothing, undefined, "yes"],
  ["a suspended one", { ...contract, state: "suspended" } as const, nothing, undefined, "yes"],
  ["a parent", { ...contract, kind: "parent" } as const, nothing, undefined, "CONTRACT_IS_PARENT"],
  ["one that has ended", { ...contract, state: "terminated" } as const, nothing, undefined, "CONTRACT_STATE_FORBIDS"],
  ["with tenants", contract, { tenants: 2, openOrders: 0 }, undefined, "CONTRACT_HAS_TENANTS"],
  ["with tenants that may go", contract, { tenants: 2, openOrders: 0 }, current, "yes"],
  ["as it no longer is", contract, { tenants: 2, openOrders: 0 }, stale, "TERMINATION_PLAN_CHANGED"],
  ["empty, but reviewed as something else", contract, nothing, stale, "TERMINATION_PLAN_CHANGED"],
  ["with orders under way, whatever was reviewed", contract, { tenants: 0, openOrders: 1 }, current, "CONTRACT_HAS_OPEN_ORDERS"],
] as const)("the end of %s", (_what, facts, left, removal, expected) => {
  const decision = decideTermination(facts, left, removal);
  expect(decision.ok ? "yes" : decision.code).toBe(expected);
});

const contents = {
  tenants: [{ id: "t1" }, { id: "t2" }],
  users: [{ id: "u1", type: "representative" }],
  access: [{ tenantId: "t1", userId: "u1" }],
  subscriptions: [{ id: "s1", tenantId: "t1" }],
};

test("what is in something goes before it, the contract last", () => {
  expect(terminationSteps("c", contents).map(({ step, id }) => `${step} ${id}`)).toEqual([
    "end-subscription s1",
    "delete-tenant t1",
    "delete-tenant t2",
    "delete-user u1",
    "end-contract c",
  ]);
});

test.each([
  ["the order of the lists", { ...contents, tenants: contents.tenants.toReversed() }, true],
  ["a tenant more", { ...contents, tenants: [...contents.tenants, { id: "t3" }] }, false],
  ["another user", { ...contents, users: [{ id: "u2", type: "representative" }] }, false],
  ["a user of another type", { ...contents, users: [{ id: "u1", type: "general" }] }, false],
  ["access less", { ...contents, access: [] }, false],
  ["a subscription less", { ...contents, subscriptions: [] }, false],
])("what was reviewed and %s: the same plan is %s", (_what, other, same) => {
  expect(reviewedText("c", other) === reviewedText("c", contents)).toBe(same);
});
