import type { ContractId, UserId } from "../ids.ts";
import type { UserType } from "../user.ts";

/** A user of the parent, and what decides which child contracts they may work on (sdpf 3.4). */
export interface ReachFacts {
  readonly userId: UserId;
  readonly type: UserType;
  /** Groups that the user is in. */
  readonly groups: readonly { readonly id: string; readonly name: string; readonly holdsContract: boolean }[];
  readonly contractId: ContractId;
}

/** Why a user of the parent may work on a child contract, or may not. */
export type Reach =
  | { readonly sees: true; readonly because: "REPRESENTATIVE" | "IN_NO_GROUP" }
  | { readonly sees: true; readonly because: "IN_GROUP"; readonly groups: readonly { id: string; name: string }[] }
  | { readonly sees: false; readonly because: "NOT_IN_GROUPS"; readonly groups: readonly { id: string; name: string }[] };

/**
 * A user in no group sees all children; in one or more, the union; the representative is never restricted (sdpf 3.4).
 * The same rule stands in the database's policies (0002_access.sql); a test holds the two together.
 */
export function explainReach(facts: ReachFacts): Reach {
  if (facts.type === "representative") return { sees: true, because: "REPRESENTATIVE" };
  if (facts.groups.length === 0) return { sees: true, because: "IN_NO_GROUP" };
  const through = facts.groups.filter((g) => g.holdsContract);
  const named = (list: typeof facts.groups) => list.map(({ id, name }) => ({ id, name }));
  return through.length > 0
    ? { sees: true, because: "IN_GROUP", groups: named(through) }
    : { sees: false, because: "NOT_IN_GROUPS", groups: named(facts.groups) };
}
