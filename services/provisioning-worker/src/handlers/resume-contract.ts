import { moveContract } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext, mailOf } from "@saihan/fulfilment";
import type { Attempt } from "@saihan/queues";

/** Enables the contract's domain again. */
export async function handleResumeContract(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const { contract, domainId } = await domainOf(ctx, order, attempt);
    await ctx.platform.updateDomain({ clientToken: order.id, domainId, enabled: true });
    return (tx, at) => [
      moveContract(tx, contract.id, "resuming", "active", at),
      ...mailOf(tx, order, { template: "contract-resumed", userId: contract.representativeId, contract, at }),
    ];
  });
}
