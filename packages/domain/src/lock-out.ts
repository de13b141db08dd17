import type { ContractId, UserId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";
import type { UserState, UserType } from "./user.ts";

/** What decides whether somebody can administer a contract. */
export interface AdministratorFacts {
  id: UserId;
  type: UserType;
  state: UserState;
  signInDisabled: boolean;
}

/**
 * May this user cease to administer the contract: be deleted, made 一般, or be kept from signing in? Not when nobody else could: a contract
 * that nobody can administer could be saved by the provider's operators only.
 * @param users the users of the contract, this one among them
 */
export function decideLosesAdministrator(contractId: ContractId, userId: UserId, users: readonly AdministratorFacts[]): Decision {
  const leaving = users.find((user) => user.id === userId);
  if (!leaving || !administers(leaving)) return yes;
  return users.some((user) => user.id !== userId && administers(user)) ? yes : no("LAST_ADMINISTRATOR", { contractId, userId });
}

function administers(user: AdministratorFacts): boolean {
  return user.type !== "general" && user.state === "active" && !user.signInDisabled;
}
