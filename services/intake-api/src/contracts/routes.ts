import { findContract, single } from "@saihan/db";
import { type Bilingual, codesOf, no, resumptionReasons, suspensionReasons } from "@saihan/domain";
import {
  contractIdParam,
  customerNumberField,
  displayText,
  labelsField,
  languageField,
  loginIdField,
  mailAddressField,
  nothing,
  notifyField,
  startAtField,
  z,
} from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { orderSchema } from "../orders/view.ts";
import { pageQuery } from "../page.ts";
import { contractsCsv } from "./export.ts";
import { placeChangeContract, placeResumeContract, placeSuspendContract } from "./place-contract-action.ts";
import { placeCreateContract } from "./place-create-contract.ts";
import { contractFilters, contractSort, filterOf, searchPage } from "./search.ts";
import { contractSchema, contractView } from "./view.ts";

const oneContract = z.strictObject({ contractId: contractIdParam });
const orderAndContract = z.object({ order: orderSchema, contract: contractSchema });
const tag = "Contracts";

const createBody = z
  .strictObject({
    customerName: displayText(100, "サンプル商事株式会社"),
    customerNumber: customerNumberField
      .optional()
      .openapi({ description: "お客様番号: your own number for the contract; the contract's id when left out" }),
    language: languageField.default("ja"),
    labels: labelsField.default({}),
    startAt: startAtField,
    representative: z.strictObject({
      loginId: loginIdField,
      mailAddress: mailAddressField,
      name: displayText(100, "山田 太郎").optional(),
    }),
    notifyRepresentative: notifyField(
      "true: mail the representative with a link to set the first password. Left out: mail without the link. false: no mail.",
    ),
  })
  .openapi("CreateContract");

const changeBody = z
  .strictObject({
    customerName: displayText(100, "サンプル商事株式会社").optional(),
    customerNumber: customerNumberField.optional(),
    language: languageField.optional(),
    labels: labelsField.optional().openapi({ description: "All of them anew: what is not named goes" }),
    startAt: startAtField,
  })
  .refine((body) => Object.entries(body).some(([key, value]) => value !== undefined && key !== "startAt"), {
    error: "must change something",
  })
  .openapi("ChangeContract");

const reasonedBody = <Code extends string>(reasons: Readonly<Record<Code, Bilingual>>, name: string) =>
  z
    .strictObject({
      notifyRepresentative: notifyField("false: do not mail the representative"),
      startAt: startAtField,
      reason: z
        .enum(codesOf(reasons))
        .default("unspecified" as never)
        .openapi({ description: "Why; /v1/contract-reasons says each in words" }),
    })
    .openapi(name);
const saidReasons = (reasons: Readonly<Record<string, Bilingual>>) =>
  codesOf(reasons).map((code) => ({ code, says: reasons[code] }));
const reasonList = z.array(z.object({ code: z.string(), says: z.object({ ja: z.string(), en: z.string() }) }));

const onContract = (action: "suspend" | "resume", summary: string, description: string) => ({
  method: "post" as const,
  path: `/v1/contracts/{contractId}/${action}`,
  id: `${action}Contract`,
  tag,
  summary,
  description,
  action: `contract.${action}` as const,
  params: oneContract,
  query: nothing,
  order: true,
  status: 202,
  answer: orderAndContract,
});

export const contractOperations = [
  operation({
    method: "post",
    path: "/v1/contracts",
    id: "createContract",
    tag,
    summary: "Create a child contract",
    description:
      "Makes the contract and its representative. The ids are final at once; the contract can be used when the order has succeeded.",
    action: "contract.create",
    params: nothing,
    query: nothing,
    body: createBody,
    order: true,
    status: 202,
    answer: orderAndContract,
    refusals: ["START_AT_OUT_OF_RANGE", "PARTNER_NOT_ACTIVE", "LOGIN_ID_TAKEN"],
    handle: placeCreateContract,
  }),
  operation({
    method: "get",
    path: "/v1/contracts",
    id: "listContracts",
    reads: "replica",
    tag,
    summary: "Search child contracts",
    description: "Those that the caller sees and every condition holds of; without conditions all of them, newest first.",
    action: "contract.list",
    params: nothing,
    query: pageQuery.extend({
      ...contractFilters,
      sort: contractSort,
      count: z
        .enum(["true", "false"])
        .default("false")
        .transform((text) => text === "true")
        .openapi({ description: "true: tell how many there are on all pages" }),
    }),
    order: false,
    status: 200,
    answer: z.object({
      contracts: z.array(contractSchema),
      next: z.string().nullable(),
      count: z.number().int().optional().openapi({ description: "How many there are on all pages, if asked for" }),
    }),
    refusals: [],
    handle: (ctx, { caller, query }) => searchPage(ctx, caller, query),
  }),
  operation({
    method: "get",
    path: "/v1/contracts:export",
    id: "exportContracts",
    reads: "replica",
    tag,
    summary: "Export child contracts as CSV, oldest first",
    description:
      "Takes the conditions of the search. UTF-8 with a byte order mark; a cell that a spreadsheet would take for a formula begins with an apostrophe.",
    action: "contract.list",
    params: nothing,
    query: z.strictObject(contractFilters),
    order: false,
    status: 200,
    answer: contractSchema,
    produces: ["text/csv"],
    refusals: [],
    handle: async (ctx, { caller, query }) => {
      const filter = filterOf(caller, query);
      if ("ok" in filter) return filter;
      const stream = { type: "text/csv", name: `contracts-${caller.partnerId}.csv`, text: contractsCsv(ctx, caller, filter) };
      return { ok: true, status: 200, body: "", stream };
    },
  }),
  operation({
    method: "get",
    path: "/v1/contract-reasons",
    id: "listContractReasons",
    tag,
    summary: "The reasons for which contracts are suspended and resumed",
    action: "contract.list",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ suspension: reasonList, resumption: reasonList }),
    refusals: [],
    handle: async () => ok(200, { suspension: saidReasons(suspensionReasons), resumption: saidReasons(resumptionReasons) }),
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}",
    id: "getContract",
    tag,
    summary: "View a contract",
    action: "contract.view",
    params: oneContract,
    query: nothing,
    order: false,
    status: 200,
    answer: contractSchema,
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params }) => {
      const [row] = await single(ctx.db, caller, (tx) => findContract(tx, caller.partnerId, params.contractId));
      return row ? ok(200, contractView(row)) : no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
    },
  }),
  operation({
    method: "patch",
    path: "/v1/contracts/{contractId}",
    id: "changeContract",
    tag,
    summary: "Change a contract's name, number, language or labels",
    action: "contract.change",
    params: oneContract,
    query: nothing,
    body: changeBody,
    order: true,
    status: 202,
    answer: orderAndContract,
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_IS_PARENT",
      "CONTRACT_STATE_FORBIDS",
      "START_AT_OUT_OF_RANGE",
    ],
    handle: placeChangeContract,
  }),
  operation({
    ...onContract(
      "suspend",
      "Suspend a contract",
      "Nobody can operate its resources until it is resumed; they stay, and so do their charges.",
    ),
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_IS_PARENT",
      "CONTRACT_STATE_FORBIDS",
      "START_AT_OUT_OF_RANGE",
    ],
    body: reasonedBody(suspensionReasons, "SuspendContract"),
    handle: placeSuspendContract,
  }),
  operation({
    ...onContract("resume", "Resume a suspended contract", "Its resources can be operated again."),
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_IS_PARENT",
      "CONTRACT_STATE_FORBIDS",
      "START_AT_OUT_OF_RANGE",
    ],
    body: reasonedBody(resumptionReasons, "ResumeContract"),
    handle: placeResumeContract,
  }),
];
