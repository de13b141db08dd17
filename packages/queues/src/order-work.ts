import {
  type AnyStatement,
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
} from "@saihan/db";
import { jobOfOrder } from "./jobs.ts";
import { enqueue } from "./outbox.ts";

/** Notified with ids of orders that have moved, after the commit. */
export const orderChannel = "saihan_orders";

/** When and by whom an order is ended. */
export interface Ending {
  at: Date;
  actor: string;
  attempt: number;
}

/** For every kind of order the queue and the name of the work that carries it out. */
const workOfOrders = Object.fromEntries(Object.entries(jobOfOrder).map(([kind, job]) => [kind, [job.queue, job.name] as const]));

/** Lets an order start. @param order received, waiting for nothing */
function enqueueOrder(tx: Tx, order: Pick<OrderRow, "id" | "partnerId" | "kind">, at: Date) {
  return enqueue(tx, jobOfOrder[order.kind], { orderId: order.id }, { partnerId: order.partnerId, orderId: order.id, at });
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
export async function failOrder(tx: Tx, order: OrderRow, failure: OrderFailure, ending: Ending): Promise<void> {
  await noteStateBefore(tx, order);
  await undo(tx, order, ending.at);
  await moveOrder(tx, order, { to: "failed", cause: failure.code, failure, ...ending });
  for (const waiter of await releaseWaiters(tx, order.id)) {
    if (needsSubjectOf(waiter, order)) {
      const because = { code: "PREDECESSOR_FAILED", variables: { predecessorId: order.id } } as const;
      await failOrder(tx, waiter, because, { ...ending, attempt: waiter.attempt });
    } else {
      await enqueueOrder(tx, waiter, ending.at);
    }
  }
}

/** Does the order need an object whose making has failed? */
function needsSubjectOf(waiter: OrderRow, failed: OrderRow): boolean {
  if (failed.kind === "contract.create") return waiter.kind !== "contract.terminate";
  return failed.kind.endsWith(".create") && waiter.subjectId === failed.subjectId;
}

async function undo(tx: Tx, order: OrderRow, at: Date): Promise<void> {
  switch (order.kind) {
    case "contract.create":
      await setContractState(tx, order.subjectId, "failed");
      await recordUserGone(tx, String(order.input.representativeId), "failed", at);
      return;
    case "contract.change":
      return;
    case "contract.suspend":
      await moveContract(tx, order.subjectId, "suspending", "active", at);
      return;
    case "contract.resume":
      await moveContract(tx, order.subjectId, "resuming", "suspended", at);
      return;
    case "contract.terminate":
      await moveContract(tx, order.subjectId, "terminating", "suspended", at);
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
  }
}
