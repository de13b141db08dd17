import type { DomainContents, ListedDomain } from "./listing.ts";

/**
 * Where the platform differs from what the house has recorded. Pure: facts of ours and a listing of theirs go in, differences
 * come out. Nothing is repaired here.
 */

/** What the house knows of a contract. Ids named `platform...` are the platform's; undefined: not made, or not recorded. */
export interface ContractOnRecord {
  contractId: string;
  platformId: string | undefined;
  /** How the domain should stand. */
  should: "enabled" | "disabled" | "gone";
  /** An order of this contract is under way: what is seen now may be half of it, so nothing is said. */
  moving: boolean;
  /** Those that live. */
  tenants: readonly { tenantId: string; platformId: string | undefined }[];
  users: readonly { userId: string; platformId: string | undefined }[];
  /** Who has access to which tenant, also users of the parent contract. Ids are the platform's. */
  access: readonly { platformUserId: string; platformProjectId: string }[];
}

export const driftProblems = ["missing", "extra", "disabled", "enabled", "wrong-role"] as const;

export interface Drift {
  contractId: string;
  what: "domain" | "project" | "user" | "access";
  problem: (typeof driftProblems)[number];
  /** Our id of what is meant: contract, tenant or user. Absent when the house does not know it. */
  ourId?: string;
  /** The platform's id of what is meant. Absent when it is not there. */
  platformId?: string;
  /** For access: the platform's ids of who and on what, and the roles that are there. */
  holderId?: string;
  onId?: string;
  roles?: readonly string[];
}

/**
 * Compares one contract.
 * @param theirs the domains that bear the contract's mark or its recorded id, and what is in the recorded one
 * @param role the name of the role that access is
 */
export function driftOfContract(
  ours: ContractOnRecord,
  theirs: { domains: readonly ListedDomain[]; contents: DomainContents },
  role: string,
): Drift[] {
  if (ours.moving) return [];
  const { contractId } = ours;
  const found: Drift[] = [];
  const recorded = theirs.domains.find((d) => d.id === ours.platformId);
  for (const domain of theirs.domains) {
    if (domain !== recorded || ours.should === "gone") {
      found.push({ contractId, what: "domain", problem: "extra", ourId: contractId, platformId: domain.id });
    }
  }
  if (ours.should === "gone") return found;
  if (!recorded) {
    // All that should be in it is missing with it, and comes back only with it.
    return [...found, { contractId, what: "domain", problem: "missing", ourId: contractId }];
  }
  if (recorded.enabled !== (ours.should === "enabled")) {
    const problem = recorded.enabled ? "enabled" : "disabled";
    found.push({ contractId, what: "domain", problem, ourId: contractId, platformId: recorded.id });
  }
  const { projects, users } = theirs.contents;
  const tenants = ours.tenants.map(({ tenantId, platformId }) => ({ ourId: tenantId, platformId }));
  const people = ours.users.map(({ userId, platformId }) => ({ ourId: userId, platformId }));
  found.push(...compareObjects(contractId, "project", tenants, projects));
  found.push(...compareObjects(contractId, "user", people, users));
  found.push(...compareAccess(ours, theirs.contents, role));
  return found;
}

/** Domains that bear the house's mark for a contract that the house does not have. */
export function driftOfStrangers(known: ReadonlySet<string>, domains: readonly ListedDomain[]): Drift[] {
  return domains
    .filter(({ contractId }) => !known.has(contractId))
    .map(({ contractId, id }) => ({ contractId, what: "domain", problem: "extra", platformId: id }));
}

/**
 * What two comparisons, one after the other, both found. Records and platform cannot be read in one moment; what an order
 * changed between the readings is gone in the second comparison.
 */
export function confirmedDrift(first: readonly Drift[], second: readonly Drift[]): Drift[] {
  const before = new Set(first.map(keyOf));
  return second.filter((drift) => before.has(keyOf(drift)));
}

function keyOf(d: Drift): string {
  return JSON.stringify([d.contractId, d.what, d.problem, d.ourId, d.platformId, d.holderId, d.onId]);
}

function compareObjects(
  contractId: string,
  what: "project" | "user",
  ours: readonly { ourId: string; platformId: string | undefined }[],
  theirs: readonly { id: string; enabled: boolean }[],
): Drift[] {
  const found: Drift[] = [];
  const there = new Map(theirs.map((o) => [o.id, o]));
  for (const { ourId, platformId } of ours) {
    const object = platformId === undefined ? undefined : there.get(platformId);
    if (!object) found.push({ contractId, what, problem: "missing", ourId });
    else if (!object.enabled) found.push({ contractId, what, problem: "disabled", ourId, platformId: object.id });
  }
  const recorded = new Set(ours.map((o) => o.platformId));
  for (const { id } of theirs) if (!recorded.has(id)) found.push({ contractId, what, problem: "extra", platformId: id });
  return found;
}

function compareAccess({ contractId, access, tenants, users }: ContractOnRecord, theirs: DomainContents, role: string): Drift[] {
  const found: Drift[] = [];
  const held = new Map<string, { holderId: string; onId: string; roles: string[] }>();
  for (const { holder, on, role: name } of theirs.access) {
    const key = `${holder.id} ${on.id}`;
    const entry = held.get(key) ?? { holderId: holder.id, onId: on.id, roles: [] };
    entry.roles.push(name);
    held.set(key, entry);
  }
  const there = new Set([...theirs.projects, ...theirs.users].map((o) => o.id));
  const inside = new Set(users.map((u) => u.platformId));
  const tenantOf = new Map(tenants.map((t) => [t.platformId, t.tenantId]));
  const about = (holderId: string, onId: string, roles: readonly string[]) => {
    const ourId = tenantOf.get(onId);
    return { contractId, what: "access" as const, holderId, onId, roles, ...(ourId === undefined ? {} : { ourId }) };
  };
  for (const { platformUserId, platformProjectId } of access) {
    const key = `${platformUserId} ${platformProjectId}`;
    const roles = (held.get(key)?.roles ?? []).toSorted((a, b) => (a < b ? -1 : 1));
    held.delete(key);
    // Without the project or the user there can be no access; what is missing is reported as such.
    if (!there.has(platformProjectId) || (inside.has(platformUserId) && !there.has(platformUserId))) continue;
    if (roles.length === 0) found.push({ ...about(platformUserId, platformProjectId, roles), problem: "missing" });
    else if (roles.length > 1 || roles[0] !== role) {
      found.push({ ...about(platformUserId, platformProjectId, roles), problem: "wrong-role" });
    }
  }
  for (const { holderId, onId, roles } of held.values()) found.push({ ...about(holderId, onId, roles), problem: "extra" });
  return found;
}
