import { changeContract } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext } from "@saihan/fulfilment";
import type { Attempt } from "@saihan/queues";

/** Changes what the contract is called. The platform hears of the name only. */
export async function handleChangeContract(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const change = order.input as { customerName?: string; customerNumber?: string; language?: "ja" | "en" };
    if (change.customerName !== undefined) {
      const { domainId } = await domainOf(ctx, order, attempt);
      await ctx.platform.updateDomain({ clientToken: order.id, domainId, description: change.customerName });
    }
    return (tx) => [changeContract(tx, order.contractId, change)];
  });
}
