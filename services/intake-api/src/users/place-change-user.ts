import { lockAdministrators, lockContract, lockUser, openOrdersOf } from "@saihan/db";
import {
  decideChangeUser,
  decideContractAction,
  decidePartnerMayOrder,
  no,
  ordersToWaitFor,
  type Right,
  rightsOf,
} from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import type { Asked } from "../operation.ts";
import { placeOrder } from "../place-order.ts";
import { userView } from "./view.ts";

export interface ChangeUser {
  name?: string | undefined;
  mailAddress?: string | undefined;
  type?: "administrator" | "general" | undefined;
  rights?: Right[] | null | undefined;
}

/** Name, mail address, type and rights of a user; what is not given stays. */
export function placeChangeUser(ctx: IntakeContext, asked: Asked<{ contractId: string; userId: string }, unknown, ChangeUser>) {
  const { caller, params, body } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const possible = decideContractAction(contract, "change-people");
    if (!possible.ok) return possible;
    const [user] = await lockUser(tx, caller.partnerId, contract.id, params.userId);
    if (!user) return no("USER_NOT_FOUND", { userId: params.userId });
    const [open, administrators] = await Promise.all([
      openOrdersOf(tx, contract.id),
      lockAdministrators(tx, caller.partnerId, contract.id),
    ]);
    const becoming = open.find((o) => o.kind === "representative.change" && o.userId === user.id);
    const { type, rights } = body;
    const decision = decideChangeUser({
      ...{ held: rightsOf(caller.who), user, administrators, becomesRepresentative: becoming?.id },
      change: { type, rights },
    });
    if (!decision.ok) return decision;
    const moves = body.mailAddress !== undefined && body.mailAddress !== user.mailAddress;
    return {
      ok: true,
      kind: "user.change",
      contractId: contract.id,
      subjectId: user.id,
      input: {
        ...Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)),
        notify: moves ? "notice" : "none",
      },
      waitsFor: ordersToWaitFor({ kind: "user.change", subjectId: user.id }, open),
      rows: {},
      shown: () => ({ user: userView(user) }),
    };
  });
}
