import { z } from "zod";
import { PlatformOutcomeUnknown, PlatformRefused, PlatformUnavailable } from "../platform.ts";

/** What came back over HTTP. */
export interface Answer {
  status: number;
  /** The body as JSON, undefined when it is none. */
  body: unknown;
  header(name: string): string | null;
}

const keystoneError = z.object({ error: z.object({ code: z.number(), message: z.string() }) });
/** How Keystone says that its policy denies an action. Its other 403s speak of the object. */
const denied = /requested action: (identity:\w+)/;

/**
 * What an answer means when it is not a success. Only a refusal in Keystone's own words refuses the order: what a proxy or a
 * wrong address says never fails one.
 * @param at names the Keystone in sentences: host and port
 * @param nowMs the wall clock, for a Retry-After that names a date
 */
export function faultOf(answer: Answer, at: string, nowMs: number): PlatformRefused | PlatformUnavailable | undefined {
  const { status } = answer;
  if (status >= 200 && status < 300) return undefined;
  const said = keystoneError.safeParse(answer.body);
  const message = said.success ? said.data.error.message : undefined;
  const retryAfterMs = retryAfter(answer.header("retry-after"), nowMs);
  const wish = retryAfterMs === undefined ? {} : { retryAfterMs };
  const back = retryAfterMs === undefined ? "" : ` and asks to come back in ${Math.ceil(retryAfterMs / 1_000)} s`;
  if (status === 429 || status === 503 || (status === 413 && retryAfterMs !== undefined)) {
    const why =
      status === 503 ? `Keystone at ${at} is under maintenance (503)${back}.` : `Keystone at ${at} is busy (${status})${back}.`;
    return new PlatformUnavailable("PLATFORM_BUSY", { why, ...wish });
  }
  if (status >= 500 || status === 408) {
    return new PlatformOutcomeUnknown(`PLATFORM_ERROR_${status}`, { why: `Keystone at ${at} fails (${status}).` });
  }
  if (message === undefined) {
    const why = `What answers at ${at} is not Keystone v3 (${status}): check PLATFORM_URL.`;
    return new PlatformUnavailable("PLATFORM_NOT_KEYSTONE", { why });
  }
  switch (status) {
    case 401:
      return new PlatformUnavailable("PLATFORM_TOKEN_REFUSED", { why: `Keystone at ${at} refuses the token it gave (401).` });
    case 403: {
      const [, action] = denied.exec(message) ?? [];
      if (!action) return new PlatformRefused("FORBIDDEN");
      return new PlatformUnavailable("PLATFORM_RIGHTS_MISSING", { why: `Keystone at ${at} denies ${action}.`, outage: false });
    }
    case 404:
      return new PlatformRefused("NOT_FOUND");
    case 409:
      return new PlatformRefused("NAME_TAKEN");
    default:
      return new PlatformRefused("BAD_REQUEST");
  }
}

/** The answer in the shape that it must have. @throws PlatformOutcomeUnknown: something has answered, but not as Keystone does */
export function read<T>(answer: Answer, shape: z.ZodType<T>, at: string): T {
  const found = shape.safeParse(answer.body);
  if (found.success) return found.data;
  const why = `What answers at ${at} does not speak as Keystone v3 does: check PLATFORM_URL.`;
  throw new PlatformOutcomeUnknown("PLATFORM_NOT_KEYSTONE", { why, cause: found.error });
}

/** The shape of an answer that holds one list, or one object, under a name. */
export function under<T>(name: string, shape: z.ZodType<T>): z.ZodType<T> {
  return z.object({ [name]: shape }).transform((body) => body[name] as T);
}

/** RFC 9110, 10.2.3: seconds, or a date. */
export function retryAfter(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - nowMs);
}
