import { findTicket, listTickets, type Scope, single, threadOf, transaction } from "@saihan/db";
import {
  no,
  ownTarget,
  type Rejection,
  type Target,
  type TicketMove,
  ticketCategories,
  ticketIdPattern,
  ticketStates,
  ticketTypes,
} from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, displayText, nothing, userIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { moveOn, openTicket } from "./tickets.ts";
import { messageField, threadView, ticketSchema, ticketView, ticketWithThreadSchema } from "./view.ts";

const tag = "Support";
const oneTicket = z.strictObject({ ticketId: z.string() });
const listQuery = pageQuery.extend({ state: z.enum(ticketStates).optional(), contractId: contractIdField.optional() });
const listSchema = z.object({ tickets: z.array(ticketSchema), next: z.string().nullable() });

async function ticketTarget(ctx: IntakeContext, caller: Caller, { ticketId }: { ticketId: string }): Promise<Target | Rejection> {
  const unknown = no("TICKET_NOT_FOUND", { ticketId: ticketId.slice(0, 64) });
  if (!ticketIdPattern.test(ticketId)) return unknown;
  const [row] = await single(ctx.db, caller, (tx) => findTicket(tx, ticketId));
  return row ? ownTarget(row) : unknown;
}

async function page(ctx: Pick<IntakeContext, "db">, scope: Scope, query: z.infer<typeof listQuery>) {
  const { limit, after, ...filter } = query;
  const rows = await single(ctx.db, scope, (tx) => listTickets(tx, filter, { limit: limit + 1, ...readCursor(after) }));
  const shown = pageOf([...rows], limit);
  return { tickets: shown.rows.map(ticketView), next: shown.next };
}

const moves: readonly {
  move: TicketMove;
  path: string;
  id: string;
  summary: string;
  body: z.ZodType<{ text?: string | undefined }>;
}[] = [
  {
    move: "reply",
    path: "replies",
    id: "replyToTicket",
    summary: "Add to the thread",
    body: z.strictObject({ text: messageField }),
  },
  {
    ...{ move: "close", path: "close", id: "closeTicket", summary: "Close a ticket" },
    body: z.strictObject({ text: messageField.optional() }),
  },
  {
    ...{ move: "reopen", path: "reopen", id: "reopenTicket", summary: "Open a closed ticket again" },
    body: z.strictObject({ text: messageField.optional() }),
  },
];

export const ticketOperations = [
  operation({
    method: "get",
    path: "/v1/tickets",
    id: "listTickets",
    reads: "replica",
    tag,
    summary: "List your tickets, newest first",
    action: "ticket.view",
    params: nothing,
    query: listQuery,
    order: false,
    status: 200,
    answer: listSchema,
    refusals: [],
    handle: async (ctx, { caller, query }) => ok(200, await page(ctx, caller, query)),
  }),
  operation({
    method: "post",
    path: "/v1/tickets",
    id: "openTicket",
    tag,
    summary: "Ask the provider",
    description:
      "For users of the parent: end users turn to their partner. The mails that follow name the ticket and nothing that is in it.",
    action: "ticket.open",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        contractId: contractIdField.optional().openapi({ description: "What it is about; your own contract when left out" }),
        category: z.enum(ticketCategories),
        type: z.enum(ticketTypes),
        subject: displayText(200, "仮想サーバーに接続できません"),
        text: messageField,
        userIds: z.array(userIdField).max(10).optional().openapi({ description: "Users of that contract whom it concerns" }),
      })
      .openapi("OpenTicket"),
    order: false,
    status: 201,
    answer: ticketWithThreadSchema,
    refusals: ["CONTRACT_NOT_FOUND", "TICKET_USER_UNKNOWN"],
    handle: openTicket,
  }),
  operation({
    method: "get",
    path: "/v1/tickets/{ticketId}",
    id: "getTicket",
    tag,
    summary: "View a ticket with its thread",
    action: "ticket.view",
    target: ticketTarget,
    params: oneTicket,
    query: nothing,
    order: false,
    status: 200,
    answer: ticketWithThreadSchema,
    refusals: ["TICKET_NOT_FOUND"],
    handle: async (ctx, { caller, params: { ticketId } }) => {
      const [[ticket], thread] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([findTicket(tx, ticketId), threadOf(tx, ticketId)]),
      );
      return ticket ? ok(200, threadView(ticket, thread)) : no("TICKET_NOT_FOUND", { ticketId });
    },
  }),
  ...moves.map(({ move, path, id, summary, body }) =>
    operation({
      method: "post",
      path: `/v1/tickets/{ticketId}/${path}`,
      id,
      tag,
      summary,
      description:
        "The other side is mailed. For both sides: the provider's staff name the partner in the header Saihan-Partner.",
      action: "ticket.move",
      target: ticketTarget,
      params: oneTicket,
      query: nothing,
      body,
      order: false,
      status: 200,
      answer: ticketWithThreadSchema,
      refusals: ["TICKET_NOT_FOUND", "TICKET_STATE_FORBIDS"],
      handle: (ctx, asked) => moveOn(ctx, asked, move),
    }),
  ),
  deskOperation({
    method: "get",
    path: "/v1/operator/tickets",
    id: "listTicketsOfAll",
    reads: "replica",
    summary: "The tickets of all partners, newest first",
    description: "Of the one that is named in the header Saihan-Partner, or of all.",
    action: "ticket.list-all",
    params: nothing,
    query: listQuery,
    answer: listSchema,
    refusals: [],
    at: async (desk, { caller, query }) => ok(200, await page(desk, deskScope(desk, caller.partnerId), query)),
  }),
];
