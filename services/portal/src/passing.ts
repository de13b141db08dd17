import {
  Agent as HttpAgent,
  request as httpRequest,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type ServerResponse,
} from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { BlockList } from "node:net";
import { errorFacts, type Log } from "@saihan/log";
import { forwardedFor } from "./asker.ts";
import type { Cookies } from "./cookies.ts";
import { signInBody, signInOf, taken } from "./sign-in.ts";

/** Longer than the pages wait for one answer (75 s), so it is always they who give up first. */
const answerWithinMs = 90_000;
/** Of a body that is read as a whole: sign-in steps and refusals. */
const longestRead = 256 * 1_024;

/** What the browser may tell the API. Who it is and where it comes from is not among it. */
const passedOn = [
  ...["accept", "accept-language", "content-type", "content-length", "idempotency-key", "if-match", "if-none-match"],
  ...["last-event-id", "range", "saihan-partner", "transfer-encoding", "user-agent"],
];
/** What the API's answer may not bring along: what concerns one connection only, and what the portal says itself. */
const keptBack = [
  ...["connection", "keep-alive", "proxy-authenticate", "set-cookie", "trailer", "transfer-encoding", "upgrade"],
  ...["content-security-policy", "strict-transport-security", "referrer-policy", "x-frame-options"],
];

/** A request as express hands it over. */
type Asked = IncomingMessage & { originalUrl: string };

export interface Passing {
  pass(request: Asked, response: ServerResponse): void;
  close(): void;
}

/** Passes requests on to the Partner API, with the session that the cookie stands for. */
export function createPassing(to: { api: URL; cookies: Cookies; proxies: BlockList; log: Log }): Passing {
  const { api, cookies, proxies, log } = to;
  const secure = api.protocol === "https:";
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const send = secure ? httpsRequest : httpRequest;

  function pass(request: Asked, response: ServerResponse): void {
    const path = request.originalUrl.split("?")[0] ?? "";
    if (request.method === "POST" && signInOf(path)) askToSignIn(request, response, path);
    else ask(request, response, path);
  }

  const deviceCookie = (path: string) => (signInOf(path) === "staff" ? cookies.staffDevice : cookies.device);

  function askToSignIn(request: Asked, response: ServerResponse, path: string): void {
    whole(request).then(
      (given) => {
        const body = signInBody(given, deviceCookie(path).read(request.headers.cookie));
        if (body === undefined) plain(response, 400, "Not JSON.");
        else ask(request, response, path, body);
      },
      () => plain(response, 413, "Too long."),
    );
  }

  function ask(request: Asked, response: ServerResponse, path: string, body?: Buffer): void {
    const token = cookies.session.read(request.headers.cookie);
    const headers: OutgoingHttpHeaders = {
      ...only(request.headers, passedOn),
      "x-forwarded-for": forwardedFor(request, proxies),
      ...(token === undefined || body !== undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { "content-length": body.length }),
    };
    if (body !== undefined) delete headers["transfer-encoding"];
    // Only the provider's staff look at one partner or another.
    if (!token?.startsWith("sho_") || body !== undefined) delete headers["saihan-partner"];
    const asked = send(new URL(request.originalUrl, api), { method: request.method, headers, agent }, (answer) => {
      receive(request, response, path, answer).catch((error: unknown) => broken(response, error));
    });
    asked.setTimeout(answerWithinMs, () => asked.destroy(new Error("no answer in time")));
    asked.on("error", (error) => broken(response, error));
    response.on("close", () => asked.destroy());
    if (body === undefined) request.pipe(asked);
    else asked.end(body);
  }

  async function receive(request: IncomingMessage, response: ServerResponse, path: string, answer: IncomingMessage) {
    const status = answer.statusCode ?? 502;
    const headers = without(answer.headers, keptBack);
    const signedOut = request.method === "DELETE" && path === "/v1/sessions/current";
    if (signedOut && status < 500) response.appendHeader("set-cookie", cookies.session.clear());
    const mayHoldToken =
      status === 200 && request.method !== "GET" && (signInOf(path) !== undefined || path.toLowerCase().startsWith("/v1/me/"));
    if (status !== 401 && !mayHoldToken) {
      response.writeHead(status, headers);
      answer.on("error", () => response.destroy());
      answer.pipe(response);
      return;
    }
    const { body, session, device, refused } = taken(await whole(answer));
    if (session !== undefined) response.appendHeader("set-cookie", cookies.session.keep(session));
    if (device !== undefined) response.appendHeader("set-cookie", deviceCookie(path).keep(device));
    // A wrong password is a 401 too, and ends no session.
    if (refused === "UNAUTHENTICATED") response.appendHeader("set-cookie", cookies.session.clear());
    response.writeHead(status, { ...headers, "content-length": body.length, "cache-control": "no-store" });
    response.end(body);
  }

  function broken(response: ServerResponse, error: unknown): void {
    if (response.writableEnded || response.destroyed) return;
    log.warn("the API did not answer", errorFacts(error));
    if (response.headersSent) response.destroy();
    else plain(response, 502, "The Partner API does not answer.");
  }

  return { pass, close: () => agent.destroy() };
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
  response.end(text);
}

function only(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => names.includes(name) && value !== undefined));
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): OutgoingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name, value]) => !names.includes(name) && value !== undefined));
}

/** @throws when it is longer than sign-in steps and refusals are */
async function whole(message: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    length += part.length;
    if (length > longestRead) throw new Error("too long");
    parts.push(part);
  }
  return Buffer.concat(parts);
}
