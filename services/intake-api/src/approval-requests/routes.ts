import { findSeenApprovalRequest, listApprovalRequests, transaction } from "@saihan/db";
import { approvalStates, no, orderIdPattern, ownTarget, type Rejection, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { displayText, instant, nothing, orderIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { answerRequest, cancelRequest } from "./answer.ts";
import { raiseRequest } from "./raise.ts";
import { actionField, approvalRequestSchema, approvalRequestView, descriptionField } from "./view.ts";

const tag = "Approval requests";
/** Inactive ones are listed for three months (sdpf 9). */
const inactiveMs = 92 * 86_400_000;

const oneRequest = z.strictObject({ approvalRequestId: z.string() });
const listQuery = pageQuery.extend({
  status: z.enum(approvalStates).optional(),
  standing: z
    .enum(["active", "inactive"])
    .optional()
    .openapi({ description: "active: registered, or approved and valid; inactive: the others of the last three months" }),
  orderId: orderIdField.optional(),
});
const listSchema = z.object({ approvalRequests: z.array(approvalRequestSchema), next: z.string().nullable() });
const reasonField = displayText(500, "対象の作業に同意します");
const closing = ["APPROVAL_REQUEST_NOT_FOUND", "APPROVAL_REQUEST_CLOSED", "APPROVAL_REQUEST_OF_ANOTHER"] as const;

/**
 * A request as the caller stands to it: as to the own contract when it is one side of it, and else as to the child that asks. What only concerns
 * others in the same contract is not there for a general user.
 */
async function sideOf(
  ctx: IntakeContext,
  caller: Caller,
  { approvalRequestId: id }: { approvalRequestId: string },
): Promise<Target | Rejection> {
  const unknown = no("APPROVAL_REQUEST_NOT_FOUND", { approvalRequestId: id.slice(0, 64) });
  if (!orderIdPattern.test(id)) return unknown;
  const [row] = await transaction(ctx.db, caller, (tx) => findSeenApprovalRequest(tx, id, caller.userId, ctx.now()));
  if (!row) return unknown;
  const { who, contractId } = caller;
  // One who has access to the tenant may stand in another contract than the tenant's.
  const asked = row.approverId === caller.userId || (row.approverType === "tenant" && row.granted);
  const mine = asked || row.requestUserId === caller.userId;
  if (who.kind === "user" && who.type === "general" && !mine) return unknown;
  const own = mine || row.contractId === contractId || row.approverContractId === contractId;
  return ownTarget({ partnerId: row.partnerId, contractId: own ? contractId : row.contractId });
}

async function page(ctx: Pick<IntakeContext, "db" | "now">, caller: Caller, query: z.infer<typeof listQuery>, mine: boolean) {
  const { limit, after, status, standing, orderId } = query;
  const now = ctx.now();
  const concerning = mine ? caller.userId : undefined;
  const filter = { state: status, standing, orderId, concerning, now, inactiveSince: new Date(now.getTime() - inactiveMs) };
  const rows = await transaction(ctx.db, caller, (tx) =>
    listApprovalRequests(tx, caller.userId, filter, { limit: limit + 1, ...readCursor(after) }),
  );
  const shown = pageOf(rows, limit);
  return { approvalRequests: shown.rows.map((row) => approvalRequestView(row, caller.who, now)), next: shown.next };
}

export const approvalRequestOperations = [
  operation({
    method: "get",
    path: "/v1/approval-requests",
    id: "listApprovalRequests",
    reads: "replica",
    tag,
    summary: "List requests for consent that you or your contracts have raised or are asked, newest first",
    description: "General users see those that they have raised or are asked themselves.",
    action: "approval-request.view",
    params: nothing,
    query: listQuery,
    order: false,
    status: 200,
    answer: listSchema,
    refusals: [],
    handle: async (ctx, { caller, query, onlyGranted }) => ok(200, await page(ctx, caller, query, onlyGranted)),
  }),
  operation({
    method: "post",
    path: "/v1/approval-requests",
    id: "raiseApprovalRequest",
    tag,
    summary: "Ask another for consent to operations",
    description:
      "Whoever may answer is mailed, and again a day before the deadline (7 days, when none is given). Once it is approved, the account that raised it does the operation and names the request. Orders that need the provider's answer raise theirs by themselves.",
    action: "approval-request.raise",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        approverType: z.enum(["tenant", "tenant_owner", "contract", "contract_owner", "user"]),
        approverId: z.string().min(1).max(64),
        service: actionField.shape.service,
        actions: z.array(actionField).min(1).max(10),
        descriptions: z
          .array(descriptionField)
          .min(1)
          .max(2)
          .refine((list) => new Set(list.map(({ lang }) => lang)).size === list.length, { error: "holds a language twice" }),
        externalRequestId: z
          .string()
          .regex(/^[0-9A-Za-z-]{1,64}$/, "must be 1 to 64 letters, digits and hyphens")
          .optional()
          .openapi({ description: "Your own id; no second request of yours can bear it" }),
        approvalDeadline: instant.optional(),
        approvalExpire: instant.optional().openapi({ description: "Until when an approval may be used; without it for good" }),
      })
      .openapi("RaiseApprovalRequest"),
    order: false,
    status: 201,
    answer: approvalRequestSchema,
    refusals: ["CONTRACT_NOT_FOUND", "TENANT_NOT_FOUND", "USER_NOT_FOUND", "APPROVAL_TIME_WRONG", "APPROVAL_REQUEST_EXISTS"],
    handle: raiseRequest,
  }),
  operation({
    method: "get",
    path: "/v1/approval-requests/{approvalRequestId}",
    id: "getApprovalRequest",
    tag,
    summary: "View a request for consent",
    action: "approval-request.view",
    target: sideOf,
    params: oneRequest,
    query: nothing,
    order: false,
    status: 200,
    answer: approvalRequestSchema,
    refusals: ["APPROVAL_REQUEST_NOT_FOUND"],
    handle: async (ctx, { caller, params }) => {
      const { approvalRequestId } = params;
      const now = ctx.now();
      const [row] = await transaction(ctx.db, caller, (tx) => findSeenApprovalRequest(tx, approvalRequestId, caller.userId, now));
      return row ? ok(200, approvalRequestView(row, caller.who, now)) : no("APPROVAL_REQUEST_NOT_FOUND", { approvalRequestId });
    },
  }),
  ...(
    [
      ["approve", "approved", "Approve a request", false],
      ["deny", "denied", "Deny a request", true],
    ] as const
  ).map(([verb, state, summary, needsReason]) =>
    operation({
      method: "post",
      path: `/v1/approval-requests/{approvalRequestId}/${verb}`,
      id: `${verb}ApprovalRequest`,
      tag,
      summary,
      description: "Who raised it is mailed.",
      action: "approval-request.answer",
      target: sideOf,
      params: oneRequest,
      query: nothing,
      body: z.strictObject({ reason: needsReason ? reasonField : reasonField.optional() }),
      order: false,
      status: 200,
      answer: approvalRequestSchema,
      refusals: [...closing, "APPROVAL_REQUEST_OWN"],
      handle: (ctx, request) => answerRequest(ctx, request, state),
    }),
  ),
  operation({
    method: "post",
    path: "/v1/approval-requests/{approvalRequestId}/cancel",
    id: "cancelApprovalRequest",
    tag,
    summary: "Take your own request back",
    action: "approval-request.cancel",
    target: sideOf,
    params: oneRequest,
    query: nothing,
    body: nothing,
    order: false,
    status: 200,
    answer: approvalRequestSchema,
    refusals: [...closing, "APPROVAL_REQUEST_OF_ORDER"],
    handle: cancelRequest,
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/approval-requests",
    id: "listApprovalRequestsOfAll",
    reads: "replica",
    summary: "Requests for consent of all partners, newest first",
    description: "Of the one that is named in the header Saihan-Partner, or of all. The staff answer at /v1/operator/approvals.",
    action: "approval-request.list-all",
    params: nothing,
    query: listQuery,
    answer: listSchema,
    refusals: [],
    at: async (desk, { caller, query }) =>
      ok(200, await page(desk, { ...caller, ...deskScope(desk, caller.partnerId) }, query, false)),
  }),
];
