import { findContract, findTenant, listAccess, transaction } from "@saihan/db";
import { no } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdParam, nothing, userIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { orderSchema } from "../orders/view.ts";
import { contractTarget } from "../permit.ts";
import { placeGrantAccess, placeRevokeAccess } from "./place-access.ts";
import { accessSchema, accessView, untilField } from "./view.ts";

const ofTenant = z.strictObject({ contractId: contractIdParam, tenantId: z.string() });
const ofUser = ofTenant.extend({ userId: z.string() });
const onlyOrder = z.object({ order: orderSchema });
const tag = "Access";

/** The tenant's contract: to take one's own access away is to change the tenant and not one's own account. */
const target = (ctx: IntakeContext, caller: Caller, { contractId }: { contractId: string }) =>
  contractTarget(ctx, caller, contractId);

export const accessOperations = [
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/tenants/{tenantId}/access",
    id: "listAccess",
    tag,
    summary: "Who has access to a tenant, given by whom, since when, until when",
    description:
      "Users of the tenant's contract and of the parent; users of a child contract see those of their own. The representative always has access.",
    action: "access.view",
    params: ofTenant,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ access: z.array(accessSchema) }),
    refusals: ["CONTRACT_NOT_FOUND", "TENANT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, tenantId } }) => {
      const [[contract], [tenant], rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, contractId),
          findTenant(tx, caller.partnerId, contractId, tenantId),
          listAccess(tx, tenantId),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
      if (!tenant) return no("TENANT_NOT_FOUND", { tenantId });
      const now = ctx.now();
      return ok(200, { access: rows.map((row) => accessView(row, now)) });
    },
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/tenants/{tenantId}/access",
    id: "grantAccess",
    tag,
    summary: "Give a user access to a tenant",
    description:
      "To a user of the tenant's contract, or to a user of the parent. It may be ordered while tenant or user are still being made. Ordered again with another `until` it ends at another time.",
    action: "access.grant",
    target,
    params: ofTenant,
    query: nothing,
    body: z.strictObject({ userId: userIdField, until: untilField }).openapi("GrantAccess"),
    order: true,
    status: 202,
    answer: onlyOrder,
    refusals: [
      ...(["PARTNER_NOT_ACTIVE", "CONTRACT_NOT_FOUND", "CONTRACT_STATE_FORBIDS", "TENANT_NOT_FOUND"] as const),
      ...(["TENANT_STATE_FORBIDS", "USER_NOT_FOUND", "USER_STATE_FORBIDS", "ACCESS_OF_REPRESENTATIVE"] as const),
      ...(["ACCESS_UNTIL_PASSED", "ACCESS_EXISTS"] as const),
    ],
    handle: placeGrantAccess,
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/tenants/{tenantId}/access/{userId}",
    id: "revokeAccess",
    tag,
    summary: "Take a user's access to a tenant away",
    action: "access.revoke",
    target,
    params: ofUser,
    query: nothing,
    order: true,
    status: 202,
    answer: onlyOrder,
    refusals: [
      ...(["PARTNER_NOT_ACTIVE", "CONTRACT_NOT_FOUND", "TENANT_NOT_FOUND"] as const),
      ...(["ACCESS_NOT_FOUND", "ACCESS_OF_REPRESENTATIVE", "REPRESENTATIVE_CHANGE_OPEN"] as const),
    ],
    handle: placeRevokeAccess,
  }),
];
