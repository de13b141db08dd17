import { findTenant, recordTenantMade, transaction } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";
import { type Attempt, Permanent } from "@saihan/queues";

export async function handleCreateTenant(ctx: FulfilmentContext, payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, payload, attempt, async (order) => {
    const { domainId } = await domainOf(ctx, order, attempt);
    const tenant = await transaction(ctx.db, { service: attempt.actor }, (tx) =>
      findTenant(tx, order.partnerId, order.contractId, order.subjectId),
    );
    if (!tenant) throw new Permanent("the tenant of the order does not exist");
    const made = await makeOnce(ctx.platform, order.id, attempt.number, (clientToken) =>
      ctx.platform.createProject({
        clientToken,
        domainId,
        name: tenant.name,
        region: tenant.region,
        description: tenant.description,
      }),
    );
    return async (tx, at) => {
      await recordTenantMade(tx, tenant.id, made.id, at);
    };
  });
}
