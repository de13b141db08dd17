import { moveOrder, type OrderFailure, single } from "@saihan/db";
import { PlatformRefused } from "@saihan/platform";
import { failureOf, Refused, type Undertaking } from "./carry-out.ts";
import type { FulfilmentContext } from "./context.ts";

/** Puts back what earlier steps of an order have done on the platform. May be called again: an attempt may die in the middle. */
export type TakeBack = () => Promise<void>;

/** Ends an order that was found compensating, when what it had made is put back. Never returns. */
export async function compensate({ order, attempt }: Undertaking, takeBack: TakeBack): Promise<never> {
  await takeBack();
  attempt.log.info("what had been made was taken back");
  throw new Refused(order.failure ?? { code: "PLATFORM_REFUSED", variables: { reason: "UNKNOWN" } });
}

/**
 * Does a later step of an order. When the platform refuses it, the order is shown as compensating, what was done before is put back,
 * and the order fails with the refusal's reason.
 */
export async function refuseAndTakeBack<T>(
  ctx: FulfilmentContext,
  undertaking: Undertaking,
  step: () => Promise<T>,
  takeBack: TakeBack,
): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (!(error instanceof PlatformRefused)) throw error;
    const failure: OrderFailure = failureOf(error);
    const { order, attempt } = undertaking;
    const move = { to: "compensating", cause: failure.code, failure, actor: attempt.actor, attempt: attempt.number } as const;
    await single(ctx.db, attempt.scope, (tx) => moveOrder(tx, order, { ...move, at: ctx.now() }));
    return compensate({ ...undertaking, order: { ...order, failure } }, takeBack);
  }
}
