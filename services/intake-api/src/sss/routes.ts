import { approvalRequestRoutes } from "./approval-requests.ts";
import { contractRoutes } from "./contracts.ts";
import type { SssRoute } from "./route.ts";
import { tenantRoutes } from "./tenants.ts";
import { userRoutes } from "./users.ts";
import { workspaceRoutes } from "./workspaces.ts";

/** Every endpoint of the SSS API, in the order of sdpf 10.1. */
export const sssRoutes: readonly SssRoute[] = [
  ...userRoutes,
  ...tenantRoutes,
  ...contractRoutes,
  ...workspaceRoutes,
  ...approvalRequestRoutes,
];
