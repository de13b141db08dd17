import { orderKinds } from "./order-kinds.ts";

/** What becomes of an order, as events tell it: taken on, and every way to end. */
const orderSteps = ["accepted", "succeeded", "failed", "cancelled", "rejected", "expired"] as const;

/** What happens without an order. */
const otherKinds = [
  "workspace.create",
  "workspace.change",
  "workspace.delete",
  "subscription.rename",
  "approval.decide",
  "approval-request.raise",
  "approval-request.approved",
  "approval-request.denied",
  "approval-request.cancelled",
  "approval-request.expired",
  "menu-control.set",
  "duty.arise",
  "duty.settle",
  "month.close",
  "invoice.issue",
  "invoice.sent",
  "invoice.paid",
  "invoice.void",
  "credit-note.issue",
  "credit-note.sent",
  "credit-note.paid",
  "credit-note.void",
  "payment-statement.issue",
  "payment-statement.confirmed",
  "payment-statement.objected",
  "payment-statement.deemed-confirmed",
  "payment-statement.paid",
  "payment-statement.void",
  "end-user-statement.issue",
  "webhook.disabled",
  "notice.publish",
  "notice.update",
] as const;

/** Every kind of event in the feed: `contract.create.succeeded`, `invoice.issue`. */
export const eventKinds: readonly string[] = [
  ...orderKinds.flatMap((kind) => orderSteps.map((step) => `${kind}.${step}`)),
  ...otherKinds,
];

/**
 * Does this text name at least one kind of event? A kind as it is, or its beginning with `.*` behind it: `contract.*`,
 * `contract.create.*`, `invoice.*`.
 */
export function namesEventKinds(text: string): boolean {
  return text.endsWith(".*") ? eventKinds.some((kind) => kind.startsWith(text.slice(0, -1))) : eventKinds.includes(text);
}

/** Events are kept for this long; then the oldest go, and a reader who still needs them is told so. */
export const eventsKeptDays = 90;

/** What happened, as it was numbered. */
export interface NumberedEvent {
  partnerId: string;
  seq: number;
  contractId: string;
  at: Date;
  kind: string;
  subject: string;
  orderId: string | null;
  data: Record<string, unknown>;
}

/** An event as readers of the feed and receivers of webhooks get it: the same in both. */
export function eventView({ partnerId, seq, kind, at, contractId, subject, orderId, data }: NumberedEvent) {
  return { number: seq, id: `${partnerId}-${seq}`, kind, at: at.toISOString(), contractId, subject, orderId, data };
}
