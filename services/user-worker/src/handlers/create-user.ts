import { findUser, recordUserMade, transaction } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";
import { type Attempt, enqueueMail, Permanent } from "@saihan/queues";

export async function handleCreateUser(ctx: FulfilmentContext, payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, payload, attempt, async (order) => {
    const { contract, domainId } = await domainOf(ctx, order, attempt);
    const user = await transaction(ctx.db, { service: attempt.actor }, (tx) =>
      findUser(tx, order.partnerId, order.contractId, order.subjectId),
    );
    if (!user) throw new Permanent("the user of the order does not exist");
    const made = await makeOnce(ctx.platform, order.id, attempt.number, (clientToken) =>
      ctx.platform.createUser({ clientToken, domainId, name: user.id }),
    );
    return async (tx, at) => {
      await recordUserMade(tx, user.id, made.id, at);
      if (order.input.notify === "none") return;
      await enqueueMail(tx, {
        partnerId: order.partnerId,
        orderId: order.id,
        template: "user-ready",
        userId: user.id,
        contractId: contract.id,
        language: contract.language,
        facts: { passwordLink: order.input.notify === "link" },
        at,
      });
    };
  });
}
