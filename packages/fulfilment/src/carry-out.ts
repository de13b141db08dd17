import type { AnyStatement, ContractRow, OrderFailure, OrderRow, RowsOf, Tx } from "@saihan/db";
import { ConditionFailed, findContractOfOrder } from "@saihan/db";
import { authorize, hasEnded, retryOf } from "@saihan/domain";
import { orderEnded } from "@saihan/metrics";
import { PlatformRefused, PlatformUnavailable } from "@saihan/platform";
import { type Attempt, Fenced, failOrder, type Handler, Permanent, succeedOrder, Transient } from "@saihan/queues";
import { type Deed, platformOf } from "./attempt-platform.ts";
import type { FulfilmentContext } from "./context.ts";
import { takeBackLate } from "./take-back-late.ts";

/** What to write once the platform has acted. Travels in the transaction that ends the order. */
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

/** An order that is being carried out, with its contract. */
export interface Undertaking {
  order: OrderRow;
  contract: ContractRow;
  attempt: Attempt;
}

/**
 * The way of every order: load it, act on the platform outside any transaction, then record the effect, end the order and
 * enqueue what follows in one transaction under the attempt's fence.
 *
 * A refusal of the platform ends the order as failed. Silence of the platform is tried again later. An attempt that finds
 * itself overtaken takes back what only it has made.
 */
export function orderHandler<const Load extends readonly AnyStatement[]>(definition: {
  /** Rows that the act needs beside the order and its contract. */
  load: (tx: Tx, orderId: string) => Load;
  /** Is given the platform as this attempt may use it. */
  act: (ctx: FulfilmentContext, undertaking: Undertaking, loaded: { [K in keyof Load]: RowsOf<Load[K]> }) => Promise<Effect>;
}): Handler<FulfilmentContext, { orderId: string }> {
  return {
    load: (tx, { orderId }) => [findContractOfOrder(tx, orderId), ...definition.load(tx, orderId)],
    handle: async (ctx, _payload, attempt, [contracts, ...loaded]) => {
      const { order } = attempt.work;
      const [contract] = contracts as ContractRow[];
      if (!order || !contract) throw new Permanent("the order or its contract does not exist");
      // Cancelled before it was begun: the work that ends it is on its way.
      if (hasEnded(order.state) || order.state === "cancelling") return attempt.complete(() => []);
      if (!mayStillBe(order, contract)) {
        attempt.log.warn("the order names an actor who may not do this", { code: "AUTHORITY_WITHDRAWN" });
        const ending = { at: ctx.now(), actor: attempt.actor, attempt: attempt.number };
        return attempt.completeStepwise((tx) => failOrder(tx, order, { code: "AUTHORITY_WITHDRAWN", variables: {} }, ending));
      }
      await carryOut(ctx, { order, contract, attempt }, (own) =>
        definition.act(own, { order, contract, attempt }, loaded as unknown as { [K in keyof Load]: RowsOf<Load[K]> }),
      );
    },
  };
}

/**
 * The actor whose authority was recorded with the order is judged once more, against the contract as it stands: a row that somebody has put
 * into the tables by hand, or changed, is not carried out. What has been revoked since the order was accepted does not undo it.
 */
function mayStillBe(order: OrderRow, contract: ContractRow): boolean {
  const { authority } = order;
  if (!authority || authority.id !== order.actor) return false;
  const { partnerId } = contract;
  const contractId = order.kind === "contract.create" ? partnerId : contract.id;
  // The staff place no orders of partners, but place them again.
  const action = authority.kind === "operator" && retryOf(order) !== null ? "order.retry" : order.kind;
  return authorize(authority, action, { partnerId, contractId, inReach: true }).ok;
}

async function carryOut(
  ctx: FulfilmentContext,
  { order, attempt }: Undertaking,
  act: (own: FulfilmentContext) => Promise<Effect>,
): Promise<void> {
  const deeds: Deed[] = [];
  const secondsUntil = (at: Date) => (at.getTime() - order.acceptedAt.getTime()) / 1_000;
  const ending = (at: Date) => ({ at, actor: attempt.actor, attempt: attempt.number });
  try {
    const effect = await act({ ...ctx, platform: platformOf(ctx.platform, attempt, deeds) });
    const at = ctx.now();
    await attempt.complete((tx) => succeedOrder(tx, order, effect(tx, at), ending(at)));
    orderEnded(order.kind, "succeeded", secondsUntil(at));
  } catch (error) {
    if (error instanceof Fenced || error instanceof ConditionFailed) await takeBackLate(ctx, order, deeds, attempt);
    if (error instanceof PlatformUnavailable) throw new Transient(error.code, { cause: error });
    if (!(error instanceof PlatformRefused) && !(error instanceof Refused)) throw error;
    const failure = error instanceof Refused ? error.failure : failureOf(error);
    attempt.log.warn("refused by the platform", { code: failure.code });
    const at = ctx.now();
    await attempt.completeStepwise((tx) => failOrder(tx, order, failure, ending(at)));
    orderEnded(order.kind, "failed", secondsUntil(at));
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
