import type { SeenApprovalRequest } from "@saihan/db";
import {
  type Actor,
  approvalIsActive,
  approvalStateAt,
  approvalStates,
  approverTypes,
  isApprover,
  languages,
} from "@saihan/domain";
import { contractIdField, displayText, instant, maybeInstant, orderIdField, userIdField, z } from "../fields.ts";

export const actionField = z
  .strictObject({
    service: z
      .string()
      .regex(/^[0-9a-z-]{1,64}$/, "must be lower-case letters, digits and hyphens")
      .openapi({ example: "colocation-connection" }),
    region: z
      .string()
      .regex(/^[0-9a-z]{0,16}$/, "must be a region or nothing")
      .openapi({ example: "jp1" }),
    apiPath: z
      .string()
      .regex(/^\/[\w./:{}-]{0,200}$/, "must be the path of an operation")
      .openapi({ example: "/v1/contracts/econ1000000002/consents" }),
    method: z.enum(["POST", "PUT", "PATCH", "DELETE"]),
    body: z
      .record(z.string().max(64), z.unknown())
      .refine((body) => JSON.stringify(body).length <= 4_096, { error: "must not be larger than 4 KiB" })
      .openapi({ description: "What of the operation's body the consent is for", example: { topic: "rack-work" } }),
  })
  .openapi("ApprovalAction");
export const descriptionField = z.strictObject({
  lang: z.enum(languages),
  text: displayText(500, "ラック内作業への同意をお願いします"),
});

export const approvalRequestSchema = z
  .object({
    id: orderIdField,
    externalRequestId: z.string().nullable(),
    partnerId: contractIdField,
    contractId: contractIdField.openapi({ description: "Of who asks, or of the order that asks" }),
    approverType: z.enum(approverTypes),
    approverId: z.string(),
    requestUserId: userIdField,
    service: z.string(),
    actions: z.array(actionField),
    descriptions: z.array(descriptionField),
    requestUser: z.boolean().openapi({ description: "You have raised it" }),
    approver: z.boolean().openapi({ description: "You are one of those who are asked" }),
    approvalDeadline: instant,
    approvalExpire: maybeInstant,
    registeredTime: instant,
    updatedTime: maybeInstant,
    status: z.enum(approvalStates),
    active: z.boolean().openapi({ description: "Registered, or approved and still valid" }),
    orderId: orderIdField.nullable().openapi({ description: "The order that waits for the answer" }),
    answeredBy: z.string().nullable(),
    reason: z.string().nullable(),
  })
  .openapi("ApprovalRequest");

export function approvalRequestView(row: SeenApprovalRequest, who: Actor, now: Date) {
  const {
    id,
    externalRequestId,
    partnerId,
    contractId,
    approverType,
    approverId,
    requestUserId,
    service,
    actions,
    descriptions,
  } = row;
  return {
    ...{ id, externalRequestId, partnerId, contractId, approverType, approverId, requestUserId, service, actions, descriptions },
    requestUser: who.kind === "user" && who.userId === requestUserId,
    approver: isApprover(row, who, row.granted),
    approvalDeadline: row.approvalDeadline.toISOString(),
    approvalExpire: row.approvalExpire?.toISOString() ?? null,
    registeredTime: row.registeredAt.toISOString(),
    updatedTime: row.updatedAt?.toISOString() ?? null,
    status: approvalStateAt(row, now),
    active: approvalIsActive(row, now),
    orderId: row.orderId,
    answeredBy: row.answeredBy,
    reason: row.reason,
  };
}
