import { randomBytes } from "node:crypto";
import type { Journal, JournalEntry } from "./journal.ts";

export type Reason = "NAME_TAKEN" | "QUOTA_REACHED" | "NOT_FOUND" | "FORBIDDEN" | "BAD_REQUEST";

/** The cloud says no. */
export class Refusal extends Error {
  override name = "Refusal";
  readonly reason: Reason;
  constructor(reason: Reason) {
    super(reason);
    this.reason = reason;
  }
}

type Kind = "domain" | "project" | "user";

interface CloudObject {
  id: string;
  kind: Kind;
  name: string;
  domainId?: string;
  region?: string;
  description?: string;
  enabled: boolean;
  deleted: boolean;
}

export interface Cloud {
  make(call: string, kind: Kind, request: Request & { name: string }): { id: string };
  update(
    call: string,
    kind: Kind,
    id: string,
    request: Request & { description?: string | undefined; enabled?: boolean | undefined },
  ): void;
  remove(call: string, kind: Kind, id: string, request: Request): void;
  grant(request: Request & { userId: string; projectId: string }, given: boolean): void;
  /** What a token has made. */
  madeBy(clientToken: string): { id: string } | undefined;
  /** Living domains, oldest first. @param after `next` of the page before */
  domains(after: number, limit: number): { domains: readonly CloudObject[]; next: number | null };
  domain(id: string): CloudObject | undefined;
  /** What lives in a domain, and the grants on its projects. */
  contents(domainId: string): {
    projects: readonly CloudObject[];
    users: readonly CloudObject[];
    grants: readonly { userId: string; projectId: string }[];
  };
  objects(): readonly CloudObject[];
  grants(): readonly { userId: string; projectId: string }[];
}

type Request = {
  clientToken: string;
  domainId?: string | undefined;
  region?: string | undefined;
  description?: string | undefined;
};

/** The state of the cloud, rebuilt from its journal. A token makes at most one object, ever. */
export function createCloud(journal: Journal): Cloud {
  const objects = new Map<string, CloudObject>();
  const byToken = new Map<string, string>();
  const names = new Map<string, string>();
  /** How many living projects and users a domain holds. */
  const held = new Map<string, number>();
  const grants = new Map<string, { userId: string; projectId: string }>();
  for (const entry of journal.entries()) if (entry.outcome === "acted") replay(entry);

  return {
    make: (call, kind, request) => {
      const before = byToken.get(request.clientToken);
      if (before) {
        journal.write({ call, clientToken: request.clientToken, outcome: "repeated", objectId: before, request });
        return { id: before };
      }
      if (request.domainId !== undefined) living("domain", request.domainId, call, request);
      if (names.has(nameKey(kind, request))) refuse(call, request, "NAME_TAKEN");
      const id = randomBytes(16).toString("hex");
      replay(
        journal.write({ call, clientToken: request.clientToken, outcome: "acted", objectId: id, request: { kind, ...request } }),
      );
      return { id };
    },
    update: (call, kind, id, request) => {
      living(kind, id, call, request);
      replay(journal.write({ call, clientToken: request.clientToken, outcome: "acted", objectId: id, request }));
    },
    remove: (call, kind, id, request) => {
      const object = objects.get(id);
      if (object?.kind === kind && object.deleted) {
        journal.write({ call, clientToken: request.clientToken, outcome: "repeated", objectId: id, request });
        refuse(call, request, "NOT_FOUND", false);
      }
      living(kind, id, call, request);
      if (kind === "domain" && (held.get(id) ?? 0) > 0) refuse(call, request, "BAD_REQUEST");
      replay(
        journal.write({
          call,
          clientToken: request.clientToken,
          outcome: "acted",
          objectId: id,
          request: { remove: kind, ...request },
        }),
      );
    },
    grant: (request, given) => {
      const call = given ? "grant" : "revoke";
      const key = `${request.userId} ${request.projectId}`;
      if (grants.has(key) === given) {
        journal.write({ call, clientToken: request.clientToken, outcome: "repeated", request });
        return;
      }
      if (given) {
        living("user", request.userId, call, request);
        living("project", request.projectId, call, request);
      }
      replay(journal.write({ call, clientToken: request.clientToken, outcome: "acted", request }));
    },
    madeBy: (clientToken) => {
      const id = byToken.get(clientToken);
      return id === undefined ? undefined : { id };
    },
    domains: (after, limit) => {
      // Objects are only ever added, so a place in their order stays what it is.
      const all = [...objects.values()];
      const found: CloudObject[] = [];
      let at = after;
      for (; at < all.length && found.length < limit; at++) {
        const object = all[at];
        if (object?.kind === "domain" && !object.deleted) found.push(object);
      }
      return { domains: found, next: at < all.length ? at : null };
    },
    domain: (id) => {
      const object = objects.get(id);
      return object?.kind === "domain" && !object.deleted ? object : undefined;
    },
    contents: (domainId) => {
      const inside = [...objects.values()].filter((o) => o.domainId === domainId && !o.deleted);
      const projects = inside.filter((o) => o.kind === "project");
      const ids = new Set(projects.map((p) => p.id));
      return {
        projects,
        users: inside.filter((o) => o.kind === "user"),
        grants: [...grants.values()].filter((g) => ids.has(g.projectId)),
      };
    },
    objects: () => [...objects.values()],
    grants: () => [...grants.values()],
  };

  function living(kind: Kind, id: string, call: string, request: Request): CloudObject {
    const object = objects.get(id);
    if (!object || object.deleted || object.kind !== kind) return refuse(call, request, "NOT_FOUND");
    return object;
  }

  function refuse(call: string, request: Request, reason: Reason, write = true): never {
    if (write) journal.write({ call, clientToken: request.clientToken, outcome: "refused", reason, request });
    throw new Refusal(reason);
  }

  /** Domain and project names are unique over the cloud, user names within their domain. */
  function nameKey(kind: Kind, request: { name: string; domainId?: string | undefined }): string {
    return kind === "user" ? `user ${request.domainId} ${request.name}` : `${kind} ${request.name}`;
  }

  function replay(entry: JournalEntry): void {
    const { request } = entry;
    if (entry.call === "grant" || entry.call === "revoke") {
      const { userId, projectId } = request as { userId: string; projectId: string };
      if (entry.call === "grant") grants.set(`${userId} ${projectId}`, { userId, projectId });
      else grants.delete(`${userId} ${projectId}`);
      return;
    }
    const id = entry.objectId as string;
    const object = objects.get(id);
    if (!object) {
      const { kind, name, domainId, region, description } = request as Omit<CloudObject, "id">;
      objects.set(id, {
        id,
        kind,
        name,
        enabled: true,
        deleted: false,
        ...(domainId ? { domainId } : {}),
        ...(region ? { region } : {}),
        ...(description ? { description } : {}),
      });
      byToken.set(entry.clientToken, id);
      if (domainId) held.set(domainId, (held.get(domainId) ?? 0) + 1);
      names.set(nameKey(kind, { name, domainId }), id);
    } else if ("remove" in request) {
      object.deleted = true;
      if (object.domainId) held.set(object.domainId, (held.get(object.domainId) ?? 1) - 1);
      names.delete(nameKey(object.kind, object));
      for (const [key, grant] of grants) if (grant.userId === id || grant.projectId === id) grants.delete(key);
    } else {
      if (typeof request.enabled === "boolean") object.enabled = request.enabled;
      if (typeof request.description === "string") object.description = request.description;
    }
  }
}
