import { type Decision, no, yes } from "../rejection.ts";
import type { KeyScope } from "./actor.ts";

/** Live keys of one user. */
export const maxApiKeysPerUser = 10;

/** Where a key is narrower than its user. */
export interface KeyLimits {
  readonly scopes: readonly KeyScope[] | null;
  readonly expiresAt: Date | null;
  /** Contract groups that it is bound to; empty: none. */
  readonly groups: readonly string[];
}

/**
 * A key may be made by its user. A key that makes a key cannot give what it does not have: not more scopes, not other groups, not a
 * longer life. Somebody who has signed in may give all that they may do themselves.
 * @param by limits of the key that makes it; nothing when its user has signed in
 * @param live keys that the user has
 */
export function decideIssueKey(wanted: KeyLimits, by: KeyLimits | undefined, live: number): Decision {
  if (live >= maxApiKeysPerUser) return no("API_KEY_LIMIT_REACHED", { limit: maxApiKeysPerUser });
  if (!by) return yes;
  const scopesFit = by.scopes === null || (wanted.scopes?.every((scope) => by.scopes?.includes(scope)) ?? false);
  const groupsFit = by.groups.length === 0 || (wanted.groups.length > 0 && wanted.groups.every((id) => by.groups.includes(id)));
  const lifeFits = by.expiresAt === null || (wanted.expiresAt !== null && wanted.expiresAt <= by.expiresAt);
  return scopesFit && groupsFit && lifeFits ? yes : no("API_KEY_WIDER");
}
