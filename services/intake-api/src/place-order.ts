import {
  type Acceptance,
  type AcceptedRows,
  type AnyStatement,
  acceptContracts,
  acceptOrders,
  findAnswer,
  type KeptAnswer,
  type OrderRow,
  selectAnswer,
  type Tx,
  transaction,
} from "@saihan/db";
import { decideStartAt, no, type OrderKind, type Rejection } from "@saihan/domain";
import { enqueueBeginning, jobOfOrder } from "@saihan/queues";
import { currentTrace } from "@saihan/tracing";
import type { IntakeContext } from "./context.ts";
import { mayReplay } from "./idempotency.ts";
import { type Answer, type Asked, ok } from "./operation.ts";
import { decideAgain } from "./orders/decide-again.ts";
import { orderIdAt } from "./orders/order-id.ts";
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
  /** Rows that come into being or change with the order. */
  rows: AcceptedRows;
  /** Given where the decision rests on the instant or names the order; else both are taken when it is written. */
  at?: Date;
  orderId?: string;
  /** Its work is held back until the provider has approved. */
  awaitsApproval?: boolean;
  /** Begun by the clock, at that instant; the contract and the authority are judged again then. */
  startAt?: Date | undefined;
  /** Statements that go with the order, after it has been written, where `rows` does not know the table. */
  also?: (tx: Tx, order: Acceptance["order"]) => readonly AnyStatement[];
  /** Orders that are accepted with it, under the same key, and on which it waits. */
  first?: readonly Plan[];
  /** What the answer shows beside the order. */
  shown: (at: Date) => Record<string, unknown>;
}

/**
 * A plan that is to begin later, when it names an instant: what it makes is there from now on and holds its name, its work begins by the clock, and
 * on what it waits is seen then. @returns START_AT_OUT_OF_RANGE
 */
export function startingAt(ctx: IntakeContext, startAt: string | undefined, plan: Plan): Plan | Rejection {
  if (startAt === undefined) return plan;
  const at = new Date(startAt);
  const inTime = decideStartAt(at, ctx.now());
  return inTime.ok ? { ...plan, startAt: at, waitsFor: [], also: (tx, order) => [enqueueBeginning(tx, order, at)] } : inTime;
}

export type AskedOrder = Asked<unknown, unknown, unknown>;

/**
 * Accepts an order: the idempotency key, the rows it concerns, the order, its history, the work and the audit entry are written by
 * one statement, or none of them is. 202 is answered after the commit.
 *
 * @param planned reads the facts, locks what the decision rests on, and says yes with a plan or no with a reason. It must not write. A
 *   plan that needs no facts is given as it is, and costs one round trip.
 */
export async function placeOrder(
  ctx: IntakeContext,
  asked: AskedOrder,
  planned: Omit<Plan, "also" | "first"> | Rejection | ((tx: Tx) => Promise<Plan | Rejection>),
): Promise<Answer | Rejection> {
  const { caller: scope, retryOf } = asked;
  const decide = retryOf === undefined ? planned : (tx: Tx) => decideAgain(tx, asked, retryOf, planned);
  if (asked.validateOnly) return validated(ctx, asked, typeof decide === "function" ? decide : async () => decide);
  if (typeof decide !== "function") {
    if (!decide.ok) return decide;
    const acceptance = acceptanceOf(ctx, asked, decide, ctx.now());
    return (await ctx.accepting.accept(scope, acceptance)) ? accepted(ctx, acceptance.answer) : earlier(ctx, asked);
  }
  const outcome = await transaction(ctx.db, scope, async (tx) => {
    const looking = selectAnswer(tx, asked.caller.actor, asked.idempotency.key).execute();
    const deciding = decide(tx);
    deciding.catch(() => {});
    const [kept] = await looking;
    if (kept) return replay(asked, kept);
    const plan = await deciding;
    if (!plan.ok) return plan;
    // The time of acceptance is taken under the locks of the decision: orders of one contract bear times in their order.
    const acceptance = acceptanceOf(ctx, asked, plan, plan.at ?? ctx.now());
    // The key keeps one answer, which stands with the order that was asked for.
    for (const statement of acceptContracts(tx, [acceptance])) await statement;
    const first = (plan.first ?? []).map((own) => ({ own, ...acceptanceOf(ctx, asked, own, acceptance.order.at) }));
    const [row] = await acceptOrders(tx, [acceptance, ...first.map((one) => ({ ...one, answer: { ...one.answer, body: "" } }))]);
    if (!row) return undefined;
    const also = [...first.map((one) => [one.own, one.order] as const), [plan, acceptance.order] as const];
    await Promise.all(also.flatMap(([own, order]) => own.also?.(tx, order).map((statement) => statement.execute()) ?? []));
    return acceptance.answer;
  });
  if (outcome === undefined) return earlier(ctx, asked);
  return "fingerprint" in outcome ? accepted(ctx, outcome) : outcome;
}

/** Thrown to undo what was written to see whether it could be. */
class OnlyAsked extends Error {
  override name = "OnlyAsked";
}

/**
 * Whether the order would be accepted: it is decided and written like any other, so that every refusal is the same, those of the
 * database among them, and then undone.
 */
async function validated(
  ctx: IntakeContext,
  asked: AskedOrder,
  decide: (tx: Tx) => Promise<Plan | Rejection>,
): Promise<Answer | Rejection> {
  try {
    return await transaction(ctx.db, asked.caller, async (tx) => {
      const plan = await decide(tx);
      if (!plan.ok) return plan;
      const acceptance = acceptanceOf(ctx, asked, plan, plan.at ?? ctx.now());
      for (const statement of acceptContracts(tx, [acceptance])) await statement;
      await acceptOrders(tx, [acceptance]);
      for (const statement of plan.also?.(tx, acceptance.order) ?? []) await statement.execute();
      throw new OnlyAsked();
    });
  } catch (error) {
    if (error instanceof OnlyAsked) return ok(200, { valid: true });
    throw error;
  }
}

/** The answer to an order that stands; the relay is told. */
export function accepted(ctx: IntakeContext, answer: KeptAnswer): Answer {
  ctx.outbox.tell();
  return { ok: true, status: answer.status, body: answer.body, location: answer.location };
}

/** The key was used before, or by a request that ran beside this one. */
export async function earlier(ctx: IntakeContext, asked: AskedOrder): Promise<Answer | Rejection> {
  const { caller, idempotency } = asked;
  const kept = await findAnswer(ctx.db, caller, caller.actor, idempotency.key);
  return kept ? replay(asked, kept) : no("IDEMPOTENCY_KEY_IN_USE");
}

export function replay({ idempotency }: AskedOrder, kept: KeptAnswer): Answer | Rejection {
  const allowed = mayReplay(kept, idempotency);
  if (!allowed.ok) return allowed;
  return { ok: true, status: kept.status, body: kept.body, location: kept.location, replayed: true };
}

/** Everything that is written when an order is accepted at this instant, the answer among it. */
export function acceptanceOf(ctx: IntakeContext, asked: AskedOrder, plan: Plan, at: Date): Acceptance {
  const { caller, idempotency, requestId } = asked;
  const { startAt } = plan;
  const state = startAt ? "scheduled" : plan.awaitsApproval ? "awaiting_approval" : "received";
  const order = {
    id: plan.orderId ?? orderIdAt(at),
    partnerId: caller.partnerId,
    contractId: plan.contractId,
    kind: plan.kind,
    subjectId: plan.subjectId,
    input: startAt ? { ...plan.input, startAt: startAt.toISOString() } : plan.input,
    actor: caller.actor,
    authority: caller.who,
    at,
    deadlineAt: new Date((startAt ?? at).getTime() + ctx.orderDeadlineMs),
    state,
  } as const;
  const row: OrderRow = { ...order, failure: null, attempt: 0, acceptedAt: at, changedAt: at, endedAt: null };
  const answer: KeptAnswer = {
    fingerprint: idempotency.fingerprint,
    status: 202,
    location: `/v1/orders/${order.id}`,
    body: JSON.stringify({ order: orderView(row, { waitsFor: plan.waitsFor }), ...plan.shown(at) }),
  };
  const { queue, name } = jobOfOrder[plan.kind];
  return {
    order,
    answer,
    requestId,
    waitsFor: plan.waitsFor,
    key: idempotency.key,
    work: { queue, name },
    rows: plan.rows,
    trace: currentTrace(),
  };
}
