import { countLiveUsers, lockAdministrators, lockContract, lockUser, openOrdersOf } from "@saihan/db";
import {
  decideContractAction,
  decideCreateUser,
  decideDeleteUser,
  decideLosesAdministrator,
  decidePartnerMayOrder,
  no,
  ordersToWaitFor,
} from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { notifyOf } from "../notify.ts";
import type { Asked } from "../operation.ts";
import { placeOrder, startingAt } from "../place-order.ts";
import { userView } from "./view.ts";

export interface CreateUser {
  loginId: string;
  mailAddress: string;
  name?: string | undefined;
  notifyUser?: boolean | undefined;
  startAt?: string | undefined;
}

/** A user of a contract, who starts as 一般 (sdpf section 2.1). */
export async function placeCreateUser(ctx: IntakeContext, asked: Asked<{ contractId: string }, unknown, CreateUser>) {
  const { caller, params, body } = asked;
  const id = await ctx.numbers.userId();
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const possible = decideContractAction(contract, "hold-resources");
    if (!possible.ok) return possible;
    const [open, live] = await Promise.all([openOrdersOf(tx, contract.id), countLiveUsers(tx, contract.id)]);
    const decision = decideCreateUser(live);
    if (!decision.ok) return decision;
    const user = {
      id,
      type: "general",
      loginId: body.loginId,
      mailAddress: body.mailAddress,
      name: body.name ?? null,
    } as const;
    const rights = null;
    return startingAt(ctx, body.startAt, {
      ok: true,
      kind: "user.create",
      contractId: contract.id,
      subjectId: id,
      input: { notify: notifyOf(body.notifyUser) },
      waitsFor: ordersToWaitFor({ kind: "user.create", subjectId: id }, open),
      rows: { user },
      shown: (at) => ({
        user: userView({
          ...user,
          rights,
          contractId: contract.id,
          state: "provisioning",
          createdAt: at,
          startedAt: null,
          endedAt: null,
        }),
      }),
    });
  });
}

export function placeDeleteUser(ctx: IntakeContext, asked: Asked<{ contractId: string; userId: string }, unknown, unknown>) {
  const { caller, params } = asked;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: caller.partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    const [contract] = await lockContract(tx, caller.partnerId, params.contractId);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const [user] = await lockUser(tx, caller.partnerId, contract.id, params.userId);
    if (!user) return no("USER_NOT_FOUND", { userId: params.userId });
    const decision = decideDeleteUser(user);
    if (!decision.ok) return decision;
    const [administrators, open] = await Promise.all([
      lockAdministrators(tx, caller.partnerId, contract.id),
      openOrdersOf(tx, contract.id, user.id),
    ]);
    const becoming = open.find((o) => o.kind === "representative.change" && o.userId === user.id);
    if (becoming) return no("REPRESENTATIVE_CHANGE_OPEN", { orderId: becoming.id });
    const mayLeave = decideLosesAdministrator(contract.id, user.id, administrators);
    if (!mayLeave.ok) return mayLeave;
    return {
      ok: true,
      kind: "user.delete",
      contractId: contract.id,
      subjectId: user.id,
      input: {},
      waitsFor: ordersToWaitFor({ kind: "user.delete", subjectId: user.id }, open),
      rows: { userState: "deleting" },
      shown: () => ({ user: userView({ ...user, state: "deleting" }) }),
    };
  });
}
