import { OpenAPIRegistry, OpenApiGeneratorV31 } from "@asteasolutions/zod-to-openapi";
import { catalogue, sentence } from "@saihan/domain";
import { z } from "./fields.ts";
import { type DescribedOperation, orderQuery } from "./operation.ts";
import { type AnswerCode, statusOf } from "./problem.ts";

const always: AnswerCode[] = ["INVALID_PARAMETER", "DATABASE_UNAVAILABLE", "OVERLOADED", "INTERNAL_FAULT"];
const withKey: AnswerCode[] = [
  ...([
    "UNAUTHENTICATED",
    "ACTION_NOT_ALLOWED",
    "RIGHT_MISSING",
    "SCOPE_MISSING",
    "AGENCY_MAY_NOT",
    "RESELLER_MAY_NOT",
    "RATE_LIMITED",
  ] as const),
];
const withProviderKey: AnswerCode[] = ["UNAUTHENTICATED", "SCOPE_MISSING"];
const withBody: AnswerCode[] = ["MALFORMED_JSON", "UNSUPPORTED_MEDIA_TYPE", "BODY_TOO_LARGE", "INVALID_REQUEST"];
const withOrder: AnswerCode[] = [
  "IDEMPOTENCY_KEY_MISSING",
  "IDEMPOTENCY_KEY_INVALID",
  "IDEMPOTENCY_KEY_REUSED",
  "IDEMPOTENCY_KEY_IN_USE",
  "RECORD_BUSY",
];

const codes = Object.keys(statusOf) as [AnswerCode, ...AnswerCode[]];

const problemSchema = z
  .object({
    type: z.string(),
    title: z.string().openapi({ description: "What happened, in the language of Accept-Language" }),
    status: z.number().int(),
    code: z.enum(codes).openapi("ProblemCode", { description: "Stable; the reference is at /docs/problems" }),
    detail: z.string().openapi({ description: "What to do about it" }),
    retryable: z.boolean().openapi({ description: "The same request may succeed later" }),
    turn: z.string().openapi({ description: "Who must act" }),
    variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    errors: z
      .array(z.object({ pointer: z.string().optional(), parameter: z.string().optional(), detail: z.string() }))
      .optional(),
    failures: z.array(z.unknown()).optional().openapi({ description: "Every condition that is not met, see Eligibility" }),
    requestId: z.string().optional(),
  })
  .openapi("Problem");

const validSchema = z
  .object({
    valid: z.boolean().openapi({ description: "As things stand; false only of many rows of which some would be refused" }),
    rows: z.array(z.object({ problem: z.unknown() })).optional(),
  })
  .openapi("Valid");

/** Every reason with which an operation can refuse. */
export function refusalsOf(op: DescribedOperation): AnswerCode[] {
  return [
    ...(op.action === "anyone" ? [] : op.credential === "providerKey" ? withProviderKey : withKey),
    ...always,
    ...(op.body || op.bodies ? withBody : []),
    ...(op.order ? withOrder : []),
    ...op.refusals,
  ];
}

/** The OpenAPI 3.1 document, drawn from the schemas that check the requests. */
export function describe(operations: readonly DescribedOperation[]): ReturnType<OpenApiGeneratorV31["generateDocument"]> {
  const registry = new OpenAPIRegistry();
  registry.registerComponent("securitySchemes", "apiKey", {
    type: "http",
    scheme: "bearer",
    description: "An API key of the partner",
  });
  registry.registerComponent("securitySchemes", "session", {
    type: "http",
    scheme: "bearer",
    description: "A session of a user, from POST /v1/sign-in",
  });
  registry.registerComponent("securitySchemes", "providerKey", {
    type: "http",
    scheme: "bearer",
    description: "A key of the provider's metering, which partners do not have",
  });
  for (const op of operations) {
    const headers = op.order
      ? z.object({
          "Idempotency-Key": z.string().min(1).max(255).openapi({
            description:
              "Unique to this order. Repeating the request with the same key gives the first answer again and orders nothing twice.",
            example: "8f14e45f-ceea-467f-9a37-21d2a8e6b3c4",
          }),
        })
      : undefined;
    registry.registerPath({
      method: op.method,
      path: op.path,
      operationId: op.id,
      tags: [op.tag],
      summary: op.summary,
      ...(op.description ? { description: op.description } : {}),
      security: op.action === "anyone" ? [] : op.credential ? [{ [op.credential]: [] }] : [{ apiKey: [] }, { session: [] }],
      request: {
        params: op.params,
        query: op.order ? (op.query as z.ZodObject).extend(orderQuery.shape) : op.query,
        ...(headers ? { headers } : {}),
        ...bodyOf(op),
      },
      responses: {
        [op.status]:
          op.status === 204
            ? { description: "Done" }
            : {
                description: op.order ? "Accepted; follow the order" : "OK",
                content: Object.fromEntries((op.produces ?? ["application/json"]).map((type) => [type, { schema: op.answer }])),
                ...(op.order
                  ? {
                      headers: {
                        Location: { description: "Where to follow the order", schema: { type: "string" } },
                        "Idempotency-Replayed": {
                          description: "`true` when this is the first answer to the key, given again",
                          schema: { type: "string" },
                        },
                      },
                    }
                  : {}),
              },
        ...(op.order
          ? {
              200: {
                description: "With `validateOnly`: it would be accepted",
                content: { "application/json": { schema: validSchema } },
              },
            }
          : {}),
        ...problemResponses(op),
      },
    });
  }
  const document = new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Saihan Partner API",
      version: "1.0.0",
      description:
        "For the systems of resale partners. Orders are asynchronous: 202 and an order to follow. Every POST, PATCH and DELETE that orders something needs an Idempotency-Key. Times are UTC. Refusals are application/problem+json with a stable code (see /docs/problems).",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    tags: [...new Set(operations.map((o) => o.tag))].map((name) => ({ name })),
  });
  return withNulls(document) as typeof document;
}

/** Says "this or null" of a named schema. The generator writes that it must be both, which nothing is. */
function withNulls(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withNulls);
  if (part === null || typeof part !== "object") return part;
  const { allOf, ...rest } = part as { allOf?: ({ $ref?: string } & { type?: unknown })[] };
  const named = allOf?.filter(({ $ref }) => $ref !== undefined) ?? [];
  const mayBeNull = allOf?.some(({ type }) => Array.isArray(type) && type.includes("null"));
  if (named.length === 1 && mayBeNull) return { ...rest, anyOf: [...named, { type: "null" }] };
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withNulls(value)]));
}

function bodyOf({ body, bodyOptional = false, bodies, consumes }: DescribedOperation) {
  const schemas = bodies ?? (consumes ? Object.fromEntries(consumes.map((type) => [type, z.string()])) : undefined);
  if (!schemas)
    return body ? { body: { required: !bodyOptional, content: { "application/json": { schema: body as z.ZodType } } } } : {};
  const content = Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));
  return { body: { required: true, content } };
}

function problemResponses(op: DescribedOperation) {
  const byStatus = new Map<number, AnswerCode[]>();
  for (const code of refusalsOf(op)) byStatus.set(statusOf[code], [...(byStatus.get(statusOf[code]) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        status,
        {
          description: codes
            .map((code) => `\`${code}\`: ${sentence(code, "says", "en")}${catalogue[code].retryable ? " (retryable)" : ""}`)
            .join("\n\n"),
          content: { "application/problem+json": { schema: problemSchema } },
        },
      ]),
  );
}
