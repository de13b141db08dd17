import { moveOrder, type OrderFailure, recordContractMade, recordUserMade, single } from "@saihan/db";
import { type FulfilmentContext, failureOf, mailOf, orderHandler, Refused, type Undertaking } from "@saihan/fulfilment";
import { makeOnce, type NewDomain, PlatformRefused } from "@saihan/platform";

/** Makes the contract's domain and its representative. If the second is refused, the first is taken back. */
export const handleCreateContract = orderHandler({
  load: () => [],
  act: async (ctx, undertaking) => {
    const { order, contract, attempt } = undertaking;
    const { platform } = ctx;
    if (order.state === "compensating") return takeBack(ctx, undertaking, order.failure);
    const { representativeId } = contract;
    const domain = await makeOnce(platform, domainFor(undertaking), attempt.number);
    const clientToken = `${order.id}/representative`;
    let user: { id: string };
    try {
      const representative = { kind: "user", clientToken, domainId: domain.id, userId: representativeId } as const;
      user = await makeOnce(platform, representative, attempt.number);
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

function domainFor({ order, contract }: Undertaking): NewDomain {
  return { kind: "domain", clientToken: order.id, contractId: contract.id, description: contract.customerName };
}

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
  await single(ctx.db, attempt.scope, (tx) => moveOrder(tx, order, move));
  return takeBack(ctx, undertaking, failure);
}

async function takeBack(ctx: FulfilmentContext, undertaking: Undertaking, failure: OrderFailure | null): Promise<never> {
  const domain = await ctx.platform.find(domainFor(undertaking));
  const clientToken = `${undertaking.order.id}/undo`;
  if (domain) await ctx.platform.deleteDomain({ clientToken, domainId: domain.id });
  undertaking.attempt.log.info("what had been made was taken back");
  throw new Refused(failure ?? { code: "PLATFORM_REFUSED", variables: { reason: "UNKNOWN" } });
}
