import type { ContractFacts } from "./contract.ts";
import { decideContractAction } from "./contract.ts";
import { type Decision, no, yes } from "./rejection.ts";

/** What a termination takes away: what is in a contract and has not ended. */
export interface TerminationContents {
  readonly tenants: readonly { readonly id: string }[];
  readonly users: readonly { readonly id: string; readonly type: string }[];
  readonly access: readonly { readonly tenantId: string; readonly userId: string }[];
  readonly subscriptions: readonly { readonly id: string; readonly tenantId: string }[];
}

/**
 * What was reviewed, as text: two plans are the same exactly when this is. Names, states and usage stay out: they may change and the same
 * things still go.
 */
export function reviewedText(contractId: string, contents: TerminationContents): string {
  const sorted = (list: readonly string[]) => list.toSorted((a, b) => (a < b ? -1 : 1));
  return JSON.stringify([
    contractId,
    sorted(contents.tenants.map(({ id }) => id)),
    sorted(contents.users.map(({ id, type }) => `${id} ${type}`)),
    sorted(contents.access.map(({ tenantId, userId }) => `${tenantId} ${userId}`)),
    sorted(contents.subscriptions.map(({ id, tenantId }) => `${id} ${tenantId}`)),
  ]);
}

/** A step of a termination and what it is about. */
export interface TerminationStep {
  readonly step: "end-subscription" | "delete-tenant" | "delete-user" | "end-contract";
  readonly id: string;
}

/** In the order in which they are taken: what is in something goes before it, the contract itself last (sdpf 3.6). */
export function terminationSteps(contractId: string, { subscriptions, tenants, users }: TerminationContents): TerminationStep[] {
  return [
    ...subscriptions.map(({ id }) => ({ step: "end-subscription", id }) as const),
    ...tenants.map(({ id }) => ({ step: "delete-tenant", id }) as const),
    ...users.map(({ id }) => ({ step: "delete-user", id }) as const),
    { step: "end-contract", id: contractId },
  ];
}

/**
 * May the contract end? Nothing may be under way in it. Resources go first; they are taken away with it only by somebody who says so and
 * names the plan that they have reviewed, as it still is. Irreversible (sdpf 3.6).
 *
 * @param removal the revision that the caller names and that of the contract as it stands; absent: nothing may be removed
 */
export function decideTermination(
  contract: ContractFacts,
  left: { tenants: number; openOrders: number },
  removal?: { reviewed: string; current: string },
): Decision {
  const allowed = decideContractAction(contract, "terminate");
  if (!allowed.ok) return allowed;
  if (left.openOrders > 0) {
    return no("CONTRACT_HAS_OPEN_ORDERS", { contractId: contract.id, openOrders: left.openOrders });
  }
  if (removal && removal.reviewed !== removal.current) {
    return no("TERMINATION_PLAN_CHANGED", { contractId: contract.id, revision: removal.current });
  }
  if (left.tenants > 0 && !removal) return no("CONTRACT_HAS_TENANTS", { contractId: contract.id, tenants: left.tenants });
  return yes;
}
