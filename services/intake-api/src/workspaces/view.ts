import type { WorkspaceRow, WorkspaceUser } from "@saihan/db";
import { contractIdField, instant, tenantIdField, userIdField, workspaceIdField, z } from "../fields.ts";

const shared = {
  id: workspaceIdField,
  contractId: contractIdField,
  name: z.string(),
  description: z.string(),
  regions: z
    .array(z.object({ region: z.string(), tenantId: tenantIdField }))
    .openapi({ description: "Its tenants: at most one of each region" }),
  createdAt: instant,
};

export const workspaceSchema = z.object(shared).openapi("Workspace");

export const workspaceWithUsersSchema = z
  .object({
    ...shared,
    users: z
      .array(z.object({ userId: userIdField, contractId: contractIdField, representative: z.boolean() }))
      .openapi({ description: "Who has access to one of its tenants" }),
  })
  .openapi("WorkspaceWithUsers");

export function workspaceView({ id, contractId, name, description, regions, createdAt }: WorkspaceRow) {
  return { id, contractId, name, description, regions, createdAt: createdAt.toISOString() };
}

export function workspaceWithUsersView(row: WorkspaceRow, users: readonly WorkspaceUser[]) {
  const shown = users.map(({ userId, contractId, representative }) => ({ userId, contractId, representative }));
  return { ...workspaceView(row), users: shown };
}
