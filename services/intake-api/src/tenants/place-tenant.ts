import { randomBytes } from "node:crypto";
import {
  countLiveSubscriptions,
  findWorkspace,
  lockContract,
  lockTenant,
  openOrdersOf,
  type Tx,
  workspaceForTenant,
} from "@saihan/db";
import {
  decideChangeTenant,
  decideContractAction,
  decideDeleteTenant,
  decidePartnerMayOrder,
  decideTenantInWorkspace,
  no,
  ordersToWaitFor,
  type Rejection,
} from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import type { Asked } from "../operation.ts";
import { placeOrder, startingAt } from "../place-order.ts";
import { tenantView } from "./view.ts";

export interface CreateTenant {
  name: string;
  region: string;
  description: string;
  workspaceId?: string | undefined;
  startAt?: string | undefined;
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
    const { name, region, description } = body;
    const workspace = await workspaceFor(tx, contract.id, body);
    if (!workspace.ok) return workspace;
    const tenant = { id, workspaceId: workspace.id, name, region, description };
    return startingAt(ctx, body.startAt, {
      ok: true,
      kind: "tenant.create",
      contractId: contract.id,
      subjectId: id,
      input: {},
      waitsFor: ordersToWaitFor({ kind: "tenant.create", subjectId: id }, open),
      rows: { tenant },
      shown: (at) => ({
        tenant: tenantView({
          ...tenant,
          contractId: contract.id,
          state: "provisioning",
          createdAt: at,
          startedAt: null,
          endedAt: null,
        }),
      }),
    });
  });
}

/** The workspace that the request names, if it has room in the region; else one that may still have to be made, with the tenant. */
async function workspaceFor(
  tx: Tx,
  contractId: string,
  { workspaceId, region }: CreateTenant,
): Promise<{ ok: true; id: string } | Rejection> {
  if (workspaceId === undefined) {
    const [chosen] = await workspaceForTenant(tx, contractId, region);
    return { ok: true, id: chosen?.id ?? "" };
  }
  const [named] = await findWorkspace(tx, contractId, workspaceId);
  if (!named) return no("WORKSPACE_NOT_FOUND", { workspaceId });
  const decision = decideTenantInWorkspace(named, region);
  return decision.ok ? { ok: true, id: named.id } : decision;
}

/** What a tenant is described as; its name and region are for good. */
export function placeChangeTenant(
  ctx: IntakeContext,
  asked: Asked<{ contractId: string; tenantId: string }, unknown, { description: string }>,
) {
  const { caller, params, body } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const possible = decideContractAction(contract, "change-resources");
    if (!possible.ok) return possible;
    const [tenant] = await lockTenant(tx, caller.partnerId, contract.id, params.tenantId);
    if (!tenant) return no("TENANT_NOT_FOUND", { tenantId: params.tenantId });
    const decision = decideChangeTenant(tenant);
    if (!decision.ok) return decision;
    const open = await openOrdersOf(tx, contract.id);
    return {
      ok: true,
      kind: "tenant.change",
      contractId: contract.id,
      subjectId: tenant.id,
      input: { description: body.description },
      waitsFor: ordersToWaitFor({ kind: "tenant.change", subjectId: tenant.id }, open),
      rows: {},
      shown: () => ({ tenant: tenantView(tenant) }),
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
