import type { ContractId, UserId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";

/** 契約代表, 管理, 一般 (sdpf section 2.1). */
export const userTypes = ["representative", "administrator", "general"] as const;
export type UserType = (typeof userTypes)[number];

export const userStates = ["provisioning", "active", "deleting", "deleted", "failed"] as const;
export type UserState = (typeof userStates)[number];

/** One representative plus 199 others (sdpf section 1). */
export const maxUsersPerContract = 200;

export interface UserFacts {
  id: UserId;
  contractId: ContractId;
  type: UserType;
  state: UserState;
}

/** A new user starts as 一般 (sdpf section 2.1). @param live users of the contract that are not gone */
export function decideCreateUser(live: number): Decision {
  return live >= maxUsersPerContract ? no("USER_LIMIT_REACHED", { limit: maxUsersPerContract }) : yes;
}

/** The representative cannot be deleted; another person is made representative first (sdpf 2.1, row 5 of 10.1). */
export function decideDeleteUser(user: UserFacts): Decision {
  if (user.type === "representative")
    return no("REPRESENTATIVE_CANNOT_BE_DELETED", { userId: user.id, contractId: user.contractId });
  switch (user.state) {
    case "active":
    case "provisioning":
      return yes;
    default:
      return no("USER_STATE_FORBIDS", { userId: user.id, state: user.state });
  }
}
