import type { ContractRow } from "@saihan/db";
import { contractStates, languages } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, userIdField, z } from "../fields.ts";

export const contractSchema = z
  .object({
    id: contractIdField,
    customerName: z.string(),
    customerNumber: z.string(),
    language: z.enum(languages),
    state: z
      .enum(contractStates)
      .openapi({ description: "What has been accepted for the contract; `provisioning` until it can be used" }),
    representativeId: userIdField,
    createdAt: instant,
    startedAt: maybeInstant,
    endedAt: maybeInstant,
  })
  .openapi("Contract");

export function contractView(row: Omit<ContractRow, "partnerId" | "kind" | "platformId">) {
  return {
    id: row.id,
    customerName: row.customerName,
    customerNumber: row.customerNumber,
    language: row.language,
    state: row.state,
    representativeId: row.representativeId,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
