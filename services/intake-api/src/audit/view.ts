import type { AuditRow } from "@saihan/db";
import { providerId } from "@saihan/domain";
import { contractIdField, instant, orderIdField, z } from "../fields.ts";

const state = z.record(z.string(), z.unknown()).nullable();

export const auditEntrySchema = z
  .object({
    id: z.string(),
    seq: z
      .number()
      .int()
      .nullable()
      .openapi({ description: "Place in the partner's chain; null for up to a second, until it is sealed" }),
    hash: z.string().nullable().openapi({ description: "SHA-256 over this entry and the hash before, hexadecimal" }),
    at: instant,
    actor: z.string().openapi({ description: "From the credential, or the name of the program", example: "key:01HZX3" }),
    action: z.string().openapi({ example: "contract.suspend" }),
    target: z.string().openapi({ description: "What was acted upon", example: "econ1000000001" }),
    contractId: contractIdField.or(z.literal(providerId)),
    outcome: z.enum(["done", "refused"]),
    code: z.string().nullable().openapi({ description: "Why it was refused" }),
    before: state.openapi({ description: "States, ids, and names of changed fields; never names or addresses" }),
    after: state,
    reason: z.string().nullable(),
    orderId: orderIdField.nullable(),
    requestId: z.string().nullable(),
  })
  .openapi("AuditEntry");

export function auditEntryView(row: AuditRow) {
  return {
    id: row.id,
    seq: row.seq,
    hash: row.hash ? Buffer.from(row.hash).toString("hex") : null,
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    target: row.target,
    contractId: row.contractId,
    outcome: row.outcome,
    code: row.code,
    before: row.before,
    after: row.after,
    reason: row.reason,
    orderId: row.orderId,
    requestId: row.requestId,
  };
}
export type AuditEntryView = ReturnType<typeof auditEntryView>;
