import { findEndpoint, listDeliveries, listEndpoints, single } from "@saihan/db";
import { ownTarget } from "@saihan/domain";
import { overlapHours } from "@saihan/webhooks";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { contractTarget } from "../permit.ts";
import { changeOne, createEndpoint, deleteOne, resendFromOne, rotateOne, testOne, unknown } from "./endpoints.ts";
import {
  afterField,
  deliverySchema,
  deliveryView,
  descriptionField,
  endpointSchema,
  endpointView,
  kindsOfEndpoint,
  secretSchema,
  urlField,
} from "./view.ts";

const tag = "Webhooks";
const params = z.strictObject({ webhookId: z.string() });

/** The endpoint in the path, if the caller may know of it. */
async function endpointTarget(ctx: IntakeContext, caller: Caller, { webhookId }: { webhookId: string }) {
  if (!z.uuid().safeParse(webhookId).success) return unknown(webhookId);
  const [row] = await single(ctx.db, caller, (tx) => findEndpoint(tx, webhookId));
  return row ? { partnerId: row.partnerId, contractId: row.contractId, inReach: true } : unknown(webhookId);
}

const contractOf = async (ctx: IntakeContext, caller: Caller, contractId: string | undefined) =>
  contractId === undefined ? ownTarget(caller) : contractTarget(ctx, caller, contractId);

const onOne = {
  ...{ tag, target: endpointTarget, params, query: nothing, order: false },
} as const;
const viewOne = { ...onOne, action: "webhook.view" } as const;
const defineOne = { ...onOne, action: "webhook.define" } as const;
const deliveries = [
  "Events come in the order of their numbers, one after another; one that fails is tried again, with growing delays, and those behind it wait. Each is signed as",
  "Standard Webhooks says and bears the id that it has in the feed, however often it is sent. An endpoint at which nothing arrives for five days, or that answers 410, is",
  "disabled; its representative is mailed. Enabled again, it goes on where it stopped. Once an hour an idle endpoint is sent a `heartbeat` with the newest number.",
].join(" ");

export const webhookOperations = [
  operation({
    ...{ method: "get", path: "/v1/webhooks", id: "listWebhooks", tag, action: "webhook.view", order: false, status: 200 },
    summary: "List the webhooks of a contract, your own unless another is named",
    target: (ctx, caller, _params, { contractId }) => contractOf(ctx, caller, contractId),
    params: nothing,
    query: z.strictObject({ contractId: contractIdField.optional() }),
    answer: z.object({ webhooks: z.array(endpointSchema) }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, query }) => {
      const rows = await single(ctx.db, caller, (tx) => listEndpoints(tx, query.contractId ?? caller.contractId));
      return ok(200, { webhooks: rows.map((row) => endpointView(row, ctx.now())) });
    },
  }),
  operation({
    ...{ method: "post", path: "/v1/webhooks", id: "createWebhook", tag, action: "webhook.define", order: false, status: 201 },
    summary: "Have events sent to a URL",
    description: deliveries,
    target: (ctx, caller, _params, _query, { contractId }) => contractOf(ctx, caller, contractId),
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        contractId: contractIdField.optional(),
        url: urlField,
        description: descriptionField.optional(),
        kinds: kindsOfEndpoint.optional(),
        enabled: z.boolean().optional(),
        after: afterField
          .optional()
          .openapi({ description: "Begin behind this number; without it with what happens from now on" }),
      })
      .openapi("NewWebhook"),
    answer: secretSchema,
    refusals: ["CONTRACT_NOT_FOUND", "WEBHOOK_LIMIT_REACHED", "WEBHOOK_URL_REFUSED", "EVENTS_NOT_YET"],
    handle: createEndpoint,
  }),
  operation({
    ...{ ...viewOne, method: "get", path: "/v1/webhooks/{webhookId}", id: "getWebhook", status: 200 },
    summary: "Look at a webhook",
    answer: endpointSchema,
    refusals: ["WEBHOOK_NOT_FOUND"],
    handle: async (ctx, { caller, params: { webhookId } }) => {
      const [row] = await single(ctx.db, caller, (tx) => findEndpoint(tx, webhookId));
      return row ? ok(200, endpointView(row, ctx.now())) : unknown(webhookId);
    },
  }),
  operation({
    ...{ ...defineOne, method: "patch", path: "/v1/webhooks/{webhookId}", id: "changeWebhook", status: 200 },
    summary: "Change, enable or disable a webhook",
    description:
      "Whatever is changed, the next attempt is made at once. `after` sends again from a smaller number on, or leaves events out.",
    body: z
      .strictObject({
        url: urlField.optional(),
        description: descriptionField.optional(),
        kinds: kindsOfEndpoint.optional(),
        enabled: z.boolean().optional(),
        after: afterField.optional(),
      })
      .openapi("WebhookChange"),
    answer: endpointSchema,
    refusals: ["WEBHOOK_NOT_FOUND", "WEBHOOK_URL_REFUSED", "EVENTS_NOT_YET"],
    handle: changeOne,
  }),
  operation({
    ...{ ...defineOne, method: "delete", path: "/v1/webhooks/{webhookId}", id: "deleteWebhook", status: 204 },
    summary: "Delete a webhook and its log",
    answer: nothing,
    refusals: ["WEBHOOK_NOT_FOUND"],
    handle: deleteOne,
  }),
  operation({
    ...{ ...defineOne, method: "post", path: "/v1/webhooks/{webhookId}/rotate", id: "rotateWebhookSecret", status: 200 },
    summary: "Give a webhook a new secret",
    description: "Until the overlap ends every message bears two signatures, one of each secret.",
    body: z.strictObject({ overlapHours: z.number().int().min(0).max(168).default(overlapHours) }).openapi("WebhookRotation"),
    answer: secretSchema,
    refusals: ["WEBHOOK_NOT_FOUND"],
    handle: rotateOne,
  }),
  operation({
    ...{ ...defineOne, method: "post", path: "/v1/webhooks/{webhookId}/test", id: "testWebhook", status: 202 },
    summary: "Send a test message",
    description: "Once, also to a webhook that is disabled; the log of deliveries tells what became of it.",
    body: nothing,
    answer: z.object({ messageId: z.string() }),
    refusals: ["WEBHOOK_NOT_FOUND"],
    handle: testOne,
  }),
  operation({
    ...{ ...defineOne, method: "post", path: "/v1/webhooks/{webhookId}/resend", id: "resendEvents", status: 202 },
    summary: "Send an event, or a range of events, again",
    description: "In their order, beside the delivery of new events; one that fails is tried again for more than a day.",
    body: z
      .strictObject({ from: z.number().int().min(1), to: z.number().int().min(1).optional() })
      .refine(({ from, to = from }) => to >= from && to - from < 10_000, {
        error: "must not end before it begins, and holds 10,000 numbers at most",
        path: ["to"],
      })
      .openapi("Resend"),
    answer: z.object({ from: z.number().int(), to: z.number().int() }),
    refusals: ["WEBHOOK_NOT_FOUND", "WEBHOOK_DISABLED", "EVENTS_NOT_YET"],
    handle: resendFromOne,
  }),
  operation({
    ...{
      ...viewOne,
      method: "get",
      path: "/v1/webhooks/{webhookId}/deliveries",
      id: "listDeliveries",
      status: 200,
      reads: "replica",
    },
    summary: "List the attempts to deliver, newest first",
    query: z.strictObject({
      event: z.coerce.number().int().min(1).optional().openapi({ description: "Attempts of the event with this number" }),
      outcome: z.enum(["delivered", "failed"]).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
      before: z
        .string()
        .regex(/^\d{1,18}$/)
        .optional()
        .openapi({ description: "`next` of the page before" }),
    }),
    answer: z.object({ deliveries: z.array(deliverySchema), next: z.string().nullable() }),
    refusals: ["WEBHOOK_NOT_FOUND"],
    handle: async (ctx, { caller, params: { webhookId }, query: { event, outcome, limit, before } }) => {
      const page = { before, limit: limit + 1 };
      const rows = await single(ctx.db, caller, (tx) => listDeliveries(tx, webhookId, { event, outcome }, page));
      const shown = rows.slice(0, limit);
      return ok(200, { deliveries: shown.map(deliveryView), next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null });
    },
  }),
];
