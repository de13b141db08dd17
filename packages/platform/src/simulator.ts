import { z } from "zod";
import { type Made, type Platform, PlatformOutcomeUnknown, PlatformRefused, PlatformUnavailable } from "./platform.ts";

const made = z.object({ id: z.string() });
const refusal = z.object({ reason: z.enum(["NAME_TAKEN", "QUOTA_REACHED", "NOT_FOUND", "FORBIDDEN", "BAD_REQUEST"]) });

/** Speaks to the platform simulator. */
export function connectSimulator(url: string, timeoutMs: number): Platform {
  const base = url.replace(/\/$/, "");
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

  async function act(method: string, path: string, body: object): Promise<void> {
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

  async function call(method: string, path: string, body?: object): Promise<unknown> {
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(base + path, {
        method,
        ...(body ? { body: JSON.stringify(body), headers: { "content-type": "application/json" } } : {}),
        signal: AbortSignal.timeout(timeoutMs),
      });
      text = await answer.text();
    } catch (error) {
      const code = connectCode(error);
      if (code === "ECONNREFUSED" || code === "ENOTFOUND" || code === "UND_ERR_CONNECT_TIMEOUT") {
        throw new PlatformUnavailable("PLATFORM_UNREACHABLE", { cause: error });
      }
      throw new PlatformOutcomeUnknown("PLATFORM_NO_ANSWER", { cause: error });
    }
    if (answer.status === 404 && method === "GET") return undefined;
    if (answer.ok) return text === "" ? undefined : JSON.parse(text);
    if (answer.status >= 400 && answer.status < 500 && answer.status !== 429) {
      const read = refusal.safeParse(parsed(text));
      throw new PlatformRefused(read.success ? read.data.reason : "BAD_REQUEST");
    }
    if (answer.status === 429 || answer.status === 503) throw new PlatformUnavailable("PLATFORM_BUSY");
    throw new PlatformOutcomeUnknown(`PLATFORM_ERROR_${answer.status}`);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function connectCode(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ("code" in e && typeof e.code === "string") return e.code;
  }
  return undefined;
}
