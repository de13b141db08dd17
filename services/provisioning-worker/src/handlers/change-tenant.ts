import { describeTenant, findTenantOfOrder } from "@saihan/db";
import { orderHandler } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/** Changes what the tenant is described as, on the platform and in the books. Its name and region are for good. */
export const handleChangeTenant = orderHandler({
  load: (tx, orderId) => [findTenantOfOrder(tx, orderId)],
  act: async ({ platform }, { order }, [[tenant]]) => {
    if (!tenant?.platformId) throw new Permanent("the tenant of the order does not exist");
    const description = String(order.input.description);
    await platform.updateProject({ clientToken: order.id, projectId: tenant.platformId, description });
    return (tx) => [describeTenant(tx, tenant.id, description)];
  },
});
