import { findTenant, recordTenantGone, transaction } from "@saihan/db";
import { carryOut, type FulfilmentContext } from "@saihan/fulfilment";
import { type Attempt, Permanent } from "@saihan/queues";

export async function handleDeleteTenant(ctx: FulfilmentContext, payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, payload, attempt, async (order) => {
    const tenant = await transaction(ctx.db, { service: attempt.actor }, (tx) =>
      findTenant(tx, order.partnerId, order.contractId, order.subjectId),
    );
    if (!tenant) throw new Permanent("the tenant of the order does not exist");
    if (tenant.platformId) await ctx.platform.deleteProject({ clientToken: order.id, projectId: tenant.platformId });
    return async (tx, at) => {
      await recordTenantGone(tx, tenant.id, "deleted", at);
    };
  });
}
