import {
  answerApprovalRequest,
  findSeenApprovalRequest,
  insertAuditEntries,
  lockApprovalRequest,
  type SeenApprovalRequest,
  type Tx,
  transaction,
} from "@saihan/db";
import { type Decision, decideAnswer, decideCancel, decideCovered, no, type Rejection } from "@saihan/domain";
import { jobs } from "@saihan/queues";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { approvalRequestView } from "./view.ts";

type OfRequest<Body> = Asked<{ approvalRequestId: string }, unknown, Body>;

/** One of those who are asked says yes or no. */
export function answerRequest(
  ctx: IntakeContext,
  asked: OfRequest<{ reason?: string | undefined }>,
  state: "approved" | "denied",
): Promise<Answer | Rejection> {
  const { who } = asked.caller;
  return close(ctx, asked, state, asked.body.reason ?? null, (row, now) =>
    who.kind === "user"
      ? decideAnswer(row, who, row.granted, now)
      : no("ACTION_NOT_ALLOWED", { action: "approval-request.answer" }),
  );
}

/** Who raised it takes it back. */
export function cancelRequest(ctx: IntakeContext, asked: OfRequest<unknown>): Promise<Answer | Rejection> {
  return close(ctx, asked, "cancelled", null, (row, now) => decideCancel(row, asked.caller.userId, now));
}

async function close(
  ctx: IntakeContext,
  { caller, params, requestId }: OfRequest<unknown>,
  state: "approved" | "denied" | "cancelled",
  reason: string | null,
  decide: (row: SeenApprovalRequest, now: Date) => Decision,
): Promise<Answer | Rejection> {
  const id = params.approvalRequestId;
  const outcome = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    await lockApprovalRequest(tx, id);
    const at = ctx.now();
    const [row] = await findSeenApprovalRequest(tx, id, caller.userId, at);
    if (!row) return no("APPROVAL_REQUEST_NOT_FOUND", { approvalRequestId: id.slice(0, 64) });
    const decision = decide(row, at);
    if (!decision.ok) return decision;
    const { partnerId, contractId, actor } = caller;
    await answerApprovalRequest(tx, { id }, { state, at, by: actor, reason }, jobs.tellApproval);
    const entry = { partnerId, contractId, at, actor, requestId, action: `approval-request.${state}`, target: id };
    await insertAuditEntries(tx, [{ ...entry, before: { state: "registered" }, after: { state } }]);
    return ok(200, approvalRequestView({ ...row, state, updatedAt: at, answeredBy: actor, reason }, caller.who, at));
  });
  if (outcome.ok) ctx.outbox.tell();
  return outcome;
}

/** Does an approved request let this caller do this operation for that contract now? @returns the request, or why not */
export async function coveringRequest(
  tx: Tx,
  caller: Caller,
  approvalRequestId: string,
  done: { service: string; apiPath: string; method: "POST"; body: Readonly<Record<string, unknown>>; approverContractId: string },
  now: Date,
): Promise<{ ok: true; request: SeenApprovalRequest } | Rejection> {
  const [request] = await findSeenApprovalRequest(tx, approvalRequestId, caller.userId, now);
  if (!request) return no("APPROVAL_REQUEST_NOT_FOUND", { approvalRequestId });
  const covered = decideCovered(request, { ...done, userId: caller.userId }, now);
  return covered.ok ? { ok: true, request } : covered;
}
