import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** How one request is mistreated. */
export interface Mishap {
  /** `POST /domains`; a request that begins so is meant. */
  on: string;
  /** Answers so. */
  status?: number;
  headers?: Record<string, string>;
  /** Keystone's words; without them the body is a proxy's page. */
  message?: string;
  /** Does what was asked for before it misbehaves. */
  acts?: boolean;
  /** Cuts the connection instead of answering. */
  cuts?: boolean;
  delayMs?: number;
  /** Does nothing before this is fulfilled. */
  until?: Promise<unknown>;
  /** How many requests; default 1. */
  times?: number;
}

export interface FaultyKeystone {
  /** keystone+http://127.0.0.1:port/v3 */
  url: string;
  host: string;
  /** `POST /domains`, in the order in which they came. */
  requests: string[];
  /** Living objects. */
  objects(): readonly Stored[];
  /** Roles that are held: project, user, role. */
  assignments(): readonly string[];
  mishap(...mishaps: Mishap[]): void;
  /** Every token given so far is refused from now on. */
  revokeTokens(): void;
  /** How long a token lives. */
  tokenLifeS: number;
  /** Lists come in pages of so many, as from Keystone 2025.1 on. */
  pageSize: number | undefined;
  password: string;
  /** Called for each request before it is carried out. */
  before: (request: string) => void;
  close(): Promise<void>;
}

interface Stored {
  collection: string;
  id: string;
  name: string;
  domain_id?: string;
  enabled: boolean;
  [attribute: string]: unknown;
}

/**
 * As much of Keystone v3 as the adapter speaks, over real HTTP, which can be told to answer as a real one cannot be made to:
 * acts and says 500, cuts connections, is slow or busy.
 */
export async function startFaultyKeystone(): Promise<FaultyKeystone> {
  const stored = new Map<string, Stored>();
  const assignments = new Set<string>();
  let tokens = new Set<string>();
  let mishaps: Mishap[] = [];

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", () => resolve()));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const keystone: FaultyKeystone = {
    url: `keystone+http://${host}/v3`,
    host,
    requests: [],
    objects: () => [...stored.values()],
    assignments: () => [...assignments],
    mishap: (...more) => void (mishaps = [...mishaps, ...more.map((m) => ({ ...m }))]),
    revokeTokens: () => void (tokens = new Set()),
    tokenLifeS: 3_600,
    pageSize: undefined,
    password: "right",
    before: () => {},
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return keystone;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "", "http://keystone");
    const path = url.pathname.replace(/^\/v3/, "");
    const line = `${request.method} ${path}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    keystone.requests.push(line);
    keystone.before(line);
    const index = mishaps.findIndex((m) => line.startsWith(m.on));
    const mishap = mishaps[index];
    if (mishap) {
      mishap.times = (mishap.times ?? 1) - 1;
      if (mishap.times <= 0) mishaps.splice(index, 1);
    }
    await mishap?.until;
    if (mishap && mishap.acts !== true && (mishap.cuts || mishap.status !== undefined)) return misbehave(mishap, response);
    if (mishap?.delayMs && !mishap.acts) await sleep(mishap.delayMs);
    const body = text === "" ? {} : JSON.parse(text);
    const [status, answer, headers] = act(request, path, url.searchParams, body);
    if (mishap?.acts) return misbehave(mishap, response);
    send(response, status, answer, headers);
  }

  async function misbehave(mishap: Mishap, response: ServerResponse): Promise<void> {
    if (mishap.delayMs) await sleep(mishap.delayMs);
    if (mishap.cuts) return void response.socket?.destroy();
    const { status = 500, message } = mishap;
    if (message !== undefined) send(response, status, said(status, message), mishap.headers);
    else response.writeHead(status, { "content-type": "text/html", ...mishap.headers }).end("<h1>proxy</h1>");
  }

  type Reply = [status: number, body?: unknown, headers?: Record<string, string>];

  function act(request: IncomingMessage, path: string, query: URLSearchParams, body: Record<string, never>): Reply {
    if (path === "/auth/tokens") return signIn(body);
    const token = request.headers["x-auth-token"];
    if (typeof token !== "string" || !tokens.has(token))
      return [401, said(401, "The request you have made requires authentication.")];
    const [, collection = "", id, , userId, , roleId] = path.split("/");
    if (collection === "roles") return [200, { roles: [{ id: "r-member", name: "member" }] }];
    if (collection === "role_assignments") {
      const key = `${query.get("scope.project.id")} ${query.get("user.id")} ${query.get("role.id")}`;
      return [200, { role_assignments: assignments.has(key) ? [{}] : [] }];
    }
    if (id && userId && roleId) {
      const key = `${id} ${userId} ${roleId}`;
      if (request.method === "PUT") assignments.add(key);
      else if (!assignments.delete(key)) return [404, said(404, "Could not find role assignment.")];
      return [204];
    }
    const kind = collection.slice(0, -1);
    if (request.method === "POST") return create(collection, kind, body[kind] ?? {});
    if (!id) {
      const name = query.get("name");
      const domainId = query.get("domain_id");
      const list = [...stored.values()].filter(
        (o) =>
          o.collection === collection && (name === null || o.name === name) && (domainId === null || o.domain_id === domainId),
      );
      return [200, pageOf(collection, list, query)];
    }
    const object = stored.get(id);
    if (!object) return [404, said(404, `Could not find ${kind}: ${id}.`)];
    if (request.method === "PATCH") Object.assign(object, body[kind]);
    if (request.method === "DELETE") {
      if (kind === "domain" && object.enabled) {
        return [403, said(403, "Cannot delete a domain that is enabled, please disable it first.")];
      }
      stored.delete(id);
      for (const o of stored.values()) if (o.domain_id === id) stored.delete(o.id);
      return [204];
    }
    return [200, { [kind]: object }];
  }

  function pageOf(collection: string, list: Stored[], query: URLSearchParams): object {
    const from = Number(query.get("marker") ?? 0);
    const to = from + (keystone.pageSize ?? list.length);
    const further = new URLSearchParams(query);
    further.set("marker", String(to));
    // The address that Keystone knows itself by is not always the one by which it is reached.
    const next = to < list.length ? `https://public.example/identity/v3/${collection}?${further}` : null;
    return { [collection]: list.slice(from, to), links: { next } };
  }

  function create(collection: string, kind: string, given: { name?: string; domain_id?: string }): Reply {
    if (given.name === undefined) return [400, said(400, "'name' is a required property")];
    if (kind !== "domain" && !stored.has(given.domain_id ?? "")) return [404, said(404, "Could not find domain.")];
    const taken = [...stored.values()].some(
      (o) => o.collection === collection && o.name === given.name && o.domain_id === given.domain_id,
    );
    if (taken) return [409, said(409, `Conflict occurred attempting to store ${kind}.`)];
    const object = { collection, id: randomBytes(16).toString("hex"), enabled: true, ...given, name: given.name };
    stored.set(object.id, object);
    return [201, { [kind]: object }];
  }

  function signIn(body: { auth?: { identity?: { password?: { user?: { password?: string } } } } }): Reply {
    if (body.auth?.identity?.password?.user?.password !== keystone.password) {
      return [401, said(401, "The request you have made requires authentication.")];
    }
    const token = randomBytes(16).toString("hex");
    tokens.add(token);
    const issued = Date.now() - 86_400_000; // this Keystone's clock is a day behind
    const facts = {
      issued_at: new Date(issued).toISOString(),
      expires_at: new Date(issued + keystone.tokenLifeS * 1_000).toISOString(),
      user: { id: "u-house", domain: { id: "default" } },
      project: { id: "p-admin" },
    };
    return [201, { token: facts }, { "x-subject-token": token }];
  }
}

function said(code: number, message: string): object {
  return { error: { code, message, title: "" } };
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body === undefined ? "" : JSON.stringify(body));
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
