import type { z } from "zod";

export const queueNames = ["provisioning", "users", "billing", "notifications", "webhooks"] as const;
export type QueueName = (typeof queueNames)[number];

/** A kind of work: where it waits, what it is called, what it carries. The name is stored and outlives deployments. */
export interface Job<
  Name extends string = string,
  Payload extends Record<string, string | number> = Record<string, string | number>,
> {
  readonly queue: QueueName;
  readonly name: Name;
  /** Ids only: the row is the truth. */
  readonly payload: z.ZodType<Payload>;
  /** So much of one partner's work of this kind travels as one job in the queue; without it each piece is a job. */
  readonly bundle?: number;
}

export function defineJob<const Name extends string, Payload extends Record<string, string | number>>(
  job: Job<Name, Payload>,
): Job<Name, Payload> {
  return job;
}
