import { lookup as systemLookup } from "node:dns";
import { parseAddress } from "@saihan/auth";
import { Agent, request } from "undici";
import { type DestinationRule, mayConnect, urlFault } from "./destination.ts";

/** What was kept of an answer: this many characters. */
const answerCut = 200;
/** What is read of an answer at most. */
const answerLimitBytes = 16 * 1024;

export interface Answered {
  outcome: "delivered" | "failed";
  /** HTTP status, when there was an answer. */
  status: number | null;
  /** Why it failed: URL_REFUSED, ADDRESS_REFUSED, NAME_NOT_FOUND, NO_CONNECTION, TLS_FAILED, TIMED_OUT, REDIRECTED, GONE, HTTP_STATUS. */
  code: string | null;
  /** The beginning of a failed answer's body. */
  answer: string | null;
  /** The receiver asked for this much patience (Retry-After). */
  retryAfterMs: number | null;
  durationMs: number;
}

export interface Resolved {
  address: string;
  family: 4 | 6;
}

export interface Poster {
  /** Sends one message. Does not throw: whatever goes wrong is an outcome. */
  post(url: string, headers: Record<string, string>, body: string): Promise<Answered>;
  close(): Promise<void>;
}

class AddressRefused extends Error {
  readonly code = "ADDRESS_REFUSED";
}

/**
 * Posts to endpoints that anybody may have named (SSRF, OWASP API7). A name is looked up for each connection, every address of the
 * answer is judged, and the connection goes to an address of that very answer: a name that changes its mind in between gains nothing.
 * Redirects are not followed, an answer is read to a limit, and everything has to be over in time.
 */
export function openPoster(
  options: DestinationRule & { timeoutMs: number; resolve?: (name: string) => Promise<readonly Resolved[]> },
): Poster {
  const resolve = options.resolve ?? resolveBySystem;
  const checked = async (name: string): Promise<readonly Resolved[]> => {
    const found = await resolve(name);
    const allowed = found.every(({ address }) => {
      const parsed = parseAddress(address);
      return parsed !== undefined && mayConnect(parsed, options);
    });
    if (!allowed) throw new AddressRefused("the name leads to an address that webhooks do not go to");
    return found;
  };
  const agent = new Agent({
    pipelining: 1,
    keepAliveTimeout: 4_000,
    headersTimeout: options.timeoutMs,
    bodyTimeout: options.timeoutMs,
    maxHeaderSize: 16 * 1024,
    connect: {
      timeout: options.timeoutMs,
      lookup: (name, { all }, done) => {
        checked(name).then(
          (found) => {
            const [first] = found;
            if (all)
              done(
                null,
                found.map(({ address, family }) => ({ address, family })),
              );
            else if (first) done(null, first.address, first.family);
            else done(Object.assign(new Error("no address"), { code: "ENOTFOUND" }), "");
          },
          (error: NodeJS.ErrnoException) => done(error, ""),
        );
      },
    },
  });

  return {
    post: async (url, headers, body) => {
      const begun = performance.now();
      const answered = (part: Partial<Answered> & Pick<Answered, "outcome">): Answered => ({
        ...{ status: null, code: null, answer: null, retryAfterMs: null },
        ...part,
        durationMs: Math.round(performance.now() - begun),
      });
      const fault = urlFault(url, options);
      if (fault) return answered({ outcome: "failed", code: fault === "ADDRESS_REFUSED" ? fault : "URL_REFUSED" });
      const signal = AbortSignal.timeout(options.timeoutMs);
      try {
        const reply = await request(url, {
          dispatcher: agent,
          method: "POST",
          headers: { "content-type": "application/json", "user-agent": "saihan-webhooks/1", ...headers },
          body,
          signal,
        });
        const status = reply.statusCode;
        if (status >= 200 && status < 300) {
          // It was taken, whatever becomes of the rest; read to its end, the connection can be used again.
          await reply.body.dump({ limit: answerLimitBytes, signal }).catch(() => {});
          return answered({ outcome: "delivered", status });
        }
        const text = await beginningOf(reply.body);
        const code = status === 410 ? "GONE" : status >= 300 && status < 400 ? "REDIRECTED" : "HTTP_STATUS";
        return answered({
          outcome: "failed",
          status,
          code,
          answer: text,
          retryAfterMs: patienceOf(reply.headers["retry-after"]),
        });
      } catch (error) {
        return answered({ outcome: "failed", code: codeOf(error) });
      }
    },
    close: () => agent.destroy(),
  };
}

function resolveBySystem(name: string): Promise<readonly Resolved[]> {
  return new Promise((done, failed) => {
    systemLookup(name, { all: true }, (error, found) => (error ? failed(error) : done(found as Resolved[])));
  });
}

/** Reads as far as the limit and lets the rest go. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size > answerLimitBytes) break;
  }
  body.destroy();
  // Letters, figures and marks only: what a receiver sends ends up on somebody's screen.
  return [
    ...Buffer.concat(parts)
      .subarray(0, answerLimitBytes)
      .toString("utf8")
      .replaceAll(/\p{C}+/gu, " "),
  ]
    .slice(0, answerCut)
    .join("");
}

/** Retry-After in seconds (RFC 9110, 10.2.3), an hour at most; a date is not taken. */
function patienceOf(header: string | string[] | undefined): number | null {
  return typeof header === "string" && /^\d{1,9}$/.test(header) ? Math.min(Number(header), 3_600) * 1_000 : null;
}

function codeOf(error: unknown): string {
  const { code = "", name = "" } = (error ?? {}) as { code?: string; name?: string };
  if (error instanceof AggregateError) return codeOf(error.errors[0]);
  if (code === "ADDRESS_REFUSED") return code;
  if (name === "TimeoutError" || name === "AbortError" || /TIMEOUT|ETIMEDOUT/.test(code)) return "TIMED_OUT";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "NAME_NOT_FOUND";
  if (/^(ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_OSSL|EPROTO)/.test(code)) return "TLS_FAILED";
  return "NO_CONNECTION";
}
