import { findContract, recordUserMade, single, type UserRow } from "@saihan/db";
import { makeOnce } from "@saihan/platform";
import { Permanent } from "@saihan/queues";
import type { Undertaking } from "./carry-out.ts";
import type { FulfilmentContext } from "./context.ts";
import { domainOf } from "./domain-of.ts";

/**
 * A user's id on the platform. Users are made there by their own orders; those who are signed and not ordered, as a parent contract's
 * representative, when they first need it.
 * @param user alive, of the order's contract or of the parent
 */
export async function userOnPlatform(ctx: FulfilmentContext, undertaking: Undertaking, user: UserRow): Promise<string> {
  if (user.platformId) return user.platformId;
  const { contract, attempt } = undertaking;
  const [own] =
    user.contractId === contract.id
      ? [contract]
      : await single(ctx.db, attempt.scope, (tx) => findContract(tx, user.partnerId, user.contractId));
  if (!own) throw new Permanent("the user's contract does not exist");
  const domainId = await domainOf(ctx, { ...undertaking, contract: own });
  // Several orders may be the first: whatever the attempt, look before making.
  const wanted = { kind: "user", clientToken: user.id, domainId, userId: user.id } as const;
  const made = await makeOnce(ctx.platform, wanted, Math.max(2, attempt.number));
  await single(ctx.db, attempt.scope, (tx) => recordUserMade(tx, user.id, made.id, ctx.now()));
  return made.id;
}
