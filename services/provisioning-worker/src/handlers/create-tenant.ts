import {
  findRepresentativeOfOrder,
  findTenantOfOrder,
  recordAccessOfRepresentative,
  recordTenantMade,
  type TenantRow,
} from "@saihan/db";
import {
  compensate,
  domainOf,
  type FulfilmentContext,
  orderHandler,
  refuseAndTakeBack,
  type Undertaking,
  userOnPlatform,
} from "@saihan/fulfilment";
import { makeOnce, type NewProject } from "@saihan/platform";
import { Permanent } from "@saihan/queues";

/** Makes the tenant, and gives the contract's representative access to it, who has access to every tenant (sdpf 2.1). */
export const handleCreateTenant = orderHandler({
  load: (tx, orderId) => [findTenantOfOrder(tx, orderId), findRepresentativeOfOrder(tx, orderId)],
  act: async (ctx, undertaking, [[tenant], [representative]]) => {
    if (!tenant || !representative) throw new Permanent("the tenant of the order or its representative does not exist");
    const { order, attempt } = undertaking;
    const project = projectFor(undertaking, tenant, await domainOf(ctx, undertaking));
    const takeBack = () => removeProject(ctx, project);
    if (order.state === "compensating") return compensate(undertaking, takeBack);
    const made = await makeOnce(ctx.platform, project, attempt.number);
    await refuseAndTakeBack(
      ctx,
      undertaking,
      async () => {
        const userId = await userOnPlatform(ctx, undertaking, representative);
        await ctx.platform.grant({ clientToken: `${order.id}/representative`, userId, projectId: made.id });
      },
      takeBack,
    );
    const { partnerId, contractId, id: tenantId } = tenant;
    const access = { partnerId, contractId, tenantId, userId: representative.id, grantedBy: order.actor, orderId: order.id };
    return (tx, at) => [recordTenantMade(tx, tenant.id, made.id, at), recordAccessOfRepresentative(tx, access, at)];
  },
});

function projectFor({ order }: Undertaking, tenant: TenantRow, domainId: string): NewProject {
  const { id: tenantId, name, region, description } = tenant;
  return { kind: "project", clientToken: order.id, domainId, tenantId, name, region, description };
}

async function removeProject({ platform }: FulfilmentContext, project: NewProject): Promise<void> {
  const made = await platform.find(project);
  if (made) await platform.deleteProject({ clientToken: `${project.clientToken}/undo`, projectId: made.id });
}
