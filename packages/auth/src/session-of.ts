import { type Db, noteSessionSeen, type SessionFacts, sessionFacts, single } from "@saihan/db";
import type { ContractState, UserState } from "@saihan/domain";
import { type Address, addressAllowed } from "./address.ts";
import { judgeSession } from "./session-life.ts";
import { readToken } from "./token.ts";

/** Who is signed in, with what decides what they may do. */
export type SignedIn = Omit<SessionFacts, "createdAt" | "seenAt" | "userState" | "disabled" | "allowedAddresses">;

/** Only a user who is there, who is not kept from signing in, and whose contract has not ended. */
export function maySignIn(user: { userState: UserState; disabled: boolean; contractState: ContractState }): boolean {
  return user.userState === "active" && !user.disabled && user.contractState !== "terminated" && user.contractState !== "failed";
}

/**
 * Who a session belongs to, or nothing: when it is not there, has ended, when its user may not sign in any more, or when the contract does
 * not allow the address. Asked for every request, so all of that holds from the next one on.
 */
export async function sessionOf(db: Db, token: string, now: Date, address: Address | undefined): Promise<SignedIn | undefined> {
  const hash = readToken("shs", token);
  const [found] = hash ? await single(db, { service: "sign-in" }, (tx) => sessionFacts(tx, hash)) : [];
  if (!found || !maySignIn(found) || !addressAllowed(found.allowedAddresses, address)) return undefined;
  const judged = judgeSession(found, now);
  if (judged.state !== "live") return undefined;
  if (judged.note) await single(db, scopeOf(found), (tx) => noteSessionSeen(tx, found.partnerId, found.sessionId, now));
  const {
    createdAt: _created,
    seenAt: _seen,
    userState: _state,
    disabled: _disabled,
    allowedAddresses: _list,
    ...signedIn
  } = found;
  return signedIn;
}

/** The transaction of a user who acts for himself. */
export function scopeOf(user: Pick<SessionFacts, "partnerId" | "contractId" | "userId">) {
  return {
    partnerId: user.partnerId,
    actor: `user:${user.userId}`,
    contractId: user.contractId,
    userId: user.userId,
    keyId: "",
  };
}
