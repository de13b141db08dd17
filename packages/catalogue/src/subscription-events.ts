import { no, type OrderId, type Rejection } from "@saihan/domain";
import type { ConfirmedState, Subscription, SubscriptionState } from "./subscription.ts";

/** What happened to a subscription on the platform, each with its instant. Usage and charges hang on these; rows are never altered. */
export type SubscriptionEvent = {
  readonly subscriptionId: string;
  /** 1, 2, 3 in the order of the events, which two of the same instant need. */
  readonly sequence: number;
  /** The order that led to it; one order leads to one event. */
  readonly orderId: OrderId;
  readonly at: Date;
} & (
  | { readonly kind: "started"; readonly plan: string }
  | { readonly kind: "plan-changed"; readonly plan: string; readonly before: string }
  | { readonly kind: "stopped" | "resumed" | "ended" }
);

/** A step that the platform has carried out. */
export type CarriedOut = { readonly orderId: OrderId } & (
  | { readonly step: "start" | "change-plan"; readonly plan: string }
  | { readonly step: "stop" | "resume" | "end" }
);

/** `event` is absent when the step was recorded before: a job that runs twice changes nothing. */
export type Recorded = { readonly ok: true; readonly subscription: Subscription; readonly event?: SubscriptionEvent } | Rejection;

/** What must be confirmed before a step, and what is after it. */
const steps: Readonly<Record<CarriedOut["step"], { readonly from: readonly ConfirmedState[]; readonly to: ConfirmedState }>> = {
  start: { from: ["none"], to: "active" },
  "change-plan": { from: ["active"], to: "active" },
  stop: { from: ["active"], to: "stopped" },
  resume: { from: ["stopped"], to: "active" },
  end: { from: ["active", "stopped"], to: "ended" },
};

/**
 * Records that the platform has carried a step out. The state follows only when no later order is waiting.
 *
 * @param history all events of the subscription so far
 * @param at when it took effect on the platform, not when it was recorded
 * @returns the subscription and the event to write, or SUBSCRIPTION_STATE_FORBIDS when the step does not fit what is confirmed,
 *   SUBSCRIPTION_EVENT_OUT_OF_ORDER when an event of the history is later (retryable: clocks of two machines)
 */
export function recordStep(
  subscription: Subscription,
  history: readonly SubscriptionEvent[],
  done: CarriedOut,
  at: Date,
): Recorded {
  if (history.some(({ orderId }) => orderId === done.orderId)) return { ok: true, subscription };
  const { from, to } = steps[done.step];
  const { id, confirmed } = subscription;
  if (!from.includes(confirmed)) {
    return no("SUBSCRIPTION_STATE_FORBIDS", { subscriptionId: id, state: confirmed, action: done.step });
  }
  if (history.some((event) => event.at > at)) return no("SUBSCRIPTION_EVENT_OUT_OF_ORDER", { subscriptionId: id });
  const plan = "plan" in done ? done.plan : subscription.plan;
  const moved = { ...subscription, confirmed: to, plan };
  return { ok: true, subscription: closed(moved, done.orderId), event: eventOf(subscription, history.length + 1, done, at) };
}

/**
 * Records that an order failed or was refused its approval: what was confirmed before stands. A subscription that never started has
 * failed for good.
 */
export function recordFailure(subscription: Subscription, orderId: OrderId): Subscription {
  return closed(subscription, orderId);
}

/** The state after an order has ended: settled if it was the last that was accepted, otherwise still that of the later order. */
function closed(subscription: Subscription, orderId: OrderId): Subscription {
  if (subscription.openOrderId !== orderId) return subscription;
  const { confirmed, plan, orderedPlan } = subscription;
  const state: SubscriptionState = confirmed === "none" ? "failed" : confirmed;
  return { ...subscription, state, orderedPlan: plan ?? orderedPlan, openOrderId: undefined };
}

function eventOf(subscription: Subscription, sequence: number, done: CarriedOut, at: Date): SubscriptionEvent {
  const event = { subscriptionId: subscription.id, sequence, orderId: done.orderId, at };
  switch (done.step) {
    case "start":
      return { ...event, kind: "started", plan: done.plan };
    case "change-plan":
      return { ...event, kind: "plan-changed", plan: done.plan, before: subscription.plan ?? done.plan };
    case "stop":
      return { ...event, kind: "stopped" };
    case "resume":
      return { ...event, kind: "resumed" };
    case "end":
      return { ...event, kind: "ended" };
  }
}

/** A stretch of one plan, running or stopped, half-open [from, to). Whether a stopped stretch is charged is the price's affair. */
export interface UsageSpan {
  readonly subscriptionId: string;
  readonly plan: string;
  readonly running: boolean;
  readonly from: Date;
  readonly to: Date;
}

/**
 * The stretches that the events of one subscription leave, in order, without a gap, up to `until`. Stretches of no length are left out.
 *
 * @param history in any order
 */
export function usageSpans(history: readonly SubscriptionEvent[], until: Date): UsageSpan[] {
  const events = history.filter(({ at }) => at < until).toSorted((a, b) => a.sequence - b.sequence);
  const spans: UsageSpan[] = [];
  let plan: string | undefined;
  let running = false;
  for (const [index, event] of events.entries()) {
    plan = "plan" in event ? event.plan : plan;
    running = event.kind === "plan-changed" ? running : event.kind === "started" || event.kind === "resumed";
    const to = events[index + 1]?.at ?? until;
    if (plan === undefined || event.kind === "ended" || to <= event.at) continue;
    spans.push({ subscriptionId: event.subscriptionId, plan, running, from: event.at, to });
  }
  return spans;
}
