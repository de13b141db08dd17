import type { DeliveryRow, EndpointRow } from "@saihan/db";
import { namesEventKinds } from "@saihan/domain";
import { contractIdField, displayText, instant, maybeInstant, z } from "../fields.ts";

const kind = z
  .string()
  .max(100)
  .refine(namesEventKinds, { error: "must be a kind of event, or a beginning with .* behind it" })
  .openapi({ example: "contract.*" });

export const kindsOfEndpoint = z
  .array(kind)
  .min(1)
  .max(50)
  .nullable()
  .openapi({ description: "Null: every kind", example: ["contract.*", "user.create.succeeded"] });

export const urlField = z
  .string()
  .min(1)
  .max(2_000)
  .openapi({ description: "https, reachable over the Internet", example: "https://partner.example/saihan" });
export const descriptionField = displayText(200, "本番の受信先");
export const afterField = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

export const endpointSchema = z
  .object({
    id: z.uuid(),
    contractId: contractIdField,
    url: z.string(),
    description: z.string(),
    kinds: kindsOfEndpoint,
    charges: z.boolean().openapi({ description: "Months, invoices and credit notes are among the events" }),
    state: z.enum(["enabled", "disabled"]),
    disabledCause: z
      .enum(["BY_USER", "FAILING", "GONE"])
      .nullable()
      .openapi({ description: "`FAILING`: nothing arrived for five days; `GONE`: the receiver answered 410" }),
    delivered: z.number().int().openapi({ description: "Every event that was asked for up to this number has arrived" }),
    failures: z.number().int().openapi({ description: "Attempts that failed since the last that succeeded" }),
    failingSince: maybeInstant,
    nextAttemptAt: maybeInstant,
    formerSecretUntil: maybeInstant.openapi({ description: "Until then the secret before signs as well" }),
    createdAt: instant,
  })
  .openapi("Webhook");

export const secretSchema = endpointSchema
  .extend({ secret: z.string().openapi({ description: "Shown this once", example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }) })
  .openapi("WebhookWithSecret");

export function endpointView(row: EndpointRow, now: Date) {
  const { id, contractId, url, description, kinds, charges, state, disabledCause, seq, failures, failingSince, nextAt } = row;
  const former = row.formerUntil && row.formerUntil > now ? row.formerUntil : null;
  return {
    ...{ id, contractId, url, description, kinds, charges, state, disabledCause, delivered: seq, failures },
    failingSince: failingSince?.toISOString() ?? null,
    nextAttemptAt: nextAt?.toISOString() ?? null,
    formerSecretUntil: former?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
}

export const deliverySchema = z
  .object({
    id: z.string(),
    reason: z.enum(["event", "resend", "test", "heartbeat"]),
    messageId: z.string().openapi({ description: "`webhook-id`" }),
    kind: z.string(),
    event: z.number().int().nullable().openapi({ description: "Number of the event" }),
    attempt: z.number().int(),
    at: instant,
    durationMs: z.number().int(),
    outcome: z.enum(["delivered", "failed"]),
    status: z.number().int().nullable().openapi({ description: "HTTP status of the answer" }),
    code: z
      .enum([
        ...([
          "URL_REFUSED",
          "ADDRESS_REFUSED",
          "NAME_NOT_FOUND",
          "NO_CONNECTION",
          "TLS_FAILED",
          "TIMED_OUT",
          "REDIRECTED",
        ] as const),
        ...(["GONE", "HTTP_STATUS"] as const),
      ])
      .nullable(),
    answer: z.string().nullable().openapi({ description: "The first 200 characters of an answer that refused" }),
  })
  .openapi("WebhookDelivery");

export function deliveryView({ at, ...row }: DeliveryRow) {
  return { ...row, at: at.toISOString() };
}
