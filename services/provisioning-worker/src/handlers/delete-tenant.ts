import { findTenantOfOrder, recordAccessOfTenantGone, recordTenantGone } from "@saihan/db";
import { orderHandler } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/** The platform takes away every access to the tenant with it. */
export const handleDeleteTenant = orderHandler({
  load: (tx, orderId) => [findTenantOfOrder(tx, orderId)],
  act: async ({ platform }, { order }, [[tenant]]) => {
    if (!tenant) throw new Permanent("the tenant of the order does not exist");
    if (tenant.platformId) await platform.deleteProject({ clientToken: order.id, projectId: tenant.platformId });
    return (tx, at) => [recordTenantGone(tx, tenant.id, "deleted", at), recordAccessOfTenantGone(tx, tenant.id)];
  },
});
