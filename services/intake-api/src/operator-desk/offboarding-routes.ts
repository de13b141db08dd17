import { displayText, nothing, z } from "../fields.ts";
import { deskOperation } from "./desk-operation.ts";
import {
  approvePartnersLeaving,
  askOffboarding,
  offboardingSchema,
  showOffboarding,
  withdrawOffboarding,
} from "./offboarding.ts";

const path = "/v1/operator/offboarding";
const named = "The partner is named in the header Saihan-Partner.";

/** How a partner leaves, step by step. */
export const offboardingOperations = [
  deskOperation({
    method: "get",
    path,
    id: "getOffboarding",
    summary: "How far a partner's leaving has come",
    description: named,
    action: "partner.offboard-view",
    params: nothing,
    answer: offboardingSchema,
    refusals: ["OFFBOARDING_NOT_FOUND"],
    at: (desk, { caller }) => showOffboarding(desk, caller.partnerId),
  }),
  deskOperation({
    method: "post",
    path,
    id: "askOffboarding",
    summary: "Ask that a partner leave",
    description: `${named} Nothing ends before another of the staff approves it. A partner that still has contracts, tenants, services or open orders does not leave.`,
    action: "partner.offboard",
    params: nothing,
    body: z.strictObject({ reason: displayText(500, "パートナー契約の終了") }),
    answer: offboardingSchema,
    refusals: ["PARTNER_NOT_FOUND", "PARTNER_HOLDS_SOMETHING", "OFFBOARDING_STATE_FORBIDS"],
    at: (desk, { caller, body }) => askOffboarding(desk, caller.partnerId, body.reason),
  }),
  deskOperation({
    method: "post",
    path: `${path}:approve`,
    id: "approveOffboarding",
    summary: "Approve that a partner leave",
    description: `${named} Not by whoever asked for it. From then on nobody of the partner is served: keys, sessions, feeds and webhooks are dead. It cannot be taken back.`,
    action: "partner.offboard",
    params: nothing,
    answer: offboardingSchema,
    refusals: [
      "PARTNER_NOT_FOUND",
      "OFFBOARDING_NOT_FOUND",
      "OFFBOARDING_NEEDS_ANOTHER",
      "PARTNER_HOLDS_SOMETHING",
      "OFFBOARDING_STATE_FORBIDS",
    ],
    at: (desk, { caller }) => approvePartnersLeaving(desk, caller.partnerId),
  }),
  deskOperation({
    method: "post",
    path: `${path}:withdraw`,
    id: "withdrawOffboarding",
    summary: "Take back that a partner leave, before it is approved",
    description: named,
    action: "partner.offboard",
    params: nothing,
    status: 204,
    answer: nothing,
    refusals: ["PARTNER_NOT_FOUND", "OFFBOARDING_NOT_FOUND", "OFFBOARDING_STATE_FORBIDS"],
    at: (desk, { caller }) => withdrawOffboarding(desk, caller.partnerId),
  }),
];
