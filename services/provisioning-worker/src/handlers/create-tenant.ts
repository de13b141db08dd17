import { findTenantOfOrder, recordTenantMade } from "@saihan/db";
import { domainOf, orderHandler } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";
import { Permanent } from "@saihan/queues";

export const handleCreateTenant = orderHandler({
  load: (tx, orderId) => [findTenantOfOrder(tx, orderId)],
  act: async (ctx, undertaking, [[tenant]]) => {
    if (!tenant) throw new Permanent("the tenant of the order does not exist");
    const { order, attempt } = undertaking;
    const domainId = await domainOf(ctx, undertaking);
    const { name, region, description } = tenant;
    const made = await makeOnce(ctx.platform, order.id, attempt.number, (clientToken) =>
      ctx.platform.createProject({ clientToken, domainId, name, region, description }),
    );
    return (tx, at) => [recordTenantMade(tx, tenant.id, made.id, at)];
  },
});
