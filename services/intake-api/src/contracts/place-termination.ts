import {
  acceptSubscriptionAction,
  type ContentsRow,
  contentsOfContract,
  insertTermination,
  lockContract,
  openOrdersOf,
} from "@saihan/db";
import { authorize, decidePartnerMayOrder, decideTermination, no, type Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import type { Asked } from "../operation.ts";
import { orderIdAt } from "../orders/order-id.ts";
import { type Plan, placeOrder } from "../place-order.ts";
import { revisionOf } from "./termination-plan.ts";
import { contractView } from "./view.ts";

export interface TerminateBody {
  notifyRepresentative?: boolean | undefined;
  /** The plan that was reviewed: what it lists may be removed. */
  remove?: { revision: string } | undefined;
}

/**
 * The end of a contract. What is left in it goes by orders of its own, accepted in the same statement, on which the termination waits: each
 * has its own work, fence and history, so nothing is lost or done twice wherever a process dies. Irreversible.
 */
export function placeTermination(ctx: IntakeContext, asked: Asked<{ contractId: string }, unknown, TerminateBody>) {
  const { caller, params, body } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    // Read under the lock, not beside it.
    const at = ctx.now();
    const [open, [contents]] = await Promise.all([openOrdersOf(tx, contract.id), contentsOfContract(tx, contract.id, at)]);
    if (!contents) return no("CONTRACT_NOT_FOUND", { contractId: contract.id });
    const revision = revisionOf(contract.id, contents);
    const removal = body.remove && { reviewed: body.remove.revision, current: revision };
    const decision = decideTermination(contract, { tenants: contents.tenants.length, openOrders: open.length }, removal);
    if (!decision.ok) return decision;
    const missing = mayRemove(caller, contract.id, contents);
    if (missing) return missing;
    const orderId = orderIdAt(at);
    const first = removals(contract.id, contents, at);
    const steps = first.flatMap((step) => step.orderId ?? []);
    const reviewed = { contractId: contract.id, ...contents };
    return {
      ok: true,
      kind: "contract.terminate",
      contractId: contract.id,
      subjectId: contract.id,
      input: { notify: body.notifyRepresentative === false ? "none" : "notice", before: contract.state },
      waitsFor: steps,
      rows: { contractState: "terminating" },
      at,
      orderId,
      first,
      also: (written, { partnerId }) => [
        insertTermination(written, { partnerId, orderId, contractId: contract.id, revision, reviewed, steps }),
      ],
      shown: () => ({ contract: contractView({ ...contract, state: "terminating" }) }),
    };
  });
}

/** The removals are orders like any other: whoever may not give them may not have them given. */
function mayRemove(caller: Caller, contractId: string, { tenants, subscriptions }: ContentsRow): Rejection | undefined {
  const target = { partnerId: caller.partnerId, contractId, inReach: true };
  const needed = [
    ...(tenants.length > 0 ? (["tenant.delete"] as const) : []),
    ...(subscriptions.length > 0 ? (["subscription.end"] as const) : []),
  ];
  return needed.map((action) => authorize(caller.who, action, target)).find((answer): answer is Rejection => !answer.ok);
}

/**
 * Ends every subscription and deletes every tenant, each tenant after what is in it. Whether a menu is switched off does not matter here:
 * that keeps a subscription from being operated, and a contract that ends takes what is in it along.
 */
function removals(contractId: string, { subscriptions, tenants }: ContentsRow, at: Date): Plan[] {
  const common = { ok: true, contractId, at, shown: () => ({}) } as const;
  const ends = subscriptions.map(({ id, menu, tenantId, orderedPlan }) => {
    const orderId = orderIdAt(at);
    return {
      ...common,
      ...{
        kind: "subscription.end",
        subjectId: id,
        orderId,
        input: { menu, tenantId },
        waitsFor: [],
        rows: { subscriptionState: "ending" },
      },
      also: (tx) => [acceptSubscriptionAction(tx, { id, state: "ending", orderedPlan }, orderId)],
    } satisfies Plan;
  });
  const deletions = tenants.map(({ id }) => {
    const waitsFor = ends.filter((end) => end.input.tenantId === id).map((end) => end.orderId);
    const rows = { tenantState: "deleting" } as const;
    return { ...common, kind: "tenant.delete", subjectId: id, orderId: orderIdAt(at), input: {}, waitsFor, rows } satisfies Plan;
  });
  return [...ends, ...deletions];
}
