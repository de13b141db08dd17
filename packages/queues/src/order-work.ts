import {
  type AnyStatement,
  closeSubscriptionOrder,
  giveTimeAgain,
  insertWaits,
  keepTenant,
  keepUser,
  moveContract,
  moveOrder,
  noteStateBefore,
  type OrderFailure,
  type OrderRow,
  recordTenantGone,
  recordUserGone,
  releaseWaiters,
  setContractState,
  startWaiters,
  type Tx,
  undoGrant,
  undoRevoke,
  waitsOf,
  withdrawDutiesOfOrder,
} from "@saihan/db";
import type { ContractState } from "@saihan/domain";
import { jobOfOrder, jobs } from "./jobs.ts";
import { enqueue } from "./outbox.ts";

/** Notified with ids of orders that have moved, after the commit. */
export const orderChannel = "saihan_orders";

/** When and by whom an order is ended. */
export interface Ending {
  at: Date;
  actor: string;
  attempt: number;
  /** It was to begin later and had not: but for what it makes, it had changed nothing. */
  notBegun?: boolean;
}

/** For every kind of order the queue and the name of the work that carries it out. */
const workOfOrders = Object.fromEntries(Object.entries(jobOfOrder).map(([kind, job]) => [kind, [job.queue, job.name] as const]));

/** Lets an order start. @param order received, waiting for nothing */
export function enqueueOrder(tx: Tx, order: Pick<OrderRow, "id" | "partnerId" | "kind" | "trace">, at: Date) {
  const { id: orderId, partnerId, kind, trace } = order;
  return enqueue(tx, jobOfOrder[kind], { orderId }, { partnerId, orderId, at, trace });
}

/** Writes the work that begins an order when its time has come. @param order just accepted, as `scheduled` */
export function enqueueBeginning(tx: Tx, order: { id: string; partnerId: string; at: Date }, startAt: Date) {
  const { id: orderId, partnerId, at } = order;
  return enqueue(tx, jobs.beginOrder, { orderId }, { partnerId, at, availableAt: startAt });
}

/** Lets an order begin whose time has come, behind the orders that it must wait for now. */
export async function beginScheduled(tx: Tx, order: OrderRow, waitsFor: readonly string[], ending: Ending): Promise<void> {
  await moveOrder(tx, order, { to: "received", cause: "START_TIME_REACHED", ...ending });
  if (waitsFor.length === 0) await enqueueOrder(tx, order, ending.at);
  else await insertWaits(tx, order, waitsFor);
}

/** Writes the effect of an order, ends it, and starts the orders that waited for it. */
export function succeedOrder(tx: Tx, order: OrderRow, effect: readonly AnyStatement[], ending: Ending): AnyStatement[] {
  return [
    noteStateBefore(tx, order),
    ...effect,
    moveOrder(tx, order, { to: "succeeded", cause: "DONE", ...ending }),
    startWaiters(tx, order.partnerId, order.id, workOfOrders, ending.at),
  ];
}

/**
 * Ends an order without success and puts what it was about into the state that is true now. Orders that waited for it
 * start, unless they need an object that was never made: those fail with it.
 */
export function failOrder(tx: Tx, order: OrderRow, failure: OrderFailure, ending: Ending): Promise<void> {
  return endWithoutSuccess(tx, order, "failed", failure, ending);
}

async function endWithoutSuccess(
  tx: Tx,
  order: OrderRow,
  to: "failed" | "cancelled" | "rejected" | "expired",
  failure: OrderFailure,
  ending: Ending,
): Promise<void> {
  await noteStateBefore(tx, order);
  if (!ending.notBegun || order.kind.endsWith(".create")) await undo(tx, order, ending);
  await moveOrder(tx, order, { to, cause: failure.code, failure, ...ending });
  for (const waiter of await releaseWaiters(tx, order.id)) {
    if (needsSubjectOf(waiter, order)) {
      const because = { code: "PREDECESSOR_FAILED", variables: { predecessorId: order.id } } as const;
      await failOrder(tx, waiter, because, { ...ending, attempt: waiter.attempt });
    } else if (waiter.state === "received") {
      await giveTimeAgain(tx, waiter.id, ending.at);
      await enqueueOrder(tx, waiter, ending.at);
    }
  }
}

/** Ends an order that was not approved, and what waited for it. */
export function rejectOrder(tx: Tx, order: OrderRow, failure: OrderFailure, ending: Ending): Promise<void> {
  return endWithoutSuccess(tx, order, "rejected", failure, ending);
}

/** Ends an order that nobody has answered in time, and what waited for it. */
export function expireOrder(tx: Tx, order: OrderRow, failure: OrderFailure, ending: Ending): Promise<void> {
  return endWithoutSuccess(tx, order, "expired", failure, ending);
}

/** Ends an order that was cancelled before it was begun, and what waited for it. */
export function cancelOrder(tx: Tx, order: OrderRow, ending: Ending): Promise<void> {
  return endWithoutSuccess(tx, order, "cancelled", { code: "ORDER_CANCELLED", variables: {} }, ending);
}

/** Lets an order start that awaited an approval and now has it, unless earlier orders must end first. */
export async function releaseApproved(tx: Tx, order: OrderRow, ending: Ending): Promise<void> {
  await moveOrder(tx, order, { to: "received", cause: "APPROVED", ...ending });
  if ((await waitsOf(tx, order.id)).length > 0) return;
  await giveTimeAgain(tx, order.id, ending.at);
  await enqueueOrder(tx, order, ending.at);
}

/** Does the order need an object whose making has failed? */
function needsSubjectOf(waiter: OrderRow, failed: OrderRow): boolean {
  if (failed.kind === "contract.create") return waiter.kind !== "contract.terminate";
  if (failed.kind === "tenant.create" && waiter.input.tenantId === failed.subjectId) return true;
  if (failed.kind === "subscription.start") return waiter.subjectId === failed.subjectId;
  if (!failed.kind.endsWith(".create")) return false;
  return waiter.subjectId === failed.subjectId || waiter.input.userId === failed.subjectId;
}

async function undo(tx: Tx, order: OrderRow, { at, actor }: Ending): Promise<void> {
  switch (order.kind) {
    case "contract.create":
      await setContractState(tx, order.subjectId, "failed");
      await recordUserGone(tx, String(order.input.representativeId), "failed", at);
      return;
    case "contract.change":
    case "contract.repair":
    case "representative.change":
    case "tenant.change":
    case "user.change":
      return;
    case "contract.suspend":
      await moveContract(tx, order.subjectId, "suspending", "active", at);
      return;
    case "contract.resume":
      await moveContract(tx, order.subjectId, "resuming", "suspended", at);
      return;
    case "contract.terminate":
      await moveContract(tx, order.subjectId, "terminating", order.input.before as ContractState, at);
      return;
    case "tenant.create":
      await recordTenantGone(tx, order.subjectId, "failed", at);
      return;
    case "tenant.delete":
      await keepTenant(tx, order.subjectId);
      return;
    case "user.create":
      await recordUserGone(tx, order.subjectId, "failed", at);
      return;
    case "user.delete":
      await keepUser(tx, order.subjectId);
      return;
    case "subscription.start":
      await closeSubscriptionOrder(tx, order.subjectId, order.id);
      await withdrawDutiesOfOrder(tx, order.id, { at, actor });
      return;
    case "subscription.change-plan":
    case "subscription.stop":
    case "subscription.resume":
    case "subscription.end":
      await closeSubscriptionOrder(tx, order.subjectId, order.id);
      return;
    case "access.grant": {
      const { userId, untilBefore } = order.input as { userId: string; untilBefore?: string };
      await undoGrant(tx, { tenantId: order.subjectId, userId, untilBefore: untilBefore ? new Date(untilBefore) : null });
      return;
    }
    case "access.revoke":
      await undoRevoke(tx, order.subjectId, String(order.input.userId));
      return;
  }
}
