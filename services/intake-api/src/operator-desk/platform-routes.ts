import { contractSchema } from "../contracts/view.ts";
import { contractIdField, nothing, z } from "../fields.ts";
import { operation } from "../operation.ts";
import { orderSchema } from "../orders/view.ts";
import { pageQuery } from "../page.ts";
import { deskOf } from "./desk.ts";
import { deskOperation, tag } from "./desk-operation.ts";
import {
  driftListSchema,
  driftOf,
  driftPage,
  driftSchema,
  placeRepair,
  platformSchema,
  platformStanding,
  repairBody,
} from "./platform.ts";

const oneContract = z.strictObject({ contractId: contractIdField });
const orderedContract = z.object({ order: orderSchema, contract: contractSchema });

/** How the house and the platform get on, and what differs between them. */
export const operatorPlatformOperations = [
  deskOperation({
    method: "get",
    path: "/v1/operator/platform",
    id: "getPlatform",
    summary: "Whether the platform can be acted on, and the last comparisons with it",
    action: "platform.view",
    params: nothing,
    answer: platformSchema,
    refusals: [],
    at: (desk) => platformStanding(desk),
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/drift",
    id: "listDrift",
    summary: "Contracts that differ from the platform",
    description: "Those that do so longest come first. Without the header Saihan-Partner: of every partner.",
    action: "drift.list",
    params: nothing,
    query: pageQuery,
    answer: driftListSchema,
    refusals: [],
    at: (desk, { caller, query }) => driftPage(desk, caller.partnerId, query),
  }),
  operation({
    method: "get",
    path: "/v1/operator/contracts/{contractId}/drift",
    id: "getDrift",
    tag,
    summary: "The last comparison of a contract with the platform",
    action: "drift.view",
    params: oneContract,
    query: nothing,
    order: false,
    status: 200,
    answer: driftSchema,
    refusals: ["CONTRACT_NOT_FOUND", "DRIFT_NOT_COMPARED"],
    handle: async (ctx, asked) => {
      const desk = deskOf(ctx, asked.caller, asked.requestId);
      return "ok" in desk ? desk : driftOf(desk, asked.caller.partnerId, asked.params.contractId);
    },
  }),
  operation({
    method: "post",
    path: "/v1/operator/contracts/{contractId}/repair",
    id: "repairContract",
    tag,
    summary: "Order that the platform be put right where it differs from a contract's books",
    description:
      "What is missing is made again, what is disabled or enabled against the books is put right, the right role is given. Nothing is removed but what `remove` names.",
    action: "contract.repair",
    params: oneContract,
    query: nothing,
    body: repairBody,
    order: true,
    status: 202,
    answer: orderedContract,
    refusals: ["CONTRACT_NOT_FOUND", "DRIFT_NOT_COMPARED", "DRIFT_NONE", "DRIFT_OBJECT_NOT_REPORTED"],
    handle: (ctx, asked) => placeRepair(ctx, asked),
  }),
];
