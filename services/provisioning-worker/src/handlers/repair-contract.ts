import {
  insertAuditEntries,
  liveTenantsOfOrder,
  recordContractMade,
  recordDrift,
  recordTenantMade,
  recordUserMade,
} from "@saihan/db";
import { type NamedForRemoval, orderHandler, repairContract } from "@saihan/fulfilment";
import type { Drift } from "@saihan/platform";

/** Puts the platform right where it differs from a contract's books, as an operator has ordered; every difference is audited. */
export const handleRepairContract = orderHandler({
  load: (tx, orderId) => [liveTenantsOfOrder(tx, orderId)],
  act: async (ctx, undertaking, [tenants]) => {
    const { order, contract } = undertaking;
    const remove = (order.input.remove ?? []) as NamedForRemoval[];
    const { done, left, made } = await repairContract(ctx, undertaking, tenants, remove);
    const { partnerId, id: contractId } = contract;
    const entry = (d: Drift, at: Date) => ({
      ...{ partnerId, contractId, at, actor: order.actor, action: "drift.repair", target: targetOf(d), reason: order.id },
      after: { what: d.what, problem: d.problem, ...(d.platformId ? { platformId: d.platformId } : {}) },
    });
    return (tx, at) => [
      ...(made.domain ? [recordContractMade(tx, contractId, made.domain, at)] : []),
      ...[...made.projects].map(([id, platformId]) => recordTenantMade(tx, id, platformId, at)),
      ...[...made.users].map(([id, platformId]) => recordUserMade(tx, id, platformId, at)),
      ...(done.length > 0
        ? [
            insertAuditEntries(
              tx,
              done.map((d) => entry(d, at)),
            ),
          ]
        : []),
      recordDrift(tx, partnerId, [{ contractId, differences: left }], at),
    ];
  },
});

function targetOf({ ourId, platformId, holderId, onId }: Drift): string {
  return ourId ?? platformId ?? `${holderId} on ${onId}`;
}
