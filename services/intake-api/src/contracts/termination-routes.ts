import { contractStates, orderKinds, orderStates, tenantStates, userStates, userTypes } from "@saihan/domain";
import {
  contractIdField,
  contractIdParam,
  instant,
  maybeInstant,
  nothing,
  notifyField,
  orderIdField,
  tenantIdField,
  userIdField,
  z,
} from "../fields.ts";
import { operation } from "../operation.ts";
import { orderSchema } from "../orders/view.ts";
import { placeTermination } from "./place-termination.ts";
import { planTermination, viewTermination } from "./termination-plan.ts";
import { contractSchema } from "./view.ts";

const oneContract = z.strictObject({ contractId: contractIdParam });
const tag = "Contracts";
const count = z.number().int();
const revisionField = z
  .string()
  .regex(/^[0-9a-f]{32}$/)
  .openapi({ description: "Names what the plan lists", example: "5f0c8a1de2b34f6790ab12cd34ef5678" });

const refusal = z
  .object({
    code: z.string(),
    variables: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    says: z.object({ ja: z.string(), en: z.string() }),
    retryable: z.boolean(),
  })
  .nullable();

const planSchema = z
  .object({
    contractId: contractIdField,
    state: z.enum(contractStates),
    revision: revisionField,
    tenants: z.array(z.object({ id: tenantIdField, name: z.string(), region: z.string(), state: z.enum(tenantStates) })),
    users: z.array(z.object({ id: userIdField, type: z.enum(userTypes), state: z.enum(userStates) })),
    access: z
      .array(
        z.object({ tenantId: tenantIdField, userId: userIdField, userContractId: contractIdField, until: z.string().nullable() }),
      )
      .openapi({ description: "Access rights to its tenants, also of users of the parent" }),
    subscriptions: z.array(
      z.object({
        ...{ id: z.uuid(), tenantId: tenantIdField, menu: z.string(), name: z.string() },
        ...{ plan: z.string().nullable(), orderedPlan: z.string(), state: z.string() },
      }),
    ),
    openOrders: z.array(
      z.object({ id: orderIdField, kind: z.enum(orderKinds), state: z.enum(orderStates), subjectId: z.string() }),
    ),
    unbilledUsage: z
      .array(z.object({ month: z.string(), resources: count, records: count }))
      .openapi({ description: "Months (UTC) that are not closed: they are billed as ever, also after the end" }),
    steps: z
      .array(z.object({ step: z.enum(["end-subscription", "delete-tenant", "delete-user", "end-contract"]), id: z.string() }))
      .openapi({ description: "What would be done, in this order" }),
    refusal: refusal.openapi({ description: "Why a termination would be refused now; null: it would be accepted" }),
    refusalWithRemoval: refusal.openapi({ description: "The same for one that names this revision in `remove`" }),
  })
  .openapi("TerminationPlan");

const terminationSchema = z
  .object({
    contractId: contractIdField,
    state: z.enum(contractStates),
    endedAt: maybeInstant,
    revision: revisionField,
    orders: z
      .array(
        z.object({
          ...{ id: orderIdField, kind: z.enum(orderKinds), subjectId: z.string(), state: z.enum(orderStates) },
          endedAt: maybeInstant,
        }),
      )
      .openapi({ description: "Its steps in order, the termination itself last" }),
    books: z
      .object({ tenants: count, users: count, access: count, subscriptions: count, openOrders: count, charging: count })
      .openapi({ description: "What our own records hold of it now" }),
    platform: z
      .object({ askedAt: instant, domain: z.enum(["gone", "there"]), projects: count, users: count, access: count })
      .nullable()
      .openapi({ description: "What the platform held of it when it was asked after the last step" }),
    nothingLeft: z.boolean().openapi({ description: "It has ended and nothing is left, in the records and on the platform" }),
  })
  .openapi("Termination");

export const terminationOperations = [
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/terminate:plan",
    id: "planTermination",
    tag,
    summary: "See what a termination would take away, before ordering it",
    action: "contract.terminate",
    params: oneContract,
    query: nothing,
    order: false,
    status: 200,
    answer: planSchema,
    refusals: ["CONTRACT_NOT_FOUND", "CONTRACT_IS_PARENT"],
    handle: (ctx, { caller, params }) => planTermination(ctx, caller, params.contractId),
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/terminate",
    id: "terminateContract",
    tag,
    summary: "Terminate a contract",
    description:
      "Irreversible. Refused while resources remain, unless `remove` names the revision of a plan that still holds: then its subscriptions and tenants go first, each by an order of its own. Its users go with it.",
    action: "contract.terminate",
    params: oneContract,
    query: nothing,
    body: z
      .strictObject({
        notifyRepresentative: notifyField("false: do not mail the representative"),
        remove: z
          .strictObject({ revision: revisionField })
          .optional()
          .openapi({ description: "Remove what is left, as the plan of this revision lists it" }),
      })
      .openapi("TerminateContract"),
    order: true,
    status: 202,
    answer: z.object({ order: orderSchema, contract: contractSchema }),
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_IS_PARENT",
      "CONTRACT_STATE_FORBIDS",
      "CONTRACT_HAS_OPEN_ORDERS",
      "CONTRACT_HAS_TENANTS",
      "TERMINATION_PLAN_CHANGED",
    ],
    handle: placeTermination,
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/termination",
    id: "getTermination",
    tag,
    summary: "View a termination: its steps, and the proof that nothing is left",
    action: "contract.view",
    params: oneContract,
    query: nothing,
    order: false,
    status: 200,
    answer: terminationSchema,
    refusals: ["CONTRACT_NOT_FOUND", "TERMINATION_NOT_FOUND"],
    handle: (ctx, { caller, params }) => viewTermination(ctx, caller, params.contractId),
  }),
];
