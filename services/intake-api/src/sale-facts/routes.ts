import { consentTopics } from "@saihan/catalogue";
import { transaction } from "@saihan/db";
import { contractIdParam, displayText, instant, nothing, orderIdField, z } from "../fields.ts";
import { menuCodeField } from "../menus/view.ts";
import { ok, operation } from "../operation.ts";
import { acceptTerms, giveConsent, nameEndUser, recordService, stateForContract } from "./record.ts";
import {
  contractFactsSchema,
  contractFactsView,
  ownSoftwareFields,
  partnerFactsSchema,
  partnerFactsView,
  visitFields,
} from "./view.ts";

const tag = "Facts that sales rest on";
const ofContract = z.strictObject({ contractId: contractIdParam });

const approvals = ["APPROVAL_REQUEST_NOT_FOUND", "APPROVAL_NOT_GIVEN", "APPROVAL_COVERS_OTHER"] as const;

const onContract = {
  tag,
  params: ofContract,
  query: nothing,
  order: false,
  status: 200,
  answer: contractFactsSchema,
} as const;

export const saleFactsOperations = [
  operation({
    method: "get",
    path: "/v1/sale-facts",
    id: "getSaleFacts",
    tag,
    summary: "What your sales rest on",
    description: "Agreements, legal name and racks are recorded by the provider's staff; the rest by you.",
    action: "sale-facts.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: partnerFactsSchema,
    refusals: [],
    handle: async (ctx, { caller }) => ok(200, await transaction(ctx.db, caller, (tx) => partnerFactsView(tx))),
  }),
  operation({
    method: "put",
    path: "/v1/sale-facts/services/{service}",
    id: "recordService",
    tag,
    summary: "State your contract for another service of the provider",
    action: "sale-facts.record",
    params: z.strictObject({ service: z.string().max(100) }),
    query: nothing,
    body: z
      .strictObject({
        number: z
          .string()
          .regex(/^[0-9A-Za-z-]{1,50}$/, "must be 1 to 50 letters, digits and hyphens")
          .optional()
          .openapi({ example: "N000000001" }),
        legalName: displayText(200, "サンプル再販株式会社").optional(),
      })
      .openapi("RecordService"),
    order: false,
    status: 200,
    answer: partnerFactsSchema,
    refusals: ["SERVICE_UNKNOWN"],
    handle: recordService,
  }),
  operation({
    method: "post",
    path: "/v1/sale-facts/terms",
    id: "acceptTerms",
    tag,
    summary: "Accept a licensor's terms",
    description: "The first acceptance stands.",
    action: "sale-facts.record",
    params: nothing,
    query: nothing,
    body: z.strictObject({ terms: menuCodeField }).openapi("AcceptTerms"),
    order: false,
    status: 200,
    answer: partnerFactsSchema,
    refusals: ["TERMS_UNKNOWN"],
    handle: acceptTerms,
  }),
  operation({
    ...onContract,
    method: "get",
    path: "/v1/contracts/{contractId}/sale-facts",
    id: "getContractSaleFacts",
    summary: "What sales to this child contract rest on",
    action: "contract-facts.view",
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params }) =>
      ok(200, await transaction(ctx.db, caller, (tx) => contractFactsView(tx, params.contractId))),
  }),
  operation({
    ...onContract,
    method: "patch",
    path: "/v1/contracts/{contractId}/sale-facts",
    id: "stateForContract",
    summary: "State who looks after the rack, the visit, and software of your own",
    description: "What is left out stays as it was.",
    action: "contract-facts.record",
    body: z
      .strictObject({
        managedBy: z.enum(["partner", "end-user"]).optional(),
        visit: visitFields.optional(),
        ownSoftware: ownSoftwareFields.optional(),
      })
      .refine((body) => Object.values(body).some((value) => value !== undefined), { error: "must state something" })
      .openapi("StateForContract"),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: stateForContract,
  }),
  operation({
    ...onContract,
    method: "post",
    path: "/v1/contracts/{contractId}/consents",
    id: "recordConsent",
    summary: "Record a consent for colocation",
    description:
      "The partner's is given by the partner; the end user's by the child contract's own users, or obtained beforehand by the partner, who states with whom, when and where.",
    action: "consent.record",
    body: z
      .strictObject({
        topic: z.enum(consentTopics),
        by: z.enum(["partner", "end-user"]),
        contact: displayText(200, "山田 太郎").optional(),
        consentedAt: instant.optional().openapi({ description: "Now when left out" }),
        place: displayText(200, "本社").optional(),
        approvalRequestId: orderIdField.optional().openapi({
          description: "A request of yours that the end user has approved: it takes the place of contact, consentedAt and place",
        }),
      })
      .openapi("RecordConsent"),
    refusals: ["CONTRACT_NOT_FOUND", "CONSENT_OF_ANOTHER", "CONSENT_INCOMPLETE", "INSTANT_IN_FUTURE", ...approvals],
    handle: giveConsent,
  }),
  operation({
    ...onContract,
    method: "put",
    path: "/v1/contracts/{contractId}/end-user-name",
    id: "nameEndUser",
    summary: "Give the end user's name to the provider",
    description: "Open duties that ask for it are done by it.",
    action: "contract-facts.record",
    body: z.strictObject({ name: displayText(200, "みどり商事株式会社") }).openapi("NameEndUser"),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: nameEndUser,
  }),
];
