import { findTenant, recordTenantGone, single } from "@saihan/db";
import { carryOut, type FulfilmentContext } from "@saihan/fulfilment";
import { type Attempt, Permanent } from "@saihan/queues";

export async function handleDeleteTenant(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const [tenant] = await single(ctx.db, { service: attempt.actor }, (tx) =>
      findTenant(tx, order.partnerId, order.contractId, order.subjectId),
    );
    if (!tenant) throw new Permanent("the tenant of the order does not exist");
    if (tenant.platformId) await ctx.platform.deleteProject({ clientToken: order.id, projectId: tenant.platformId });
    return (tx, at) => [recordTenantGone(tx, tenant.id, "deleted", at)];
  });
}
