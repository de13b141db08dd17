import { no } from "@saihan/domain";
import { ProblemAnswer } from "../problem.ts";
import type { workspaceWithUsersView } from "../workspaces/view.ts";
import { contractOf, everyPage } from "./lookup.ts";
import type { SssAsked, SssRoute } from "./route.ts";
import { faulty, neededText, sssTime, textOf } from "./wire.ts";

type Workspace = ReturnType<typeof workspaceWithUsersView>;

export const workspaceRoutes: readonly SssRoute[] = [
  {
    method: "get",
    path: "/workspaces",
    acts: ["listWorkspaces"],
    status: 200,
    answer: async ({ ask, query, caller }) => {
      const contractId = textOf(query, "contract_id") ?? caller.contractId;
      const workspaces = await everyPage<Workspace>(ask, "listWorkspaces", "workspaces", { params: { contractId } });
      return { contract_id: contractId, workspaces: workspaces.map(shown) };
    },
  },
  {
    method: "post",
    path: "/workspaces",
    acts: ["createWorkspace"],
    status: 201,
    answer: async ({ ask, body, caller }) => {
      const contractId = textOf(body, "contract_id") ?? caller.contractId;
      const order = { name: neededText(body, "workspace_name"), description: textOf(body, "description") ?? "" };
      return { ...shown(await ask("createWorkspace", { params: { contractId }, body: order })), contract_id: contractId };
    },
  },
  {
    method: "get",
    path: "/workspaces/:workspaceId",
    acts: ["getWorkspace"],
    status: 200,
    answer: async (asked) => {
      const workspace = await workspaceNamed(asked, await workspaceIn(asked));
      return {
        ...shown(workspace),
        contract_id: workspace.contractId,
        regions: workspace.regions.map(({ region, tenantId }) => ({ region_name: region, tenant_id: tenantId })),
        users: workspace.users.map(({ userId, contractId, representative }) => ({
          ...{ user_id: userId, contract_id: contractId, contract_owner: representative },
        })),
      };
    },
  },
  {
    method: "put",
    path: "/workspaces/:workspaceId",
    acts: ["changeWorkspace"],
    status: 204,
    answer: async (asked) => {
      const { description } = asked.body;
      await asked.ask("changeWorkspace", { params: await workspaceIn(asked), body: { description: description ?? "" } });
      return undefined;
    },
  },
  {
    method: "delete",
    path: "/workspaces/:workspaceId",
    acts: ["deleteWorkspace"],
    status: 204,
    answer: async (asked) => {
      await asked.ask("deleteWorkspace", { params: await workspaceIn(asked) });
      return undefined;
    },
  },
  {
    method: "post",
    path: "/workspace-roles",
    acts: ["grantAccess", "getWorkspace"],
    status: 201,
    answer: async (asked) => {
      const [workspaceId, userId] = [neededText(asked.body, "workspace_id"), neededText(asked.body, "user_id")];
      const contractId = await contractOf(asked, "workspace", workspaceId);
      const workspace = await workspaceNamed(asked, { contractId, workspaceId });
      if (workspace.regions.length === 0)
        throw faulty("workspace_id", "names a workspace without tenants, where a role gives nothing");
      await onEachTenant(workspace, "ACCESS_EXISTS", (params) => asked.ask("grantAccess", { params, body: { userId } }));
      return { user_id: userId, workspace_id: workspaceId, workspace_name: workspace.name };
    },
  },
  {
    method: "delete",
    path: "/workspace-roles/workspaces/:workspaceId/users/:userId",
    acts: ["revokeAccess", "getWorkspace"],
    status: 204,
    answer: async (asked) => {
      const { userId = "" } = asked.params;
      const workspace = await workspaceNamed(asked, await workspaceIn(asked));
      if (workspace.regions.length === 0) throw new ProblemAnswer(no("ACCESS_NOT_FOUND", { userId: userId.slice(0, 64) }));
      await onEachTenant(workspace, "ACCESS_NOT_FOUND", (params) => asked.ask("revokeAccess", { params: { ...params, userId } }));
      return undefined;
    },
  },
];

/**
 * A role on a workspace is access to each of its tenants. Where some of them stand as they are wanted already, the others are still ordered; only
 * when that is so of all is it refused.
 */
async function onEachTenant(
  { contractId, regions }: Workspace,
  already: string,
  order: (params: { contractId: string; tenantId: string }) => Promise<unknown>,
): Promise<void> {
  let refused: ProblemAnswer | undefined;
  let ordered = 0;
  for (const { tenantId } of regions) {
    try {
      await order({ contractId, tenantId });
      ordered++;
    } catch (error) {
      if (!(error instanceof ProblemAnswer) || error.rejection.code !== already) throw error;
      refused = error;
    }
  }
  if (ordered === 0 && refused) throw refused;
}

async function workspaceIn(asked: SssAsked): Promise<{ contractId: string; workspaceId: string }> {
  const { workspaceId = "" } = asked.params;
  return { contractId: await contractOf(asked, "workspace", workspaceId), workspaceId };
}

async function workspaceNamed({ ask }: SssAsked, params: { contractId: string; workspaceId: string }): Promise<Workspace> {
  return (await ask("getWorkspace", { params })) as Workspace;
}

function shown(workspace: Omit<Workspace, "users">) {
  return {
    ...{ workspace_id: workspace.id, workspace_name: workspace.name, description: workspace.description },
    start_time: sssTime(workspace.createdAt),
  };
}
