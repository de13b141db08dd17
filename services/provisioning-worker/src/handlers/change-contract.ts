import { changeContract } from "@saihan/db";
import { domainOf, orderHandler } from "@saihan/fulfilment";

/** Changes what the contract is called. The platform hears of the name only. */
export const handleChangeContract = orderHandler({
  load: () => [],
  act: async (ctx, undertaking) => {
    const { order, contract } = undertaking;
    const change = order.input as {
      customerName?: string;
      customerNumber?: string;
      language?: "ja" | "en";
      labels?: Record<string, string>;
    };
    if (change.customerName !== undefined) {
      const domainId = await domainOf(ctx, undertaking);
      await ctx.platform.updateDomain({ clientToken: order.id, domainId, description: change.customerName });
    }
    return (tx) => [changeContract(tx, contract.id, change)];
  },
});
