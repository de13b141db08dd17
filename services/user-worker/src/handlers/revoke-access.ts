import { findTenantOfOrder, findUserNamedByOrder, recordAccessTaken } from "@saihan/db";
import { orderHandler, Refused } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/** Takes a user's access to a tenant away. Where one of them never came to be on the platform there is nothing to take. */
export const handleRevokeAccess = orderHandler({
  load: (tx, orderId) => [findTenantOfOrder(tx, orderId), findUserNamedByOrder(tx, orderId)],
  act: async ({ platform }, { order }, [[tenant], [user]]) => {
    if (!tenant || !user) throw new Permanent("the tenant or the user of the order does not exist");
    // They may have become it while the order waited.
    if (user.type === "representative" && user.contractId === tenant.contractId) {
      throw new Refused({ code: "ACCESS_OF_REPRESENTATIVE", variables: { userId: user.id } });
    }
    if (tenant.platformId && user.platformId) {
      await platform.revoke({ clientToken: order.id, userId: user.platformId, projectId: tenant.platformId });
    }
    return (tx) => [recordAccessTaken(tx, tenant.id, user.id)];
  },
});
