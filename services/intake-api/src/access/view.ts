import type { ListedAccess } from "@saihan/db";
import { accessStateAt, accessStates, userTypes } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, orderIdField, tenantIdField, userIdField, z } from "../fields.ts";

export const accessSchema = z
  .object({
    tenantId: tenantIdField,
    userId: userIdField,
    user: z
      .object({ contractId: contractIdField, type: z.enum(userTypes), name: z.string().nullable() })
      .openapi({ description: "A user of the tenant's contract, or of the parent" }),
    state: z
      .enum(accessStates)
      .openapi({ description: "What has been accepted; `revoking` also from the instant of `until` on" }),
    grantedBy: z.string().openapi({ description: "Who gave it, as in the history of its order" }),
    grantedAt: maybeInstant.openapi({ description: "Since when it stands; null while it is being given" }),
    until: maybeInstant.openapi({ description: "When it ends by itself" }),
    orderId: orderIdField.openapi({ description: "The order that gave it" }),
  })
  .openapi("Access");

export const untilField = instant.optional().openapi({
  description: "When it ends by itself, in UTC; left out: it stays",
});

export function accessView(row: Omit<ListedAccess, "partnerId" | "contractId">, now: Date) {
  return {
    tenantId: row.tenantId,
    userId: row.userId,
    user: { contractId: row.userContractId, type: row.userType, name: row.userName },
    state: accessStateAt(row, now),
    grantedBy: row.grantedBy,
    grantedAt: row.grantedAt?.toISOString() ?? null,
    until: row.until?.toISOString() ?? null,
    orderId: row.orderId,
  };
}
