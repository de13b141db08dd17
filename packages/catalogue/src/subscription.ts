import {
  type ContractFacts,
  type ContractId,
  type ContractState,
  type Decision,
  decideContractAction,
  no,
  type OrderId,
  type Rejection,
  type TenantFacts,
  type TenantId,
  yes,
} from "@saihan/domain";
import { type Explanation, explainEligibility } from "./eligibility.ts";
import type { Facts, MenuCode } from "./facts.ts";
import type { Menu } from "./menu.ts";
import { decideMenuOperation, type MenuControl } from "./menu-control.ts";

/**
 * A menu in a tenant. Like a contract's, its state names what has been accepted: one that is `provisioning` will be active when the
 * orders before have ended, and what is accepted meanwhile waits in line.
 */
export const subscriptionStates = [
  "provisioning",
  "active",
  "changing",
  "stopping",
  "stopped",
  "resuming",
  "ending",
  "ended",
  "failed",
] as const;
export type SubscriptionState = (typeof subscriptionStates)[number];

export const subscriptionActions = ["change-plan", "stop", "resume", "end"] as const;
/** What is ordered for a subscription that exists, carried out later. A rename is done at once, see {@link renameSubscription}. */
export type SubscriptionAction = (typeof subscriptionActions)[number];

/** What the platform has confirmed last. */
export type ConfirmedState = "none" | "active" | "stopped" | "ended";

export interface Subscription {
  /** Id of the resource. Charges name it; it never changes. */
  readonly id: string;
  readonly contractId: ContractId;
  readonly tenantId: TenantId;
  readonly menu: MenuCode;
  /** For people. It may change, and nothing hangs on it (sdpf 5.1). */
  readonly name: string;
  readonly state: SubscriptionState;
  readonly confirmed: ConfirmedState;
  /** The plan in force; absent before the start. */
  readonly plan?: string | undefined;
  /** The plan when every accepted order has ended. */
  readonly orderedPlan: string;
  /** The order accepted last, while it has not ended. */
  readonly openOrderId?: OrderId | undefined;
}

/** In which states an action may be accepted, and the state from then until its order ends. */
export const subscriptionLife: Readonly<
  Record<SubscriptionAction, { readonly from: readonly SubscriptionState[]; readonly becomes: SubscriptionState }>
> = {
  "change-plan": { from: ["provisioning", "active", "changing", "resuming"], becomes: "changing" },
  stop: { from: ["provisioning", "active", "changing", "resuming"], becomes: "stopping" },
  resume: { from: ["stopping", "stopped"], becomes: "resuming" },
  end: { from: ["provisioning", "active", "changing", "stopping", "stopped", "resuming"], becomes: "ending" },
};

/** A suspended contract may be emptied; everything else needs one that is live or soon will be. */
const contractStatesFor: Readonly<Record<SubscriptionAction, readonly ContractState[]>> = {
  "change-plan": ["provisioning", "active", "resuming"],
  stop: ["provisioning", "active", "resuming"],
  resume: ["provisioning", "active", "resuming"],
  end: ["provisioning", "active", "suspending", "suspended", "resuming"],
};

export interface SubscriptionOrder {
  readonly orderId: OrderId;
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly menu: Menu;
  readonly contract: ContractFacts;
  readonly tenant: TenantFacts;
  readonly facts: Facts;
}

export type SubscriptionOrderDecision =
  | {
      readonly ok: true;
      readonly subscription: Subscription;
      readonly awaitsApproval: boolean;
      readonly explanation: Explanation;
    }
  | (Rejection & { readonly explanation?: Explanation });

/**
 * Decides the order of a new subscription.
 *
 * @param at the instant of acceptance
 * @returns the subscription to be made, which awaits an approval where the menu asks for one; or CONTRACT_IS_PARENT,
 *   CONTRACT_STATE_FORBIDS, TENANT_NOT_FOUND, TENANT_STATE_FORBIDS, or MENU_NOT_ELIGIBLE with every failing condition
 */
export function decideSubscribe(order: SubscriptionOrder, at: Date): SubscriptionOrderDecision {
  const { contract, tenant, menu } = order;
  if (contract.kind === "parent") return no("CONTRACT_IS_PARENT", { contractId: contract.id });
  const mayHold = decideContractAction(contract, "hold-resources");
  if (!mayHold.ok) return mayHold;
  if (tenant.contractId !== contract.id) return no("TENANT_NOT_FOUND", { tenantId: tenant.id });
  if (tenant.state !== "active" && tenant.state !== "provisioning") {
    return no("TENANT_STATE_FORBIDS", { tenantId: tenant.id, state: tenant.state });
  }
  const explanation = explainEligibility(menu, order.facts, at);
  if (explanation.verdict === "refused") {
    return { ...no("MENU_NOT_ELIGIBLE", { menu: menu.code, failures: explanation.failures.length }), explanation };
  }
  const subscription: Subscription = {
    id: order.id,
    contractId: contract.id,
    tenantId: tenant.id,
    menu: menu.code,
    name: order.name,
    state: "provisioning",
    confirmed: "none",
    orderedPlan: order.plan,
    openOrderId: order.orderId,
  };
  return { ok: true, subscription, awaitsApproval: explanation.verdict === "needs-approval", explanation };
}

/** An action that is asked for. `plan` is the new one. */
export type ActionAsked = { readonly orderId: OrderId } & (
  | { readonly action: "change-plan"; readonly plan: string }
  | { readonly action: "stop" | "resume" | "end" }
);

export type SubscriptionDecision = { readonly ok: true; readonly subscription: Subscription } | Rejection;

/**
 * Decides an action on a subscription.
 *
 * @param control the parent's menu control at the instant of acceptance
 * @returns the subscription as accepted, or SUBSCRIPTION_STATE_FORBIDS, CONTRACT_STATE_FORBIDS, MENU_SWITCHED_OFF,
 *   SUBSCRIPTION_PLAN_UNCHANGED
 */
export function decideSubscriptionAction(
  subscription: Subscription,
  asked: ActionAsked,
  contract: ContractFacts,
  control: MenuControl,
): SubscriptionDecision {
  const { action, orderId } = asked;
  const { id, state } = subscription;
  const { from, becomes } = subscriptionLife[action];
  if (!from.includes(state)) return no("SUBSCRIPTION_STATE_FORBIDS", { subscriptionId: id, state, action });
  const mayOperate = decideOperation(subscription, action, contract, control);
  if (!mayOperate.ok) return mayOperate;
  const orderedPlan = asked.action === "change-plan" ? asked.plan : subscription.orderedPlan;
  if (action === "change-plan" && orderedPlan === subscription.orderedPlan) {
    return no("SUBSCRIPTION_PLAN_UNCHANGED", { subscriptionId: id, plan: orderedPlan });
  }
  return { ok: true, subscription: { ...subscription, state: becomes, orderedPlan, openOrderId: orderId } };
}

/** @returns the subscription under its new name, its id as before; or SUBSCRIPTION_STATE_FORBIDS, MENU_SWITCHED_OFF */
export function renameSubscription(subscription: Subscription, name: string, control: MenuControl): SubscriptionDecision {
  const { id, state } = subscription;
  if (state === "ending" || state === "ended" || state === "failed") {
    return no("SUBSCRIPTION_STATE_FORBIDS", { subscriptionId: id, state, action: "rename" });
  }
  const mayOperate = decideMenuOperation(control, subscription.menu);
  return mayOperate.ok ? { ok: true, subscription: { ...subscription, name } } : mayOperate;
}

function decideOperation(
  subscription: Subscription,
  action: SubscriptionAction,
  contract: ContractFacts,
  control: MenuControl,
): Decision {
  if (!contractStatesFor[action].includes(contract.state)) {
    return no("CONTRACT_STATE_FORBIDS", { contractId: contract.id, state: contract.state, action });
  }
  const mayOperate = decideMenuOperation(control, subscription.menu);
  return mayOperate.ok ? yes : mayOperate;
}
