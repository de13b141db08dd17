import {
  findRepresentativeOfOrder,
  findUserNamedByOrder,
  recordAccessToAll,
  replaceRepresentative,
  tenantsWithAccessOf,
  type UserRow,
} from "@saihan/db";
import { decideChangeRepresentative } from "@saihan/domain";
import { compensate, mailOf, orderHandler, Refused, refuseAndTakeBack, userOnPlatform } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/**
 * Makes another user the representative: they get access to every tenant of the contract, and the one before keeps it as a general
 * user (sdpf 2.1, S26). If the platform refuses, what it has given is taken back and everything is as before.
 */
export const handleChangeRepresentative = orderHandler({
  load: (tx, orderId) => [
    findUserNamedByOrder(tx, orderId),
    findRepresentativeOfOrder(tx, orderId),
    tenantsWithAccessOf(tx, orderId),
  ],
  act: async (ctx, undertaking, [[next], [former], tenants]) => {
    if (!next || !former) throw new Permanent("the user of the order or the representative does not exist");
    const { order, contract } = undertaking;
    const { platform } = ctx;
    const lacking = (user: UserRow) => tenants.filter((tenant) => !tenant.holders.includes(user.id));
    const requestFor = (tenant: { id: string; platformId: string }, user: UserRow, userId: string, suffix = "") => ({
      ...{ clientToken: `${order.id}/${tenant.id}/${user.id}${suffix}`, userId, projectId: tenant.platformId },
    });
    const ids = new Map<string, string>();
    const takeBack = async () => {
      for (const user of [next, former]) {
        const userId = ids.get(user.id) ?? user.platformId;
        if (userId) for (const tenant of lacking(user)) await platform.revoke(requestFor(tenant, user, userId, "/undo"));
      }
    };
    if (order.state === "compensating") return compensate(undertaking, takeBack);
    const decision = decideChangeRepresentative({ userId: next.id, user: next, open: undefined });
    if (!decision.ok) throw new Refused(decision);
    const give = async () => {
      for (const user of [next, former]) {
        const userId = await userOnPlatform(ctx, undertaking, user);
        ids.set(user.id, userId);
        for (const tenant of lacking(user)) await platform.grant(requestFor(tenant, user, userId));
      }
    };
    await refuseAndTakeBack(ctx, undertaking, give, takeBack);
    const access = { contractId: contract.id, grantedBy: order.actor, orderId: order.id };
    return (tx, at) => [
      ...replaceRepresentative(tx, contract.id, former.id, next.id),
      recordAccessToAll(tx, { ...access, userId: next.id }, at),
      recordAccessToAll(tx, { ...access, userId: former.id }, at),
      ...mailOf(tx, order, { template: "representative-appointed", userId: next.id, contract, at }),
      ...mailOf(tx, order, { template: "representative-released", userId: former.id, contract, at }),
    ];
  },
});
