import { moveContract } from "@saihan/db";
import { domainOf, mailOf, orderHandler } from "@saihan/fulfilment";

/** Disables the contract's domain: its resources stay, nobody can operate them. */
export const handleSuspendContract = orderHandler({
  load: () => [],
  act: async (ctx, undertaking) => {
    const { order, contract } = undertaking;
    const domainId = await domainOf(ctx, undertaking);
    await ctx.platform.updateDomain({ clientToken: order.id, domainId, enabled: false });
    return (tx, at) => [
      moveContract(tx, contract.id, "suspending", "suspended", at),
      ...mailOf(tx, order, {
        ...{ template: "contract-suspended", userId: contract.representativeId, contract, at },
        facts: { reason: String(order.input.reason) },
      }),
    ];
  },
});
