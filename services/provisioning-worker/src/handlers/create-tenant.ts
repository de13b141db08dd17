import { findTenant, recordTenantMade, single } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";
import { type Attempt, Permanent } from "@saihan/queues";

export async function handleCreateTenant(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const { domainId } = await domainOf(ctx, order, attempt);
    const [tenant] = await single(ctx.db, { service: attempt.actor }, (tx) =>
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
    return (tx, at) => [recordTenantMade(tx, tenant.id, made.id, at)];
  });
}
