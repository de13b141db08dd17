import {
  findContractInReach,
  findContractOfTenant,
  findContractOfUser,
  findSeenApprovalRequest,
  insertApprovalRequests,
  insertAuditEntries,
  type Tx,
  transaction,
  violatedUnique,
} from "@saihan/db";
import {
  type ApprovalAction,
  type ApprovalDescription,
  type ApproverType,
  approvalTimes,
  decideApprovalTimes,
  no,
  type Rejection,
} from "@saihan/domain";
import { jobs } from "@saihan/queues";
import { v7 } from "uuid";
import type { Caller, IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { approvalRequestView } from "./view.ts";

export interface RaiseBody {
  approverType: Exclude<ApproverType, "provider">;
  approverId: string;
  service: string;
  actions: ApprovalAction[];
  descriptions: ApprovalDescription[];
  externalRequestId?: string | undefined;
  approvalDeadline?: string | undefined;
  approvalExpire?: string | undefined;
}

/** Asks somebody for their consent; whoever may answer is mailed. @returns what is not there for the caller as what does not exist */
export async function raiseRequest(ctx: IntakeContext, asked: Asked<unknown, unknown, RaiseBody>): Promise<Answer | Rejection> {
  const { caller, body, requestId } = asked;
  const { partnerId, contractId, userId, actor, who } = caller;
  const at = ctx.now();
  const { deadline, remindAt } = approvalTimes(
    at,
    body.approvalDeadline === undefined ? undefined : new Date(body.approvalDeadline),
  );
  const expire = body.approvalExpire === undefined ? null : new Date(body.approvalExpire);
  const times = decideApprovalTimes({ deadline, expire }, at);
  if (!times.ok) return times;
  const { approverType, approverId, service, actions, descriptions, externalRequestId = null } = body;
  try {
    const outcome = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
      const approver = await contractOfApprover(tx, caller, body);
      if ("ok" in approver) return approver;
      const id = v7({ msecs: at.getTime() });
      const request = {
        ...{ partnerId, id, contractId, approverContractId: approver.contractId, requestUserId: userId, externalRequestId },
        ...{ approverType, approverId, service, actions, descriptions, orderId: null, registeredAt: at, remindAt },
        ...{ approvalDeadline: deadline, approvalExpire: expire },
      };
      const after = { state: "registered", approverType, approverId };
      await Promise.all([
        insertApprovalRequests(tx, [request], { tell: jobs.tellApproval, expire: jobs.expireApproval }),
        insertAuditEntries(tx, [
          { partnerId, contractId, at, actor, requestId, action: "approval-request.raise", target: id, after },
        ]),
      ]);
      const [row] = await findSeenApprovalRequest(tx, id, userId, at);
      if (!row) throw new Error("a request that was written is not there");
      return { ...ok(201, approvalRequestView(row, who, at)), location: `/v1/approval-requests/${id}` };
    });
    if (outcome.ok) ctx.outbox.tell();
    return outcome;
  } catch (error) {
    if (violatedUnique(error) !== "approval_requests_external_id" || externalRequestId === null) throw error;
    return no("APPROVAL_REQUEST_EXISTS", { externalRequestId });
  }
}

/** The contract of whoever is asked: one that the caller may see, or the parent of the caller's own. */
async function contractOfApprover(
  tx: Tx,
  { partnerId }: Caller,
  { approverType, approverId }: RaiseBody,
): Promise<{ contractId: string } | Rejection> {
  const named = approverId.slice(0, 64);
  switch (approverType) {
    case "contract":
    case "contract_owner": {
      if (approverId === partnerId) return { contractId: partnerId };
      const [contract] = await findContractInReach(tx, approverId);
      return contract ? { contractId: contract.id } : no("CONTRACT_NOT_FOUND", { contractId: named });
    }
    case "tenant":
    case "tenant_owner": {
      const [holder] = await findContractOfTenant(tx, approverId);
      return holder ? { contractId: holder.id } : no("TENANT_NOT_FOUND", { tenantId: named });
    }
    case "user": {
      const [user] = await findContractOfUser(tx, approverId);
      return user ?? no("USER_NOT_FOUND", { userId: named });
    }
  }
}
