import { approvalRequestRoutes } from "./approval-requests.ts";
import { contractRoutes } from "./contracts.ts";
import { iamRoutes } from "./iam.ts";
import { operatorRoutes } from "./operator.ts";
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
  ...iamRoutes,
];

/** The admin interface (rows 33 and 34): for the provider's staff, with an operator's session as the token. */
export const sssOperatorRoutes: readonly SssRoute[] = operatorRoutes;
