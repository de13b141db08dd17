import { liveUsersOfOrder, moveContract, recordUsersGone } from "@saihan/db";
import { mailOf, orderHandler } from "@saihan/fulfilment";

/** Ends the contract for good: its users, then its domain. Its tenants were gone before the order was accepted. */
export const handleTerminateContract = orderHandler({
  load: (tx, orderId) => [liveUsersOfOrder(tx, orderId)],
  act: async ({ platform }, { order, contract }, [users]) => {
    if (contract.platformId) {
      for (const user of users) {
        if (user.platformId) await platform.deleteUser({ clientToken: `${order.id}/${user.id}`, userId: user.platformId });
      }
      await platform.deleteDomain({ clientToken: order.id, domainId: contract.platformId });
    }
    const mail = { template: "contract-terminated", userId: contract.representativeId, contract } as const;
    return (tx, at) => [
      moveContract(tx, contract.id, "terminating", "terminated", at),
      recordUsersGone(tx, contract.id, at),
      // A contract that never came to be ends without a word.
      ...(contract.platformId ? mailOf(tx, order, { ...mail, at }) : []),
    ];
  },
});
