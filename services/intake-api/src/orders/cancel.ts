import { beginCancelling, insertAuditEntries, lockOrder, transaction } from "@saihan/db";
import { authorize, isPending, no, orderLife, type Rejection } from "@saihan/domain";
import { enqueue, jobs } from "@saihan/queues";
import type { IntakeContext } from "../context.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { reasonOfStaff, type StaffReason } from "./staff-reason.ts";
import { orderView } from "./view.ts";

/**
 * Takes an order out of the line that nobody has begun. The row lock decides between this and a worker that begins it; a worker then puts
 * back what the order had made of its subject. Asked again, it answers the same.
 */
export async function cancelPending(
  ctx: IntakeContext,
  { caller, params: { orderId }, body, requestId }: Asked<{ orderId: string }, unknown, StaffReason>,
): Promise<Answer | Rejection> {
  const outcome = await transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [order] = await lockOrder(tx, orderId);
    if (!order) return no("ORDER_NOT_FOUND", { orderId });
    const { partnerId } = order;
    const contractId = order.kind === "contract.create" ? partnerId : order.contractId;
    const action = caller.who.kind === "operator" ? "order.cancel" : order.kind;
    const may = authorize(caller.who, action, { partnerId, contractId, inReach: true });
    if (!may.ok) return may;
    const reason = reasonOfStaff(caller.who, body);
    if (order.state === "cancelling") return ok(202, orderView(order));
    if (!isPending(order.state))
      return no("ORDER_NOT_PENDING", { orderId, state: order.state, turn: orderLife[order.state].turn });
    const at = ctx.now();
    await beginCancelling(tx, order, { at, actor: caller.actor });
    if (reason !== undefined) {
      const entry = { partnerId, contractId: order.contractId, at, actor: caller.actor, action: "order.cancel", target: orderId };
      await insertAuditEntries(tx, [{ ...entry, orderId, reason, requestId }]);
    }
    await enqueue(tx, jobs.cancelOrder, { orderId }, { partnerId, at });
    return ok(202, orderView({ ...order, state: "cancelling", changedAt: at }));
  });
  if (outcome.ok) ctx.outbox.tell();
  return outcome;
}
