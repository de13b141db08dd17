import { findUserOfOrder, recordUserMade } from "@saihan/db";
import { domainOf, mailOf, orderHandler } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";
import { Permanent } from "@saihan/queues";

export const handleCreateUser = orderHandler({
  load: (tx, orderId) => [findUserOfOrder(tx, orderId)],
  act: async (ctx, undertaking, [[user]]) => {
    if (!user) throw new Permanent("the user of the order does not exist");
    const { order, contract, attempt } = undertaking;
    const domainId = await domainOf(ctx, undertaking);
    const wanted = { kind: "user", clientToken: order.id, domainId, userId: user.id } as const;
    const made = await makeOnce(ctx.platform, wanted, attempt.number);
    return (tx, at) => [
      recordUserMade(tx, user.id, made.id, at),
      ...mailOf(tx, order, { template: "user-ready", userId: user.id, contract, at }),
    ];
  },
});
