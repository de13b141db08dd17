import { type ContractFacts, contractStates, type TenantFacts } from "@saihan/domain";
import { describe, expect, test } from "vitest";
import { exampleFacts } from "./condition.ts";
import type { Facts } from "./facts.ts";
import type { MenuControl } from "./menu-control.ts";
import { programmeMenus } from "./programme.ts";
import {
  type ActionAsked,
  decideSubscribe,
  decideSubscriptionAction,
  renameSubscription,
  type Subscription,
  type SubscriptionAction,
  type SubscriptionState,
  subscriptionActions,
  subscriptionStates,
} from "./subscription.ts";

const at = new Date("2026-04-10T03:00:00Z");
const contract: ContractFacts = { id: "econ0000000001", kind: "child", state: "active" };
const tenant: TenantFacts = { id: "0".repeat(32), contractId: contract.id, state: "active" };
const facts = { ...exampleFacts, agreement: { id: "agreement-1", from: "2020-04-01", names: [] } };
const allOn: MenuControl = { revision: 0, off: [], futureMenus: "on" };

function order(menu: string, more: Partial<{ contract: ContractFacts; tenant: TenantFacts; facts: Facts }> = {}) {
  const found = programmeMenus.find(({ code }) => code === menu);
  if (!found) throw new Error(`no menu ${menu}`);
  return decideSubscribe(
    { orderId: "order-1", id: "sub-1", name: "disk", plan: "p1", menu: found, contract, tenant, facts, ...more },
    at,
  );
}

const subscription: Subscription = {
  id: "sub-1",
  contractId: contract.id,
  tenantId: tenant.id,
  menu: "block-storage",
  name: "disk",
  state: "active",
  confirmed: "active",
  plan: "p1",
  orderedPlan: "p1",
};

describe("ordering", () => {
  test("an allowed menu is provisioned", () => {
    expect(order("block-storage")).toMatchObject({
      ok: true,
      awaitsApproval: false,
      subscription: { id: "sub-1", state: "provisioning", confirmed: "none", orderedPlan: "p1", openOrderId: "order-1" },
    });
  });

  test("a menu decided case by case awaits an approval", () => {
    expect(order("fast-dns")).toMatchObject({ ok: true, awaitsApproval: true, subscription: { state: "provisioning" } });
  });

  test("a refusal carries every failing condition", () => {
    expect(order("colocation-connection")).toMatchObject({
      ok: false,
      code: "MENU_NOT_ELIGIBLE",
      variables: { menu: "colocation-connection", failures: 5 },
      explanation: { failures: { length: 5 } },
    });
  });

  test("the duties of the sale come with it", () => {
    expect(order("oracle", { facts: { ...facts, acceptedTerms: { oracle: at } } })).toMatchObject({
      ok: true,
      explanation: { duties: [{ code: "END_USER_NAME_ON_ORDER", dueOn: "2026-04-10" }] },
    });
  });

  test.each<[string, Parameters<typeof order>[1], string]>([
    ["a parent contract", { contract: { ...contract, kind: "parent" } }, "CONTRACT_IS_PARENT"],
    ["a suspended contract", { contract: { ...contract, state: "suspended" } }, "CONTRACT_STATE_FORBIDS"],
    ["another contract's tenant", { tenant: { ...tenant, contractId: "econ0000000002" } }, "TENANT_NOT_FOUND"],
    ["a tenant on its way out", { tenant: { ...tenant, state: "deleting" } }, "TENANT_STATE_FORBIDS"],
  ])("not in %s", (_, more, code) => expect(order("block-storage", more)).toMatchObject({ ok: false, code }));

  test("but in a tenant that is still being made", () => {
    expect(order("block-storage", { tenant: { ...tenant, state: "provisioning" } }).ok).toBe(true);
  });
});

describe("what may be done in which state", () => {
  /** The state that follows, or a dash. */
  const expected: Record<SubscriptionState, Record<SubscriptionAction, SubscriptionState | "-">> = {
    provisioning: { "change-plan": "changing", stop: "stopping", resume: "-", end: "ending" },
    active: { "change-plan": "changing", stop: "stopping", resume: "-", end: "ending" },
    changing: { "change-plan": "changing", stop: "stopping", resume: "-", end: "ending" },
    stopping: { "change-plan": "-", stop: "-", resume: "resuming", end: "ending" },
    stopped: { "change-plan": "-", stop: "-", resume: "resuming", end: "ending" },
    resuming: { "change-plan": "changing", stop: "stopping", resume: "-", end: "ending" },
    ending: { "change-plan": "-", stop: "-", resume: "-", end: "-" },
    ended: { "change-plan": "-", stop: "-", resume: "-", end: "-" },
    failed: { "change-plan": "-", stop: "-", resume: "-", end: "-" },
  };

  test.each(
    subscriptionStates.flatMap((state) => subscriptionActions.map((action) => [state, action, expected[state][action]] as const)),
  )("%s, %s: %s", (state, action, becomes) => {
    const decision = decideSubscriptionAction({ ...subscription, state }, asking(action), contract, allOn);
    const outcome = decision.ok ? decision.subscription.state : decision.code;
    expect(outcome).toBe(becomes === "-" ? "SUBSCRIPTION_STATE_FORBIDS" : becomes);
  });

  test.each(contractStates)("in a contract that is %s", (state) => {
    const allowed = subscriptionActions.filter((action) => {
      const from = action === "resume" ? "stopped" : "active";
      return decideSubscriptionAction({ ...subscription, state: from }, asking(action), { ...contract, state }, allOn).ok;
    });
    const live = ["provisioning", "active", "resuming"].includes(state);
    const mayBeEmptied = live || state === "suspending" || state === "suspended";
    expect(allowed).toEqual(live ? [...subscriptionActions] : mayBeEmptied ? ["end"] : []);
  });

  test.each(subscriptionActions)("a menu that is switched off cannot be operated: %s", (action) => {
    const from = action === "resume" ? "stopped" : "active";
    const off = { ...allOn, off: ["block-storage"] };
    const decision = decideSubscriptionAction({ ...subscription, state: from }, asking(action), contract, off);
    expect(decision).toMatchObject({ ok: false, code: "MENU_SWITCHED_OFF", variables: { menu: "block-storage" } });
  });
});

describe("changing the plan", () => {
  test("to the plan it has is refused", () => {
    const decision = decideSubscriptionAction(subscription, { orderId: "o", action: "change-plan", plan: "p1" }, contract, allOn);
    expect(decision).toMatchObject({ ok: false, code: "SUBSCRIPTION_PLAN_UNCHANGED", variables: { plan: "p1" } });
  });

  test("back to the first plan while a change is under way is another change", () => {
    const changing: Subscription = { ...subscription, state: "changing", orderedPlan: "p2", openOrderId: "o-1" };
    const decision = decideSubscriptionAction(changing, { orderId: "o-2", action: "change-plan", plan: "p1" }, contract, allOn);
    expect(decision).toMatchObject({ ok: true, subscription: { plan: "p1", orderedPlan: "p1", openOrderId: "o-2" } });
  });
});

describe("renaming", () => {
  test("changes the name alone", () => {
    expect(renameSubscription(subscription, "archive", allOn)).toEqual({
      ok: true,
      subscription: { ...subscription, name: "archive" },
    });
  });

  test.each(subscriptionStates)("%s", (state) => {
    const gone = state === "ending" || state === "ended" || state === "failed";
    expect(renameSubscription({ ...subscription, state }, "archive", allOn).ok).toBe(!gone);
  });

  test("is an operation, so a menu that is off forbids it", () => {
    expect(renameSubscription(subscription, "archive", { ...allOn, off: ["block-storage"] })).toMatchObject({
      code: "MENU_SWITCHED_OFF",
    });
  });
});

function asking(action: SubscriptionAction): ActionAsked {
  return action === "change-plan" ? { orderId: "order-2", action, plan: "p2" } : { orderId: "order-2", action };
}
