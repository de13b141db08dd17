import { findUser, recordUserMade, single } from "@saihan/db";
import { carryOut, domainOf, type FulfilmentContext, mailOf } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";
import { type Attempt, Permanent } from "@saihan/queues";

export async function handleCreateUser(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  await carryOut(ctx, attempt, async (order) => {
    const { contract, domainId } = await domainOf(ctx, order, attempt);
    const [user] = await single(ctx.db, { service: attempt.actor }, (tx) =>
      findUser(tx, order.partnerId, order.contractId, order.subjectId),
    );
    if (!user) throw new Permanent("the user of the order does not exist");
    const made = await makeOnce(ctx.platform, order.id, attempt.number, (clientToken) =>
      ctx.platform.createUser({ clientToken, domainId, name: user.id }),
    );
    return (tx, at) => [
      recordUserMade(tx, user.id, made.id, at),
      ...mailOf(tx, order, { template: "user-ready", userId: user.id, contract, at }),
    ];
  });
}
