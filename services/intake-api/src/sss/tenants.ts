import type { tenantView } from "../tenants/view.ts";
import { contractOf, everyPage, lives } from "./lookup.ts";
import type { SssAsked, SssRoute } from "./route.ts";
import { neededText, sssTime, textOf } from "./wire.ts";

type Tenant = ReturnType<typeof tenantView>;
interface Access {
  userId: string;
  state: string;
  user: { contractId: string; type: string };
}

export const tenantRoutes: readonly SssRoute[] = [
  {
    method: "get",
    path: "/tenants",
    acts: ["listTenants"],
    status: 200,
    answer: async ({ ask, caller: { contractId } }) => {
      const tenants = await everyPage<Tenant>(ask, "listTenants", "tenants", { params: { contractId } });
      return { contract_id: contractId, tenants: tenants.filter(lives).map(shown) };
    },
  },
  {
    method: "get",
    path: "/tenants/:tenantId",
    acts: ["getTenant", "listAccess"],
    status: 200,
    answer: async (asked) => {
      const params = await tenantIn(asked);
      const tenant = (await asked.ask("getTenant", { params })) as Tenant;
      return { ...shown(tenant), contract_id: tenant.contractId, users: await usersOf(asked, params) };
    },
  },
  {
    method: "post",
    path: "/tenants",
    acts: ["createTenant", "getWorkspace"],
    status: 201,
    answer: create,
  },
  {
    method: "put",
    path: "/tenants/:tenantId",
    acts: ["changeTenant"],
    status: 204,
    answer: async (asked) => {
      const { description } = asked.body;
      await asked.ask("changeTenant", { params: await tenantIn(asked), body: { description: description ?? "" } });
      return undefined;
    },
  },
  {
    method: "delete",
    path: "/tenants/:tenantId",
    acts: ["deleteTenant"],
    status: 204,
    answer: async (asked) => {
      await asked.ask("deleteTenant", { params: await tenantIn(asked) });
      return undefined;
    },
  },
  {
    method: "post",
    path: "/roles",
    acts: ["grantAccess", "getTenant"],
    status: 201,
    answer: async (asked) => {
      const [tenantId, userId] = [neededText(asked.body, "tenant_id"), neededText(asked.body, "user_id")];
      const params = { contractId: await contractOf(asked, "tenant", tenantId), tenantId };
      const tenant = (await asked.ask("getTenant", { params })) as Tenant;
      await asked.ask("grantAccess", { params, body: { userId } });
      const region = { region_id: tenant.region, region_name: tenant.region };
      return { user_id: userId, ...region, tenant_id: tenantId, tenant_name: tenant.name, role_name: "_member_" };
    },
  },
  {
    method: "delete",
    path: "/roles/tenants/:tenantId/users/:userId",
    acts: ["revokeAccess"],
    status: 204,
    answer: async (asked) => {
      await asked.ask("revokeAccess", { params: { ...(await tenantIn(asked)), userId: asked.params.userId ?? "" } });
      return undefined;
    },
  },
];

async function tenantIn(asked: SssAsked): Promise<{ contractId: string; tenantId: string }> {
  const { tenantId = "" } = asked.params;
  return { contractId: await contractOf(asked, "tenant", tenantId), tenantId };
}

/**
 * v2 names a workspace and a region: the tenant is then called as the workspace, with the region behind it, since a name stands once. v1 names
 * the tenant: its workspace is the contract's own.
 */
async function create(asked: SssAsked): Promise<object> {
  const { body, caller, ask } = asked;
  const region = neededText(body, "region");
  const workspaceId = textOf(body, "workspace_id");
  const description = textOf(body, "description") ?? "";
  const contractId =
    workspaceId === undefined
      ? (textOf(body, "contract_id") ?? caller.contractId)
      : await contractOf(asked, "workspace", workspaceId);
  const named = textOf(body, "tenant_name");
  const name = named ?? (workspaceId === undefined ? neededText(body, "tenant_name") : "");
  const order =
    name === "" && workspaceId !== undefined
      ? await ofWorkspace(ask, contractId, workspaceId, region, description)
      : { name, description };
  const { tenant } = (await ask("createTenant", {
    params: { contractId },
    body: { ...order, region, ...(workspaceId === undefined ? {} : { workspaceId }) },
  })) as { tenant: Tenant };
  return { ...shown(tenant), contract_id: contractId };
}

async function ofWorkspace(ask: SssAsked["ask"], contractId: string, workspaceId: string, region: string, description: string) {
  const workspace = (await ask("getWorkspace", { params: { contractId, workspaceId } })) as { name: string; description: string };
  const behind = `-${region}`;
  return { name: workspace.name.slice(0, 64 - behind.length) + behind, description: description || workspace.description };
}

/** General users see themselves alone. */
async function usersOf({ ask, caller }: SssAsked, params: { contractId: string; tenantId: string }) {
  const { who } = caller;
  if (who.kind === "user" && who.type === "general" && params.contractId === caller.contractId)
    return [{ user_id: caller.userId, contract_id: caller.contractId, contract_owner: false }];
  const { access } = (await ask("listAccess", { params })) as { access: Access[] };
  return access
    .filter(({ state }) => state === "granted")
    .map(({ userId, user }) => ({
      ...{ user_id: userId, contract_id: user.contractId },
      contract_owner: user.type === "representative" && user.contractId === params.contractId,
    }));
}

function shown(tenant: Tenant) {
  return {
    ...{ tenant_id: tenant.id, tenant_name: tenant.name, description: tenant.description, region: tenant.region },
    ...{ workspace_id: tenant.workspaceId, start_time: sssTime(tenant.startedAt), region_api_endpoint: "", brand_id: "ecl2" },
  };
}
