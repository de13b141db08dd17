import { moveContract } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext } from "@saihan/fulfilment";
import { type Attempt, enqueueMail } from "@saihan/queues";

/** Enables the contract's domain again. */
export async function handleResumeContract(ctx: FulfilmentContext, payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, payload, attempt, async (order) => {
    const { contract, domainId } = await domainOf(ctx, order, attempt);
    await ctx.platform.updateDomain({ clientToken: order.id, domainId, enabled: true });
    return async (tx, at) => {
      await moveContract(tx, contract.id, "resuming", "active", at);
      if (order.input.notify === "none") return;
      await enqueueMail(tx, {
        partnerId: order.partnerId,
        orderId: order.id,
        template: "contract-resumed",
        userId: contract.representativeId,
        contractId: contract.id,
        language: contract.language,
        at,
      });
    };
  });
}
