import { findUserOfOrder, recordAccessOfUserGone, recordUserGone } from "@saihan/db";
import { orderHandler, Refused } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/** The platform takes away all that the user had access to with them. */
export const handleDeleteUser = orderHandler({
  load: (tx, orderId) => [findUserOfOrder(tx, orderId)],
  act: async ({ platform }, { order }, [[user]]) => {
    if (!user) throw new Permanent("the user of the order does not exist");
    // They may have become it while the order waited.
    if (user.type === "representative") {
      throw new Refused({
        code: "REPRESENTATIVE_CANNOT_BE_DELETED",
        variables: { userId: user.id, contractId: user.contractId },
      });
    }
    if (user.platformId) await platform.deleteUser({ clientToken: order.id, userId: user.platformId });
    return (tx, at) => [recordUserGone(tx, user.id, "deleted", at), recordAccessOfUserGone(tx, user.id)];
  },
});
