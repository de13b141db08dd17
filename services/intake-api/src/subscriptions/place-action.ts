import {
  type ActionAsked,
  decideSubscriptionAction,
  renameSubscription,
  type Subscription,
  type SubscriptionAction,
} from "@saihan/catalogue";
import {
  acceptSubscriptionAction,
  insertAuditEntries,
  lockContract,
  lockSubscription,
  openOrdersOf,
  renameSubscriptionRow,
  type SubscriptionRow,
  shareMenuControl,
  transaction,
} from "@saihan/db";
import { decidePartnerMayOrder, no, ordersToWaitFor, type Rejection } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { controlOf, readKnown } from "../menus/known.ts";
import { type Answer, type Asked, ok } from "../operation.ts";
import { orderIdAt } from "../orders/order-id.ts";
import { placeOrder } from "../place-order.ts";
import { subscriptionView } from "./view.ts";

type OnSubscription<Body> = Asked<{ subscriptionId: string }, unknown, Body>;

/** Change of plan, stop, resume or end. What was accepted before waits in front of it. */
export async function placeSubscriptionAction(
  ctx: IntakeContext,
  asked: OnSubscription<{ plan?: string | undefined }>,
  action: SubscriptionAction,
  contractId: string,
) {
  const { caller, params, body } = asked;
  const { partnerId } = caller;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [[contract], [row]] = await Promise.all([
      lockContract(tx, partnerId, contractId),
      lockSubscription(tx, params.subscriptionId),
      shareMenuControl(tx, partnerId),
    ]);
    // Read under the locks, not beside them.
    const [open, known, versions] = await Promise.all([
      openOrdersOf(tx, contractId),
      readKnown(tx, [contractId]),
      ctx.catalogue.versions(),
    ]);
    if (!contract || !row) return no("SUBSCRIPTION_NOT_FOUND", { subscriptionId: params.subscriptionId });
    const at = ctx.now();
    const control = controlOf(known, versions, at);
    const orderId = orderIdAt(at);
    const wish: ActionAsked = action === "change-plan" ? { orderId, action, plan: String(body.plan) } : { orderId, action };
    const decision = decideSubscriptionAction(subscriptionOf(row), wish, contract, control);
    if (!decision.ok) return decision;
    const { state, orderedPlan } = decision.subscription;
    const kind = `subscription.${action}` as const;
    const { menu, tenantId } = row;
    return {
      ok: true,
      kind,
      contractId,
      subjectId: row.id,
      input: { menu, tenantId, controlRevision: control.revision, ...(action === "change-plan" ? { plan: orderedPlan } : {}) },
      waitsFor: ordersToWaitFor({ kind, subjectId: row.id, tenantId }, open),
      rows: { subscriptionState: state },
      at,
      orderId,
      also: (written) => [acceptSubscriptionAction(written, { id: row.id, state, orderedPlan }, orderId)],
      shown: () => ({ subscription: subscriptionView({ ...row, state, orderedPlan, openOrderId: orderId }) }),
    };
  });
}

/** A name for people; done at once, the id stays. */
export function changeSubscriptionName(
  ctx: IntakeContext,
  { caller, params, body, requestId }: OnSubscription<{ name: string }>,
) {
  return transaction(ctx.db, caller, async (tx): Promise<Answer | Rejection> => {
    const [[row]] = await Promise.all([lockSubscription(tx, params.subscriptionId), shareMenuControl(tx, caller.partnerId)]);
    if (!row) return no("SUBSCRIPTION_NOT_FOUND", { subscriptionId: params.subscriptionId });
    const [known, versions] = await Promise.all([readKnown(tx, [row.contractId]), ctx.catalogue.versions()]);
    const at = ctx.now();
    const decision = renameSubscription(subscriptionOf(row), body.name, controlOf(known, versions, at));
    if (!decision.ok) return decision;
    const { partnerId, contractId, id: target } = row;
    const entry = {
      partnerId,
      contractId,
      at,
      actor: caller.actor,
      action: "subscription.rename",
      target,
      requestId,
      after: { changed: ["name"] },
    };
    await Promise.all([renameSubscriptionRow(tx, row.id, body.name), insertAuditEntries(tx, [entry])]);
    return ok(200, subscriptionView({ ...row, name: body.name }));
  });
}

function subscriptionOf({ plan, openOrderId, ...row }: SubscriptionRow): Subscription {
  return { ...row, plan: plan ?? undefined, openOrderId: openOrderId ?? undefined } as Subscription;
}
