import { Pool } from "undici";
import { z } from "zod";
import { type Made, type Platform, PlatformOutcomeUnknown, PlatformRefused, PlatformUnavailable } from "./platform.ts";

const made = z.object({ id: z.string() });
const refusal = z.object({ reason: z.enum(["NAME_TAKEN", "QUOTA_REACHED", "NOT_FOUND", "FORBIDDEN", "BAD_REQUEST"]) });

/** Speaks to the platform simulator. */
export function connectSimulator(url: string, timeoutMs: number): Platform {
  const client = new Pool(new URL(url).origin, {
    connections: 64,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    connectTimeout: Math.min(timeoutMs, 3_000),
  });
  return {
    createDomain: (r) => make("/domains", r),
    updateDomain: ({ domainId, ...r }) => act("PATCH", `/domains/${domainId}`, r),
    deleteDomain: ({ domainId, ...r }) => remove(`/domains/${domainId}`, r),
    createProject: (r) => make("/projects", r),
    deleteProject: ({ projectId, ...r }) => remove(`/projects/${projectId}`, r),
    createUser: (r) => make("/users", r),
    deleteUser: ({ userId, ...r }) => remove(`/users/${userId}`, r),
    grant: (r) => act("PUT", "/grants", r),
    revoke: (r) => act("DELETE", "/grants", r),
    findByToken: async (clientToken) => {
      const answer = await call("GET", `/tokens/${encodeURIComponent(clientToken)}`);
      return answer === undefined ? undefined : made.parse(answer);
    },
    ready: async () => {
      await call("GET", "/readyz");
    },
  };

  async function make(path: string, body: object): Promise<Made> {
    return made.parse(await call("POST", path, body));
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
        throw new PlatformUnavailable("PLATFORM_UNREACHABLE", { cause: error });
      }
      throw new PlatformOutcomeUnknown("PLATFORM_NO_ANSWER", { cause: error });
    }
    if (status === 404 && method === "GET") return undefined;
    if (status < 300) return text === "" ? undefined : JSON.parse(text);
    if (status >= 400 && status < 500 && status !== 429) {
      const read = refusal.safeParse(parsed(text));
      throw new PlatformRefused(read.success ? read.data.reason : "BAD_REQUEST");
    }
    if (status === 429 || status === 503) throw new PlatformUnavailable("PLATFORM_BUSY");
    throw new PlatformOutcomeUnknown(`PLATFORM_ERROR_${status}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
