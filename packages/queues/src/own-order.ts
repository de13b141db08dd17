import { insertOwnOrder, type OwnOrder, type Tx } from "@saihan/db";
import { v7 } from "uuid";
import { enqueueOrder } from "./order-work.ts";

/** How long the house tries to carry out what it has ordered by itself. */
const deadlineMs = 24 * 3_600_000;

/** Places an order that what somebody ordered earlier has made due. Decide on its facts, under their locks, before. */
export async function placeOwnOrder(tx: Tx, order: Omit<OwnOrder, "id" | "deadlineAt">): Promise<void> {
  const id = v7({ msecs: order.at.getTime() });
  await insertOwnOrder(tx, { ...order, id, deadlineAt: new Date(order.at.getTime() + deadlineMs) });
  if (order.waitsFor.length === 0) await enqueueOrder(tx, { id, partnerId: order.partnerId, kind: order.kind }, order.at);
}
