import { randomBytes } from "node:crypto";
import { countLiveSubscriptions, lockContract, lockTenant, openOrdersOf } from "@saihan/db";
import { decideContractAction, decideDeleteTenant, decidePartnerMayOrder, no, ordersToWaitFor } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import type { Asked } from "../operation.ts";
import { placeOrder } from "../place-order.ts";
import { tenantView } from "./view.ts";

export interface CreateTenant {
  name: string;
  region: string;
  description: string;
}

/** A tenant in a contract. Its name is unique over the service (sdpf section 1). */
export function placeCreateTenant(ctx: IntakeContext, asked: Asked<{ contractId: string }, unknown, CreateTenant>) {
  const { caller, params, body } = asked;
  const id = randomBytes(16).toString("hex");
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const decision = decideContractAction(contract, "hold-resources");
    if (!decision.ok) return decision;
    const open = await openOrdersOf(tx, contract.id);
    const tenant = { id, contractId: contract.id, ...body };
    return {
      ok: true,
      kind: "tenant.create",
      contractId: contract.id,
      subjectId: id,
      input: {},
      waitsFor: ordersToWaitFor({ kind: "tenant.create", subjectId: id }, open),
      rows: { tenant: { id, ...body } },
      shown: (at) => ({
        tenant: tenantView({ ...tenant, state: "provisioning", createdAt: at, startedAt: null, endedAt: null }),
      }),
    };
  });
}

export function placeDeleteTenant(ctx: IntakeContext, asked: Asked<{ contractId: string; tenantId: string }, unknown, unknown>) {
  const { caller, params } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const [tenant] = await lockTenant(tx, caller.partnerId, contract.id, params.tenantId);
    if (!tenant) return no("TENANT_NOT_FOUND", { tenantId: params.tenantId });
    const [open, subscriptions] = await Promise.all([openOrdersOf(tx, contract.id), countLiveSubscriptions(tx, tenant.id)]);
    const decision = decideDeleteTenant(tenant, { subscriptions });
    if (!decision.ok) return decision;
    return {
      ok: true,
      kind: "tenant.delete",
      contractId: contract.id,
      subjectId: tenant.id,
      input: {},
      waitsFor: ordersToWaitFor({ kind: "tenant.delete", subjectId: tenant.id }, open),
      rows: { tenantState: "deleting" },
      shown: () => ({ tenant: tenantView({ ...tenant, state: "deleting" }) }),
    };
  });
}
