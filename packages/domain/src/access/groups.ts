import type { ContractId, UserId } from "../ids.ts";
import type { UserType } from "../user.ts";

/** A user of the parent, and what decides which child contracts they may work on (sdpf 3.4). */
export interface ReachFacts {
  readonly userId: UserId;
  readonly type: UserType;
  /** Groups that the user is in. */
  readonly groups: readonly {
    readonly id: string;
    readonly name: string;
    /** Why the contract is in the group; null when it is not. */
    readonly reason: "include" | "rule" | null;
    readonly excluded: boolean;
    /** Rules that hold for the contract, whether or not it is excluded. */
    readonly rules: readonly string[];
  }[];
  readonly contractId: ContractId;
}

/** A group in an explanation: `rules` are those that take the contract in, or would if it were not excluded. */
export interface ReachGroup {
  readonly id: string;
  readonly name: string;
  readonly reason: "include" | "rule" | "excluded" | null;
  readonly rules: readonly string[];
}

/** Why a user of the parent may work on a child contract, or may not. */
export type Reach =
  | { readonly sees: true; readonly because: "REPRESENTATIVE" | "IN_NO_GROUP" }
  | { readonly sees: true; readonly because: "IN_GROUP"; readonly groups: readonly ReachGroup[] }
  | { readonly sees: false; readonly because: "NOT_IN_GROUPS"; readonly groups: readonly ReachGroup[] };

/**
 * A user in no group sees all children; in one or more, the union; the representative is never restricted (sdpf 3.4).
 * The same rule stands in the database's policies (0002_access.sql); a test holds the two together.
 */
export function explainReach(facts: Pick<ReachFacts, "type" | "groups">): Reach {
  if (facts.type === "representative") return { sees: true, because: "REPRESENTATIVE" };
  if (facts.groups.length === 0) return { sees: true, because: "IN_NO_GROUP" };
  const through = facts.groups.filter((g) => g.reason !== null);
  const told = (list: typeof facts.groups) =>
    list.map(
      ({ id, name, reason, excluded, rules }) => ({ id, name, reason: reason ?? (excluded ? "excluded" : null), rules }) as const,
    );
  return through.length > 0
    ? { sees: true, because: "IN_GROUP", groups: told(through) }
    : { sees: false, because: "NOT_IN_GROUPS", groups: told(facts.groups) };
}

/** Takes in the children for which all that it names holds (our own choice: no public rule was found, sdpf 3.4). */
export interface GroupRule {
  readonly labels: Readonly<Record<string, string>>;
  /** A region in which the contract has a tenant that lives. */
  readonly region: string | null;
  /** The user who ordered the contract. */
  readonly createdBy: UserId | null;
}

/** How many rules a group has at most. */
export const maxGroupRules = 20;

/** What rules ask of a child contract. `regions`: those of its tenants that live. */
export interface RuledContract {
  readonly id: ContractId;
  readonly labels: Readonly<Record<string, string>>;
  readonly regions: readonly string[];
  readonly createdBy: UserId | null;
}

/**
 * Why a child contract is in a group, or null. An exclusion wins over everything, a name over a rule; of several rules one suffices.
 * The database keeps the same answer beside the group (0018_workspaces.sql); a test holds the two together.
 */
export function memberReason(
  contract: RuledContract,
  group: { include: readonly ContractId[]; exclude: readonly ContractId[]; rules: readonly GroupRule[] },
): "include" | "rule" | null {
  if (group.exclude.includes(contract.id)) return null;
  if (group.include.includes(contract.id)) return "include";
  return group.rules.some((rule) => ruleHolds(rule, contract)) ? "rule" : null;
}

function ruleHolds({ labels, region, createdBy }: GroupRule, contract: RuledContract): boolean {
  return (
    Object.entries(labels).every(([name, value]) => contract.labels[name] === value) &&
    (region === null || contract.regions.includes(region)) &&
    (createdBy === null || contract.createdBy === createdBy)
  );
}
