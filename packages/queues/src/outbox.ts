import { insertWork, type Tx } from "@saihan/db";
import type { Job } from "./define-job.ts";

/** Notified after a commit that wrote to the outbox. */
export const outboxChannel = "saihan_outbox";

/**
 * Writes work down in the transaction that makes it necessary: it will be done exactly if that transaction commits.
 * @param at when it is written; it may start at `availableAt` (default: at once)
 */
export function enqueue<Payload extends Record<string, string | number>>(
  tx: Tx,
  job: Job<string, Payload>,
  payload: Payload,
  facts: { partnerId: string; orderId?: string; at: Date; availableAt?: Date; trace?: string | null | undefined },
) {
  return insertWork(tx, {
    partnerId: facts.partnerId,
    orderId: facts.orderId ?? null,
    queue: job.queue,
    name: job.name,
    payload,
    availableAt: facts.availableAt ?? facts.at,
    at: facts.at,
    trace: facts.trace,
  });
}
