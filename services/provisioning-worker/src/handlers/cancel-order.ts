import { answerApprovalRequest, historyOf, insertAuditEntries, lockOrder } from "@saihan/db";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { cancelOrder, defineHandler, jobs } from "@saihan/queues";

/** Ends an order that was taken out of the line, in the name of who cancelled it, and withdraws the question that it had raised. */
export const handleCancelOrder = defineHandler({
  load: (_tx, _payload: { orderId: string }) => [],
  handle: (ctx: FulfilmentContext, { orderId }, attempt) =>
    attempt.completeStepwise(async (tx) => {
      const [order] = await lockOrder(tx, orderId);
      if (order?.state !== "cancelling") return;
      const asked = (await historyOf(tx, orderId)).findLast(({ toState }) => toState === "cancelling");
      const [at, actor] = [ctx.now(), asked?.actor ?? attempt.actor];
      const answer = { state: "cancelled", at, by: actor, reason: null } as const;
      const [request] = await answerApprovalRequest(tx, { orderId }, answer, jobs.tellApproval);
      if (request) {
        const { partnerId, contractId } = order;
        const entry = { partnerId, contractId, at, actor, action: "approval-request.cancelled", target: request.id };
        await insertAuditEntries(tx, [{ ...entry, before: { state: "registered" }, after: { state: "cancelled" } }]);
      }
      const notBegun = asked?.fromState === "scheduled";
      await cancelOrder(tx, order, { at, actor, attempt: order.attempt, notBegun });
    }),
});
