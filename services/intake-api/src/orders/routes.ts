import { type InFlightRule, menuArrivals, ruleInFlight } from "@saihan/catalogue";
import {
  findAnswerTime,
  findOrder,
  findRetry,
  historyOf,
  listOrders,
  type OrderRow,
  partnerSaleFacts,
  placeInLine,
  reasonsOfStaff,
  recentWork,
  type Tx,
  transaction,
  waitsOf,
} from "@saihan/db";
import { estimateEnd, hasEnded, no, orderIdPattern, orderStates, type Rejection, subjectKind, type Target } from "@saihan/domain";
import { jobOfOrder } from "@saihan/queues";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, nothing, z } from "../fields.ts";
import { controlChangesOf } from "../menus/known.ts";
import { ok, operation } from "../operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { cancelPending } from "./cancel.ts";
import { retryOrder } from "./retry.ts";
import { staffReasonBody } from "./staff-reason.ts";
import { orderSchema, orderView } from "./view.ts";

const tag = "Orders";

export const orderOperations = [
  operation({
    method: "get",
    path: "/v1/orders/{orderId}",
    id: "getOrder",
    tag,
    summary: "Follow an order",
    description: "With `wait`, the answer comes when the order has ended, or after that many seconds.",
    action: "order.view",
    params: z.strictObject({ orderId: z.string() }),
    query: z.strictObject({
      wait: z.coerce.number().int().min(0).max(60).default(0).openapi({ description: "Seconds to wait for the end, 0 to 60" }),
    }),
    order: false,
    status: 200,
    answer: orderSchema,
    refusals: ["ORDER_NOT_FOUND"],
    target: (ctx, caller, { orderId }) => targetOf(ctx, caller, orderId),
    handle: async (ctx, { caller, params, query, ...asked }) => {
      const gone = asked.gone();
      const until = performance.now() + query.wait * 1_000;
      for (;;) {
        const found = await read(ctx, caller, params.orderId);
        if (!found) return no("ORDER_NOT_FOUND", { orderId: params.orderId });
        const leftMs = until - performance.now();
        if (hasEnded(found.row.state) || leftMs <= 0 || gone.aborted || ctx.orderEnds.stopped()) {
          return ok(200, orderView(found.row, { ...found, line: await lineOf(ctx, caller, found) }));
        }
        await ctx.orderEnds.moved(params.orderId, leftMs, gone);
      }
    },
  }),
  operation({
    method: "post",
    path: "/v1/orders/{orderId}:cancel",
    id: "cancelOrder",
    tag,
    summary: "Cancel an order that nobody has begun",
    description:
      "For whoever may place such an order. What it had changed at its acceptance is put back; follow the order to its end, `cancelled`. Orders that waited for it go on, or fail where they need what it would have made. The provider's staff give a reason.",
    action: "order.cancel",
    params: z.strictObject({ orderId: z.string() }),
    query: nothing,
    body: staffReasonBody,
    bodyOptional: true,
    order: false,
    status: 202,
    answer: orderSchema,
    refusals: ["ORDER_NOT_FOUND", "ORDER_NOT_PENDING"],
    target: (ctx, caller, { orderId }) => targetOf(ctx, caller, orderId),
    handle: (ctx, asked) => cancelPending(ctx, asked),
  }),
  operation({
    method: "post",
    path: "/v1/orders/{orderId}:retry",
    id: "retryOrder",
    tag,
    summary: "Place an order again that failed or expired",
    description:
      "A new order for the same, which names the old one in `retryOf`; what made nothing gets a new id. It is decided on what is true now, for whoever may place such an order, and for the provider's operations. An order is retried once; the retry may be retried in its turn. The provider's staff give a reason.",
    action: "order.retry",
    params: z.strictObject({ orderId: z.string() }),
    query: nothing,
    body: staffReasonBody,
    bodyOptional: true,
    order: true,
    status: 202,
    answer: z.object({ order: orderSchema }),
    refusals: [
      ...(["ORDER_NOT_FOUND", "ORDER_NOT_RETRYABLE", "ORDER_ALREADY_RETRIED", "ORDER_RETRY_NEEDS_LOOK"] as const),
      ...([
        "PARTNER_NOT_ACTIVE",
        "CONTRACT_NOT_FOUND",
        "CONTRACT_STATE_FORBIDS",
        "CONTRACT_IS_PARENT",
        "LOGIN_ID_TAKEN",
      ] as const),
      ...(["TENANT_NOT_FOUND", "TENANT_STATE_FORBIDS", "TENANT_NAME_TAKEN", "USER_NOT_FOUND", "USER_STATE_FORBIDS"] as const),
    ],
    target: (ctx, caller, { orderId }) => targetOf(ctx, caller, orderId),
    handle: (ctx, asked) => retryOrder(ctx, asked),
  }),
  operation({
    method: "get",
    path: "/v1/orders",
    id: "listOrders",
    reads: "replica",
    tag,
    summary: "List orders, newest first",
    action: "order.view",
    params: nothing,
    query: pageQuery.extend({ contractId: contractIdField.optional(), state: z.enum(orderStates).optional() }),
    order: false,
    status: 200,
    answer: z.object({ orders: z.array(orderSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, query }) => {
      const rows = await transaction(ctx.db, caller, (tx) =>
        listOrders(tx, {
          ...readCursor(query.after),
          limit: query.limit + 1,
          ...(query.contractId ? { contractId: query.contractId } : {}),
          ...(query.state ? { state: query.state } : {}),
        }),
      );
      const page = pageOf(rows, query.limit);
      return ok(200, { orders: page.rows.map((row) => orderView(row)), next: page.next });
    },
  }),
];

/** The contract of an order that the caller can see. */
async function targetOf(ctx: IntakeContext, caller: Caller, orderId: string): Promise<Target | Rejection> {
  const unknown = no("ORDER_NOT_FOUND", { orderId: orderId.slice(0, 64) });
  if (!orderIdPattern.test(orderId)) return unknown;
  const row = await transaction(ctx.db, caller, (tx) => findOrder(tx, orderId));
  return row ? { partnerId: row.partnerId, contractId: row.contractId, inReach: true } : unknown;
}

function read(ctx: IntakeContext, caller: Caller, orderId: string) {
  return transaction(ctx.db, caller, async (tx) => {
    const [row, history, reasons, waitsFor, [retry], [request]] = await Promise.all([
      findOrder(tx, orderId),
      historyOf(tx, orderId),
      reasonsOfStaff(tx, orderId),
      waitsOf(tx, orderId),
      findRetry(tx, orderId),
      findAnswerTime(tx, orderId),
    ]);
    if (!row) return undefined;
    return {
      row,
      history,
      reasons,
      waitsFor,
      retriedBy: retry?.id ?? null,
      answerBy: request?.answerBy ?? null,
      menuRule: await menuRuleOf(ctx, tx, row),
    };
  });
}

/** Where an order stands that waits for its turn and for nothing else, and when it may have ended. */
async function lineOf(ctx: IntakeContext, caller: Caller, { row, waitsFor }: { row: OrderRow; waitsFor: readonly string[] }) {
  if (row.state !== "received" || waitsFor.length > 0) return undefined;
  const { queue, name } = jobOfOrder[row.kind];
  const at = ctx.now();
  const [[place], [recent]] = await transaction(ctx.db, caller, (tx) =>
    Promise.all([placeInLine(tx, row.id, queue, row.acceptedAt), recentWork(tx, { queue, name }, at)]),
  );
  const before = place?.before ?? null;
  return before === null || !recent ? undefined : { before, estimate: estimateEnd(before, recent, at) };
}

/** The menu control that an order of a subscription follows, and what it says when the control changed while it was under way. */
async function menuRuleOf(ctx: IntakeContext, tx: Tx, row: OrderRow): Promise<InFlightRule | undefined> {
  if (subjectKind(row.kind) !== "subscription") return undefined;
  const [versions, [partner]] = await Promise.all([ctx.catalogue.versions(), partnerSaleFacts(tx)]);
  if (!partner) return undefined;
  const order = { menu: String(row.input.menu), acceptedAt: row.acceptedAt };
  return ruleInFlight(controlChangesOf(partner.facts), menuArrivals(versions), order, row.endedAt ?? ctx.now());
}
