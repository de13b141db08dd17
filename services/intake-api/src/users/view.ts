import type { UserRow } from "@saihan/db";
import { rights, userStates, userTypes } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, userIdField, z } from "../fields.ts";

export const userSchema = z
  .object({
    id: userIdField,
    contractId: contractIdField,
    type: z.enum(userTypes),
    state: z.enum(userStates),
    loginId: z.string(),
    mailAddress: z.string(),
    name: z.string().nullable(),
    rights: z
      .array(z.enum(rights))
      .nullable()
      .openapi({ description: "What an administrator may do; null: everything. Without meaning for other types" }),
    createdAt: instant,
    startedAt: maybeInstant,
    endedAt: maybeInstant,
  })
  .openapi("User");

export function userView(row: Omit<UserRow, "partnerId" | "platformId">) {
  return {
    id: row.id,
    contractId: row.contractId,
    type: row.type,
    state: row.state,
    loginId: row.loginId,
    mailAddress: row.mailAddress,
    name: row.name,
    rights: row.rights,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
