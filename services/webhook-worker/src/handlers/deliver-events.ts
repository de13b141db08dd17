import {
  batch,
  type EndpointToServe,
  type EventRow,
  findEndpointToServe,
  insertDeliveries,
  insertEventNote,
  type NewDelivery,
  nextEvents,
  recordServed,
  type Served,
} from "@saihan/db";
import { type Attempt, defineHandler, enqueue, enqueueMail, Fenced, jobs } from "@saihan/queues";
import { type Answered, disabledAfterMs, heartbeatMs, retryDelayMs } from "@saihan/webhooks";
import type { WebhookContext } from "../context.ts";
import { eventMessage, heartbeatMessage, send } from "../message.ts";

type Payload = { endpointId: string; turn: number };

const together = 100;
/** After this time an endpoint goes to the end of the line, so that others have their turn. */
const roundMs = 4_000;

/**
 * Sends an endpoint what it has not been sent, in the order of the numbers, one after another. The first that fails ends the round: the
 * others wait behind it, and the next round begins with it. If the process dies, what it sent since it last wrote its progress is sent
 * again under the same ids.
 */
export const handleDeliverEvents = defineHandler({
  load: (tx, { endpointId }: Payload) => [findEndpointToServe(tx, endpointId), nextEvents(tx, endpointId, together)],
  handle: async (ctx: WebhookContext, { turn }, attempt, [[found], first]) => {
    if (found?.state !== "enabled" || found.turn !== turn) return attempt.complete(() => []);
    const until = performance.now() + roundMs;
    const over = () => performance.now() > until || ctx.stopping();
    let endpoint: EndpointToServe = found;
    let events: readonly EventRow[] = first;
    for (;;) {
      const sent = await sendInOrder(ctx, endpoint, events, attempt, over);
      const full = events.length === together;
      const last = sent.failed !== undefined || over() || !full;
      if (last) return end(ctx, endpoint, sent, full || sent.left, attempt);
      const progress = standing(endpoint, sent, { pending: true });
      const [, , again, next] = await batch(ctx.db, attempt.scope, (tx) => [
        insertDeliveries(tx, endpoint.id, sent.deliveries),
        recordServed(tx, endpoint.id, turn, progress),
        findEndpointToServe(tx, endpoint.id),
        nextEvents(tx, endpoint.id, together),
      ]);
      const [now] = (again ?? []) as unknown as EndpointToServe[];
      // Somebody has changed it: their turn has work of its own.
      if (now?.state !== "enabled" || now.turn !== turn) return attempt.complete(() => []);
      [endpoint, events] = [now, (next ?? []) as unknown as EventRow[]];
    }
  },
});

interface Sent {
  deliveries: NewDelivery[];
  /** The answer that ended the round. */
  failed?: Answered;
  /** Some were not sent for want of time. */
  left: boolean;
  heartbeat: boolean;
}

async function sendInOrder(
  ctx: WebhookContext,
  endpoint: EndpointToServe,
  events: readonly EventRow[],
  attempt: Attempt,
  over: () => boolean,
): Promise<Sent> {
  const heartbeat = events.length === 0 && endpoint.heartbeatAt <= ctx.now();
  const messages = heartbeat ? [heartbeatMessage(endpoint, ctx.now())] : events.map(eventMessage);
  const sent: Sent = { deliveries: [], left: false, heartbeat };
  for (const message of messages) {
    if (over()) return { ...sent, left: true };
    if (!attempt.mayAct()) throw new Fenced();
    const reason = heartbeat ? "heartbeat" : "event";
    const number = sent.deliveries.length === 0 ? endpoint.failures + 1 : 1;
    const { delivery, answered } = await send(ctx, endpoint, message, { reason, attempt: number });
    sent.deliveries.push(delivery);
    if (answered.outcome === "failed") return { ...sent, failed: answered };
  }
  return sent;
}

/** How the endpoint stands after what arrived. */
function standing(endpoint: EndpointToServe, sent: Sent, more: Partial<Served>): Served {
  const arrived = sent.deliveries.filter(({ outcome }) => outcome === "delivered");
  const last = arrived.at(-1)?.event ?? endpoint.seq;
  return {
    seq: Math.max(endpoint.seq, last),
    ...{ pending: false, failures: 0, failingSince: null, nextAt: null, disabled: null },
    heartbeatAt: arrived.length > 0 ? new Date((arrived.at(-1)?.at.getTime() ?? 0) + heartbeatMs) : endpoint.heartbeatAt,
    ...more,
  };
}

/** Writes the outcome of a round, and what follows from it. */
function end(ctx: WebhookContext, endpoint: EndpointToServe, sent: Sent, more: boolean, attempt: Attempt): Promise<void> {
  const at = ctx.now();
  const { id: endpointId, turn, partnerId, contractId } = endpoint;
  const { deliveries, failed } = sent;
  if (!failed) {
    const all = standing(endpoint, sent, { pending: more });
    // Whatever is not among the events up to the newest number was not asked for.
    const served = more ? all : { ...all, seq: Math.max(all.seq, endpoint.latest) };
    return attempt.complete((tx) => [
      ...(deliveries.length > 0 ? [insertDeliveries(tx, endpointId, deliveries)] : []),
      recordServed(tx, endpointId, turn, served),
      ...(more ? [enqueue(tx, jobs.deliverEvents, { endpointId, turn }, { partnerId, at })] : []),
    ]);
  }
  const anyArrived = deliveries.length > 1;
  const failures = anyArrived ? 1 : endpoint.failures + 1;
  const failingSince = (anyArrived ? null : endpoint.failingSince) ?? at;
  const gone = failed.code === "GONE";
  const disabled = gone ? "GONE" : at.getTime() - failingSince.getTime() >= disabledAfterMs ? "FAILING" : null;
  const delay = Math.max(retryDelayMs(failures, Math.random()), failed.retryAfterMs ?? 0);
  const nextAt = disabled ? null : new Date(at.getTime() + delay);
  const served = standing(endpoint, sent, { pending: !disabled, failures, failingSince, nextAt, disabled });
  if (disabled) attempt.log.warn("a webhook was disabled", { cause: disabled });
  return attempt.complete((tx) => [
    insertDeliveries(tx, endpointId, deliveries),
    recordServed(tx, endpointId, turn, served),
    ...(nextAt ? [enqueue(tx, jobs.deliverEvents, { endpointId, turn }, { partnerId, at, availableAt: nextAt })] : []),
    ...(disabled
      ? [
          insertEventNote(tx, {
            ...{ partnerId, contractId, at, kind: "webhook.disabled", subject: endpointId },
            data: { state: "disabled", cause: disabled, failingSince: failingSince.toISOString() },
          }),
          enqueueMail(tx, {
            ...{ partnerId, contractId, at, orderId: null, occasion: `${endpointId} ${turn}`, template: "webhook-disabled" },
            ...{ userId: endpoint.representativeId, language: endpoint.language, facts: { webhookId: endpointId } },
          }),
        ]
      : []),
  ]);
}
