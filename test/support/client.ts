import { randomUUID } from "node:crypto";
import type { Partner } from "./house.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests read answers as they come
type Json = any;

export interface Reply {
  status: number;
  headers: Headers;
  body: Json;
  text: string;
}

const underWay: ReadonlySet<unknown> = new Set(["accepted", "queued", "executing", "compensating"]);

/** Speaks to the API as a partner's system does. Every order gets a key of its own unless one is given. */
export function clientOf(api: string, partner: (Partial<Partner> & { apiKey: string }) | undefined) {
  const once = async (method: string, path: string, body: unknown, headers: Record<string, string>): Promise<Reply> => {
    const answer = await fetch(api + path, {
      method,
      headers: {
        ...(partner ? { authorization: `Bearer ${partner.apiKey}` } : {}),
        ...(partner?.named ? { "saihan-partner": partner.named } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    let json: Json;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: answer.status, headers: answer.headers, body: json, text };
  };
  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> => {
    const keyed = { ...(method === "GET" ? {} : { "idempotency-key": randomUUID() }), ...headers };
    // On a slow machine a request among many may give up waiting for its record after two seconds: it is sent again, as it says.
    for (let round = 1; ; round++) {
      const reply = await once(method, path, body, keyed);
      if (reply.body?.code !== "RECORD_BUSY" || round === 30) return reply;
    }
  };
  return {
    send,
    get: (path: string, headers?: Record<string, string>) => send("GET", path, undefined, headers),
    post: (path: string, body: unknown = {}, headers?: Record<string, string>) => send("POST", path, body, headers),
    put: (path: string, body: unknown, headers?: Record<string, string>) => send("PUT", path, body, headers),
    patch: (path: string, body: unknown, headers?: Record<string, string>) => send("PATCH", path, body, headers),
    delete: (path: string, headers?: Record<string, string>) => send("DELETE", path, undefined, headers),
    /** Follows an order to its end; after two minutes it is answered as it stands. */
    ended: async (accepted: Reply): Promise<Json> => {
      if (accepted.status !== 202) throw new Error(`not accepted: ${accepted.status} ${accepted.text}`);
      for (let round = 1; ; round++) {
        const { body } = await send("GET", `${accepted.headers.get("location")}?wait=30`);
        if (round === 4 || !underWay.has(body?.state)) return body;
      }
    },
  };
}

let counter = 0;
/** A contract that nobody else in the test orders. */
export function someContract(more: Record<string, unknown> = {}) {
  const n = ++counter;
  return {
    customerName: `サンプル商事${n}`,
    representative: { loginId: `rep${n}@child.example`, mailAddress: `rep${n}@child.example`, name: "山田 太郎" },
    notifyRepresentative: true,
    ...more,
  };
}
