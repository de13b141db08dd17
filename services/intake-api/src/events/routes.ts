import { type EventFilter, eventsOf, listEvents, single } from "@saihan/db";
import { eventsKeptDays, eventView, namesEventKinds, no, ownTarget, rightsOf } from "@saihan/domain";
import type { Caller } from "../context.ts";
import { contractIdField, instant, nothing, orderIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { contractTarget } from "../permit.ts";
import { eventSchema } from "./view.ts";

export const kindsField = z
  .string()
  .max(2_000)
  .transform((text) => text.split(","))
  .refine((kinds) => kinds.length <= 50 && kinds.every(namesEventKinds), {
    error: "must be kinds of events with commas between, such as contract.create.succeeded or contract.*",
  });

export const eventOperations = [
  operation({
    method: "get",
    path: "/v1/events",
    id: "listEvents",
    tag: "Events",
    summary: "Read events in their order",
    description: [
      "One ordered feed per partner, numbered from 1 without gaps; an event has its number within a second. Keep `next` and give it as `after` of the next",
      "request: no event ever appears below a number that was given out. Filters leave numbers out, they do not change them; so do contract groups, and users of",
      `a child contract see the events of their own contract. Events are kept for ${eventsKeptDays} days. Replay is reading again from a smaller number.`,
    ].join(" "),
    action: "event.view",
    target: async (ctx, caller, _params, { contractId }) =>
      contractId === undefined ? ownTarget(caller) : contractTarget(ctx, caller, contractId),
    params: nothing,
    query: z.strictObject({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(Number.MAX_SAFE_INTEGER)
        .optional()
        .openapi({ description: "`next` of the answer before; without it from the oldest that is kept" }),
      limit: z.coerce.number().int().min(1).max(500).default(100),
      kinds: kindsField.optional().openapi({
        type: "string",
        example: "contract.*,user.create.succeeded",
        description: "Kinds with commas between; a beginning with `.*` behind it stands for all that begin so",
      }),
      contractId: contractIdField.optional(),
      groupId: z.uuid().optional().openapi({ description: "Events of the contracts in this contract group" }),
      subject: z.string().min(1).max(100).optional().openapi({ description: "Events about what has this id" }),
      orderId: orderIdField.optional(),
      from: instant.optional().openapi({ description: "Events from this instant on" }),
      wait: z.coerce
        .number()
        .int()
        .min(0)
        .max(25)
        .default(0)
        .openapi({ description: "Seconds to wait for an event when there is none yet, 0 to 25" }),
    }),
    order: false,
    status: 200,
    answer: z.object({
      events: z.array(eventSchema),
      next: z.number().int().openapi({ description: "`after` of the next request" }),
      latest: z.number().int().openapi({ description: "Newest number in sight; more is there when `next` is smaller" }),
    }),
    refusals: ["CONTRACT_NOT_FOUND", "EVENTS_NO_LONGER_KEPT", "EVENTS_NOT_YET"],
    handle: async (ctx, { caller, query, ...asked }) => {
      const { after, limit, wait, kinds = [], ...rest } = query;
      const seen = { ...rest, kinds, charges: seesCharges(caller) };
      const filter = () => inSight(caller, { ...seen, notices: noticesFor(caller, ctx.now()) });
      const until = performance.now() + wait * 1_000;
      const gone = asked.gone();
      for (;;) {
        const rows = await single(ctx.db, caller, (tx) => listEvents(tx, filter(), { after: after ?? 0, limit }));
        const { events, latest, oldest } = eventsOf(rows);
        if (after !== undefined && after > 0 && after < oldest - 1) return no("EVENTS_NO_LONGER_KEPT", { after, oldest });
        // In a child the newest number in sight is that of its own events.
        if (after !== undefined && after > latest && caller.contractId === caller.partnerId)
          return no("EVENTS_NOT_YET", { after, latest });
        const leftMs = until - performance.now();
        if (events.length > 0 || leftMs <= 0 || gone.aborted || ctx.eventNews.stopped()) {
          const next = events.length === limit ? (events.at(-1)?.seq ?? latest) : Math.max(latest, after ?? 0);
          return ok(200, { events: events.map(eventView), next, latest });
        }
        await ctx.eventNews.moved(caller.partnerId, leftMs, gone);
      }
    },
  }),
];

/** Users of a child contract see its events only; saying so spares the database a look at every other. */
function inSight(caller: Caller, filter: EventFilter): EventFilter {
  if (caller.contractId === caller.partnerId || filter.contractId !== undefined) return filter;
  return { ...filter, contractId: caller.contractId };
}

/** Months, invoices and credit notes are for those who may see charges. */
export function seesCharges({ who }: Caller): boolean {
  return who.kind === "operator" || rightsOf(who).includes("charges");
}

/** Of notices, users see in the feed what `/v1/notices` shows them. */
function noticesFor({ who, contractId, partnerId, userId }: Caller, at: Date): EventFilter["notices"] {
  const isUser = who.kind === "user";
  const ofChild = isUser && contractId !== partnerId;
  return { ofChild, at, ...(isUser && who.type === "general" ? { grantedTo: userId } : {}) };
}
