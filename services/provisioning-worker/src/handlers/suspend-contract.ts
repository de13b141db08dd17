import { moveContract } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext } from "@saihan/fulfilment";
import { type Attempt, enqueueMail } from "@saihan/queues";

/** Disables the contract's domain: its resources stay, nobody can operate them. */
export async function handleSuspendContract(ctx: FulfilmentContext, payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, payload, attempt, async (order) => {
    const { contract, domainId } = await domainOf(ctx, order, attempt);
    await ctx.platform.updateDomain({ clientToken: order.id, domainId, enabled: false });
    return async (tx, at) => {
      await moveContract(tx, contract.id, "suspending", "suspended", at);
      if (order.input.notify === "none") return;
      await enqueueMail(tx, {
        partnerId: order.partnerId,
        orderId: order.id,
        template: "contract-suspended",
        userId: contract.representativeId,
        contractId: contract.id,
        language: contract.language,
        at,
      });
    };
  });
}
