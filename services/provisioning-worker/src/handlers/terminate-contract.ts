import { findContract, liveUsers, moveContract, recordUsersGone, transaction } from "@saihan/db";
import { carryOut, type FulfilmentContext, mailOf } from "@saihan/fulfilment";
import { type Attempt, Permanent } from "@saihan/queues";

/** Ends the contract for good: its users, then its domain. Its tenants were gone before the order was accepted. */
export async function handleTerminateContract(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  const { platform } = ctx;
  await carryOut(ctx, attempt, async (order) => {
    const [[contract], users] = await transaction(ctx.db, { service: attempt.actor }, (tx) =>
      Promise.all([findContract(tx, order.partnerId, order.contractId), liveUsers(tx, order.contractId)]),
    );
    if (!contract) throw new Permanent("the contract of the order does not exist");
    if (contract.platformId) {
      for (const user of users) {
        if (user.platformId) await platform.deleteUser({ clientToken: `${order.id}/${user.id}`, userId: user.platformId });
      }
      await platform.deleteDomain({ clientToken: order.id, domainId: contract.platformId });
    }
    return (tx, at) => [
      moveContract(tx, contract.id, "terminating", "terminated", at),
      recordUsersGone(tx, contract.id, at),
      ...(contract.platformId
        ? mailOf(tx, order, { template: "contract-terminated", userId: contract.representativeId, contract, at })
        : []),
    ];
  });
}
