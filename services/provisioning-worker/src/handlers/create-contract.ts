import {
  findContract,
  moveOrder,
  type OrderFailure,
  type OrderRow,
  recordContractMade,
  recordUserMade,
  single,
} from "@saihan/db";
import { carryOut, type FulfilmentContext, failureOf, mailOf, Refused } from "@saihan/fulfilment";
import { makeOnce, PlatformRefused } from "@saihan/platform";
import { type Attempt, Permanent } from "@saihan/queues";

/** Makes the contract's domain and its representative. If the second is refused, the first is taken back. */
export async function handleCreateContract(ctx: FulfilmentContext, _payload: { orderId: string }, attempt: Attempt) {
  const { platform } = ctx;
  await carryOut(ctx, attempt, async (order) => {
    if (order.state === "compensating") return takeBack(ctx, order, attempt);
    const representativeId = String(order.input.representativeId);
    const [contract] = await single(ctx.db, { service: attempt.actor }, (tx) =>
      findContract(tx, order.partnerId, order.contractId),
    );
    if (!contract) throw new Permanent("the contract of the order does not exist");
    const domain = await makeOnce(platform, order.id, attempt.number, (clientToken) =>
      platform.createDomain({ clientToken, name: contract.id, description: contract.customerName }),
    );
    let user: { id: string };
    try {
      user = await makeOnce(platform, `${order.id}/representative`, attempt.number, (clientToken) =>
        platform.createUser({ clientToken, domainId: domain.id, name: representativeId }),
      );
    } catch (error) {
      if (!(error instanceof PlatformRefused)) throw error;
      return startTakingBack(ctx, order, failureOf(error), attempt);
    }
    return (tx, at) => [
      recordContractMade(tx, contract.id, domain.id, at),
      recordUserMade(tx, representativeId, user.id, at),
      ...mailOf(tx, order, { template: "contract-ready", userId: representativeId, contract, at }),
    ];
  });
}

async function startTakingBack(ctx: FulfilmentContext, order: OrderRow, failure: OrderFailure, attempt: Attempt): Promise<never> {
  const move = {
    to: "compensating",
    at: ctx.now(),
    actor: attempt.actor,
    cause: failure.code,
    attempt: attempt.number,
    failure,
  } as const;
  await single(ctx.db, { service: attempt.actor }, (tx) => moveOrder(tx, order.id, move));
  return takeBack(ctx, { ...order, failure }, attempt);
}

async function takeBack(ctx: FulfilmentContext, order: OrderRow, attempt: Attempt): Promise<never> {
  const domain = await ctx.platform.findByToken(order.id);
  if (domain) await ctx.platform.deleteDomain({ clientToken: `${order.id}/undo`, domainId: domain.id });
  attempt.log.info("what had been made was taken back");
  throw new Refused(order.failure ?? { code: "PLATFORM_REFUSED", variables: { reason: "UNKNOWN" } });
}
