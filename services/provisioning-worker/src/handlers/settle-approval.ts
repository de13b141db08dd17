import { answerApprovalRequest, findMenuApproval, insertAuditEntries, lockAwaitingApproval } from "@saihan/db";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { defineHandler, jobs, Permanent, rejectOrder, releaseApproved } from "@saihan/queues";

/**
 * The provider has answered for a menu in a contract: the orders that awaited the answer go on, or end, and with each the request that it had
 * raised is answered.
 */
export const handleSettleApproval = defineHandler({
  load: (tx, { approvalId }: { approvalId: string }) => [findMenuApproval(tx, approvalId)],
  handle: async (ctx: FulfilmentContext, _payload, attempt, [[approval]]) => {
    if (!approval) throw new Permanent("the approval does not exist");
    const { partnerId, contractId, menu, decision, decidedBy, reason } = approval;
    const state = decision === "approved" ? "approved" : "denied";
    await attempt.completeStepwise(async (tx) => {
      for (const order of await lockAwaitingApproval(tx, contractId, menu)) {
        const at = ctx.now();
        const ending = { at, actor: decidedBy, attempt: order.attempt };
        const answer = { state, at, by: decidedBy, reason } as const;
        const [request] = await answerApprovalRequest(tx, { orderId: order.id }, answer, jobs.tellApproval);
        if (decision === "approved") await releaseApproved(tx, order, ending);
        else await rejectOrder(tx, order, { code: "APPROVAL_REFUSED", variables: { menu } }, ending);
        if (!request) continue;
        await insertAuditEntries(tx, [
          {
            ...{ partnerId, contractId, at, actor: decidedBy, action: `approval-request.${state}`, target: request.id, reason },
            ...{ before: { state: "registered" }, after: { state } },
          },
        ]);
      }
    });
  },
});
