import { subscriptionStates } from "@saihan/catalogue";
import { eventsOfSubscription, findSubscription, listSubscriptions, transaction, userHasTenant } from "@saihan/db";
import { no, orderIdPattern, type Rejection, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, contractIdParam, displayText, nothing, tenantIdField, z } from "../fields.ts";
import { bilingual, dayField, menuCodeField } from "../menus/view.ts";
import { type AnyOperation, ok, operation } from "../operation.ts";
import { orderSchema, turns } from "../orders/view.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { changeSubscriptionName, placeSubscriptionAction } from "./place-action.ts";
import { placeBulk } from "./place-bulk.ts";
import { placeStartSubscription } from "./place-start.ts";
import { planField, subscriptionSchema, subscriptionView } from "./view.ts";

const tag = "Subscriptions";
const one = z.strictObject({ subscriptionId: z.string() });
const nameField = displayText(64, "共有ディスク");
const orderAndSubscription = z.object({ order: orderSchema, subscription: subscriptionSchema });
const dutySchema = z.object({ id: z.string(), code: z.string(), says: bilingual, dueOn: dayField, turn: z.enum(turns) });

const startFields = {
  tenantId: tenantIdField,
  menu: menuCodeField,
  plan: planField,
  name: nameField,
  endUserName: displayText(200, "みどり商事株式会社")
    .optional()
    .openapi({ description: "名義 of the end user, given to the provider with the order where a menu asks for it" }),
};

/** The most rows of one bulk request. */
export const bulkLimit = 1_000;

const bulkRowSchema = z
  .object({
    order: orderSchema.pick({ id: true, state: true, waitsFor: true }).nullable(),
    subscription: subscriptionSchema.nullable(),
    duties: z.array(dutySchema),
    problem: z
      .object({
        code: z.string(),
        variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
        says: bilingual,
        turn: z.enum(turns),
        retryable: z.boolean(),
        failures: z.array(z.unknown()),
      })
      .nullable(),
  })
  .openapi("BulkOutcome");

/** The contract that the subscription belongs to, as the caller stands to it. */
async function subscriptionTarget(
  ctx: IntakeContext,
  caller: Caller,
  { subscriptionId }: { subscriptionId: string },
): Promise<Target | Rejection> {
  const unknown = no("SUBSCRIPTION_NOT_FOUND", { subscriptionId: subscriptionId.slice(0, 64) });
  if (!orderIdPattern.test(subscriptionId)) return unknown;
  const [row] = await transaction(ctx.db, caller, (tx) => findSubscription(tx, subscriptionId));
  return row ? { partnerId: row.partnerId, contractId: row.contractId, inReach: true } : unknown;
}

const actions = [
  ["change-plan", "Change the plan", "The change counts from the instant at which it is carried out."],
  ["stop", "Stop it", "It stays, and so does what is charged for it while it is stopped."],
  ["resume", "Resume it", "It runs again."],
  ["end", "End it", "Irreversible. Charges end with the instant at which it is carried out."],
] as const;

const actionOperations: AnyOperation[] = actions.map(([action, what, description]) =>
  operation({
    method: "post",
    path: `/v1/subscriptions/{subscriptionId}/${action}`,
    id: `${action === "change-plan" ? "changePlanOf" : action}Subscription`,
    tag,
    summary: `${what}: an order for a subscription`,
    description,
    action: `subscription.${action}`,
    target: subscriptionTarget,
    params: one,
    query: nothing,
    body: action === "change-plan" ? z.strictObject({ plan: planField }).openapi("ChangePlan") : nothing,
    order: true,
    status: 202,
    answer: orderAndSubscription,
    refusals: [
      ...(["PARTNER_NOT_ACTIVE", "SUBSCRIPTION_NOT_FOUND", "CONTRACT_STATE_FORBIDS", "SUBSCRIPTION_STATE_FORBIDS"] as const),
      ...(["MENU_SWITCHED_OFF", ...(action === "change-plan" ? (["SUBSCRIPTION_PLAN_UNCHANGED"] as const) : [])] as const),
    ],
    handle: async (ctx, asked) => {
      const target = await subscriptionTarget(ctx, asked.caller, asked.params);
      return "ok" in target ? target : placeSubscriptionAction(ctx, asked, action, target.contractId);
    },
  }),
);

export const subscriptionOperations = [
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/subscriptions",
    id: "startSubscription",
    tag,
    summary: "Order a menu for a tenant",
    description:
      "An order that breaks rules is refused with all of them in `failures`. Where the provider decides case by case the order awaits the approval. `duties` says what the sale leaves to be done.",
    action: "subscription.start",
    params: z.strictObject({ contractId: contractIdParam }),
    query: nothing,
    body: z.strictObject(startFields).openapi("StartSubscription"),
    order: true,
    status: 202,
    answer: orderAndSubscription.extend({ duties: z.array(dutySchema) }),
    refusals: [
      ...([
        "PARTNER_NOT_ACTIVE",
        "CONTRACT_NOT_FOUND",
        "CONTRACT_IS_PARENT",
        "CONTRACT_STATE_FORBIDS",
        "TENANT_NOT_FOUND",
      ] as const),
      ...(["TENANT_STATE_FORBIDS", "MENU_NOT_FOUND", "MENU_NOT_ELIGIBLE"] as const),
    ],
    handle: placeStartSubscription,
  }),
  operation({
    method: "post",
    path: "/v1/subscriptions/bulk",
    id: "startSubscriptions",
    tag,
    summary: `Order up to ${bulkLimit} menus in one request`,
    description:
      "Each row is an order of its own, and a refusal of one does not stop the others. Outcomes stand in the order of the rows.",
    action: "subscription.bulk",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        subscriptions: z
          .array(z.strictObject({ contractId: contractIdField, ...startFields }))
          .min(1)
          .max(bulkLimit),
      })
      .openapi("StartSubscriptions"),
    bodyLimitBytes: 2 * 1_024 * 1_024,
    order: true,
    status: 202,
    answer: z.object({ accepted: z.number().int(), refused: z.number().int(), rows: z.array(bulkRowSchema) }),
    refusals: ["PARTNER_NOT_ACTIVE"],
    handle: placeBulk,
  }),
  operation({
    method: "get",
    path: "/v1/subscriptions",
    id: "listSubscriptions",
    reads: "replica",
    tag,
    summary: "List subscriptions, newest first",
    action: "subscription.view",
    params: nothing,
    query: pageQuery.extend({
      contractId: contractIdField.optional(),
      tenantId: tenantIdField.optional(),
      menu: menuCodeField.optional(),
      state: z.enum(subscriptionStates).optional(),
    }),
    order: false,
    status: 200,
    answer: z.object({ subscriptions: z.array(subscriptionSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, query, onlyGranted }) => {
      const { limit, after, ...filter } = query;
      const wanted = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
      const rows = await transaction(ctx.db, caller, (tx) =>
        // A general user of the parent sees all children's, and of the own contract, which holds none, nothing.
        listSubscriptions(
          tx,
          { ...wanted, ...(onlyGranted && caller.contractId !== caller.partnerId ? { grantedTo: caller.userId } : {}) },
          { ...readCursor(after), limit: limit + 1 },
        ),
      );
      const page = pageOf(rows, limit);
      return ok(200, { subscriptions: page.rows.map((row) => subscriptionView(row)), next: page.next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/subscriptions/{subscriptionId}",
    id: "getSubscription",
    tag,
    summary: "View a subscription with its events",
    action: "subscription.view",
    target: subscriptionTarget,
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: subscriptionSchema,
    refusals: ["SUBSCRIPTION_NOT_FOUND"],
    handle: (ctx, { caller, params, onlyGranted }) =>
      transaction(ctx.db, caller, async (tx) => {
        const [[row], events] = await Promise.all([
          findSubscription(tx, params.subscriptionId),
          eventsOfSubscription(tx, params.subscriptionId),
        ]);
        const hidden = !row || (onlyGranted && !(await userHasTenant(tx, row.tenantId, caller.userId)));
        return hidden
          ? no("SUBSCRIPTION_NOT_FOUND", { subscriptionId: params.subscriptionId })
          : ok(200, subscriptionView(row, events));
      }),
  }),
  operation({
    method: "patch",
    path: "/v1/subscriptions/{subscriptionId}",
    id: "renameSubscription",
    tag,
    summary: "Change the name of a subscription",
    description: "At once. Its id stays, and nothing hangs on the name.",
    action: "subscription.rename",
    target: subscriptionTarget,
    params: one,
    query: nothing,
    body: z.strictObject({ name: nameField }).openapi("RenameSubscription"),
    order: false,
    status: 200,
    answer: subscriptionSchema,
    refusals: ["SUBSCRIPTION_NOT_FOUND", "SUBSCRIPTION_STATE_FORBIDS", "MENU_SWITCHED_OFF"],
    handle: changeSubscriptionName,
  }),
  ...actionOperations,
];
