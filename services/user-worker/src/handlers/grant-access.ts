import { findTenantOfOrder, findUserNamedByOrder, recordAccessGiven, type TenantRow, type UserRow } from "@saihan/db";
import { orderHandler, Refused, userOnPlatform } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/** Gives a user access to a tenant, also a parent's user to the tenant of a child. */
export const handleGrantAccess = orderHandler({
  load: (tx, orderId) => [findTenantOfOrder(tx, orderId), findUserNamedByOrder(tx, orderId)],
  act: async (ctx, undertaking, [[tenant], [user]]) => {
    if (!tenant || !user) throw new Permanent("the tenant or the user of the order does not exist");
    const { order } = undertaking;
    const until = typeof order.input.until === "string" ? new Date(order.input.until) : null;
    if (until && until <= ctx.now()) {
      throw new Refused({ code: "ACCESS_UNTIL_PASSED", variables: { until: until.toISOString() } });
    }
    const projectId = livingProject(tenant, user);
    const userId = await userOnPlatform(ctx, undertaking, user);
    await ctx.platform.grant({ clientToken: order.id, userId, projectId });
    const access = { tenantId: tenant.id, userId: user.id, until, grantedBy: order.actor, orderId: order.id };
    return (tx, at) => [recordAccessGiven(tx, access, at)];
  },
});

/** One of the two may have come to nothing while the order waited. @returns the tenant's id on the platform */
function livingProject(tenant: TenantRow, user: UserRow): string {
  if (user.state === "deleted" || user.state === "failed") {
    throw new Refused({ code: "USER_STATE_FORBIDS", variables: { userId: user.id, state: user.state } });
  }
  if (tenant.state === "deleted" || tenant.state === "failed" || !tenant.platformId) {
    throw new Refused({ code: "TENANT_STATE_FORBIDS", variables: { tenantId: tenant.id, state: tenant.state } });
  }
  return tenant.platformId;
}
