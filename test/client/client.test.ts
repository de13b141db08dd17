import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { connect, isProblem, NoAnswerError, type Order, StillOpenError, type UsageEvent } from "@saihan/client";
import { afterEach, describe, expect, test } from "vitest";

type Answer = (req: IncomingMessage, res: ServerResponse, body: string) => void;
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** A server that gives these answers one after the other, the last for ever; and what it was asked. */
async function serverOf(...answers: Answer[]) {
  const asked: { method: string; url: string; key: string | undefined; authorization: string | undefined; body: string }[] = [];
  const server = createServer((req, res) => {
    let body = "";
    req.on("data", (part) => {
      body += part;
    });
    req.on("end", () => {
      const answer = answers[Math.min(asked.length, answers.length - 1)];
      const { authorization, "idempotency-key": key } = req.headers;
      asked.push({ method: req.method ?? "", url: req.url ?? "", key: key as string | undefined, authorization, body });
      answer?.(req, res, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Answer =>
  (_req, res) =>
    void res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
const problem = (status: number, code: string, retryable: boolean, headers: Record<string, string> = {}): Answer =>
  json(
    status,
    { type: "x", title: "t", status, code, detail: "d", retryable, turn: "caller" },
    { ...headers, "content-type": "application/problem+json; charset=utf-8" },
  );
const hangUp: Answer = (req) => void req.socket.destroy();
const order = (state: string): Partial<Order> => ({
  id: "o1",
  state: state as Order["state"],
  endedAt: state === "succeeded" ? "2026-04-01T00:00:00.000Z" : null,
});
const body = { customerName: "青葉", representative: { loginId: "a@b.example", mailAddress: "a@b.example" } };

describe("an order", () => {
  test("has a key, and keeps key and body over lost connections and answers that break off", async () => {
    const half: Answer = (_req, res) => {
      res.writeHead(202, { "content-type": "application/json", "content-length": "500" });
      res.write('{"order":');
      setTimeout(() => res.destroy(), 20);
    };
    const { baseUrl, asked } = await serverOf(hangUp, half, json(502, "bad gateway"), json(202, { order: order("received") }));
    const made = await connect({ baseUrl, credential: "k" }).post("/v1/contracts", { body });
    expect(made.order.id).toBe("o1");
    expect(asked).toHaveLength(4);
    expect(asked[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(asked.map((a) => a.key)).size).toBe(1);
    for (const a of asked) expect([JSON.parse(a.body), a.authorization]).toEqual([body, "Bearer k"]);
  });

  test("is only asked about: what would be accepted, and what would not", async () => {
    const { baseUrl, asked } = await serverOf(json(200, { valid: true }));
    expect(await connect({ baseUrl }).validate("post", "/v1/contracts", { body })).toBe(true);
    expect(asked.map((a) => a.url)).toEqual(["/v1/contracts?validateOnly=true"]);
  });

  test("takes the caller's own key", async () => {
    const { baseUrl, asked } = await serverOf(json(202, { order: order("received") }));
    await connect({ baseUrl }).post("/v1/contracts", { body, params: { header: { "Idempotency-Key": "mine-1" } } });
    expect(asked.map((a) => a.key)).toEqual(["mine-1"]);
  });

  test("is followed to its end", async () => {
    const { baseUrl, asked } = await serverOf(json(200, order("executing")), json(200, order("succeeded")));
    const seen: string[] = [];
    const last = await connect({ baseUrl }).follow("o1", { onLook: ({ state }) => seen.push(state) });
    expect([last.state, seen]).toEqual(["succeeded", ["executing", "succeeded"]]);
    expect(asked[0]?.url).toBe("/v1/orders/o1?wait=30");
  });

  test("that stays open is given up after the time that was set, and is told as it stands", async () => {
    const { baseUrl } = await serverOf(json(200, order("executing")));
    const error = await connect({ baseUrl })
      .follow("o1", { withinMs: 50 })
      .catch((e: unknown) => e);
    expect(error).toBeInstanceOf(StillOpenError);
    expect((error as StillOpenError).order.state).toBe("executing");
  });

  test("is no longer followed once the signal aborts", async () => {
    const { baseUrl } = await serverOf(() => {});
    const stop = new AbortController();
    const following = connect({ baseUrl }).follow("o1", { signal: stop.signal });
    setTimeout(() => stop.abort(new Error("enough")), 20);
    await expect(following).rejects.toThrow("enough");
  });
});

describe("a refusal", () => {
  test("that is final is thrown at once, typed by its code", async () => {
    const { baseUrl, asked } = await serverOf(problem(409, "LOGIN_ID_TAKEN", false));
    const error = await connect({ baseUrl })
      .post("/v1/contracts", { body })
      .catch((e: unknown) => e);
    expect(isProblem(error, "LOGIN_ID_TAKEN")).toBe(true);
    expect(isProblem(error, "CONTRACT_NOT_FOUND")).toBe(false);
    expect(isProblem(error) && [error.status, error.retryable, error.asked]).toEqual([409, false, "POST /v1/contracts"]);
    expect(asked).toHaveLength(1);
  });

  test("that is retryable is tried again, not before Retry-After, also where there is no key", async () => {
    const { baseUrl, asked } = await serverOf(problem(429, "RATE_LIMITED", true, { "retry-after": "1" }), json(201, { id: "g" }));
    const pauses: number[] = [];
    const client = connect({ baseUrl, onRetry: ({ pauseMs }) => pauses.push(pauseMs) });
    await client.post("/v1/contract-groups", { body: { name: "東" } });
    expect([asked.length, pauses]).toEqual([2, [1_000]]);
  });

  test("that stays is thrown when the patience is over", async () => {
    const { baseUrl, asked } = await serverOf(problem(409, "RECORD_BUSY", true));
    const error = await connect({ baseUrl, patienceMs: 400 })
      .get("/v1/contracts")
      .catch((e: unknown) => e);
    expect(isProblem(error, "RECORD_BUSY")).toBe(true);
    expect(asked.length).toBeGreaterThan(1);
  });
});

test("what has no key and may have been carried out is not repeated", async () => {
  const { baseUrl, asked } = await serverOf(hangUp);
  await expect(connect({ baseUrl }).post("/v1/contract-groups", { body: { name: "東" } })).rejects.toThrow(NoAnswerError);
  expect(asked).toHaveLength(1);
});

test("usage is sent line by line, again when the answer was lost, and counted over all pieces", async () => {
  const taken = (n: number, parked = 0) => json(200, { taken: n, repeated: 0, late: 0, parked });
  const { baseUrl, asked } = await serverOf(hangUp, taken(5_000), taken(1, 1));
  function* events(): Generator<UsageEvent> {
    for (let n = 0; n < 5_002; n++) {
      const data = { contractId: "econ1", menu: "m", plan: "p", component: "count", at: "2026-10-01T00:00:00Z", quantity: "1" };
      yield { specversion: "1.0", id: `e${n}`, source: "/m", type: "saihan.usage.reading.v1", subject: "vm", data };
    }
  }
  expect(await connect({ baseUrl, credential: "k" }).sendUsage(events())).toEqual({
    taken: 5_001,
    repeated: 0,
    late: 0,
    parked: 1,
  });
  expect(asked.map((a) => [a.url, a.body.split("\n").length - 1])).toEqual([
    ["/v1/usage", 5_000],
    ["/v1/usage", 5_000],
    ["/v1/usage", 2],
  ]);
  expect(asked[0]?.body).toBe(asked[1]?.body);
});

test("lists are read page after page, as far as they are wanted", async () => {
  const page = (ids: string[], next: string | null) => json(200, { contracts: ids.map((id) => ({ id })), next });
  const pages = [page(["c3", "c2"], "n/1"), page(["c1"], null)];
  const all = await serverOf(...pages);
  const client = connect({ baseUrl: all.baseUrl });
  const ids: string[] = [];
  for await (const contract of client.each("/v1/contracts", { params: { query: { limit: 2, state: "active" } } }))
    ids.push(contract.id);
  expect(ids).toEqual(["c3", "c2", "c1"]);
  expect(all.asked.map((a) => a.url)).toEqual([
    "/v1/contracts?limit=2&state=active",
    "/v1/contracts?limit=2&state=active&after=n%2F1",
  ]);
  const first = await serverOf(...pages);
  for await (const contract of connect({ baseUrl: first.baseUrl }).each("/v1/contracts")) if (contract.id === "c3") break;
  expect(first.asked).toHaveLength(1);
});

test("a list whose pages have numbers is read to its end too, and the feed of events to a page without any", async () => {
  const rows = await serverOf(json(200, { rows: [{ row: 1 }], next: 1 }), json(200, { rows: [{ row: 2 }], next: null }));
  const found: number[] = [];
  const params = { path: { bulkId: "b1" } };
  for await (const { row } of connect({ baseUrl: rows.baseUrl }).each("/v1/bulks/{bulkId}/rows", { params })) found.push(row);
  expect([found, rows.asked.map(({ url }) => url)]).toEqual([
    [1, 2],
    ["/v1/bulks/b1/rows", "/v1/bulks/b1/rows?after=1"],
  ]);
  const feed = await serverOf(
    json(200, { events: [{ number: 1 }], next: 1, latest: 1 }),
    json(200, { events: [], next: 1, latest: 1 }),
  );
  const numbers: number[] = [];
  for await (const { number } of connect({ baseUrl: feed.baseUrl }).each("/v1/events")) numbers.push(number);
  expect([numbers, feed.asked.length]).toEqual([[1], 2]);
});
