import { recordContractMade, single } from "@saihan/db";
import { makeOnce } from "@saihan/platform";
import { Permanent } from "@saihan/queues";
import type { Undertaking } from "./carry-out.ts";
import type { FulfilmentContext } from "./context.ts";

/**
 * The domain of an order's contract on the platform. A child contract got it from its own order. A parent contract is signed and not
 * ordered, so its domain is made when the first thing goes into it.
 */
export async function domainOf(ctx: FulfilmentContext, { contract, attempt }: Undertaking): Promise<string> {
  if (contract.platformId) return contract.platformId;
  if (contract.kind === "child") throw new Permanent("the contract has no domain on the platform");
  // Several orders may be the first: whatever the attempt, look before making.
  const { id: contractId, customerName: description } = contract;
  const domain = { kind: "domain", clientToken: contractId, contractId, description } as const;
  const made = await makeOnce(ctx.platform, domain, Math.max(2, attempt.number));
  await single(ctx.db, attempt.scope, (tx) => recordContractMade(tx, contract.id, made.id, ctx.now()));
  return made.id;
}
