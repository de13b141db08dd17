import { moveOrder, type OrderFailure, recordContractMade, recordUserMade, single } from "@saihan/db";
import { type FulfilmentContext, failureOf, mailOf, orderHandler, Refused, type Undertaking } from "@saihan/fulfilment";
import { makeOnce, PlatformRefused } from "@saihan/platform";

/** Makes the contract's domain and its representative. If the second is refused, the first is taken back. */
export const handleCreateContract = orderHandler({
  load: () => [],
  act: async (ctx, undertaking) => {
    const { order, contract, attempt } = undertaking;
    const { platform } = ctx;
    if (order.state === "compensating") return takeBack(ctx, undertaking, order.failure);
    const { representativeId } = contract;
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
      return startTakingBack(ctx, undertaking, failureOf(error));
    }
    return (tx, at) => [
      recordContractMade(tx, contract.id, domain.id, at),
      recordUserMade(tx, representativeId, user.id, at),
      ...mailOf(tx, order, { template: "contract-ready", userId: representativeId, contract, at }),
    ];
  },
});

async function startTakingBack(ctx: FulfilmentContext, undertaking: Undertaking, failure: OrderFailure): Promise<never> {
  const { order, attempt } = undertaking;
  const move = {
    to: "compensating",
    at: ctx.now(),
    actor: attempt.actor,
    cause: failure.code,
    attempt: attempt.number,
    failure,
  } as const;
  await single(ctx.db, { service: attempt.actor }, (tx) => moveOrder(tx, order.id, move));
  return takeBack(ctx, undertaking, failure);
}

async function takeBack(ctx: FulfilmentContext, { order, attempt }: Undertaking, failure: OrderFailure | null): Promise<never> {
  const domain = await ctx.platform.findByToken(order.id);
  if (domain) await ctx.platform.deleteDomain({ clientToken: `${order.id}/undo`, domainId: domain.id });
  attempt.log.info("what had been made was taken back");
  throw new Refused(failure ?? { code: "PLATFORM_REFUSED", variables: { reason: "UNKNOWN" } });
}
