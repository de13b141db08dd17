import { catalogue, type ProblemCode } from "./catalogue.ts";
import { hasEnded, type OrderState, orderLife } from "./order.ts";
import type { OrderKind } from "./order-kinds.ts";
import { type Decision, no, yes } from "./rejection.ts";

/** What a retry rests on: an order, how it ended, and the order that has retried it. */
export interface RetryGrounds {
  id: string;
  kind: OrderKind;
  state: OrderState;
  failure: { code: ProblemCode } | null;
  retriedBy: string | null;
}

/** Failures that lie in what was ordered: the same again fails again. */
const ownContent: readonly ProblemCode[] = ["PLATFORM_NAME_TAKEN"];

/** Orders that name what somebody has looked at, which may be otherwise now: a plan of a termination, a report of differences. */
const lookedAt: readonly OrderKind[] = ["contract.terminate", "contract.repair"];

/**
 * May an order be placed again as it was? Only one that failed or expired, once, and only where the same can end otherwise. What is true now of
 * its contract and subject is decided like any new order's.
 */
export function decideRetry({ id, kind, state, failure, retriedBy }: RetryGrounds): Decision {
  if (retriedBy !== null) return no("ORDER_ALREADY_RETRIED", { orderId: id, retriedBy });
  const code = failure?.code ?? "";
  if (state !== "failed" && state !== "expired") {
    const turn = failure && hasEnded(state) ? catalogue[failure.code].turn : orderLife[state].turn;
    return no("ORDER_NOT_RETRYABLE", { orderId: id, state, code, turn });
  }
  if (failure && ownContent.includes(failure.code))
    return no("ORDER_NOT_RETRYABLE", { orderId: id, state, code, turn: catalogue[failure.code].turn });
  if (lookedAt.includes(kind)) return no("ORDER_RETRY_NEEDS_LOOK", { orderId: id, kind });
  return yes;
}

/** The order that an order retries. */
export function retryOf({ input }: { input: Readonly<Record<string, unknown>> }): string | null {
  return typeof input.retryOf === "string" ? input.retryOf : null;
}
