import { type Category, conditionCodes, type Menu, type MenuCondition } from "@saihan/catalogue";
import { dutyListSchema, dutyPage, dutyQuery } from "../duties/routes.ts";
import { contractIdField, displayText, instant, nothing, z } from "../fields.ts";
import { bilingual, dayField, menuCodeField } from "../menus/view.ts";
import { ok } from "../operation.ts";
import { partnerFactsSchema } from "../sale-facts/view.ts";
import {
  addCatalogueVersion,
  editCatalogueVersion,
  endCatalogueVersion,
  listVersions,
  type VersionBody,
  withdrawCatalogueVersion,
} from "./catalogue-versions.ts";
import { deskScope } from "./desk.ts";
import { deskOperation } from "./desk-operation.ts";
import {
  decideApproval,
  recordContractorTold,
  recordPartnerAgreement,
  recordPartnerLegalName,
  recordPartnerRack,
} from "./records.ts";

const words = z.strictObject({ ja: z.string(), en: z.string() });
const withFigures = ["NO_NEW_SALES", "CONTRACTOR_TOLD_TO_PARTY", "SAME_LEGAL_NAME", "SEPARATE_CONTRACT", "TERMS_ACCEPTED"];
const service = { service: z.string(), serviceName: words };
const conditionField = z.union([
  z.strictObject({ code: z.enum(conditionCodes.filter((code) => !withFigures.includes(code)) as [string]) }),
  z.strictObject({
    ...{ code: z.literal("NO_NEW_SALES"), product: words, since: dayField, successor: z.string(), successorName: z.string() },
  }),
  z.strictObject({ code: z.literal("CONTRACTOR_TOLD_TO_PARTY"), party: z.string() }),
  z.strictObject({ code: z.literal("SAME_LEGAL_NAME"), ...service }),
  z.strictObject({ code: z.literal("SEPARATE_CONTRACT"), ...service }),
  z.strictObject({ code: z.literal("TERMS_ACCEPTED"), terms: z.string() }),
]);
const contentFields = {
  categories: z.array(z.strictObject({ code: z.string(), name: words })).max(100),
  menus: z
    .array(
      z.strictObject({
        code: z.string(),
        category: z.string(),
        printed: z.string(),
        name: words,
        conditions: z.array(conditionField).max(30),
      }),
    )
    .max(1_000),
};
const versionIdField = z.string().regex(/^[0-9a-z-]{1,64}$/, "must be lower-case letters, digits and hyphens");
const days = { from: dayField, to: dayField.optional().openapi({ description: "First day no longer in force" }) };
const versionSchema = z
  .object({
    id: versionIdField,
    from: dayField,
    to: dayField.nullable(),
    endsOn: dayField.nullable().openapi({ description: "Its own end or the start of the next, whichever is earlier" }),
    started: z.boolean(),
    author: z.string(),
    categories: z.array(z.object({ code: z.string(), name: bilingual })),
    menus: z.array(z.unknown()),
  })
  .openapi("CatalogueVersion");
const catalogueLimitBytes = 1_024 * 1_024;

type Content = { categories: Category[]; menus: (Omit<Menu, "conditions"> & { conditions: MenuCondition[] })[] };
const bodyOf = (id: string, body: { from: string; to?: string | undefined }): VersionBody =>
  ({ ...(body as typeof body & Content), id }) satisfies VersionBody;

const oneVersion = z.strictObject({ versionId: z.string() });
const invalid = ["CATALOGUE_VERSION_END_TOO_EARLY", "CATALOGUE_MENU_INVALID", "CATALOGUE_MENU_DROPPED"] as const;

export const operatorCatalogueOperations = [
  deskOperation({
    method: "get",
    path: "/v1/operator/catalogue-versions",
    id: "listCatalogueVersions",
    summary: "The versions of the catalogue",
    action: "catalogue.view",
    params: nothing,
    answer: z.object({ versions: z.array(versionSchema) }),
    refusals: [],
    at: (desk) => listVersions(desk),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/catalogue-versions",
    id: "addCatalogueVersion",
    summary: "Add a version that starts tomorrow or later",
    action: "catalogue.edit",
    params: nothing,
    body: z.strictObject({ id: versionIdField, ...days, ...contentFields }),
    bodyLimitBytes: catalogueLimitBytes,
    status: 201,
    answer: versionSchema,
    refusals: ["CATALOGUE_VERSION_NOT_FUTURE", "CATALOGUE_VERSION_START_TAKEN", ...invalid],
    at: (desk, { body }) => addCatalogueVersion(desk, bodyOf(body.id, body)),
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/catalogue-versions/{versionId}",
    id: "editCatalogueVersion",
    summary: "Replace a version that has not started",
    action: "catalogue.edit",
    params: oneVersion,
    body: z.strictObject({ ...days, ...contentFields }),
    bodyLimitBytes: catalogueLimitBytes,
    answer: versionSchema,
    refusals: [
      ...(["CATALOGUE_VERSION_NOT_FOUND", "CATALOGUE_VERSION_STARTED", "CATALOGUE_VERSION_NOT_FUTURE"] as const),
      ...(["CATALOGUE_VERSION_START_TAKEN", ...invalid] as const),
    ],
    at: (desk, { params, body }) => editCatalogueVersion(desk, bodyOf(params.versionId, body)),
  }),
  deskOperation({
    method: "delete",
    path: "/v1/operator/catalogue-versions/{versionId}",
    id: "withdrawCatalogueVersion",
    summary: "Take a version back that has not started",
    action: "catalogue.edit",
    params: oneVersion,
    answer: versionSchema,
    refusals: ["CATALOGUE_VERSION_NOT_FOUND", "CATALOGUE_VERSION_STARTED"],
    at: (desk, { params }) => withdrawCatalogueVersion(desk, params.versionId),
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/catalogue-versions/{versionId}/end",
    id: "endCatalogueVersion",
    summary: "Set, move or lift the end of a version",
    action: "catalogue.edit",
    params: oneVersion,
    body: z.strictObject({ to: dayField.nullable() }),
    answer: versionSchema,
    refusals: ["CATALOGUE_VERSION_NOT_FOUND", "CATALOGUE_VERSION_ENDED", "CATALOGUE_VERSION_END_TOO_EARLY"],
    at: (desk, { params, body }) => endCatalogueVersion(desk, params.versionId, body.to ?? undefined),
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/agreements/{agreementId}",
    id: "recordAgreement",
    summary: "Record a reseller agreement and the menus that it names",
    action: "agreement.record",
    params: z.strictObject({ agreementId: z.string().regex(/^[0-9A-Za-z-]{1,64}$/) }),
    body: z.strictObject({ ...days, names: z.array(menuCodeField).max(200) }),
    answer: partnerFactsSchema,
    refusals: ["PARTNER_NOT_FOUND", "AGREEMENT_OVERLAPS"],
    at: (desk, { caller, params, body }) => recordPartnerAgreement(desk, caller.partnerId, { id: params.agreementId, ...body }),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/agreements/{agreementId}/tellings",
    id: "recordContractorTold",
    summary: "Record that a third party was told the contractor's name and address",
    action: "agreement.record",
    params: z.strictObject({ agreementId: z.string() }),
    body: z.strictObject({ party: displayText(100, "Wasabi") }),
    answer: partnerFactsSchema,
    refusals: ["PARTNER_NOT_FOUND", "AGREEMENT_NOT_FOUND"],
    at: (desk, { caller, params, body }) =>
      recordContractorTold(desk, caller.partnerId, { agreementId: params.agreementId, party: body.party }),
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/legal-name",
    id: "recordLegalName",
    summary: "Record a partner's legal name",
    action: "agreement.record",
    params: nothing,
    body: z.strictObject({ legalName: displayText(200, "サンプル再販株式会社") }),
    answer: partnerFactsSchema,
    refusals: ["PARTNER_NOT_FOUND"],
    at: (desk, { caller, body }) => recordPartnerLegalName(desk, caller.partnerId, body.legalName),
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/racks/{rackId}",
    id: "recordRack",
    summary: "Record a colocation rack that the partner has contracted",
    action: "rack.record",
    params: z.strictObject({ rackId: z.string().regex(/^[0-9A-Za-z-]{1,64}$/) }),
    body: z.strictObject({ contractedFrom: dayField }),
    answer: partnerFactsSchema,
    refusals: ["PARTNER_NOT_FOUND"],
    at: (desk, { caller, params, body }) => recordPartnerRack(desk, caller.partnerId, { id: params.rackId, ...body }),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/approvals",
    id: "decideApproval",
    summary: "Answer for a menu that is decided case by case",
    action: "approval.decide",
    params: nothing,
    body: z.strictObject({
      contractId: contractIdField,
      menu: menuCodeField,
      decision: z.enum(["approved", "refused"]),
      reason: displayText(500, "対象の用途で問題ありません"),
    }),
    answer: z.object({
      id: z.string(),
      contractId: contractIdField,
      menu: menuCodeField,
      decision: z.enum(["approved", "refused"]),
      reason: z.string(),
      decidedBy: z.string(),
      decidedAt: instant,
    }),
    refusals: ["PARTNER_NOT_FOUND", "CONTRACT_NOT_FOUND", "MENU_NOT_FOUND"],
    at: (desk, { caller, body }) => decideApproval(desk, caller.partnerId, body),
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/duties",
    id: "listDutiesOfAll",
    reads: "replica",
    summary: "The duties of all partners, those that are due first in front",
    description: "Of the one that is named in the header Saihan-Partner, or of all.",
    action: "duty.list-all",
    params: nothing,
    query: dutyQuery,
    answer: dutyListSchema,
    refusals: [],
    at: async (desk, { caller, query }) => ok(200, await dutyPage(desk, deskScope(desk, caller.partnerId), query)),
  }),
];
