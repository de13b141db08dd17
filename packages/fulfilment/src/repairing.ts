import { type PlatformRecordRow, platformRecords, single } from "@saihan/db";
import { type ContractOnRecord, type Drift, driftOfContract, type ListedDomain, makeOnce } from "@saihan/platform";
import { Permanent } from "@saihan/queues";
import type { Undertaking } from "./carry-out.ts";
import { onRecord } from "./compare-platform.ts";
import type { FulfilmentContext } from "./context.ts";

/** An object that stands on the platform and that an operator has named for removal. Ids are the platform's. */
export type NamedForRemoval =
  | { what: "domain" | "project" | "user"; platformId: string }
  | { what: "access"; holderId: string; onId: string };

/** What a repair has done and what it has left. */
export interface Repaired {
  done: Drift[];
  left: Drift[];
  /** New ids on the platform, by our own. */
  made: { domain?: string; projects: Map<string, string>; users: Map<string, string> };
}

/** The rest of what a tenant is made with. */
export interface TenantToMake {
  id: string;
  name: string;
  region: string;
  description: string;
}

/**
 * Puts the platform right where it differs from the books of one contract: makes what is missing, enables or disables, gives the right
 * role. Removes only what is named, and of that only what the books do not know now. Each step is found by its token when
 * an attempt comes again.
 */
export async function repairContract(
  ctx: FulfilmentContext,
  undertaking: Undertaking,
  tenants: readonly TenantToMake[],
  remove: readonly NamedForRemoval[],
): Promise<Repaired> {
  const { order, contract, attempt } = undertaking;
  const { platform } = ctx;
  const { listing } = platform;
  const [row] = await single(ctx.db, attempt.scope, (tx) => platformRecords(tx, { contractId: contract.id }, null));
  if (!row) throw new Permanent("the contract of the order does not exist");
  const repaired: Repaired = { done: [], left: [], made: { projects: new Map(), users: new Map() } };
  const { made, done } = repaired;
  const token = (what: string) => `${order.id}/${what}`;
  const again = Math.max(2, attempt.number);

  const look = async (ours: ContractOnRecord): Promise<Drift[]> => {
    const named = remove.flatMap((r) => (r.what === "domain" ? [r.platformId] : []));
    const ids = [...new Set([...(ours.platformId ? [ours.platformId] : []), ...named])];
    const found = await Promise.all(ids.map((id) => listing.domain(id)));
    const domains = found.filter((d): d is ListedDomain => d !== undefined && d.contractId === contract.id);
    const there = domains.some((d) => d.id === ours.platformId) && ours.should !== "gone";
    const contents = there ? await listing.contents(ours.platformId as string) : { projects: [], users: [], access: [] };
    return driftOfContract(ours, { domains, contents }, listing.accessRole);
  };

  let ours: ContractOnRecord = { ...onRecord(row), moving: false };
  let drift = await look(ours);
  for (const d of drift.filter((d) => d.what === "domain" && d.problem !== "extra")) {
    if (d.problem === "missing") {
      const { id: contractId, customerName: description } = contract;
      const domain = { kind: "domain", clientToken: token("domain"), contractId, description } as const;
      const { id } = await makeOnce(platform, domain, again);
      made.domain = id;
      ours = { ...ours, platformId: id };
    } else {
      const enabled = d.problem === "disabled";
      await platform.updateDomain({ clientToken: token(d.problem), domainId: String(d.platformId), enabled });
    }
    done.push(d);
  }
  if (made.domain) drift = await look(ours);
  const domainId = ours.platformId;
  for (const d of drift.filter((d) => d.what === "user" || d.what === "project")) {
    const ourId = d.ourId ?? "";
    if (d.problem === "disabled") {
      const kind = d.what === "user" ? "user" : "project";
      await platform.enable({ clientToken: token(`enable-${ourId}`), kind, id: String(d.platformId) });
    } else if (d.problem === "missing" && domainId && d.what === "user") {
      const user = { kind: "user", clientToken: token(ourId), domainId, userId: ourId } as const;
      made.users.set(ourId, (await makeOnce(platform, user, again)).id);
    } else if (d.problem === "missing" && domainId) {
      const tenant = tenants.find((t) => t.id === ourId);
      if (!tenant) continue;
      const { name, region, description } = tenant;
      const project = {
        kind: "project",
        clientToken: token(ourId),
        domainId,
        tenantId: ourId,
        name,
        region,
        description,
      } as const;
      made.projects.set(ourId, (await makeOnce(platform, project, again)).id);
    } else continue;
    done.push(d);
  }
  ours = withNewIds(ours, row, made);
  drift = await look(ours);
  for (const d of drift.filter((d) => d.what === "access" && d.problem !== "extra")) {
    await platform.grant({ clientToken: token(`grant-${d.holderId}`), userId: String(d.holderId), projectId: String(d.onId) });
    done.push(d);
  }
  for (const d of drift.filter((d) => d.problem === "extra" && remove.some((named) => isMeant(named, d)))) {
    if (await removeExtra(platform, d, token(`remove-${d.platformId ?? d.holderId}`), listing.accessRole)) done.push(d);
  }
  // Only now: a cloud may refuse what is made in a domain that is disabled.
  if (made.domain && ours.should === "disabled") {
    await platform.updateDomain({ clientToken: token("disable"), domainId: made.domain, enabled: false });
  }
  repaired.left = await look(ours);
  return repaired;
}

/** Contents before what holds them is the operator's order to give: a domain that is not empty of others' projects is refused. */
async function removeExtra(
  platform: FulfilmentContext["platform"],
  { what, platformId = "", holderId = "", onId = "", roles = [] }: Drift,
  clientToken: string,
  role: string,
): Promise<boolean> {
  switch (what) {
    case "domain":
      await platform.deleteDomain({ clientToken, domainId: platformId });
      return true;
    case "project":
      await platform.deleteProject({ clientToken, projectId: platformId });
      return true;
    case "user":
      await platform.deleteUser({ clientToken, userId: platformId });
      return true;
    case "access":
      // Other roles are the cloud administrator's.
      if (!roles.includes(role)) return false;
      await platform.revoke({ clientToken, userId: holderId, projectId: onId });
      return true;
  }
}

function isMeant(named: NamedForRemoval, d: Drift): boolean {
  if (named.what !== d.what) return false;
  return named.what === "access" ? named.holderId === d.holderId && named.onId === d.onId : named.platformId === d.platformId;
}

/** The books as they will be when the new ids are recorded. */
function withNewIds(ours: ContractOnRecord, row: PlatformRecordRow, { projects, users }: Repaired["made"]): ContractOnRecord {
  return {
    ...ours,
    tenants: ours.tenants.map((t) => ({ ...t, platformId: projects.get(t.tenantId) ?? t.platformId })),
    users: ours.users.map((u) => ({ ...u, platformId: users.get(u.userId) ?? u.platformId })),
    access: row.access.map((a) => ({
      platformUserId: users.get(a.userId) ?? a.platformUserId,
      platformProjectId: projects.get(a.tenantId) ?? a.platformProjectId,
    })),
  };
}
