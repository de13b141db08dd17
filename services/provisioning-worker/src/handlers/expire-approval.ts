import { answerApprovalRequest, insertAuditEntries, lockApprovalRequest, lockOrder, type Tx } from "@saihan/db";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { defineHandler, expireOrder, jobs, Permanent } from "@saihan/queues";

/** A request that nobody has answered in time has expired, and with it the order that waits for it. */
export const handleExpireApproval = defineHandler({
  load: (tx, { requestId }: { requestId: string }) => [lockApprovalRequest(tx, requestId)],
  handle: async (ctx: FulfilmentContext, { requestId }, attempt, [[request]]) => {
    if (!request) throw new Permanent("the request does not exist");
    if (request.state !== "registered") return attempt.complete(() => []);
    const { partnerId, contractId, orderId, service } = request;
    await attempt.completeStepwise(async (tx: Tx) => {
      const at = ctx.now();
      // The order before the request: in the order in which the staff's answer takes them.
      const order = orderId === null ? undefined : (await lockOrder(tx, orderId))[0];
      const answer = { state: "expired", at, by: attempt.actor, reason: null } as const;
      const [open] = await answerApprovalRequest(tx, { id: requestId }, answer, jobs.tellApproval);
      if (!open) return;
      if (order?.state === "awaiting_approval") {
        const failure = { code: "APPROVAL_EXPIRED", variables: { menu: String(order.input.menu ?? service) } } as const;
        await expireOrder(tx, order, failure, { at, actor: attempt.actor, attempt: order.attempt });
      }
      await insertAuditEntries(tx, [
        {
          ...{ partnerId, contractId, at, actor: attempt.actor, action: "approval-request.expired", target: requestId },
          ...{ before: { state: "registered" }, after: { state: "expired" } },
        },
      ]);
    });
  },
});
