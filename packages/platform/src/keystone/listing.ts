import { z } from "zod";
import type { DomainContents, ListedAccess, ListedDomain, Listing } from "../listing.ts";
import { PlatformRefused, PlatformUnavailable } from "../platform.ts";
import type { Caller } from "./caller.ts";
import { read, under } from "./faults.ts";
import type { KeystoneSettings } from "./settings.ts";

/** Pages of one list; a Keystone that hands out more is not asked any further. */
const mostPages = 10_000;

const entry = z.object({ id: z.string(), name: z.string(), enabled: z.boolean().default(true) });
const domain = entry.extend({ saihan_contract: z.string().optional() });
const role = z.object({ id: z.string(), name: z.string() });
const assignment = z.object({
  role: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }).optional(),
  group: z.object({ id: z.string() }).optional(),
  scope: z.object({ project: z.object({ id: z.string() }).optional(), domain: z.object({ id: z.string() }).optional() }),
});
const frame = z.object({
  links: z.object({ next: z.string().nullish() }).optional(),
  truncated: z.boolean().optional(),
});

/** Reads what Keystone holds. The settings' time limit is for one page. */
export function createListing(caller: Caller, { role: accessRole, timeoutMs }: KeystoneSettings): Listing {
  /**
   * A whole list, page by page. A Keystone that pages names the next page; an older one that was told to cut its lists says
   * only that this one was cut.
   * @returns undefined when it was cut
   */
  async function* pages<T>(collection: string, query: string, item: z.ZodType<T>): AsyncGenerator<T[] | undefined> {
    let search: string | undefined = query;
    for (let page = 0; search !== undefined && page < mostPages; page++) {
      const answer = await caller.call("GET", `/${collection}${search}`, performance.now() + timeoutMs);
      const { links, truncated } = read(answer, frame, caller.at);
      const next: string | undefined = links?.next ? new URL(links.next, "http://keystone").search : undefined;
      if (truncated && next === undefined) {
        yield undefined;
        return;
      }
      yield read(answer, under(collection, z.array(item)), caller.at);
      search = next;
    }
  }

  async function whole<T>(collection: string, query: string, item: z.ZodType<T>): Promise<T[]> {
    const all: T[] = [];
    for await (const page of pages(collection, query, item)) {
      if (page === undefined) {
        const why = `Keystone at ${caller.at} cuts its list of ${collection} (list_limit): it cannot be compared as a whole.`;
        throw new PlatformUnavailable("PLATFORM_LIST_CUT", { why, outage: false });
      }
      all.push(...page);
    }
    return all;
  }

  /** Domains whose name begins so. When the list is cut, ten shorter ones take its place: contract numbers end in digits. */
  async function* domainsNamed(prefix: string): AsyncGenerator<ListedDomain> {
    for await (const page of pages("domains", `?name__istartswith=${prefix}`, domain)) {
      if (page === undefined) {
        for (let digit = 0; digit < 10; digit++) yield* domainsNamed(`${prefix}${digit}`);
        return;
      }
      yield* ours(page);
    }
  }

  async function contents(domainId: string): Promise<DomainContents> {
    const of = `?domain_id=${domainId}`;
    try {
      // Asked for the role assignments of a domain that is gone, some versions fail with 500.
      await caller.call("GET", `/domains/${domainId}`, performance.now() + timeoutMs);
      const [projects, users, roles, inside, onDomain] = await Promise.all([
        whole("projects", of, entry),
        whole("users", of, entry),
        whole("roles", "", role),
        whole("role_assignments", `?scope.project.id=${domainId}&include_subtree=true`, assignment),
        whole("role_assignments", `?scope.domain.id=${domainId}`, assignment),
      ]);
      const names = new Map(roles.map((r) => [r.id, r.name]));
      return { projects, users, access: [...inside, ...onDomain].flatMap((a) => accessOf(a, names)) };
    } catch (error) {
      if (error instanceof PlatformRefused && error.reason === "NOT_FOUND") return { projects: [], users: [], access: [] };
      throw error;
    }
  }

  async function oneDomain(id: string): Promise<ListedDomain | undefined> {
    try {
      const answer = await caller.call("GET", `/domains/${id}`, performance.now() + timeoutMs);
      const [found] = ours([read(answer, under("domain", domain), caller.at)]);
      return found;
    } catch (error) {
      if (error instanceof PlatformRefused && error.reason === "NOT_FOUND") return undefined;
      throw error;
    }
  }

  return {
    accessRole,
    contents,
    domain: oneDomain,
    domains: async function* () {
      for await (const page of pages("domains", "", domain)) {
        if (page === undefined) return yield* domainsNamed("econ");
        yield* ours(page);
      }
    },
  };
}

function* ours(page: z.infer<typeof domain>[]): Generator<ListedDomain> {
  for (const { id, enabled, saihan_contract } of page) {
    if (saihan_contract !== undefined) yield { id, contractId: saihan_contract, enabled };
  }
}

function accessOf({ role, user, group, scope }: z.infer<typeof assignment>, names: ReadonlyMap<string, string>): ListedAccess[] {
  const holder = user ? { kind: "user" as const, id: user.id } : group ? { kind: "group" as const, id: group.id } : undefined;
  const on = scope.project
    ? { kind: "project" as const, id: scope.project.id }
    : scope.domain
      ? { kind: "domain" as const, id: scope.domain.id }
      : undefined;
  return holder && on ? [{ holder, on, role: names.get(role.id) ?? role.id }] : [];
}
