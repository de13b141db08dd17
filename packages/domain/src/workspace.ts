import type { ContractId, TenantId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";

export type WorkspaceId = string;
export const workspaceIdPattern = /^ws[0-9]{10}$/;

/** How many workspaces a contract has at most (sdpf section 1). */
export const maxWorkspaces = 100;

/** Names of workspaces that come into being with a tenant for which none was named: nobody can choose them. */
export const impliedWorkspaceName = /^econ[0-9]{10}/i;

export interface WorkspaceFacts {
  id: WorkspaceId;
  contractId: ContractId;
  /** Tenants that live. */
  regions: readonly { region: string; tenantId: TenantId }[];
}

/** @param live workspaces that the contract has */
export function decideCreateWorkspace(live: number): Decision {
  return live < maxWorkspaces ? yes : no("WORKSPACE_LIMIT_REACHED", { limit: maxWorkspaces });
}

/** At most one tenant of a region in a workspace (sdpf section 1). */
export function decideTenantInWorkspace(workspace: WorkspaceFacts, region: string): Decision {
  const taken = workspace.regions.find((tenant) => tenant.region === region);
  return taken ? no("WORKSPACE_REGION_TAKEN", { workspaceId: workspace.id, region, tenantId: taken.tenantId }) : yes;
}

/** Tenants go before what holds them (sdpf 3.6 by analogy). */
export function decideDeleteWorkspace(workspace: WorkspaceFacts): Decision {
  const tenants = workspace.regions.length;
  return tenants === 0 ? yes : no("WORKSPACE_HAS_TENANTS", { workspaceId: workspace.id, tenants });
}
