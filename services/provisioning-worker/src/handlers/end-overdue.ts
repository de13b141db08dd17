import { historyOf, lockOrder } from "@saihan/db";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { cancelOrder, defineHandler, failOrder } from "@saihan/queues";

/** Ends an order past its deadline whose work was set aside, since no attempt of its own will. */
export const handleEndOverdue = defineHandler({
  load: (_tx, _payload: { orderId: string }) => [],
  handle: (ctx: FulfilmentContext, { orderId }, attempt) =>
    attempt.completeStepwise(async (tx) => {
      const [order] = await lockOrder(tx, orderId);
      const at = ctx.now();
      if (!order || order.endedAt || order.deadlineAt > at) return;
      const ending = { at, actor: attempt.actor, attempt: order.attempt };
      const last = (await historyOf(tx, orderId)).at(-1);
      if (order.state === "cancelling") return cancelOrder(tx, order, { ...ending, notBegun: last?.fromState === "scheduled" });
      await failOrder(tx, order, { code: "QUARANTINED", variables: {} }, { ...ending, notBegun: order.state === "scheduled" });
    }),
});
