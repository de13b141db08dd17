import type { ContractId, TenantId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";

export const tenantStates = ["provisioning", "active", "deleting", "deleted", "failed"] as const;
export type TenantState = (typeof tenantStates)[number];

export interface TenantFacts {
  id: TenantId;
  contractId: ContractId;
  state: TenantState;
}

/** A tenant that is being made may be deleted too: the deletion waits for the making. */
export function decideDeleteTenant(tenant: TenantFacts): Decision {
  switch (tenant.state) {
    case "active":
    case "provisioning":
      return yes;
    default:
      return no("TENANT_STATE_FORBIDS", { tenantId: tenant.id, state: tenant.state });
  }
}
