import type { ContractId, TenantId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";

export const tenantStates = ["provisioning", "active", "deleting", "deleted", "failed"] as const;
export type TenantState = (typeof tenantStates)[number];

export interface TenantFacts {
  id: TenantId;
  contractId: ContractId;
  state: TenantState;
}

/**
 * A tenant that is being made may be deleted too: the deletion waits for the making. Subscriptions in it are ended first (sdpf 3.6 by
 * analogy: resources go before what holds them).
 *
 * @param left subscriptions that have not ended
 */
export function decideDeleteTenant(tenant: TenantFacts, left: { subscriptions: number }): Decision {
  switch (tenant.state) {
    case "active":
    case "provisioning":
      return left.subscriptions === 0
        ? yes
        : no("TENANT_HAS_SUBSCRIPTIONS", { tenantId: tenant.id, subscriptions: left.subscriptions });
    default:
      return no("TENANT_STATE_FORBIDS", { tenantId: tenant.id, state: tenant.state });
  }
}

/** What a tenant is described as may be changed as long as it is there; while it is being made, the change waits for the making. */
export function decideChangeTenant(tenant: TenantFacts): Decision {
  return tenant.state === "active" || tenant.state === "provisioning"
    ? yes
    : no("TENANT_STATE_FORBIDS", { tenantId: tenant.id, state: tenant.state });
}
