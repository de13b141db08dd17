import type { TenantRow } from "@saihan/db";
import { tenantStates } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, tenantIdField, workspaceIdField, z } from "../fields.ts";

export const tenantSchema = z
  .object({
    id: tenantIdField,
    contractId: contractIdField,
    workspaceId: workspaceIdField,
    name: z.string(),
    region: z.string(),
    description: z.string(),
    state: z.enum(tenantStates),
    createdAt: instant,
    startedAt: maybeInstant,
    endedAt: maybeInstant,
  })
  .openapi("Tenant");

export function tenantView(row: Omit<TenantRow, "partnerId" | "platformId">) {
  return {
    id: row.id,
    contractId: row.contractId,
    workspaceId: row.workspaceId,
    name: row.name,
    region: row.region,
    description: row.description,
    state: row.state,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
