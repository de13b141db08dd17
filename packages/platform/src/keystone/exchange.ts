import { PlatformOutcomeUnknown, PlatformUnavailable } from "../platform.ts";
import type { Answer } from "./faults.ts";

export interface Request {
  method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  url: string;
  headers?: Record<string, string>;
  body?: object;
}

/** Errors that arise before a request has left this machine. */
const notSent = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "CERT_HAS_EXPIRED",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

/**
 * Sends one request and reads the whole answer.
 * @param deadline performance.now() by which the answer must be here. Past it nothing is sent: a process that was frozen
 *   between its decision and this point must not act on it
 * @throws PlatformUnavailable when nothing was sent
 * @throws PlatformOutcomeUnknown when it was sent and no whole answer came
 */
export async function exchange(request: Request, deadline: number): Promise<Answer> {
  const at = new URL(request.url).host;
  const leftMs = Math.floor(deadline - performance.now());
  if (leftMs <= 0) throw new PlatformUnavailable("PLATFORM_TOO_LATE", { outage: false });
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: {
        accept: "application/json",
        ...(request.body ? { "content-type": "application/json" } : {}),
        ...request.headers,
      },
      ...(request.body ? { body: JSON.stringify(request.body) } : {}),
      // A redirect would take the token to another place.
      redirect: "manual",
      signal: AbortSignal.timeout(leftMs),
    });
    const text = await answer.text();
    return { status: answer.status, body: parsed(text), header: (name) => answer.headers.get(name) };
  } catch (error) {
    const code = codeOf(error);
    if (code !== undefined && notSent.has(code)) {
      const why = `Keystone at ${at} cannot be reached (${code}).`;
      throw new PlatformUnavailable("PLATFORM_UNREACHABLE", { cause: error, why });
    }
    const slow = error instanceof DOMException && error.name === "TimeoutError";
    const why = slow
      ? `Keystone at ${at} gives no answer in time.`
      : `Keystone at ${at} cuts connections (${code ?? "no code"}).`;
    throw new PlatformOutcomeUnknown("PLATFORM_NO_ANSWER", { cause: error, why });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if ("code" in e && typeof e.code === "string") return e.code;
  }
  return undefined;
}
