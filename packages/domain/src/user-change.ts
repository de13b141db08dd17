import { type Right, rights } from "./access/actor.ts";
import type { OrderId, UserId } from "./ids.ts";
import { type Decision, no, yes } from "./rejection.ts";
import type { UserFacts, UserType } from "./user.ts";

/** A user, and of an administrator the rights: null is all of them (sdpf 2.1). */
export interface PersonFacts extends UserFacts {
  rights: readonly Right[] | null;
}

/** What is changed; what is not named stays. */
export interface UserChange {
  type?: "administrator" | "general" | undefined;
  rights?: readonly Right[] | null | undefined;
}

/** What somebody may do as one who administers. The representative may everything, a general user nothing (sdpf 2.1). */
export function rightsHeld({ type, rights: some }: { type: UserType; rights: readonly Right[] | null }): readonly Right[] {
  switch (type) {
    case "representative":
      return rights;
    case "administrator":
      return some ?? rights;
    case "general":
      return [];
  }
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
 * @param asked.by who changes: a user of the same contract or of its parent
 * @param asked.people those of the contract who are not general users
 * @param asked.becomesRepresentative the open order that makes this user representative
 */
export function decideChangeUser(asked: {
  by: { type: UserType; rights: readonly Right[] | null };
  user: PersonFacts;
  change: UserChange;
  people: readonly PersonFacts[];
  becomesRepresentative?: OrderId | undefined;
}): Decision {
  const { by, user, change, people } = asked;
  const userId = user.id;
  if (user.state !== "active" && user.state !== "provisioning") return no("USER_STATE_FORBIDS", { userId, state: user.state });
  const power = change.type !== undefined || change.rights !== undefined;
  if (power && user.type === "representative") return no("REPRESENTATIVE_TYPE_FIXED", { userId });
  if (power && asked.becomesRepresentative) return no("REPRESENTATIVE_CHANGE_OPEN", { orderId: asked.becomesRepresentative });
  const after = changedUser(user, change);
  if (change.rights !== undefined && after.type !== "administrator") return no("RIGHTS_NEED_ADMINISTRATOR", { userId });
  const held = rightsHeld(by);
  const missing = rights.filter((r) => !held.includes(r) && (rightsHeld(user).includes(r) || rightsHeld(after).includes(r)));
  if (missing.length > 0) return no("RIGHTS_NOT_HELD", { userId, rights: missing.join(", ") });
  return power && !rightsHeld(after).includes("users") ? decideWithoutAdministrator(user, people) : yes;
}

/** May this user stop administering users? Somebody else must remain who can. */
export function decideWithoutAdministrator(user: PersonFacts, people: readonly PersonFacts[]): Decision {
  const can = (p: PersonFacts) => (p.state === "active" || p.state === "provisioning") && rightsHeld(p).includes("users");
  if (!can(user) || people.some((p) => p.id !== user.id && can(p))) return yes;
  return no("LAST_ADMINISTRATOR", { userId: user.id });
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
