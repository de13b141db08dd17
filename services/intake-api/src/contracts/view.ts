import type { ContractRow } from "@saihan/db";
import { codesOf, contractStates, languages, suspensionReasons } from "@saihan/domain";
import { contractIdField, instant, labelsField, maybeInstant, userIdField, z } from "../fields.ts";

export const contractSchema = z
  .object({
    id: contractIdField,
    customerName: z.string(),
    customerNumber: z.string(),
    language: z.enum(languages),
    state: z
      .enum(contractStates)
      .openapi({ description: "What has been accepted for the contract; `provisioning` until it can be used" }),
    suspendedFor: z.enum(codesOf(suspensionReasons)).nullable().openapi({ description: "Why it is, or is being, suspended" }),
    labels: labelsField,
    representativeId: userIdField,
    createdBy: userIdField.nullable().openapi({ description: "The user of the parent who ordered it" }),
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
    suspendedFor: row.suspendedFor,
    labels: row.labels,
    representativeId: row.representativeId,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
