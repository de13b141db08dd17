import { readApiKey, sameHash } from "@saihan/auth";
import { findProviderKey, type ProviderKey, type UsageTaken } from "@saihan/db";
import { authorize, no } from "@saihan/domain";
import { type ReadUsage, readCloudEvent, readNdjson, takeUsage } from "@saihan/metering";
import type { Express, Request } from "express";
import type { IntakeContext } from "../context.ts";
import { fieldText } from "../field-texts.ts";
import { ProblemAnswer } from "../problem.ts";
import { usageOperation } from "./operation.ts";

/** One event and a batch are read as a whole; a stream of lines is not. */
const wholeLimit = 4 * 1024 * 1024;
const streamLimit = 512 * 1024 * 1024;
/** Uploads at once in this process; each holds some megabytes. */
const mostUploads = 4;

/**
 * `POST /v1/usage`: usage from the provider's metering as CloudEvents 1.0, with a provider key in `Authorization: Bearer`.
 * `application/cloudevents+json` is one event, `application/cloudevents-batch+json` a list, `application/x-ndjson` one event a line without
 * end, read as it comes. Answers what became of the events; sending them again counts once, so after a lost answer everything may be sent again.
 */
export function mountUsage(app: Express, ctx: IntakeContext): void {
  let uploads = 0;
  const route = app.route(usageOperation.path);
  route.post(async (req, res) => {
    const key = await keyOf(ctx, req);
    refuseParameters(req);
    const read = reader(req, key.source);
    if (uploads >= mostUploads) throw new ProblemAnswer(no("OVERLOADED"));
    uploads++;
    try {
      const taken: UsageTaken = await takeUsage(ctx.db, { service: `metering:${key.id}` }, read(), { now: ctx.now });
      res.status(200).json(taken);
    } finally {
      uploads--;
      // A sender that is refused in the middle is still sending: it hears the answer when the rest has been passed over.
      req.resume();
    }
  });
  route.all((_req, res) => {
    res.set("Allow", "POST");
    throw new ProblemAnswer(no("METHOD_NOT_ALLOWED"));
  });
}

function refuseParameters({ query }: Request): void {
  const faults = Object.keys(query).map((parameter) => ({ parameter, detail: fieldText("is not a parameter of this request") }));
  if (faults.length > 0) throw new ProblemAnswer(no("INVALID_PARAMETER"), faults.slice(0, 50));
}

async function keyOf(ctx: IntakeContext, req: Request): Promise<ProviderKey> {
  const [, token] = /^Bearer +(\S+)$/i.exec(req.headers.authorization ?? "") ?? [];
  const given = token === undefined ? undefined : readApiKey(token);
  const key = given && (await findProviderKey(ctx.db, given.id));
  if (!key || !sameHash(key.secretHash, given.secretHash)) throw new ProblemAnswer(no("UNAUTHENTICATED"));
  // The provider's programs stand as its operations staff do; their scopes narrow that down.
  const actor = { kind: "operator", id: `metering:${key.id}`, type: "operations" } as const;
  const permission = authorize(actor, "usage.send", { partnerId: "", contractId: "", inReach: false });
  if (!permission.ok) throw new ProblemAnswer(permission);
  if (!key.scopes.includes("usage:write"))
    throw new ProblemAnswer(no("SCOPE_MISSING", { action: "usage.send", scope: "usage:write" }));
  return key;
}

function reader(req: Request, source: string): () => AsyncIterable<ReadUsage | ReadUsage[]> {
  const type = (req.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  if (req.headers["content-encoding"] !== undefined) throw new ProblemAnswer(no("UNSUPPORTED_MEDIA_TYPE"));
  if (type === "application/x-ndjson") return () => streamed(limited(bodyOf(req), streamLimit), source);
  if (type === "application/cloudevents+json" || type === "application/cloudevents-batch+json") {
    return () => whole(limited(bodyOf(req), wholeLimit), type.includes("batch"), source);
  }
  throw new ProblemAnswer(no("UNSUPPORTED_MEDIA_TYPE"));
}

/** The body; leaving it in the middle does not cut the connection. */
function bodyOf(req: Request): AsyncIterable<Uint8Array> {
  return { [Symbol.asyncIterator]: () => req.iterator({ destroyOnReturn: false }) as AsyncIterator<Uint8Array> };
}

async function* streamed(bytes: AsyncIterable<Uint8Array>, source: string): AsyncGenerator<ReadUsage[]> {
  try {
    yield* readNdjson(bytes, source);
  } catch (error) {
    if (error instanceof RangeError) throw new ProblemAnswer(no("BODY_TOO_LARGE", { limitBytes: wholeLimit }));
    throw error;
  }
}

async function* whole(bytes: AsyncIterable<Uint8Array>, batch: boolean, source: string): AsyncGenerator<ReadUsage> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  const body = parsed(Buffer.concat(chunks).toString());
  if (!batch) yield readCloudEvent(body, source);
  else if (Array.isArray(body)) for (const event of body) yield readCloudEvent(event, source);
  else throw new ProblemAnswer(no("INVALID_REQUEST"), [{ pointer: "", detail: fieldText("a batch is a list of events") }]);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemAnswer(no("MALFORMED_JSON"));
  }
}

async function* limited(bytes: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let length = 0;
  for await (const chunk of bytes) {
    length += chunk.length;
    if (length > limitBytes) throw new ProblemAnswer(no("BODY_TOO_LARGE", { limitBytes }));
    yield chunk;
  }
}
