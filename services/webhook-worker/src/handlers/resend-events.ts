import { type EndpointToServe, eventsToResend, findEndpointToServe, insertDeliveries, type NewDelivery } from "@saihan/db";
import { defineHandler, enqueue, Fenced, jobs } from "@saihan/queues";
import { resendTries, retryDelayMs } from "@saihan/webhooks";
import type { WebhookContext } from "../context.ts";
import { eventMessage, send } from "../message.ts";

type Payload = { endpointId: string; from: number; to: number; tries: number };

const together = 100;
const roundMs = 4_000;

/** Sends events of a range again, in their order. Deliveries of new events go on beside it; the ids are those of the first time. */
export const handleResendEvents = defineHandler({
  load: (tx, { endpointId, from, to }: Payload) => [
    findEndpointToServe(tx, endpointId),
    eventsToResend(tx, endpointId, from, to, together),
  ],
  handle: async (ctx: WebhookContext, { endpointId, to, tries }, attempt, [[endpoint], events]) => {
    if (endpoint?.state !== "enabled") return attempt.complete(() => []);
    const until = performance.now() + roundMs;
    const deliveries: NewDelivery[] = [];
    let rest: { payload: Payload; waitMs: number } | undefined;
    for (const event of events) {
      if (performance.now() > until || ctx.stopping()) {
        rest = { payload: { endpointId, from: event.seq, to, tries: 0 }, waitMs: 0 };
        break;
      }
      if (!attempt.mayAct()) throw new Fenced();
      const number = deliveries.length === 0 ? tries + 1 : 1;
      const { delivery, answered } = await send(ctx, endpoint as EndpointToServe, eventMessage(event), {
        reason: "resend",
        attempt: number,
      });
      deliveries.push(delivery);
      if (answered.outcome === "delivered") continue;
      const waitMs = Math.max(retryDelayMs(number, Math.random()), answered.retryAfterMs ?? 0);
      if (number < resendTries) rest = { payload: { endpointId, from: event.seq, to, tries: number }, waitMs };
      else rest = { payload: { endpointId, from: event.seq + 1, to, tries: 0 }, waitMs: 0 };
      break;
    }
    const last = events.at(-1);
    if (!rest && events.length === together && last) {
      rest = { payload: { endpointId, from: last.seq + 1, to, tries: 0 }, waitMs: 0 };
    }
    if (rest && rest.payload.from > to) rest = undefined;
    const [at, { partnerId }] = [ctx.now(), endpoint];
    await attempt.complete((tx) => [
      ...(deliveries.length > 0 ? [insertDeliveries(tx, endpointId, deliveries)] : []),
      ...(rest
        ? [enqueue(tx, jobs.resendEvents, rest.payload, { partnerId, at, availableAt: new Date(at.getTime() + rest.waitMs) })]
        : []),
    ]);
  },
});
