import { Pool } from "undici";
import { z } from "zod";
import type { DomainContents, ListedDomain } from "./listing.ts";
import {
  type Made,
  type NewObject,
  type Platform,
  PlatformOutcomeUnknown,
  PlatformRefused,
  PlatformUnavailable,
  refusalReasons,
} from "./platform.ts";

const made = z.object({ id: z.string() });
const refusal = z.object({ reason: z.enum(refusalReasons) });
const object = z.object({ id: z.string(), name: z.string(), enabled: z.boolean() });
const domainPage = z.object({ domains: z.array(object), next: z.number().int().nullable() });
const inside = z.object({
  projects: z.array(object),
  users: z.array(object),
  grants: z.array(z.object({ userId: z.string(), projectId: z.string() })),
});

/** The simulator knows one kind of access. */
const accessRole = "member";

/** Speaks to the platform simulator. It also finds what has been removed since. */
export function connectSimulator(url: string, timeoutMs: number): Omit<Platform, "circuit"> {
  const at = new URL(url).host;
  const client = new Pool(new URL(url).origin, {
    connections: 64,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connectTimeout: Math.min(timeoutMs, 3_000),
  });
  return {
    make: async (object) => made.parse(await call("POST", `/${object.kind}s`, bodyOf(object))),
    find: async ({ clientToken }) => {
      const answer = await call("GET", `/tokens/${encodeURIComponent(clientToken)}`);
      return answer === undefined ? undefined : (made.parse(answer) satisfies Made);
    },
    updateDomain: ({ domainId, ...r }) => act("PATCH", `/domains/${domainId}`, r),
    deleteDomain: ({ domainId, ...r }) => remove(`/domains/${domainId}`, r),
    updateProject: ({ projectId, ...r }) => act("PATCH", `/projects/${projectId}`, r),
    deleteProject: ({ projectId, ...r }) => remove(`/projects/${projectId}`, r),
    deleteUser: ({ userId, ...r }) => remove(`/users/${userId}`, r),
    enable: ({ kind, id, ...r }) => act("PATCH", `/${kind}s/${id}`, { ...r, enabled: true }),
    grant: (r) => act("PUT", "/grants", r),
    revoke: (r) => act("DELETE", "/grants", r),
    listing: { accessRole, domains, domain, contents },
    ready: async () => {
      await call("GET", "/readyz");
    },
  };

  async function* domains(): AsyncIterable<ListedDomain> {
    for (let after: number | null = 0; after !== null; ) {
      const page: z.infer<typeof domainPage> = domainPage.parse(await call("GET", `/domains?after=${after}&limit=500`));
      for (const o of page.domains) yield { id: o.id, contractId: o.name, enabled: o.enabled };
      after = page.next;
    }
  }

  async function domain(id: string): Promise<ListedDomain | undefined> {
    const answer = await call("GET", `/domains/${id}`);
    if (answer === undefined) return undefined;
    const { name: contractId, enabled } = object.parse(answer);
    return { id, contractId, enabled };
  }

  async function contents(domainId: string): Promise<DomainContents> {
    const answer = await call("GET", `/domains/${domainId}/contents`);
    if (answer === undefined) return { projects: [], users: [], access: [] };
    const { projects, users, grants } = inside.parse(answer);
    const access = grants.map(({ userId, projectId }) => ({
      holder: { kind: "user" as const, id: userId },
      on: { kind: "project" as const, id: projectId },
      role: accessRole,
    }));
    return { projects, users, access };
  }

  async function act(method: "PATCH" | "PUT" | "DELETE", path: string, body: object): Promise<void> {
    await call(method, path, body);
  }

  async function remove(path: string, body: object): Promise<void> {
    try {
      await call("DELETE", path, body);
    } catch (error) {
      if (error instanceof PlatformRefused && error.reason === "NOT_FOUND") return;
      throw error;
    }
  }

  async function call(method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE", path: string, body?: object): Promise<unknown> {
    let status: number;
    let text: string;
    try {
      const answer = await client.request({
        method,
        path,
        ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
      });
      status = answer.statusCode;
      text = await answer.body.text();
    } catch (error) {
      // Nothing was sent when there was no connection; otherwise the call may have been carried out.
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "UND_ERR_CONNECT_TIMEOUT") {
        throw new PlatformUnavailable("PLATFORM_UNREACHABLE", {
          cause: error,
          why: `The platform at ${at} cannot be reached (${code}).`,
        });
      }
      throw new PlatformOutcomeUnknown("PLATFORM_NO_ANSWER", { cause: error, why: `The platform at ${at} gives no answer.` });
    }
    if (status === 404 && method === "GET") return undefined;
    if (status < 300) return text === "" ? undefined : JSON.parse(text);
    if (status >= 400 && status < 500 && status !== 429) {
      const read = refusal.safeParse(parsed(text));
      throw new PlatformRefused(read.success ? read.data.reason : "BAD_REQUEST");
    }
    const why = `The platform at ${at} answers ${status}.`;
    if (status === 429 || status === 503) throw new PlatformUnavailable("PLATFORM_BUSY", { why });
    throw new PlatformOutcomeUnknown(`PLATFORM_ERROR_${status}`, { why });
  }
}

/** The simulator calls things by our own names. */
function bodyOf(object: NewObject): object {
  const { kind: _, ...rest } = object;
  switch (object.kind) {
    case "domain":
      return { ...rest, name: object.contractId };
    case "project":
      return rest;
    case "user":
      return { ...rest, name: object.userId };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
