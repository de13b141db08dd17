import type { AnyStatement, OrderFailure, OrderRow, Tx } from "@saihan/db";
import { hasEnded } from "@saihan/domain";
import { PlatformRefused, PlatformUnavailable } from "@saihan/platform";
import { type Attempt, failOrder, Permanent, succeedOrder, Transient } from "@saihan/queues";
import type { FulfilmentContext } from "./context.ts";

/** What to write once the platform has acted. Runs in the transaction that ends the order. */
export type Effect = (tx: Tx, at: Date) => readonly AnyStatement[];

/** The platform's refusal, when the handler has already put back what it had made. */
export class Refused extends Error {
  override name = "Refused";
  readonly failure: OrderFailure;
  constructor(failure: OrderFailure) {
    super(failure.code);
    this.failure = failure;
  }
}

/**
 * The way of every order: load it, act on the platform outside any transaction, then record the effect, end the order and
 * enqueue what follows in one transaction under the attempt's fence.
 *
 * A refusal of the platform ends the order as failed. Silence of the platform is tried again later.
 */
export async function carryOut(
  ctx: FulfilmentContext,
  attempt: Attempt,
  act: (order: OrderRow) => Promise<Effect>,
): Promise<void> {
  const { order } = attempt.work;
  if (!order) throw new Permanent("the order does not exist");
  if (hasEnded(order.state)) return attempt.complete(() => []);
  const ending = (at: Date) => ({ at, actor: attempt.actor, attempt: attempt.number });
  try {
    const effect = await act(order);
    const at = ctx.now();
    await attempt.complete((tx) => [...effect(tx, at), ...succeedOrder(tx, order, ending(at))]);
  } catch (error) {
    if (error instanceof PlatformUnavailable) throw new Transient(error.cause_, { cause: error });
    if (!(error instanceof PlatformRefused) && !(error instanceof Refused)) throw error;
    const failure = error instanceof Refused ? error.failure : failureOf(error);
    attempt.log.warn("refused by the platform", { code: failure.code });
    await attempt.completeStepwise((tx) => failOrder(tx, order, failure, ending(ctx.now())));
  }
}

/** What the platform's refusal means to the partner. */
export function failureOf(refusal: PlatformRefused): OrderFailure {
  switch (refusal.reason) {
    case "NAME_TAKEN":
      return { code: "PLATFORM_NAME_TAKEN", variables: {} };
    case "QUOTA_REACHED":
      return { code: "PLATFORM_QUOTA_REACHED", variables: {} };
    default:
      return { code: "PLATFORM_REFUSED", variables: { reason: refusal.reason } };
  }
}
