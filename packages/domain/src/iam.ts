import { no, type Rejection } from "./rejection.ts";
import type { UserState, UserType } from "./user.ts";

/**
 * White lists of requests (sdpf 10.2). A user in no group is not limited; one in groups may ask for what a role of one of them lists, beside
 * what the permission table says.
 */

/** One entry: what is asked for by name, and the pattern that it must fit. `*` stands for any text. All parts must fit. */
export type IamResource = Readonly<Record<string, string>>;

/** What a white list is held against. */
export interface IamRequest {
  /** Which interface: `/ecl-sss`, `/ecl-keystone`, and `/saihan` for the Partner API and its portal. */
  basePath: string;
  /** The rest of the path, from its first slash. */
  path: string;
  verb: string;
  /** Where the request comes from, as text; empty when that is not known. */
  ipAddress: string;
  /** Parameters behind the question mark. */
  parameters: Readonly<Record<string, string>>;
}

/** Limits of sdpf 10.2, and how many of each a contract may have (own choice). */
export const iamLimits = { text: 128, entries: 100, parts: 16, groups: 100, roles: 100, users: 1_000 } as const;
/** Names of groups and roles (sdpf section 1). */
export const iamNamePattern = /^[A-Za-z0-9@\-._]{1,128}$/;
const keyPattern = /^[A-Za-z0-9@\-'._]{1,128}$/;
const valuePattern = /^[A-Za-z0-9@\-'._/*]{1,128}$/;

/** Whether an entry has the form of sdpf 10.2. */
export function isIamResource(resource: IamResource): boolean {
  const parts = Object.entries(resource);
  return (
    parts.length > 0 &&
    parts.length <= iamLimits.parts &&
    parts.every(([key, value]) => keyPattern.test(key) && valuePattern.test(value))
  );
}

/** Whether one entry of the list fits the request in all its parts. An entry without parts fits nothing. */
export function whiteListAllows(list: readonly IamResource[], request: IamRequest): boolean {
  return list.some((entry) => {
    const parts = Object.entries(entry);
    return parts.length > 0 && parts.every(([key, pattern]) => fits(pattern, askedFor(request, key)));
  });
}

function askedFor(request: IamRequest, key: string): string | undefined {
  if (key === "basePath" || key === "path" || key === "verb" || key === "ipAddress") return request[key];
  return Object.hasOwn(request.parameters, key) ? request.parameters[key] : undefined;
}

/** `*` stands for any text, none as well. In time that grows with the length, whatever the pattern. */
function fits(pattern: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  const pieces = pattern.split("*");
  const [first = "", last = ""] = [pieces[0], pieces.at(-1)];
  if (pieces.length === 1) return pattern === value;
  if (value.length < first.length + last.length || !value.startsWith(first) || !value.endsWith(last)) return false;
  const end = value.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = value.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}

/** Whether a user may be put into a group: the representative answers for the contract, and could not free themselves. */
export function decideLimitUser(user: { id: string; type: UserType; state: UserState }): Rejection | undefined {
  if (user.type === "representative") return no("IAM_OWNER_NOT_LIMITED");
  if (user.state === "deleted" || user.state === "failed")
    return no("USER_STATE_FORBIDS", { userId: user.id, state: user.state });
  return undefined;
}
