import { moveContract } from "@saihan/db";
import { domainOf, mailOf, orderHandler } from "@saihan/fulfilment";

/** Enables the contract's domain again. */
export const handleResumeContract = orderHandler({
  load: () => [],
  act: async (ctx, undertaking) => {
    const { order, contract } = undertaking;
    const domainId = await domainOf(ctx, undertaking);
    await ctx.platform.updateDomain({ clientToken: order.id, domainId, enabled: true });
    return (tx, at) => [
      moveContract(tx, contract.id, "resuming", "active", at),
      ...mailOf(tx, order, { template: "contract-resumed", userId: contract.representativeId, contract, at }),
    ];
  },
});
