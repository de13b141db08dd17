import { findContract, findWorkspace, listWorkspaces, transaction, usersOfWorkspace } from "@saihan/db";
import { impliedWorkspaceName, no } from "@saihan/domain";
import { contractIdParam, displayText, nothing, tenantNameField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { changeWorkspace, createWorkspace, removeWorkspace } from "./change-workspace.ts";
import { workspaceSchema, workspaceView, workspaceWithUsersSchema, workspaceWithUsersView } from "./view.ts";

const ofContract = z.strictObject({ contractId: contractIdParam });
const oneWorkspace = z.strictObject({ contractId: contractIdParam, workspaceId: z.string() });
const description = z.union([z.literal(""), displayText(255, "本番環境")]);
const tag = "Workspaces";

export const workspaceOperations = [
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/workspaces",
    id: "createWorkspace",
    tag,
    summary: "Create a workspace",
    description:
      "A workspace holds tenants, at most one of each region. Its name is unique over the service and cannot be changed. It is there at once: nothing is ordered.",
    action: "workspace.create",
    params: ofContract,
    query: nothing,
    body: z
      .strictObject({
        name: tenantNameField.refine((name) => !impliedWorkspaceName.test(name), { error: "must not begin like a contract id" }),
        description: description.default(""),
      })
      .openapi("CreateWorkspace"),
    order: false,
    status: 201,
    answer: workspaceSchema,
    refusals: [
      "PARTNER_NOT_ACTIVE",
      "CONTRACT_NOT_FOUND",
      "CONTRACT_STATE_FORBIDS",
      "WORKSPACE_NAME_TAKEN",
      "WORKSPACE_LIMIT_REACHED",
    ],
    handle: createWorkspace,
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/workspaces",
    id: "listWorkspaces",
    reads: "replica",
    tag,
    summary: "List the workspaces of a contract",
    description: "A general user sees those with a tenant that they have been given access to.",
    action: "workspace.view",
    params: ofContract,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(100),
      after: z.string().max(20).default("").openapi({ description: "`next` of the page before" }),
    }),
    order: false,
    status: 200,
    answer: z.object({ workspaces: z.array(workspaceSchema), next: z.string().nullable() }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId }, query, onlyGranted }) => {
      const only = onlyGranted ? { grantedTo: caller.userId, at: ctx.now() } : undefined;
      const [[contract], rows] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, contractId),
          listWorkspaces(tx, contractId, { after: query.after, limit: query.limit + 1, only }),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
      const shown = rows.slice(0, query.limit);
      const next = rows.length > query.limit ? (shown.at(-1)?.id ?? null) : null;
      return ok(200, { workspaces: shown.map(workspaceView), next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/workspaces/{workspaceId}",
    id: "getWorkspace",
    tag,
    summary: "View a workspace, its tenants by region and who has access to them",
    action: "workspace.view",
    params: oneWorkspace,
    query: nothing,
    order: false,
    status: 200,
    answer: workspaceWithUsersSchema,
    refusals: ["CONTRACT_NOT_FOUND", "WORKSPACE_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, workspaceId }, onlyGranted }) => {
      const at = ctx.now();
      const only = onlyGranted ? { grantedTo: caller.userId, at } : undefined;
      const [[contract], [row], users] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          findContract(tx, caller.partnerId, contractId),
          findWorkspace(tx, contractId, workspaceId, only),
          usersOfWorkspace(tx, workspaceId, at),
        ]),
      );
      if (!contract) return no("CONTRACT_NOT_FOUND", { contractId });
      if (!row) return no("WORKSPACE_NOT_FOUND", { workspaceId: workspaceId.slice(0, 64) });
      // Who sees only what they were given sees of the people there themselves.
      return ok(200, workspaceWithUsersView(row, only ? users.filter((user) => user.userId === caller.userId) : users));
    },
  }),
  operation({
    method: "patch",
    path: "/v1/contracts/{contractId}/workspaces/{workspaceId}",
    id: "changeWorkspace",
    tag,
    summary: "Change a workspace's description",
    action: "workspace.change",
    params: oneWorkspace,
    query: nothing,
    body: z.strictObject({ description }).openapi("ChangeWorkspace"),
    order: false,
    status: 200,
    answer: workspaceSchema,
    refusals: ["CONTRACT_NOT_FOUND", "WORKSPACE_NOT_FOUND"],
    handle: changeWorkspace,
  }),
  operation({
    method: "delete",
    path: "/v1/contracts/{contractId}/workspaces/{workspaceId}",
    id: "deleteWorkspace",
    tag,
    summary: "Delete a workspace that holds no tenants",
    action: "workspace.delete",
    params: oneWorkspace,
    query: nothing,
    order: false,
    status: 204,
    answer: z.undefined(),
    refusals: ["CONTRACT_NOT_FOUND", "WORKSPACE_NOT_FOUND", "WORKSPACE_HAS_TENANTS"],
    handle: removeWorkspace,
  }),
];
