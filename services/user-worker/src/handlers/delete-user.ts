import { findUser, recordUserGone, single } from "@saihan/db";
import { carryOut, type FulfilmentContext } from "@saihan/fulfilment";
import { type Attempt, Permanent } from "@saihan/queues";

export async function handleDeleteUser(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const [user] = await single(ctx.db, { service: attempt.actor }, (tx) =>
      findUser(tx, order.partnerId, order.contractId, order.subjectId),
    );
    if (!user) throw new Permanent("the user of the order does not exist");
    if (user.platformId) await ctx.platform.deleteUser({ clientToken: order.id, userId: user.platformId });
    return (tx, at) => [recordUserGone(tx, user.id, "deleted", at)];
  });
}
