import { findContract, findIamGroup, findIamRole, listIamGroups, listIamRoles, transaction } from "@saihan/db";
import { iamLimits, iamNamePattern, isIamResource, no } from "@saihan/domain";
import { contractIdParam, displayText, nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import {
  changeRoleOfGroup,
  changeUserOfGroup,
  createIamGroup,
  createIamRole,
  removeIamGroup,
  removeIamRole,
} from "./change-iam.ts";
import { iamGroupSchema, iamGroupView, iamRoleSchema, iamRoleView } from "./view.ts";

const tag = "IAM";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** An id that is no UUID names nothing. */
const id = z.string().transform((text) => (uuid.test(text) ? text : "00000000-0000-0000-0000-000000000000"));
const ofContract = z.strictObject({ contractId: contractIdParam });
const oneGroup = z.strictObject({ contractId: contractIdParam, groupId: id });
const oneRole = z.strictObject({ contractId: contractIdParam, roleId: id });
const name = z
  .string()
  .regex(iamNamePattern, { error: "must be 1 to 128 of letters, digits and @ - . _" })
  .openapi({ example: "read-only" });
const description = z.union([z.literal(""), displayText(255, "参照のみ")]).default("");
const resources = z
  .array(
    z
      .record(z.string(), z.string())
      .refine(isIamResource, { error: "must be names and patterns of 1 to 128 letters, digits and @ - ' . _ / *" }),
  )
  .max(iamLimits.entries)
  .openapi({ example: [{ basePath: "/ecl-sss", path: "/api/v2/users*", verb: "GET" }] });
const limits =
  "A user in no group is not limited. A user in groups may ask only for what a role of one of them lists, beside what the permission table allows: over this API (`basePath` `/saihan`), over SSS (`/ecl-sss`) and for tokens (`/ecl-keystone`).";

export const iamOperations = [
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/iam-groups",
    id: "listIamGroups",
    tag,
    summary: "List the groups that limit users of a contract",
    description: limits,
    action: "iam.view",
    params: ofContract,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ groups: z.array(iamGroupSchema) }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId } }) => {
      const [[contract], rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([findContract(tx, caller.partnerId, contractId), listIamGroups(tx, contractId)]),
      );
      return contract ? ok(200, { groups: rows.map(iamGroupView) }) : no("CONTRACT_NOT_FOUND", { contractId });
    },
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/iam-groups",
    id: "createIamGroup",
    tag,
    summary: "Make a group that limits users",
    description: limits,
    action: "iam.define",
    params: ofContract,
    query: nothing,
    body: z.strictObject({ name, description }).openapi("CreateIamGroup"),
    order: false,
    status: 201,
    answer: iamGroupSchema,
    refusals: ["CONTRACT_NOT_FOUND", "IAM_NAME_TAKEN", "IAM_LIMIT_REACHED"],
    handle: createIamGroup,
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/iam-groups/{groupId}",
    id: "getIamGroup",
    tag,
    summary: "View a group with its roles and users",
    action: "iam.view",
    params: oneGroup,
    query: nothing,
    order: false,
    status: 200,
    answer: iamGroupSchema,
    refusals: ["CONTRACT_NOT_FOUND", "IAM_GROUP_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, groupId } }) => {
      const [row] = await transaction(ctx.db, caller, (tx) => findIamGroup(tx, contractId, groupId));
      return row ? ok(200, iamGroupView(row)) : no("IAM_GROUP_NOT_FOUND", { groupId });
    },
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/iam-groups/{groupId}",
    id: "deleteIamGroup",
    tag,
    summary: "Delete a group in which nobody is",
    action: "iam.define",
    params: oneGroup,
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "IAM_GROUP_NOT_FOUND", "IAM_GROUP_IN_USE"],
    handle: removeIamGroup,
  }),
  operation({
    method: "put",
    path: "/v1/contracts/{contractId}/iam-groups/{groupId}/roles/{roleId}",
    id: "attachIamRole",
    tag,
    summary: "Attach a role to a group",
    action: "iam.define",
    params: oneGroup.extend({ roleId: id }),
    query: nothing,
    order: false,
    status: 200,
    answer: iamGroupSchema,
    refusals: ["CONTRACT_NOT_FOUND", "IAM_GROUP_NOT_FOUND", "IAM_ROLE_NOT_FOUND"],
    handle: changeRoleOfGroup(true),
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/iam-groups/{groupId}/roles/{roleId}",
    id: "detachIamRole",
    tag,
    summary: "Take a role away from a group",
    action: "iam.define",
    params: oneGroup.extend({ roleId: id }),
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "IAM_GROUP_NOT_FOUND", "IAM_ROLE_NOT_FOUND"],
    handle: changeRoleOfGroup(false),
  }),
  operation({
    method: "put",
    path: "/v1/contracts/{contractId}/iam-groups/{groupId}/users/{userId}",
    id: "addUserToIamGroup",
    tag,
    summary: "Limit a user by a group",
    description: "The contract's representative cannot be limited.",
    action: "iam.define",
    params: oneGroup.extend({ userId: z.string() }),
    query: nothing,
    order: false,
    status: 200,
    answer: iamGroupSchema,
    refusals: [
      "CONTRACT_NOT_FOUND",
      "IAM_GROUP_NOT_FOUND",
      "USER_NOT_FOUND",
      "USER_STATE_FORBIDS",
      "IAM_OWNER_NOT_LIMITED",
      "IAM_LIMIT_REACHED",
    ],
    handle: changeUserOfGroup(true),
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/iam-groups/{groupId}/users/{userId}",
    id: "removeUserFromIamGroup",
    tag,
    summary: "Take a user out of a group",
    description: "A user who is in no other group is no longer limited.",
    action: "iam.define",
    params: oneGroup.extend({ userId: z.string() }),
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "IAM_GROUP_NOT_FOUND", "USER_NOT_FOUND"],
    handle: changeUserOfGroup(false),
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/iam-roles",
    id: "listIamRoles",
    tag,
    summary: "List the roles of a contract",
    action: "iam.view",
    params: ofContract,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ roles: z.array(iamRoleSchema) }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId } }) => {
      const [[contract], rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([findContract(tx, caller.partnerId, contractId), listIamRoles(tx, contractId)]),
      );
      return contract ? ok(200, { roles: rows.map(iamRoleView) }) : no("CONTRACT_NOT_FOUND", { contractId });
    },
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/iam-roles",
    id: "createIamRole",
    tag,
    summary: "Make a role: a white list of requests",
    description: `Of \`resources\` one entry must fit, in all its parts: \`basePath\`, \`path\`, \`verb\`, \`ipAddress\`, or the name of a parameter. \`*\` stands for any text. ${limits}`,
    action: "iam.define",
    params: ofContract,
    query: nothing,
    body: z.strictObject({ name, description, resources }).openapi("CreateIamRole"),
    order: false,
    status: 201,
    answer: iamRoleSchema,
    refusals: ["CONTRACT_NOT_FOUND", "IAM_NAME_TAKEN", "IAM_LIMIT_REACHED"],
    handle: createIamRole,
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/iam-roles/{roleId}",
    id: "getIamRole",
    tag,
    summary: "View a role",
    action: "iam.view",
    params: oneRole,
    query: nothing,
    order: false,
    status: 200,
    answer: iamRoleSchema,
    refusals: ["CONTRACT_NOT_FOUND", "IAM_ROLE_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, roleId } }) => {
      const [row] = await transaction(ctx.db, caller, (tx) => findIamRole(tx, contractId, roleId));
      return row ? ok(200, iamRoleView(row)) : no("IAM_ROLE_NOT_FOUND", { roleId });
    },
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/iam-roles/{roleId}",
    id: "deleteIamRole",
    tag,
    summary: "Delete a role that no group has",
    action: "iam.define",
    params: oneRole,
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "IAM_ROLE_NOT_FOUND", "IAM_ROLE_IN_USE"],
    handle: removeIamRole,
  }),
];
