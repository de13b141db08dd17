import type { ApiKeyRow } from "@saihan/db";
import { keyScopes } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, userIdField, z } from "../fields.ts";

export const apiKeySchema = z
  .object({
    id: z.string().openapi({ description: "The part of the key that is no secret" }),
    contractId: contractIdField,
    userId: userIdField,
    name: z.string(),
    scopes: z.array(z.enum(keyScopes)).nullable().openapi({ description: "null: all that its user may" }),
    groups: z.array(z.uuid()).openapi({ description: "Contract groups that it is bound to; empty: those of its user" }),
    addresses: z.array(z.string()).nullable().openapi({ description: "Networks from which it may be used; null: from anywhere" }),
    createdAt: instant,
    expiresAt: maybeInstant,
    usedAt: maybeInstant.openapi({ description: "Last used, to the second" }),
    revokedAt: maybeInstant,
    successorId: z.string().nullable(),
  })
  .openapi("ApiKey");

export function apiKeyView(row: ApiKeyRow) {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt?.toISOString() ?? null,
    usedAt: row.usedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
