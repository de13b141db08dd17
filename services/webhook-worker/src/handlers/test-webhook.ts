import { findEndpointToServe, insertDeliveries } from "@saihan/db";
import { defineHandler } from "@saihan/queues";
import type { WebhookContext } from "../context.ts";
import { send, testMessage } from "../message.ts";

type Payload = { endpointId: string; testId: string };

/** Sends one message that tells of nothing, once, also to an endpoint that is disabled. The log tells what became of it. */
export const handleTestWebhook = defineHandler({
  load: (tx, { endpointId }: Payload) => [findEndpointToServe(tx, endpointId)],
  handle: async (ctx: WebhookContext, { endpointId, testId }, attempt, [[endpoint]]) => {
    if (!endpoint) return attempt.complete(() => []);
    const message = testMessage(testId, endpointId, ctx.now());
    const { delivery } = await send(ctx, endpoint, message, { reason: "test", attempt: 1 });
    await attempt.complete((tx) => [insertDeliveries(tx, endpointId, [delivery])]);
  },
});
