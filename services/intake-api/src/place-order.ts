import {
  holdIdempotencyKey,
  insertAuditEntry,
  insertOrder,
  insertWaits,
  keepAnswer,
  type NewOrder,
  type OrderRow,
  type Tx,
  transaction,
} from "@saihan/db";
import { no, type OrderKind, type Rejection } from "@saihan/domain";
import { enqueueOrder } from "@saihan/queues";
import { v7 } from "uuid";
import type { IntakeContext } from "./context.ts";
import type { Answer, Asked } from "./operation.ts";
import { orderView } from "./orders/view.ts";

/** What an order will do, once its rules have said yes. */
export interface Plan {
  ok: true;
  kind: OrderKind;
  contractId: string;
  subjectId: string;
  /** Ids and flags that the worker needs; names and addresses stand in their own rows. */
  input: Record<string, unknown>;
  /** Orders of the same contract that must end first. */
  waitsFor: string[];
  /** Rows to write beside the order. Started together. */
  writes: (tx: Tx, at: Date) => PromiseLike<unknown>[];
  /** What the answer shows beside the order. */
  shown: (at: Date) => Record<string, unknown>;
}

/**
 * Accepts an order: the idempotency key, the rows it concerns, the order, its history, the work and the audit entry are written in
 * one transaction, or none of them is. 202 is answered after the commit.
 *
 * @param decide reads the facts, locks what the decision rests on, and says yes with a plan or no with a reason. It is started
 *   together with the look for an earlier answer, so it must not write.
 */
export async function placeOrder(
  ctx: IntakeContext,
  asked: Asked<unknown, unknown, unknown>,
  decide: (tx: Tx) => Promise<Plan | Rejection>,
): Promise<Answer | Rejection> {
  const { caller, idempotency } = asked;
  const outcome = await transaction(ctx.db, { partnerId: caller.partnerId, actor: caller.actor }, async (tx) => {
    const holding = holdIdempotencyKey(tx, caller.actor, idempotency.key);
    const deciding = decide(tx);
    deciding.catch(() => {});
    const kept = await holding;
    if (kept) {
      await deciding.catch(() => {});
      if (kept.fingerprint !== idempotency.fingerprint) return no("IDEMPOTENCY_KEY_REUSED");
      return { ok: true, status: kept.status, body: kept.body, location: kept.location, replayed: true } satisfies Answer;
    }
    const plan = await deciding;
    if (!plan.ok) return plan;
    // The time of acceptance is taken under the locks of the decision: orders of one contract bear times in their order.
    return accept(ctx, tx, asked, plan, ctx.now());
  });
  if (outcome.ok && !outcome.replayed) ctx.outbox.tell();
  return outcome;
}

async function accept(
  ctx: IntakeContext,
  tx: Tx,
  { caller, idempotency, requestId }: Asked<unknown, unknown, unknown>,
  plan: Plan,
  at: Date,
): Promise<Answer> {
  const order = {
    id: v7({ msecs: at.getTime() }),
    partnerId: caller.partnerId,
    contractId: plan.contractId,
    kind: plan.kind,
    subjectId: plan.subjectId,
    input: plan.input,
    actor: caller.actor,
    at,
    deadlineAt: new Date(at.getTime() + ctx.orderDeadlineMs),
  } satisfies NewOrder;
  const location = `/v1/orders/${order.id}`;
  const body = JSON.stringify({ order: orderView(asAccepted(order), { waitsFor: plan.waitsFor }), ...plan.shown(at) });
  await Promise.all([
    ...plan.writes(tx, at),
    insertOrder(tx, order),
    plan.waitsFor.length > 0 ? insertWaits(tx, order.id, order.partnerId, plan.waitsFor) : enqueueOrder(tx, order, at),
    keepAnswer(tx, caller.actor, idempotency.key, { fingerprint: idempotency.fingerprint, status: 202, location, body }, at),
    insertAuditEntry(tx, {
      partnerId: caller.partnerId,
      at,
      actor: caller.actor,
      action: plan.kind,
      target: plan.subjectId,
      orderId: order.id,
      requestId,
      facts: { contractId: plan.contractId },
    }),
  ]);
  return { ok: true, status: 202, body, location };
}

/** The row as it is written, for the answer. */
function asAccepted(order: NewOrder): OrderRow {
  const { at, ...rest } = order;
  return { ...rest, state: "received", failure: null, attempt: 0, acceptedAt: at, changedAt: at, endedAt: null };
}
