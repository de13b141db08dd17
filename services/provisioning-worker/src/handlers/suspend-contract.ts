import { moveContract } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext, mailOf } from "@saihan/fulfilment";
import type { Attempt } from "@saihan/queues";

/** Disables the contract's domain: its resources stay, nobody can operate them. */
export async function handleSuspendContract(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const { contract, domainId } = await domainOf(ctx, order, attempt);
    await ctx.platform.updateDomain({ clientToken: order.id, domainId, enabled: false });
    return (tx, at) => [
      moveContract(tx, contract.id, "suspending", "suspended", at),
      ...mailOf(tx, order, { template: "contract-suspended", userId: contract.representativeId, contract, at }),
    ];
  });
}
