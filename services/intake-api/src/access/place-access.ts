import {
  beginGrant,
  beginRevoke,
  lockAccess,
  lockContract,
  lockTenant,
  lockUserForAccess,
  openOrdersOf,
  type Tx,
} from "@saihan/db";
import {
  decideContractAction,
  decideGrantAccess,
  decidePartnerMayOrder,
  decideRevokeAccess,
  no,
  ordersToWaitFor,
} from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import type { Asked } from "../operation.ts";
import { placeOrder } from "../place-order.ts";

interface OfTenant {
  contractId: string;
  tenantId: string;
}

export interface GrantAccess {
  userId: string;
  until?: string | undefined;
}

/** Gives a user of the tenant's contract or of the parent access to a tenant (sdpf 2.1, 2.2), to an end or for good. */
export function placeGrantAccess(ctx: IntakeContext, asked: Asked<OfTenant, unknown, GrantAccess>) {
  const { caller, params, body } = asked;
  const { partnerId } = caller;
  const until = body.until === undefined ? null : new Date(body.until);
  return placeOrder(ctx, asked, async (tx) => {
    const facts = await lockFacts(tx, caller, params, body.userId);
    if ("ok" in facts) return facts;
    const { contract, tenant, user, existing, open } = facts;
    const possible = decideContractAction(contract, "hold-resources");
    if (!possible.ok) return possible;
    const decision = decideGrantAccess({ partnerId, tenant, userId: body.userId, user, existing, until, now: ctx.now() });
    if (!decision.ok) return decision;
    const access = { partnerId, contractId: contract.id, tenantId: tenant.id, userId: body.userId, until };
    return {
      ok: true,
      kind: "access.grant",
      contractId: contract.id,
      subjectId: tenant.id,
      input: {
        userId: body.userId,
        ...(until ? { until: until.toISOString() } : {}),
        ...(existing?.until ? { untilBefore: existing.until.toISOString() } : {}),
      },
      waitsFor: ordersToWaitFor({ kind: "access.grant", subjectId: tenant.id, userId: body.userId }, open),
      rows: {},
      also: (tx, order) => [beginGrant(tx, { ...access, grantedBy: caller.actor, orderId: order.id })],
      shown: () => ({}),
    };
  });
}

/** Takes a user's access to a tenant away. */
export function placeRevokeAccess(ctx: IntakeContext, asked: Asked<OfTenant & { userId: string }, unknown, unknown>) {
  const { caller, params } = asked;
  const { userId } = params;
  return placeOrder(ctx, asked, async (tx) => {
    const facts = await lockFacts(tx, caller, params, userId);
    if ("ok" in facts) return facts;
    const { contract, tenant, user, existing, open } = facts;
    const decision = decideRevokeAccess({ tenant, userId, user, existing });
    if (!decision.ok) return decision;
    const becoming = open.find((o) => o.kind === "representative.change" && o.subjectId === contract.id && o.userId === userId);
    if (becoming) return no("REPRESENTATIVE_CHANGE_OPEN", { orderId: becoming.id });
    return {
      ok: true,
      kind: "access.revoke",
      contractId: contract.id,
      subjectId: tenant.id,
      input: { userId },
      waitsFor: ordersToWaitFor({ kind: "access.revoke", subjectId: tenant.id, userId }, open),
      rows: {},
      also: (tx) => [beginRevoke(tx, tenant.id, userId)],
      shown: () => ({}),
    };
  });
}

/** What a decision about an access rests on, locked: contract, tenant, user, the access itself, and the open orders. */
async function lockFacts(tx: Tx, caller: Caller, { contractId, tenantId }: OfTenant, userId: string) {
  const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
  if (!allowed.ok) return allowed;
  const [contract] = await lockContract(tx, caller.partnerId, contractId);
  if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
  const [tenant] = await lockTenant(tx, caller.partnerId, contract.id, tenantId);
  if (!tenant) return no("TENANT_NOT_FOUND", { tenantId });
  const [user] = await lockUserForAccess(tx, caller.partnerId, contract.id, userId);
  const [[existing], open] = await Promise.all([lockAccess(tx, tenant.id, userId), openOrdersOf(tx, contract.id, userId)]);
  return { contract, tenant, user, existing, open };
}
