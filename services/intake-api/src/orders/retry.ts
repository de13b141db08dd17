import {
  type ContractRow,
  findContract,
  findOrder,
  findRetry,
  findSubscription,
  findTenant,
  findUser,
  type OrderRow,
  type SubscriptionRow,
  type TenantRow,
  transaction,
  type UserRow,
} from "@saihan/db";
import {
  authorize,
  decideRetry,
  no,
  type Rejection,
  type ResumptionReason,
  type SuspensionReason,
  subjectKind,
} from "@saihan/domain";
import { placeGrantAccess, placeRevokeAccess } from "../access/place-access.ts";
import type { Caller, IntakeContext } from "../context.ts";
import { placeChangeContract, placeResumeContract, placeSuspendContract } from "../contracts/place-contract-action.ts";
import { placeCreateContract } from "../contracts/place-create-contract.ts";
import type { Answer, Asked } from "../operation.ts";
import { placeSubscriptionAction } from "../subscriptions/place-action.ts";
import { placeStartSubscription } from "../subscriptions/place-start.ts";
import { placeChangeTenant, placeCreateTenant, placeDeleteTenant } from "../tenants/place-tenant.ts";
import { placeChangeRepresentative } from "../users/place-change-representative.ts";
import { placeChangeUser } from "../users/place-change-user.ts";
import { placeCreateUser, placeDeleteUser } from "../users/place-user.ts";
import { reasonOfStaff, type StaffReason } from "./staff-reason.ts";

type AskedRetry = Asked<{ orderId: string }, unknown, StaffReason>;

/** What an order named when it was placed, as far as rows keep it. */
interface Earlier {
  order: OrderRow;
  contract: ContractRow | undefined;
  representative: UserRow | undefined;
  user: UserRow | undefined;
  tenant: TenantRow | undefined;
  subscription: SubscriptionRow | undefined;
}

/**
 * Places an order again as it was asked for, as a new order that names the old one. Whether it may be placed is decided anew, under the old
 * order's lock; the look before that only finds what was asked for.
 */
export async function retryOrder(ctx: IntakeContext, asked: AskedRetry): Promise<Answer | Rejection> {
  const { caller } = asked;
  const { orderId } = asked.params;
  const earlier = await read(ctx, caller, orderId);
  if (!earlier) return no("ORDER_NOT_FOUND", { orderId });
  const { order } = earlier;
  const contractId = order.kind === "contract.create" ? order.partnerId : order.contractId;
  const action = caller.who.kind === "operator" ? "order.retry" : order.kind;
  const may = authorize(caller.who, action, { partnerId: order.partnerId, contractId, inReach: true });
  if (!may.ok) return may;
  return placeAgain(ctx, { ...asked, retryOf: orderId, retryReason: reasonOfStaff(caller.who, asked.body) }, earlier);
}

function read(ctx: IntakeContext, caller: Caller, orderId: string): Promise<Earlier | undefined> {
  return transaction(ctx.db, caller, async (tx) => {
    const order = await findOrder(tx, orderId);
    if (!order) return undefined;
    const { partnerId, contractId, subjectId } = order;
    const kind = subjectKind(order.kind);
    const [contract] = await findContract(tx, partnerId, contractId);
    const representativeId = String(order.input.representativeId ?? contract?.representativeId);
    const [representative] = await findUser(tx, partnerId, contractId, representativeId);
    const [user] = kind === "user" ? await findUser(tx, partnerId, contractId, subjectId) : [];
    const [tenant] = kind === "tenant" ? await findTenant(tx, partnerId, contractId, subjectId) : [];
    const [subscription] = kind === "subscription" ? await findSubscription(tx, subjectId) : [];
    return { order, contract, representative, user, tenant, subscription };
  });
}

async function placeAgain(ctx: IntakeContext, asked: AskedRetry, earlier: Earlier): Promise<Answer | Rejection> {
  const { order, contract, representative, user, tenant, subscription } = earlier;
  const { contractId, subjectId } = order;
  const {
    notify,
    reason,
    userId,
    until,
    retryOf: _,
    startAt: __,
    ...content
  } = order.input as Record<string, string | undefined>;
  const told = notify === "link" ? true : notify === "none" ? false : undefined;
  const silent = notify === "none" ? false : undefined;
  const of = <Params, Body>(params: Params, body: Body) => ({ ...asked, params: { contractId, ...params }, body });
  const gone = no("ORDER_NOT_RETRYABLE", {
    orderId: order.id,
    state: order.state,
    code: order.failure?.code ?? "",
    turn: "caller",
  });
  switch (order.kind) {
    case "contract.create": {
      if (!contract || !representative) return gone;
      const { customerName, language, labels, customerNumber: number } = contract;
      const { loginId, mailAddress, name } = representative;
      const customerNumber = number === contract.id ? undefined : number;
      const person = { loginId, mailAddress, name: name ?? undefined };
      const body = { customerName, customerNumber, language, labels, representative: person, notifyRepresentative: told };
      return placeCreateContract(ctx, { ...asked, body });
    }
    case "contract.change":
      return placeChangeContract(ctx, of({}, content));
    case "contract.suspend":
      return placeSuspendContract(ctx, of({}, { reason: reason as SuspensionReason, notifyRepresentative: silent }));
    case "contract.resume":
      return placeResumeContract(ctx, of({}, { reason: reason as ResumptionReason, notifyRepresentative: silent }));
    case "representative.change":
      return placeChangeRepresentative(ctx, of({}, { userId: String(userId), notifyUsers: silent }));
    case "tenant.create": {
      if (!tenant) return gone;
      const { name, region, description, workspaceId } = tenant;
      return placeCreateTenant(ctx, of({}, { name, region, description, workspaceId }));
    }
    case "tenant.change":
      return placeChangeTenant(ctx, of({ tenantId: subjectId }, { description: content.description ?? "" }));
    case "tenant.delete":
      return placeDeleteTenant(ctx, of({ tenantId: subjectId }, undefined));
    case "user.create": {
      if (!user) return gone;
      const { loginId, mailAddress, name } = user;
      return placeCreateUser(ctx, of({}, { loginId, mailAddress, name: name ?? undefined, notifyUser: told }));
    }
    case "user.change":
      return placeChangeUser(ctx, of({ userId: subjectId }, content));
    case "user.delete":
      return placeDeleteUser(ctx, of({ userId: subjectId }, undefined));
    case "access.grant":
      return placeGrantAccess(ctx, of({ tenantId: subjectId }, { userId: String(userId), until }));
    case "access.revoke":
      return placeRevokeAccess(ctx, of({ tenantId: subjectId, userId: String(userId) }, undefined));
    case "subscription.start": {
      if (!subscription) return gone;
      const { tenantId, menu, orderedPlan: plan, name } = subscription;
      return placeStartSubscription(ctx, of({}, { tenantId, menu, plan, name }));
    }
    case "subscription.change-plan":
      return placeSubscriptionAction(ctx, of({ subscriptionId: subjectId }, { plan: content.plan }), "change-plan", contractId);
    case "subscription.stop":
      return placeSubscriptionAction(ctx, of({ subscriptionId: subjectId }, {}), "stop", contractId);
    case "subscription.resume":
      return placeSubscriptionAction(ctx, of({ subscriptionId: subjectId }, {}), "resume", contractId);
    case "subscription.end":
      return placeSubscriptionAction(ctx, of({ subscriptionId: subjectId }, {}), "end", contractId);
    case "contract.terminate":
    case "contract.repair":
      return refusedAnyway(ctx, asked, order);
  }
}

/** Orders of these kinds are never placed again as they were; the reason says whether that is because of the kind or of the state. */
async function refusedAnyway(ctx: IntakeContext, { caller }: AskedRetry, order: OrderRow): Promise<Rejection> {
  const [retry] = await transaction(ctx.db, caller, async (tx) => findRetry(tx, order.id));
  const decision = decideRetry({ ...order, retriedBy: retry?.id ?? null });
  return decision.ok ? no("ORDER_RETRY_NEEDS_LOOK", { orderId: order.id, kind: order.kind }) : decision;
}
