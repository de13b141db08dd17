import { lockContract, lockUser, openOrdersOf } from "@saihan/db";
import { decideChangeRepresentative, decideContractAction, decidePartnerMayOrder, no, ordersToWaitFor } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { contractView } from "../contracts/view.ts";
import type { Asked } from "../operation.ts";
import { placeOrder } from "../place-order.ts";

export interface ChangeRepresentative {
  userId: string;
  notifyUsers?: boolean | undefined;
}

/** Another user of the contract becomes its representative (sdpf 2.1, S26). It keeps every other order of the contract out. */
export function placeChangeRepresentative(
  ctx: IntakeContext,
  asked: Asked<{ contractId: string }, unknown, ChangeRepresentative>,
) {
  const { caller, params, body } = asked;
  const { userId } = body;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const possible = decideContractAction(contract, "change-people");
    if (!possible.ok) return possible;
    const [[user], open] = await Promise.all([
      lockUser(tx, caller.partnerId, contract.id, userId),
      openOrdersOf(tx, contract.id, userId),
    ]);
    const changing = open.find((o) => o.kind === "representative.change" && o.subjectId === contract.id);
    const decision = decideChangeRepresentative({ userId, user, open: changing?.id });
    if (!decision.ok) return decision;
    return {
      ok: true,
      kind: "representative.change",
      contractId: contract.id,
      subjectId: contract.id,
      input: { userId, notify: body.notifyUsers === false ? "none" : "notice" },
      waitsFor: ordersToWaitFor({ kind: "representative.change", subjectId: contract.id, userId }, open),
      rows: {},
      shown: () => ({ contract: contractView(contract) }),
    };
  });
}
