import { unseal } from "@saihan/auth";
import type { EndpointToServe, EventRow, NewDelivery } from "@saihan/db";
import { eventView } from "@saihan/domain";
import { type Answered, signedHeaders } from "@saihan/webhooks";
import type { WebhookContext } from "./context.ts";

/** What is sent: the form of Standard Webhooks. The id is the same however often it is sent. */
export interface Message {
  id: string;
  kind: string;
  /** Number of the event; null of a test and a heartbeat. */
  event: number | null;
  body: string;
}

export function eventMessage(event: EventRow): Message {
  const data = eventView(event);
  return { id: data.id, kind: event.kind, event: event.seq, body: bodyOf(event.kind, event.at, data) };
}

/** Tells the newest number, so that a receiver who takes every kind can tell that it has missed something. */
export function heartbeatMessage({ id, latest, oldest }: EndpointToServe, at: Date): Message {
  const messageId = `heartbeat-${id}-${Math.floor(at.getTime() / 1_000)}`;
  return { id: messageId, kind: "heartbeat", event: null, body: bodyOf("heartbeat", at, { latest, oldest }) };
}

export function testMessage(testId: string, endpointId: string, at: Date): Message {
  return { id: `test-${testId}`, kind: "test", event: null, body: bodyOf("test", at, { webhookId: endpointId }) };
}

function bodyOf(type: string, at: Date, data: object): string {
  return JSON.stringify({ type, timestamp: at.toISOString(), data });
}

/** Sends a message and says what became of it, for the log of the endpoint. */
export async function send(
  ctx: WebhookContext,
  endpoint: EndpointToServe,
  message: Message,
  as: Pick<NewDelivery, "reason" | "attempt">,
): Promise<{ delivery: NewDelivery; answered: Answered }> {
  const at = ctx.now();
  const { id, secret, formerSecret, formerUntil } = endpoint;
  const sealed = formerSecret && formerUntil && formerUntil > at ? [secret, formerSecret] : [secret];
  const headers = signedHeaders(
    sealed.map((each) => unseal(ctx.key, each, id)),
    { id: message.id, at, body: message.body },
  );
  const answered = await ctx.poster.post(endpoint.url, headers, message.body);
  const { outcome, status, code, answer, durationMs } = answered;
  const { kind, event } = message;
  return { delivery: { ...as, messageId: message.id, kind, event, at, durationMs, outcome, status, code, answer }, answered };
}
