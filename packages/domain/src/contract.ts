import type { ContractId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";

/** 親契約 (parent) and 子契約 (child). */
export const contractKinds = ["parent", "child"] as const;
export type ContractKind = (typeof contractKinds)[number];

/**
 * The state names what has been accepted, so that the next decision can be taken at once: a contract that is
 * `provisioning` will be active when the orders before have ended, and work accepted for it waits in line.
 */
export const contractStates = [
  "provisioning",
  "active",
  "suspending",
  "suspended",
  "resuming",
  "terminating",
  "terminated",
  "failed",
] as const;
export type ContractState = (typeof contractStates)[number];

export interface ContractFacts {
  id: ContractId;
  kind: ContractKind;
  state: ContractState;
}

export const contractActions = [
  "change",
  "suspend",
  "resume",
  "terminate",
  "hold-resources",
  "change-resources",
  "change-people",
] as const;
/** `hold-resources`: make tenants or users in it. `change-resources`: what tenants are described as. `change-people`: who its users are and what they may do. */
export type ContractAction = (typeof contractActions)[number];

/** In which states an action may be accepted. Anything else is CONTRACT_STATE_FORBIDS. */
export const contractActionStates: Readonly<Record<ContractAction, readonly ContractState[]>> = {
  change: ["provisioning", "active", "suspending", "suspended", "resuming"],
  suspend: ["provisioning", "active", "resuming"],
  resume: ["suspending", "suspended"],
  terminate: ["active", "suspended", "failed"],
  "hold-resources": ["provisioning", "active", "resuming"],
  "change-resources": ["provisioning", "active", "suspending", "suspended", "resuming"],
  "change-people": ["provisioning", "active", "suspending", "suspended", "resuming"],
};

/** The state that a contract has from the moment an order is accepted until the order ends. */
export const stateWhileOrdered = {
  suspend: "suspending",
  resume: "resuming",
  terminate: "terminating",
} as const satisfies Partial<Record<ContractAction, ContractState>>;

/** What concerns what is in a contract, and so may be done in a parent contract too. */
const insideActions: readonly ContractAction[] = ["hold-resources", "change-resources", "change-people"];

/** May this be done to the contract as it stands? */
export function decideContractAction(contract: ContractFacts, action: ContractAction): Decision {
  if (contract.kind === "parent" && !insideActions.includes(action)) {
    return no("CONTRACT_IS_PARENT", { contractId: contract.id });
  }
  return contractActionStates[action].includes(contract.state)
    ? yes
    : no("CONTRACT_STATE_FORBIDS", { contractId: contract.id, state: contract.state, action });
}

/** May this partner place orders at all? Only a live parent contract may. */
export function decidePartnerMayOrder(parent: ContractFacts): Decision {
  return parent.state === "active" ? yes : no("PARTNER_NOT_ACTIVE", { state: parent.state });
}
