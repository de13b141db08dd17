import { type CarriedOut, recordStep, type Subscription, type SubscriptionEvent } from "@saihan/catalogue";
import {
  type AnyStatement,
  changeChargedPlan,
  endCharging,
  eventsOfOrder,
  findSubscriptionOfOrder,
  type OrderRow,
  recordSubscriptionStep,
  type SubscriptionEventRow,
  type SubscriptionRow,
  startChargingSubscription,
  type Tx,
} from "@saihan/db";
import { decideContractAction } from "@saihan/domain";
import { orderHandler, Refused } from "@saihan/fulfilment";
import { Permanent, Transient } from "@saihan/queues";

/**
 * Starts, changes, stops, resumes or ends a subscription. The platform's port knows domains, projects and users, not menus; so what is
 * carried out here is the record: the event with its instant, which charges hang on, under the attempt's fence.
 */
export const handleMoveSubscription = orderHandler({
  load: (tx, orderId) => [findSubscriptionOfOrder(tx, orderId), eventsOfOrder(tx, orderId)],
  act: async (ctx, { order, contract }, [[row], events]) => {
    if (!row) throw new Permanent("the subscription of the order does not exist");
    // An approval may come when the contract has been suspended or ended. States name what was accepted, so `suspending` is no hindrance.
    const over = contract.state === "suspended" || contract.state === "terminated" || contract.state === "failed";
    const mayHold = decideContractAction(contract, "hold-resources");
    if (order.kind === "subscription.start" && over && !mayHold.ok)
      throw new Refused({ code: mayHold.code, variables: mayHold.variables });
    const recorded = recordStep(subscriptionOf(row), events.map(eventOf), carriedOut(order), ctx.now());
    if (!recorded.ok && recorded.code === "SUBSCRIPTION_EVENT_OUT_OF_ORDER") throw new Transient(recorded.code);
    if (!recorded.ok) throw new Refused({ code: recorded.code, variables: recorded.variables });
    const { subscription, event } = recorded;
    return (tx) =>
      event
        ? [
            ...recordSubscriptionStep(tx, row, { confirmed: subscription.confirmed, plan: subscription.plan ?? null }, event),
            ...chargesOf(tx, row, event),
          ]
        : [];
  },
});

/**
 * What an event means for charges. They begin and end with events of the order system (billing.md 2). What is stopped is charged on: charges
 * are for existing, not for running (billing.md 1.5), and so with a contract that is suspended; what is metered by use costs nothing unused.
 */
function chargesOf(tx: Tx, row: SubscriptionRow, event: SubscriptionEvent): AnyStatement[] {
  switch (event.kind) {
    case "started":
      return [startChargingSubscription(tx, row, event.plan, event.at)];
    case "plan-changed":
      return [changeChargedPlan(tx, row, event.plan, event.at)];
    case "ended":
      return [endCharging(tx, { contractId: row.contractId, resourceId: row.id, at: event.at })];
    case "stopped":
    case "resumed":
      return [];
  }
}

function carriedOut(order: OrderRow): CarriedOut {
  const step = order.kind.slice("subscription.".length) as CarriedOut["step"];
  return step === "start" || step === "change-plan"
    ? { orderId: order.id, step, plan: String(order.input.plan) }
    : { orderId: order.id, step };
}

function subscriptionOf(row: SubscriptionRow): Subscription {
  const { plan, openOrderId, ...rest } = row;
  return { ...rest, plan: plan ?? undefined, openOrderId: openOrderId ?? undefined } as Subscription;
}

function eventOf({ plan, before, ...row }: SubscriptionEventRow): SubscriptionEvent {
  return { ...row, ...(plan === null ? {} : { plan }), ...(before === null ? {} : { before }) } as SubscriptionEvent;
}
