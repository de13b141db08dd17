import { changeUser, endPasswordLinks, findUserOfOrder } from "@saihan/db";
import { changedUser, type UserChange } from "@saihan/domain";
import { mailOf, orderHandler } from "@saihan/fulfilment";
import { Permanent } from "@saihan/queues";

/**
 * Changes a user in our books; the platform knows users by their number alone. A new mail address is told to the old one, and links that
 * were sent there no longer work.
 */
export const handleChangeUser = orderHandler({
  load: (tx, orderId) => [findUserOfOrder(tx, orderId)],
  act: async (_ctx, { order, contract }, [[user]]) => {
    if (!user) throw new Permanent("the user of the order does not exist");
    const { name = null, mailAddress = null, ...power } = order.input as { name?: string; mailAddress?: string } & UserChange;
    const changesPower = power.type !== undefined || power.rights !== undefined;
    const moved = mailAddress !== null && mailAddress !== user.mailAddress;
    const told = { template: "mail-address-changed", userId: user.id, contract, formerAddress: user.mailAddress } as const;
    return (tx, at) => [
      changeUser(tx, user.id, { name, mailAddress, power: changesPower ? changedUser(user, power) : null }),
      ...(moved ? [endPasswordLinks(tx, order.partnerId, user.id, at), ...mailOf(tx, order, { ...told, at })] : []),
    ];
  },
});
