import { type ContractRow, findContract, type OrderRow, recordContractMade, single } from "@saihan/db";
import { makeOnce } from "@saihan/platform";
import { type Attempt, Permanent } from "@saihan/queues";
import type { FulfilmentContext } from "./context.ts";

/** The contract of an order together with its domain on the platform. */
export interface ContractWithDomain {
  contract: ContractRow;
  domainId: string;
}

/**
 * A child contract got its domain from its own order. A parent contract is signed and not ordered, so its domain is made
 * when the first thing goes into it.
 */
export async function domainOf(ctx: FulfilmentContext, order: OrderRow, attempt: Attempt): Promise<ContractWithDomain> {
  const scope = { service: attempt.actor };
  const [contract] = await single(ctx.db, scope, (tx) => findContract(tx, order.partnerId, order.contractId));
  if (!contract) throw new Permanent("the contract of the order does not exist");
  if (contract.platformId) return { contract, domainId: contract.platformId };
  if (contract.kind === "child") throw new Permanent("the contract has no domain on the platform");
  // Several orders may be the first: whatever the attempt, look before making.
  const made = await makeOnce(ctx.platform, contract.id, Math.max(2, attempt.number), (clientToken) =>
    ctx.platform.createDomain({ clientToken, name: contract.id, description: contract.customerName }),
  );
  await single(ctx.db, scope, (tx) => recordContractMade(tx, contract.id, made.id, ctx.now()));
  return { contract, domainId: made.id };
}
