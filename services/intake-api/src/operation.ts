import { randomUUID } from "node:crypto";
import { type Action, no, orderIdPattern, type Rejection, type Target, yes } from "@saihan/domain";
import type { Express, Request, Response } from "express";
import { isRefusal, noteRefusal } from "./audit/refusals.ts";
import type { Caller, IntakeContext, Origin } from "./context.ts";
import { fieldText } from "./field-texts.ts";
import { z } from "./fields.ts";
import { fingerprintOf, type Idempotency, readIdempotencyKey } from "./idempotency.ts";
import { unkeptTexts } from "./kept-text.ts";
import { layAside } from "./limit-work.ts";
import { permit } from "./permit.ts";
import { type AnswerCode, fieldFaults, ProblemAnswer } from "./problem.ts";
import { type ConditionalText, type KeptFile, type StreamedAnswer, sendFile, sendStream, sendText } from "./stream.ts";

/** Everything that is known of one operation: what answers it, what it takes and gives, and how the documentation describes it. */
export interface Operation<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType> {
  method: "get" | "post" | "put" | "patch" | "delete";
  /** OpenAPI form: `/v1/contracts/{contractId}` */
  path: string;
  id: string;
  tag: string;
  summary: string;
  description?: string;
  /** What the permission table calls it; `anyone` needs no credential. */
  action: Action | "anyone";
  /** What it acts on, where that is not the contract (and user) named in the path. Nothing: what does not exist for the caller. */
  target?: (
    ctx: IntakeContext,
    caller: Caller,
    params: z.infer<Params>,
    query: z.infer<Query>,
    body: z.infer<Body>,
  ) => Promise<Target | Rejection>;
  params: Params;
  query: Query;
  /**
   * `replica`: a list, search, count, export or report, which a standby of the database may answer. Its handler writes nothing and decides nothing; who
   * asks, whether they may and what they name is asked of the primary all the same. Never for one order, sign-in or access.
   */
  reads?: "replica";
  /** Absent when the operation takes no body. */
  body?: Body;
  /** Nothing need be sent: it is then read as an empty object. */
  bodyOptional?: boolean;
  /** Where a body may be larger than others. */
  bodyLimitBytes?: number;
  /** Whose credential it takes, where that is not a key or session of a partner or of the staff. */
  credential?: "providerKey";
  /** Media types and schemas of a body that the operation reads by itself. */
  bodies?: Readonly<Record<string, z.ZodType>>;
  /** Media types of a body that is text and no JSON; the body is then `{ type, text }`. */
  consumes?: readonly string[];
  /** An order: it needs an idempotency key and answers 202. */
  order: boolean;
  status: number;
  answer: z.ZodType;
  /** Media types of a streamed answer; JSON without. */
  produces?: readonly string[];
  /** Reasons for refusal beside those that every operation has. */
  refusals: readonly AnswerCode[];
  handle(ctx: IntakeContext, request: Asked<z.infer<Params>, z.infer<Query>, z.infer<Body>>): Promise<Answer | Rejection>;
}

// biome-ignore lint/suspicious/noExplicitAny: a list holds operations of every shape
export type AnyOperation = Operation<any, any, any>;

/** What the documentation needs. */
export type DescribedOperation = Omit<AnyOperation, "handle">;

export interface Asked<Params, Query, Body> {
  caller: Caller;
  /** The caller may see only tenants that they have been given access to. */
  onlyGranted: boolean;
  params: Params;
  query: Query;
  body: Body;
  origin: Origin;
  requestId: string;
  /** Present on orders. */
  idempotency: Idempotency;
  /** Of an order that is placed again: the one before. */
  retryOf?: string;
  /** Why the provider's staff have it placed again. */
  retryReason?: string | undefined;
  /** Of an order: say whether it would be accepted, and write nothing. */
  validateOnly: boolean;
  /** A signal that aborts when the client goes away. */
  gone: () => AbortSignal;
  /** The media type that the client likes best. */
  accepts: <Type extends string>(types: readonly Type[]) => Type | undefined;
}

export interface Answer {
  ok: true;
  status: number;
  /** Sent as it is: a repeated request gets the same bytes. */
  body: string;
  location?: string | null;
  replayed?: boolean;
  /** In place of `body`. */
  stream?: StreamedAnswer;
  /** `body` is text of this media type, sent only to who does not have it yet. */
  text?: ConditionalText;
  /** In place of `body`: bytes as they are kept. */
  file?: KeptFile;
}

export function operation<Params extends z.ZodType, Query extends z.ZodType, Body extends z.ZodType>(
  description: Operation<Params, Query, Body>,
): AnyOperation {
  return description;
}

/** Puts operations on an Express application, and 405 on the methods that a path does not have. */
export function mount(app: Express, ctx: IntakeContext, operations: readonly AnyOperation[]): void {
  // `{groupId}:simulate` before `{groupId}`, which would take it for an id.
  const byPath = [...groupByPath(operations)].toSorted(([a], [b]) => Number(b.includes(":")) - Number(a.includes(":")));
  for (const [path, here] of byPath) {
    const route = app.route(path.replaceAll(":", "\\:").replaceAll(/\{(\w+)\}/g, ":$1"));
    for (const op of here) route[op.method]((req, res) => answer(ctx, op, req, res));
    const allow = [...new Set(here.flatMap((o) => (o.method === "get" ? ["GET", "HEAD"] : [o.method.toUpperCase()])))].join(", ");
    route.all((_req, res) => {
      res.set("Allow", allow);
      throw new ProblemAnswer(no("METHOD_NOT_ALLOWED"));
    });
  }
}

function groupByPath(operations: readonly AnyOperation[]): Map<string, AnyOperation[]> {
  const map = new Map<string, AnyOperation[]>();
  for (const op of operations) map.set(op.path, [...(map.get(op.path) ?? []), op]);
  return map;
}

async function answer(ctx: IntakeContext, op: AnyOperation, req: Request, res: Response): Promise<void> {
  const body = op.body ? read(op.body, bodyOf(req), "body") : undefined;
  if (!op.body && hasBody(req))
    throw new ProblemAnswer(no("INVALID_REQUEST"), [{ pointer: "", detail: fieldText("no body is taken here") }]);
  const params = read(op.params, req.params, "parameter");
  const { validateOnly, ...rest } = op.order
    ? read(orderQuery, req.query, "parameter")
    : { ...req.query, validateOnly: undefined };
  const onlyValidate = op.order && validateOnly === "true";
  const query = read(op.query, op.order ? rest : req.query, "parameter");
  const caller = res.locals.caller as Caller;
  const permission = op.action === "anyone" ? yes : await permit(ctx, op, op.action, caller, { params, query, body });
  if (!permission.ok) return refuse(ctx, op, req, res, permission);
  const outcome = await op.handle(await contextOf(ctx, op), {
    caller,
    onlyGranted: "only" in permission,
    params,
    query,
    body,
    origin: res.locals.origin as Origin,
    requestId: res.locals.requestId as string,
    // A question needs no key, and uses none up.
    idempotency: !op.order ? { key: "", fingerprint: "" } : onlyValidate ? questionKey() : idempotencyOf(req, body),
    validateOnly: onlyValidate,
    gone: () => {
      layAside(res);
      return goneSignal(res);
    },
    accepts: (types) => types.find((type) => type === req.accepts([...types])),
  });
  if (!outcome.ok) return refuse(ctx, op, req, res, outcome);
  if (res.destroyed) return;
  if (outcome.location) res.setHeader("Location", outcome.location);
  noteOrder(res, outcome.location?.replace(/^\/v1\/orders\//, "") ?? params.orderId);
  if (outcome.replayed) res.setHeader("Idempotency-Replayed", "true");
  res.statusCode = outcome.status;
  if (outcome.stream) return sendStream(res, outcome.stream, req.method !== "HEAD", ctx.log);
  if (outcome.file) return sendFile(res, outcome.file, req.method !== "HEAD");
  if (outcome.text) return sendText(req, res, outcome.text, outcome.body);
  if (outcome.status === 204) return void res.end();
  res.setHeader("Content-Type", "application/json; charset=utf-8");
  res.setHeader("Content-Length", Buffer.byteLength(outcome.body));
  res.end(req.method === "HEAD" ? undefined : outcome.body);
}

/** What the handler works with. */
async function contextOf(ctx: IntakeContext, { reads }: AnyOperation): Promise<IntakeContext> {
  return reads === "replica" && ctx.replica ? { ...ctx, db: await ctx.replica.reader() } : ctx;
}

/** For the log and the trace: which order a request was about. */
function noteOrder(res: Response, id: unknown): void {
  if (typeof id === "string" && orderIdPattern.test(id)) res.locals.orderId = id;
}

/**
 * Performs an operation for another API of the same house: read by its schemas, judged by the permission table, noted when refused, as if it
 * had been asked for over HTTP. An order gets a key of its own.
 *
 * @throws ProblemAnswer with why not
 */
export async function perform(
  ctx: IntakeContext,
  op: AnyOperation,
  by: Pick<Asked<unknown, unknown, unknown>, "caller" | "origin" | "requestId" | "gone">,
  given: { params?: Record<string, string>; query?: object; body?: unknown },
): Promise<Answer> {
  const params = read(op.params, given.params ?? {}, "parameter");
  const query = read(op.query, given.query ?? {}, "parameter");
  const body = op.body ? read(op.body, given.body ?? {}, "body") : undefined;
  const { caller, requestId } = by;
  const permission = op.action === "anyone" ? yes : await permit(ctx, op, op.action, caller, { params, query, body });
  const outcome = permission.ok
    ? await op.handle(await contextOf(ctx, op), {
        ...{ ...by, onlyGranted: "only" in permission, params, query, body, validateOnly: false },
        idempotency: { key: `performed:${randomUUID()}`, fingerprint: "" },
        accepts: () => undefined,
      })
    : permission;
  if (outcome.ok) return outcome;
  await note(ctx, op, caller, given.params ?? {}, requestId, outcome);
  throw new ProblemAnswer(outcome);
}

/** Says no. Of a caller who may not, or who names what does not exist for them, the audit knows before the answer goes out. */
async function refuse(ctx: IntakeContext, op: AnyOperation, req: Request, res: Response, rejection: Rejection): Promise<never> {
  const caller = res.locals.caller as Caller | undefined;
  if (caller) await note(ctx, op, caller, req.params, res.locals.requestId as string, rejection);
  throw new ProblemAnswer(rejection);
}

async function note(
  ctx: IntakeContext,
  op: AnyOperation,
  caller: Caller,
  params: Readonly<Record<string, unknown>>,
  requestId: string,
  { code }: Rejection,
): Promise<void> {
  if (op.action === "anyone" || !isRefusal(code)) return;
  const named = /\{(\w+)\}[^{]*$/.exec(op.path)?.[1];
  const target = named === undefined ? caller.contractId : String(params[named]);
  await noteRefusal(ctx, caller, { action: op.action, target, code, requestId });
}

/** Every order takes it. */
export const orderQuery = z.looseObject({
  validateOnly: z.enum(["true", "false"]).optional().openapi({
    description:
      "`true`: answer 200 when the order would be accepted, or the refusal that it would get; write nothing. Needs no Idempotency-Key.",
  }),
});

function questionKey(): Idempotency {
  return { key: `question:${randomUUID()}`, fingerprint: "" };
}

function idempotencyOf(req: Request, body: unknown): Idempotency {
  const key = readIdempotencyKey(req.headers["idempotency-key"]);
  if (!key.ok) throw new ProblemAnswer(key);
  return { key: key.key, fingerprint: fingerprintOf(req.method, req.originalUrl, body) };
}

export function goneSignal(res: Response): AbortSignal {
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  return gone.signal;
}

function bodyOf(req: Request): unknown {
  if (req.body !== undefined) return req.body;
  if (hasBody(req)) throw new ProblemAnswer(no("UNSUPPORTED_MEDIA_TYPE"));
  return {};
}

function hasBody(req: Request): boolean {
  return req.headers["transfer-encoding"] !== undefined || Number(req.headers["content-length"] ?? 0) > 0;
}

function read<S extends z.ZodType>(schema: S, value: unknown, where: "body" | "parameter"): z.infer<S> {
  const unkept = unkeptTexts(value).slice(0, 50);
  if (unkept.length > 0) {
    const detail = fieldText("holds a character that no text may hold");
    const faults = unkept.map((at) =>
      where === "body" ? { pointer: at, detail } : { parameter: at.split("/")[1] ?? "", detail },
    );
    throw new ProblemAnswer(no(where === "body" ? "INVALID_REQUEST" : "INVALID_PARAMETER"), faults);
  }
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  throw new ProblemAnswer(no(where === "body" ? "INVALID_REQUEST" : "INVALID_PARAMETER"), fieldFaults(result.error, where));
}

export function ok(status: number, body: object): Answer {
  return { ok: true, status, body: JSON.stringify(body) };
}
