import { findContract, findTenant, type GrantedOnly, listTenants, transaction } from "@saihan/db";
import { no } from "@saihan/domain";
import {
  contractIdParam,
  displayText,
  nothing,
  regionField,
  startAtField,
  tenantNameField,
  workspaceIdField,
  z,
} from "../fields.ts";
import { type Asked, ok, operation } from "../operation.ts";
import { orderSchema } from "../orders/view.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { placeChangeTenant, placeCreateTenant, placeDeleteTenant } from "./place-tenant.ts";
import { tenantSchema, tenantView } from "./view.ts";

const ofContract = z.strictObject({ contractId: contractIdParam });
const oneTenant = z.strictObject({ contractId: contractIdParam, tenantId: z.string() });
const orderAndTenant = z.object({ order: orderSchema, tenant: tenantSchema });
const descriptionField = z.union([z.literal(""), displayText(255, "本番環境")]);
const tag = "Tenants";

/** For a caller who sees only tenants that they have access to. */
function grantedOnly(asked: Pick<Asked<unknown, unknown, unknown>, "onlyGranted" | "caller">, at: Date): GrantedOnly | undefined {
  return asked.onlyGranted ? { grantedTo: asked.caller.userId, at } : undefined;
}

export const tenantOperations = [
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/tenants",
    id: "createTenant",
    tag,
    summary: "Create a tenant",
    description: "It may be ordered while the contract is still being made: it then waits for the contract.",
    action: "tenant.create",
    params: ofContract,
    query: nothing,
    body: z
      .strictObject({
        name: tenantNameField,
        region: regionField,
        workspaceId: workspaceIdField.optional().openapi({
          description:
            "Without one it goes to the contract's own, made with its first tenant, or to another of that kind where the region is taken",
        }),
        description: descriptionField.default(""),
        startAt: startAtField,
      })
      .openapi("CreateTenant"),
    order: true,
    status: 202,
    answer: orderAndTenant,
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_STATE_FORBIDS",
      "TENANT_NAME_TAKEN",
      "WORKSPACE_NOT_FOUND",
      "WORKSPACE_REGION_TAKEN",
      "WORKSPACE_LIMIT_REACHED",
      "START_AT_OUT_OF_RANGE",
    ],
    handle: placeCreateTenant,
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/tenants",
    id: "listTenants",
    reads: "replica",
    tag,
    summary: "List the tenants of a contract, newest first",
    description: "A general user sees those that they have been given access to.",
    action: "tenant.view",
    params: ofContract,
    query: pageQuery,
    order: false,
    status: 200,
    answer: z.object({ tenants: z.array(tenantSchema), next: z.string().nullable() }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params, query, onlyGranted }) => {
      const [[contract], rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, params.contractId),
          listTenants(tx, caller.partnerId, params.contractId, {
            ...readCursor(query.after),
            limit: query.limit + 1,
            only: grantedOnly({ onlyGranted, caller }, ctx.now()),
          }),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
      const page = pageOf(rows, query.limit);
      return ok(200, { tenants: page.rows.map(tenantView), next: page.next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/tenants/{tenantId}",
    id: "getTenant",
    tag,
    summary: "View a tenant",
    action: "tenant.view",
    params: oneTenant,
    query: nothing,
    order: false,
    status: 200,
    answer: tenantSchema,
    refusals: ["CONTRACT_NOT_FOUND", "TENANT_NOT_FOUND"],
    handle: async (ctx, { caller, params, onlyGranted }) => {
      const only = grantedOnly({ onlyGranted, caller }, ctx.now());
      const [[contract], [row]] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, params.contractId),
          findTenant(tx, caller.partnerId, params.contractId, params.tenantId, only),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId: params.contractId });
      return row ? ok(200, tenantView(row)) : no("TENANT_NOT_FOUND", { tenantId: params.tenantId });
    },
  }),
  operation({
    method: "patch",
    path: "/v1/contracts/{contractId}/tenants/{tenantId}",
    id: "changeTenant",
    tag,
    summary: "Change what a tenant is described as",
    description: "Its name and region are for good. The answer shows the tenant as it stands until the order has succeeded.",
    action: "tenant.change",
    params: oneTenant,
    query: nothing,
    body: z.strictObject({ description: descriptionField }).openapi("ChangeTenant"),
    order: true,
    status: 202,
    answer: orderAndTenant,
    refusals: ["PARTNER_NOT_ACTIVE", "CONTRACT_NOT_FOUND", "CONTRACT_STATE_FORBIDS", "TENANT_NOT_FOUND", "TENANT_STATE_FORBIDS"],
    handle: placeChangeTenant,
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/tenants/{tenantId}",
    id: "deleteTenant",
    tag,
    summary: "Delete a tenant",
    action: "tenant.delete",
    params: oneTenant,
    query: nothing,
    order: true,
    status: 202,
    answer: orderAndTenant,
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "TENANT_NOT_FOUND",
      "TENANT_STATE_FORBIDS",
      "TENANT_HAS_SUBSCRIPTIONS",
    ],
    handle: placeDeleteTenant,
  }),
];
