import { type Right, rights, rightsHeld } from "./access/actor.ts";
import type { OrderId, UserId } from "./ids.ts";
import { type AdministratorFacts, decideLosesAdministrator } from "./lock-out.ts";
import { type Decision, no, yes } from "./rejection.ts";
import type { UserFacts } from "./user.ts";

/** A user, and of an administrator the rights: null is all of them (sdpf 2.1). */
export interface PersonFacts extends UserFacts {
  rights: readonly Right[] | null;
}

/** What is changed; what is not named stays. */
export interface UserChange {
  type?: "administrator" | "general" | undefined;
  rights?: readonly Right[] | null | undefined;
}

/** The type and rights of a user after a change. Whoever becomes administrator gets all rights unless told otherwise. */
export function changedUser(user: PersonFacts, change: UserChange): Pick<PersonFacts, "type" | "rights"> {
  const type = change.type ?? user.type;
  if (type !== "administrator") return { type, rights: null };
  return { type, rights: change.rights === undefined ? (user.type === type ? user.rights : null) : change.rights };
}

/**
 * May this user be changed so? The representative's type stays; rights are an administrator's. Nobody gives rights that they do not hold,
 * nor changes somebody who holds them: a mail address is enough to take an account over.
 *
 * @param asked.held the rights of whoever changes: a user of the same contract or of its parent
 * @param asked.administrators those of the contract who are more than general users
 * @param asked.becomesRepresentative the open order that makes this user representative
 */
export function decideChangeUser(asked: {
  held: readonly Right[];
  user: PersonFacts;
  change: UserChange;
  administrators: readonly AdministratorFacts[];
  becomesRepresentative?: OrderId | undefined;
}): Decision {
  const { held, user, change } = asked;
  const userId = user.id;
  if (user.state !== "active" && user.state !== "provisioning") return no("USER_STATE_FORBIDS", { userId, state: user.state });
  const power = change.type !== undefined || change.rights !== undefined;
  if (power && user.type === "representative") return no("REPRESENTATIVE_TYPE_FIXED", { userId });
  if (power && asked.becomesRepresentative) return no("REPRESENTATIVE_CHANGE_OPEN", { orderId: asked.becomesRepresentative });
  const after = changedUser(user, change);
  if (change.rights !== undefined && after.type !== "administrator") return no("RIGHTS_NEED_ADMINISTRATOR", { userId });
  const missing = rights.filter((r) => !held.includes(r) && (rightsHeld(user).includes(r) || rightsHeld(after).includes(r)));
  if (missing.length > 0) return no("RIGHTS_NOT_HELD", { userId, rights: missing.join(", ") });
  if (!power || rightsHeld(after).includes("users")) return yes;
  return decideLosesAdministrator(user.contractId, userId, asked.administrators);
}

/**
 * May this user become the representative of their contract? Only a general user of the same contract may (sdpf 2.1, S26).
 * @param asked.user undefined when the contract has no such user
 * @param asked.open an order of the contract that is changing its representative
 */
export function decideChangeRepresentative(asked: {
  userId: UserId;
  user: UserFacts | undefined;
  open: OrderId | undefined;
}): Decision {
  const { userId, user, open } = asked;
  if (open) return no("REPRESENTATIVE_CHANGE_OPEN", { orderId: open });
  if (!user) return no("USER_NOT_FOUND", { userId });
  if (user.type === "representative") return no("REPRESENTATIVE_ALREADY", { userId });
  if (user.type !== "general") return no("REPRESENTATIVE_MUST_BE_GENERAL", { userId, type: user.type });
  return user.state === "active" || user.state === "provisioning" ? yes : no("USER_STATE_FORBIDS", { userId, state: user.state });
}
