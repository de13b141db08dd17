import createClient, { type MaybeOptionalInit } from "openapi-fetch";
import type { HttpMethod, PathsWithMethod, RequiredKeysOf, SuccessResponseJSON } from "openapi-typescript-helpers";
import { type components, orderOperations, type paths } from "./api.ts";
import { persist } from "./persist.ts";

export type Order = components["schemas"]["Order"];
export type UsageEvent = components["schemas"]["UsageEvent"];
export type UsageTaken = components["schemas"]["UsageTaken"];

export interface ClientSettings {
  /** Where the API is, as `https://api.example.jp`. */
  baseUrl: string;
  /** An API key, or the token of a session; without one only what is open to anyone can be asked. */
  credential?: string;
  /** Of the provider's staff: the partner that is asked about. */
  partner?: string;
  /** In which language problems are told. */
  language?: "ja" | "en";
  /** For how long a request is repeated: 30 s unless given. */
  patienceMs?: number;
  fetch?: (request: Request) => Promise<Response>;
  onRetry?: (retry: { asked: string; why: string; pauseMs: number }) => void;
}

type Method = Extract<HttpMethod, "get" | "post" | "put" | "patch" | "delete">;
type Init<P extends keyof paths, M extends Method> = MaybeOptionalInit<paths[P], M>;
type InitArgument<I> = RequiredKeysOf<I> extends never ? [init?: I] : [init: I];
/** Of an order, what is answered when it is accepted; only `validate` asks for less. */
type Success<P extends keyof paths, M extends Method> = paths[P][M] extends { responses: infer R extends Record<number, unknown> }
  ? SuccessResponseJSON<{ responses: R extends { 202: unknown } ? Pick<R, 202> : R extends { 201: unknown } ? Pick<R, 201> : R }>
  : never;
type Call<M extends Method> = <P extends PathsWithMethod<paths, M>>(
  path: P,
  ...init: InitArgument<Init<P, M>>
) => Promise<Success<P, M>>;
/** What is answered as a file. */
type FilePath =
  | "/v1/audit/export"
  | "/v1/bulks/{bulkId}/result"
  | "/v1/contracts/{contractId}/end-user-statements/{month}/files/{file}"
  | "/v1/contracts:export"
  | "/v1/documents/{document}/files/{fileId}"
  | "/v1/invoices/{number}/files/{file}"
  | "/v1/invoices/{number}/statements/{contractId}/{file}";
/** What stands in the rows of a page. */
type RowOf<Page> = { [K in keyof Page]-?: Page[K] extends readonly (infer Row)[] ? Row : never }[keyof Page];

/** An order had not ended when the time for following it was over. It goes on by itself; `order` is its last known state. */
export class StillOpenError extends Error {
  override readonly name = "StillOpenError";
  readonly order: Order;

  constructor(order: Order) {
    super(`order ${order.id} is still ${order.state}`);
    this.order = order;
  }
}

export interface FollowOptions {
  /** Give up following after this time; without, follow until the end. */
  withinMs?: number;
  signal?: AbortSignal;
  /** Hears the order as it stands each time that it was asked for. */
  onLook?: (order: Order) => void;
}

export type SaihanClient = ReturnType<typeof connect>;

/**
 * A client of the Partner API. Every method takes the path as the OpenAPI document writes it and answers what the document promises.
 * An order gets an Idempotency-Key unless one is given, and keeps it over all repetitions: a lost connection neither loses it nor
 * places it twice.
 *
 * @throws (each method) ProblemError when the API says no, NoAnswerError when no answer came within the patience
 */
export function connect(settings: ClientSettings) {
  const { baseUrl, credential, partner, language, patienceMs = 30_000, onRetry } = settings;
  const send = settings.fetch ?? ((request: Request) => fetch(request));
  const orders = new Set(orderOperations);
  const repeatable = new WeakSet<Request>();
  const raw = createClient<paths>({
    baseUrl,
    headers: {
      ...(credential ? { authorization: `Bearer ${credential}` } : {}),
      ...(partner ? { "saihan-partner": partner } : {}),
      ...(language ? { "accept-language": language } : {}),
    },
    fetch: (request) => persist(request, repeatable.has(request), { patienceMs, attemptMs: 75_000, fetch: send, onRetry }),
  });
  raw.use({
    onRequest: ({ request, schemaPath }) => {
      const order = orders.has(`${request.method} ${schemaPath}`);
      if (order && !request.headers.has("idempotency-key")) request.headers.set("idempotency-key", crypto.randomUUID());
      if (order || ["GET", "HEAD", "PUT"].includes(request.method) || schemaPath === "/v1/usage") repeatable.add(request);
      return undefined;
    },
  });

  const call =
    <M extends Method>(method: Uppercase<M>): Call<M> =>
    async (path, ...[init]) => {
      const asked = raw[method] as (path: string, init: unknown) => Promise<{ data?: unknown }>;
      return (await asked(path as string, init ?? {})).data as never;
    };
  const get = call<"get">("GET");

  /** The pages of a list, in its order. `query` of the first holds for all. */
  async function* pages<P extends PathsWithMethod<paths, "get">>(
    path: P,
    ...[init]: InitArgument<Init<P, "get">>
  ): AsyncGenerator<Success<P, "get">, void, undefined> {
    const first = (init ?? {}) as { params?: { query?: object } };
    for (let after: string | number | undefined; ; ) {
      const query = { ...first.params?.query, ...(after === undefined ? {} : { after }) };
      const asked = get as (path: string, init: object) => Promise<unknown>;
      const page = await asked(path as string, { ...first, params: { ...first.params, query } });
      yield page as Awaited<Success<P, "get">>;
      const { next } = page as { next?: string | number | null };
      // The feed of events always names a next number: its end is a page without rows.
      if (next === undefined || next === null || rowsOf(page)?.length === 0) return;
      after = next;
    }
  }

  /** The rows of a list, page after page as they are needed. */
  async function* each<P extends PathsWithMethod<paths, "get">>(
    path: P,
    ...init: InitArgument<Init<P, "get">>
  ): AsyncGenerator<RowOf<Success<P, "get">>, void, undefined> {
    for await (const page of pages(path, ...init)) {
      const rows = rowsOf(page);
      if (!rows) throw new TypeError(`${String(path)} is not a list`);
      yield* rows as RowOf<Success<P, "get">>[];
    }
  }

  return {
    get,
    post: call<"post">("POST"),
    put: call<"put">("PUT"),
    patch: call<"patch">("PATCH"),
    delete: call<"delete">("DELETE"),
    /**
     * Would this order be accepted as things stand? Nothing is written. @returns false only of many rows of which some would be refused
     * @throws ProblemError with the reason when it would not, and what every method throws
     */
    async validate<M extends "post" | "put" | "patch" | "delete", P extends PathsWithMethod<paths, M>>(
      method: M,
      path: P,
      ...[init]: InitArgument<Init<P, M>>
    ): Promise<boolean> {
      const given = (init ?? {}) as { params?: { query?: object } };
      const query = { ...given.params?.query, validateOnly: "true" };
      const asked = raw[method.toUpperCase() as Uppercase<M>] as (path: string, init: unknown) => Promise<{ data?: unknown }>;
      const { data } = await asked(path as string, { ...given, params: { ...given.params, query } });
      return (data as { valid: boolean }).valid;
    },
    /** For what is not JSON: the answer itself, to be streamed. */
    stream: async <P extends FilePath>(path: P, ...[init]: InitArgument<Init<P, "get">>): Promise<Response> => {
      const asked = raw.GET as (path: string, init: unknown) => Promise<{ response: Response }>;
      return (await asked(path, { ...init, parseAs: "stream" })).response;
    },
    pages,
    each,
    /**
     * Sends usage with a provider key, some thousand events at a time, each until there is an answer: what is sent twice counts once.
     * @returns what became of all events; parked ones are not thrown
     * @throws what every method throws; then the events before may have been taken, and everything may be sent again
     */
    async sendUsage(events: Iterable<UsageEvent> | AsyncIterable<UsageEvent>): Promise<UsageTaken> {
      const sum: UsageTaken = { taken: 0, repeated: 0, late: 0, parked: 0 };
      for await (const body of linesOf(events, 5_000)) {
        const headers = { "content-type": "application/x-ndjson" };
        const { data } = await raw.POST("/v1/usage", { body, headers, bodySerializer: String });
        for (const key of Object.keys(sum) as (keyof UsageTaken)[]) sum[key] += data?.[key] ?? 0;
      }
      return sum;
    },
    /**
     * Follows an order to its end, whatever that end is.
     * @throws StillOpenError after `withinMs`, the signal's reason when that aborts, and what every method throws
     */
    async follow(order: Order | string, { withinMs, signal, onLook }: FollowOptions = {}): Promise<Order> {
      const orderId = typeof order === "string" ? order : order.id;
      const until = performance.now() + (withinMs ?? Number.POSITIVE_INFINITY);
      for (;;) {
        const wait = Math.max(0, Math.min(30, Math.floor((until - performance.now()) / 1_000)));
        const seen = await get("/v1/orders/{orderId}", {
          params: { path: { orderId }, query: { wait } },
          ...(signal ? { signal } : {}),
        });
        onLook?.(seen);
        if (seen.endedAt !== null) return seen;
        if (performance.now() >= until) throw new StillOpenError(seen);
        // The last part of a second, which `wait` cannot name.
        if (wait === 0) await new Promise((resolve) => setTimeout(resolve, Math.min(200, until - performance.now())));
      }
    },
  };
}

/** Events as lines of JSON, so many in one text. */
async function* linesOf(events: Iterable<UsageEvent> | AsyncIterable<UsageEvent>, most: number): AsyncGenerator<string> {
  let lines: string[] = [];
  for await (const event of events) {
    if (lines.push(`${JSON.stringify(event)}\n`) < most) continue;
    yield lines.join("");
    lines = [];
  }
  if (lines.length > 0) yield lines.join("");
}

function rowsOf(page: unknown): unknown[] | undefined {
  return Object.values(page as object).find(Array.isArray);
}
