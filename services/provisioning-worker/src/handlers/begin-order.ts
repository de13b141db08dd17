import {
  type CallerScope,
  type ContractRow,
  findContract,
  findUser,
  lockContract,
  lockOrder,
  type OrderRow,
  openOrdersOf,
  reachOf,
  setContractState,
  setSuspensionReason,
  single,
  type Tx,
} from "@saihan/db";
import {
  authorize,
  type Decision,
  decideContractAction,
  decidePartnerMayOrder,
  no,
  ordersToWaitFor,
  type SuspensionReason,
  stateWhileOrdered,
  yes,
} from "@saihan/domain";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { beginScheduled, defineHandler, failOrder } from "@saihan/queues";

/**
 * Begins an order whose time has come, as if it were placed now: the user who placed it, what they may do and see, the partner and the contract
 * are judged as they stand. The key it was placed with may have been replaced since; its user answers for the order.
 */
export const handleBeginOrder = defineHandler({
  load: (tx, { orderId }: { orderId: string }) => [lockOrder(tx, orderId)],
  handle: async (ctx: FulfilmentContext, { orderId }, attempt, [[found]]) => {
    if (found?.state !== "scheduled") return attempt.complete(() => []);
    const reaches = await userReaches(ctx, found);
    await attempt.completeStepwise(async (tx) => {
      // The contract before its orders, as whoever places an order takes them.
      const [contract] = await lockContract(tx, found.partnerId, found.contractId);
      const [order] = await lockOrder(tx, orderId);
      if (order?.state !== "scheduled" || !contract) return;
      const ending = { at: ctx.now(), actor: attempt.actor, attempt: order.attempt };
      const may = await judge(tx, order, contract, reaches);
      if (!may.ok) return failOrder(tx, order, { code: may.code, variables: may.variables }, { ...ending, notBegun: true });
      const open = (await openOrdersOf(tx, contract.id)).filter(({ id }) => id !== order.id);
      if (order.kind === "contract.suspend") {
        await setContractState(tx, contract.id, stateWhileOrdered.suspend);
        await setSuspensionReason(tx, contract.id, order.input.reason as SuspensionReason);
      }
      if (order.kind === "contract.resume") await setContractState(tx, contract.id, stateWhileOrdered.resume);
      // What makes the contract comes before everything else in it, which waits for it.
      const topic = { kind: order.kind, subjectId: order.subjectId };
      await beginScheduled(tx, order, order.kind === "contract.create" ? [] : ordersToWaitFor(topic, open), ending);
    });
  },
});

/** Is the contract among those that the user sees now? Contract groups may have changed. */
async function userReaches(ctx: FulfilmentContext, order: OrderRow): Promise<boolean> {
  const { partnerId, actor, authority } = order;
  if (authority?.kind !== "user") return false;
  const scope: CallerScope = { partnerId, actor, contractId: authority.contractId, userId: authority.userId, keyId: "" };
  const [row] = await single(ctx.db, scope, (tx) => reachOf(tx, order.contractId));
  return row?.reached === true;
}

async function judge(tx: Tx, order: OrderRow, contract: ContractRow, reaches: boolean): Promise<Decision> {
  const { authority, kind, partnerId } = order;
  if (authority?.kind !== "user" || authority.id !== order.actor || !reaches) return no("AUTHORITY_WITHDRAWN");
  const [[user], [partner]] = await Promise.all([
    findUser(tx, partnerId, authority.contractId, authority.userId),
    findContract(tx, partnerId, partnerId),
  ]);
  if (user?.state !== "active") return no("ORDERER_GONE", { userId: authority.userId });
  const contractId = kind === "contract.create" ? partnerId : contract.id;
  const now = { ...authority, type: user.type, rights: user.rights };
  if (!authorize(now, kind, { partnerId, contractId, inReach: true }).ok) return no("AUTHORITY_WITHDRAWN");
  const partnerMay = partner ? decidePartnerMayOrder(partner) : no("AUTHORITY_WITHDRAWN");
  if (!partnerMay.ok) return partnerMay;
  switch (kind) {
    case "contract.change":
    case "contract.suspend":
    case "contract.resume":
      return decideContractAction(contract, kind.slice("contract.".length) as "change" | "suspend" | "resume");
    case "tenant.create":
    case "user.create":
      return decideContractAction(contract, "hold-resources");
    default:
      return yes;
  }
}
