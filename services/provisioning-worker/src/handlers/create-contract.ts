import { recordContractMade, recordUserMade } from "@saihan/db";
import { compensate, mailOf, orderHandler, refuseAndTakeBack } from "@saihan/fulfilment";
import { makeOnce } from "@saihan/platform";

/** Makes the contract's domain and its representative. If the second is refused, the first is taken back. */
export const handleCreateContract = orderHandler({
  load: () => [],
  act: async (ctx, undertaking) => {
    const { order, contract, attempt } = undertaking;
    const { platform } = ctx;
    const { representativeId } = contract;
    const { id: contractId, customerName: description } = contract;
    const wanted = { kind: "domain", clientToken: order.id, contractId, description } as const;
    const takeBack = async () => {
      const domain = await platform.find(wanted);
      if (domain) await platform.deleteDomain({ clientToken: `${order.id}/undo`, domainId: domain.id });
    };
    if (order.state === "compensating") return compensate(undertaking, takeBack);
    const domain = await makeOnce(platform, wanted, attempt.number);
    const clientToken = `${order.id}/representative`;
    const representative = { kind: "user", clientToken, domainId: domain.id, userId: representativeId } as const;
    const make = () => makeOnce(platform, representative, attempt.number);
    const user = await refuseAndTakeBack(ctx, undertaking, make, takeBack);
    return (tx, at) => [
      recordContractMade(tx, contract.id, domain.id, at),
      recordUserMade(tx, representativeId, user.id, at),
      ...mailOf(tx, order, { template: "contract-ready", userId: representativeId, contract, at }),
    ];
  },
});
