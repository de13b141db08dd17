import { lockContract, lockTenant, openOrdersOf, shareMenuControl } from "@saihan/db";
import { decidePartnerMayOrder, no } from "@saihan/domain";
import type { IntakeContext } from "../context.ts";
import { readKnown } from "../menus/known.ts";
import type { Asked } from "../operation.ts";
import { placeOrder } from "../place-order.ts";
import { decideStart, type StartAsked, writeStarts } from "./decide-start.ts";

/** A menu for a tenant of a child contract. Refused with every condition that is not met. */
export function placeStartSubscription(ctx: IntakeContext, asked: Asked<{ contractId: string }, unknown, StartAsked>) {
  const { caller, params, body } = asked;
  const { partnerId } = caller;
  return placeOrder(ctx, asked, async (tx) => {
    const allowed = decidePartnerMayOrder({ id: partnerId, kind: "parent", state: caller.partnerState });
    if (!allowed.ok) return allowed;
    // The control last: whoever holds it waits for nobody, so a change of it is not kept waiting by a queue before one contract.
    const [[contract], [tenant]] = await Promise.all([
      lockContract(tx, partnerId, params.contractId),
      lockTenant(tx, partnerId, params.contractId, body.tenantId),
      shareMenuControl(tx, partnerId),
    ]);
    // Read under the locks, not beside them.
    const [open, known, versions] = await Promise.all([
      openOrdersOf(tx, params.contractId),
      readKnown(tx, [params.contractId]),
      ctx.catalogue.versions(),
    ]);
    if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    const start = decideStart({ partnerId, versions, known, contract, tenant, open, at: ctx.now() }, body);
    if (!start.ok) return start;
    return { ...start, also: (written) => writeStarts(written, [start], caller) };
  });
}
