import { findMenuApproval, lockAwaitingApproval } from "@saihan/db";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { defineHandler, Permanent, rejectOrder, releaseApproved } from "@saihan/queues";

/** The provider has answered for a menu in a contract: the orders that awaited the answer go on, or end. */
export const handleSettleApproval = defineHandler({
  load: (tx, { approvalId }: { approvalId: string }) => [findMenuApproval(tx, approvalId)],
  handle: async (ctx: FulfilmentContext, _payload, attempt, [[approval]]) => {
    if (!approval) throw new Permanent("the approval does not exist");
    const { contractId, menu, decision, decidedBy } = approval;
    await attempt.completeStepwise(async (tx) => {
      for (const order of await lockAwaitingApproval(tx, contractId, menu)) {
        const ending = { at: ctx.now(), actor: decidedBy, attempt: order.attempt };
        if (decision === "approved") await releaseApproved(tx, order, ending);
        else await rejectOrder(tx, order, { code: "APPROVAL_REFUSED", variables: { menu } }, ending);
      }
    });
  },
});
