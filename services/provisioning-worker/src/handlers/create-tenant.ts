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
    const { id: tenantId, name, region, description } = tenant;
    const project = { kind: "project", clientToken: order.id, domainId, tenantId, name, region, description } as const;
    const made = await makeOnce(ctx.platform, project, attempt.number);
    return (tx, at) => [recordTenantMade(tx, tenant.id, made.id, at)];
  },
});
