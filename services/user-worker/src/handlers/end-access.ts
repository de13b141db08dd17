import { beginRevoke, findContractOfTenant, lockAccess, lockContract, openOrdersOf } from "@saihan/db";
import { ordersToWaitFor } from "@saihan/domain";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { defineHandler, placeOwnOrder } from "@saihan/queues";

/**
 * The end of an access has come: orders that it be taken away, with the authority of the order that gave it until then. Does nothing
 * when it was prolonged or taken away meanwhile.
 */
export const handleEndAccess = defineHandler({
  load: (tx, { tenantId }: { tenantId: string; userId: string }) => [findContractOfTenant(tx, tenantId)],
  handle: (ctx: FulfilmentContext, { tenantId, userId }, attempt, [[contract]]) =>
    attempt.completeStepwise(async (tx) => {
      if (!contract) return;
      const { partnerId, id: contractId } = contract;
      await lockContract(tx, partnerId, contractId);
      const [[access], open] = await Promise.all([lockAccess(tx, tenantId, userId), openOrdersOf(tx, contractId, userId)]);
      const at = ctx.now();
      if (access?.state !== "granted" || !access.until || access.until > at) return;
      await beginRevoke(tx, tenantId, userId);
      await placeOwnOrder(tx, {
        ...{ partnerId, contractId, kind: "access.revoke", subjectId: tenantId },
        input: { userId, until: access.until.toISOString() },
        earlierOrderId: access.orderId,
        placedBy: attempt.actor,
        cause: "UNTIL_REACHED",
        waitsFor: ordersToWaitFor({ kind: "access.revoke", subjectId: tenantId, userId }, open),
        at,
      });
    }),
});
