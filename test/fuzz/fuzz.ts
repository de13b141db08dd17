import { randomUUID } from "node:crypto";
import type { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { documented as operations } from "../../services/intake-api/src/app.ts";
import { refusalsOf } from "../../services/intake-api/src/openapi.ts";
import type { DescribedOperation } from "../../services/intake-api/src/operation.ts";
import { type AnswerCode, statusOf } from "../../services/intake-api/src/problem.ts";
import type { Caller, World } from "../support/authorisation.ts";
import { broken, drawn, type Json, spoilt } from "./draw.ts";

/** One request, as it goes over the wire. */
export interface FuzzRequest {
  op: string;
  half: "valid" | "broken";
  /** What was broken. */
  how: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

export interface FuzzOperation {
  id: string;
  method: string;
  path: string;
  /** Every code that the document names for it. */
  codes: ReadonlySet<string>;
  /** Status of success, with its media types and schemas; nothing for 204. */
  status: number;
  produces: readonly string[];
  order: boolean;
  arbitrary: { valid: fc.Arbitrary<FuzzRequest>; broken: fc.Arbitrary<FuzzRequest> };
}

/** Whether the address, the method or the credential was broken: then the answer is not the operation's own. */
const beyondOperation: AnswerCode[] = [
  "METHOD_NOT_ALLOWED",
  "ROUTE_NOT_FOUND",
  "MALFORMED_JSON",
  "UNSUPPORTED_MEDIA_TYPE",
  "BODY_TOO_LARGE",
  "UNAUTHENTICATED",
  "INVALID_REQUEST",
];

/** Values that exist, by the name of a field: all of one contract, so that they fit together. */
export type Known = (name: string) => readonly string[];

/** Every operation of the document with its two halves of requests. Each request draws its ids from one of `known`. */
export function fuzzOperations(document: Json, ajv: Ajv2020, known: readonly Known[]): FuzzOperation[] {
  const documented = new Map(operations.map((op) => [op.id, op]));
  return Object.entries<Json>(document.paths).flatMap(([path, methods]) =>
    Object.entries<Json>(methods).map(([method, op]): FuzzOperation => {
      const source = documented.get(op.operationId);
      if (!source) throw new Error(`${op.operationId} is in the document only`);
      if (source.bodies) return ofOwnReading(document, op, { method, path, known, source });
      const order = (op.parameters ?? []).some((p: Json) => p.name === "Idempotency-Key");
      const media = op.requestBody?.content["application/json"]?.schema;
      const pointer = `api#/paths/${encodeURIComponent(path.replaceAll("/", "~1"))}/${method}/requestBody/content/application~1json/schema`;
      const takes = media ? (ajv.getSchema(pointer) ?? fail(`no schema at ${pointer}`)) : undefined;
      const declared: Json[] = op.parameters ?? [];
      const parameters = (where: string, of: Known) => {
        const here = declared.filter((p) => p.in === where && (p.name !== "after" || where !== "query"));
        // Waiting for news shows nothing and takes the whole time.
        const drawnFor = (p: Json) => (p.name === "wait" ? fc.constantFrom(0, 1) : drawn(document, p.schema, p.name, of));
        const fields = here.map((p) => [p.name, drawnFor(p).map(String)] as const);
        const requiredKeys = here.filter((p) => where === "path" || p.required).map((p) => String(p.name));
        return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<string>>, { requiredKeys });
      };
      const parts = fc.constantFrom(...known).chain((of) =>
        fc.record({
          path: parameters("path", of),
          query: parameters("query", of),
          body: media ? drawn(document, media, "", of).map((value) => ({ value })) : fc.constant(undefined),
        }),
      );
      type Parts = { path: Record<string, string>; query: Record<string, string>; body: { value: Json } | undefined };
      const request = (half: "valid" | "broken", how: string, p: Parts): FuzzRequest => {
        const address = path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(wellFormed(p.path[name] ?? "x")));
        const query = Object.entries(p.query)
          .map(([k, v]) => `${encodeURIComponent(wellFormed(k))}=${encodeURIComponent(wellFormed(v))}`)
          .join("&");
        return {
          ...{ op: op.operationId, half, how, method: method.toUpperCase(), path: query ? `${address}?${query}` : address },
          headers: {
            ...(order ? { "idempotency-key": randomUUID() } : {}),
            ...(p.body ? { "content-type": "application/json" } : {}),
          },
          ...(p.body ? { body: JSON.stringify(p.body.value) } : {}),
        };
      };
      const valid = parts.map((p) => request("valid", "", p as Parts));
      const ways: fc.Arbitrary<FuzzRequest>[] = [
        // A query that no list has, and ids that nothing has.
        parts.map((p) =>
          request("broken", "unknown parameter", { ...(p as Parts), query: { ...(p.query as object), "x-no": "1" } }),
        ),
        valid
          .map((r) => ({
            ...r,
            half: "broken" as const,
            how: "no credential",
            headers: { ...r.headers, authorization: "Bearer shk_no" },
          }))
          .filter(() => source.action !== "anyone"),
        valid
          .map((r) => ({ ...r, half: "broken" as const, how: "method", method: r.method === "PUT" ? "TRACE-IT" : "PUT" }))
          .filter((r) => r.method !== "TRACE-IT" && !("put" in methods)),
      ].filter((_, i) => (i !== 1 || source.action !== "anyone") && (i !== 2 || !("put" in methods)));
      const names = declared.filter((p) => p.in === "path" || p.in === "query");
      if (names.length > 0) {
        ways.push(
          fc.tuple(parts, fc.constantFrom(...names)).map(([p, { name, in: where }]) => {
            const all = p as Parts;
            const spoilt = { ...all[where as "path" | "query"], [name]: `${all[where as "path" | "query"][name] ?? ""}\u0000` };
            return request("broken", `U+0000 in ${name}`, { ...all, [where]: spoilt });
          }),
        );
      }
      if (takes) {
        ways.push(
          parts
            .chain((p) => spoilt((p as Parts).body?.value).map((value) => ({ p: p as Parts, value })))
            .map(({ p, value }) => request("broken", "a text that cannot be kept", { ...p, body: { value } })),
        );
        const wrongBody = parts
          .chain((p) => broken((p as Parts).body?.value).map((value) => ({ p: p as Parts, value })))
          .filter(({ value }) => !takes(JSON.parse(JSON.stringify(value) ?? "null")))
          .map(({ p, value }) => request("broken", "body", { ...p, body: { value } }));
        ways.push(wrongBody, wrongBody, wrongBody, wrongBody);
        ways.push(
          valid
            .map((r) => ({ ...r, half: "broken" as const, how: "cut JSON", body: (r.body ?? "").slice(0, -1) }))
            .filter((r) => r.body !== ""),
          valid.map((r) => ({
            ...r,
            half: "broken" as const,
            how: "media type",
            headers: { ...r.headers, "content-type": "text/plain" },
          })),
        );
      } else if (method !== "get") {
        ways.push(
          valid.map((r) => ({
            ...r,
            half: "broken" as const,
            how: "body where none is taken",
            body: '{"x":1}',
            headers: { ...r.headers, "content-type": "application/json" },
          })),
        );
      }
      if (order) {
        ways.push(
          fc
            // Who only asks needs no key.
            .tuple(
              valid.filter((r) => !r.path.includes("validateOnly=true")),
              fc.constantFrom("", " ", "x".repeat(300), `""`, "\u00e9"),
            )
            .map(([r, key]) => ({
              ...r,
              half: "broken" as const,
              how: "idempotency key",
              headers: { ...r.headers, "idempotency-key": key },
            })),
        );
      }
      for (const p of (op.parameters ?? []).filter(
        (p: Json) => p.in === "query" && (p.schema.enum || p.schema.type === "integer"),
      )) {
        ways.push(
          parts.map((all) =>
            request("broken", `query ${p.name}`, { ...(all as Parts), query: { ...(all.query as object), [p.name]: "-7.5x" } }),
          ),
        );
      }
      return {
        ...{
          id: op.operationId,
          method,
          path,
          order,
          status: source.status,
          produces: source.status === 204 ? [] : (source.produces ?? ["application/json"]),
        },
        codes: new Set<string>(refusalsOf(source)),
        arbitrary: { valid, broken: fc.oneof(...ways) },
      };
    }),
  );
}

/** An operation that reads its body by itself: what stands in a body of the right form is judged event by event, and never breaks the request. */
function ofOwnReading(
  document: Json,
  op: Json,
  { method, path, known, source }: { method: string; path: string; known: readonly Known[]; source: DescribedOperation },
): FuzzOperation {
  const lines = "application/x-ndjson";
  const schemaOf = (type: string) => op.requestBody.content[type].schema;
  const [one, batch] = Object.keys(op.requestBody.content).filter((type) => type !== lines) as [string, string];
  const request = (type: string, body: string, how = ""): FuzzRequest => ({
    ...{ op: op.operationId, half: how === "" ? "valid" : "broken", how, method: method.toUpperCase(), path },
    ...{ headers: { "content-type": type }, body },
  });
  const event = fc.constantFrom(...known).chain((of) => drawn(document, schemaOf(one), "", of));
  const marred = fc.oneof(event, event.chain(broken), event.chain(spoilt));
  const text = (value: Json) => JSON.stringify(value) ?? "null";
  const valid = fc.oneof(
    marred.map((value) => request(one, text(value))),
    fc.array(marred, { maxLength: 4 }).map((values) => request(batch, text(values))),
    fc.array(marred, { maxLength: 4 }).map((values) => request(lines, values.map(text).join("\n"))),
  );
  const whole = event.map((value) => request(one, text(value)));
  const wrong = (how: string, change: Partial<FuzzRequest>) =>
    whole.map((r) => ({ ...r, half: "broken" as const, how, ...change }));
  const ways = [
    wrong("no credential", { headers: { "content-type": one, authorization: "Bearer shk_no" } }),
    wrong("media type", { headers: { "content-type": "application/json" } }),
    wrong("method", { method: "PUT" }),
    wrong("unknown parameter", { path: `${path}?x-no=1` }),
    event.map((value) => request(one, text(value).slice(0, -1), "cut JSON")),
    event.map((value) => request(batch, text(value), "a batch that is no list")),
  ];
  return {
    ...{ id: op.operationId, method, path, order: false, status: source.status, produces: ["application/json"] },
    codes: new Set<string>(refusalsOf(source)),
    arbitrary: { valid, broken: fc.oneof(...ways) },
  };
}

/** A lone half of a surrogate pair cannot stand in an address. */
const wellFormed = (text: string) => text.replaceAll(/[\ud800-\udfff]/gu, "?");

function fail(message: string): never {
  throw new Error(message);
}

/** Sends it as this caller. The request's own headers go before. */
export async function sendAs(
  world: World,
  caller: Caller,
  request: FuzzRequest,
): Promise<{ status: number; headers: Headers; text: string }> {
  const answer = await fetch(world.house.api + request.path, {
    method: request.method,
    headers: {
      authorization: `Bearer ${caller.apiKey}`,
      ...(caller.named ? { "saihan-partner": caller.named } : {}),
      ...headersThatFetchTakes(request.headers),
    },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

const headersThatFetchTakes = (headers: Record<string, string>) =>
  Object.fromEntries(Object.entries(headers).filter(([, v]) => v !== ""));

/** What is wrong with an answer, by the document. Nothing: it conforms. */
export function faultOf(
  op: FuzzOperation,
  ajv: Ajv2020,
  request: FuzzRequest,
  answer: { status: number; headers: Headers; text: string },
): string | undefined {
  const type = (answer.headers.get("content-type") ?? "").split(";")[0];
  const pointer = (status: number, media: string) =>
    `api#/paths/${encodeURIComponent(op.path.replaceAll("/", "~1"))}/${op.method}/responses/${status}/content/${encodeURIComponent(media.replaceAll("/", "~1"))}/schema`;
  if (answer.status >= 500) return `answers ${answer.status}`;
  if (answer.status < 400) {
    if (request.half === "broken") return `takes what is broken (${request.how}): ${answer.status}`;
    const onlyAsked = op.order && new URLSearchParams(request.path.split("?")[1]).get("validateOnly") === "true";
    const documented = onlyAsked ? 200 : op.status;
    if (answer.status !== documented) return `answers ${answer.status}, documented is ${documented}`;
    if (op.status === 204) return answer.text === "" ? undefined : "204 with a body";
    if (!type || !op.produces.includes(type)) return `answers ${type}, documented is ${op.produces.join()}`;
    if (type !== "application/json") return undefined;
    const { order } = JSON.parse(answer.text) as { order?: { id: string } };
    if (op.order && order && answer.headers.get("location") !== `/v1/orders/${order.id}`)
      return "an order whose Location does not lead to it";
    return conforms(ajv, pointer(answer.status, type), answer.text);
  }
  if (type !== "application/problem+json") return `refuses with ${type}`;
  const { code, status } = JSON.parse(answer.text) as { code: string; status: number };
  if (status !== answer.status || (statusOf as Record<string, number>)[code] !== status)
    return `${code} with status ${answer.status} and ${status}`;
  if (!op.codes.has(code) && !(request.half === "broken" && (beyondOperation as string[]).includes(code)))
    return `refuses with ${code}, which the document does not name for it`;
  if (status === 401 && !answer.headers.get("www-authenticate")) return "401 without WWW-Authenticate";
  if (status === 405 && !answer.headers.get("allow")) return "405 without Allow";
  const [documented = 500] = [...op.codes].map((c) => statusOf[c as AnswerCode]).filter((s) => s === status);
  return op.codes.has(code) ? conforms(ajv, pointer(documented, "application/problem+json"), answer.text) : undefined;
}

function conforms(ajv: Ajv2020, pointer: string, text: string): string | undefined {
  const check = ajv.getSchema(pointer);
  if (!check) return `the document holds no schema at ${pointer}`;
  return check(JSON.parse(text)) ? undefined : `is not as documented: ${ajv.errorsText(check.errors)}`;
}
