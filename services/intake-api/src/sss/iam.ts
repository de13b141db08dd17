import type { iamGroupView, iamRoleView } from "../iam/view.ts";
import { contractOf } from "./lookup.ts";
import type { SssAsked, SssRoute } from "./route.ts";
import { faulty, neededText, textOf } from "./wire.ts";

type Group = ReturnType<typeof iamGroupView>;
type Role = ReturnType<typeof iamRoleView>;

/** Rows 28 to 31: groups and roles that limit what users may ask for. */
export const iamRoutes: readonly SssRoute[] = [
  {
    method: "get",
    path: "/iam/groups",
    acts: ["listIamGroups"],
    status: 200,
    answer: async ({ ask, query, caller }) => {
      const contractId = textOf(query, "contract_id") ?? caller.contractId;
      const { groups } = (await ask("listIamGroups", { params: { contractId } })) as { groups: Group[] };
      return { iam_groups: groups.map(shownGroup) };
    },
  },
  {
    method: "post",
    path: "/iam/groups",
    acts: ["createIamGroup"],
    status: 201,
    answer: async ({ ask, body, caller }) => {
      const contractId = textOf(body, "contract_id") ?? caller.contractId;
      const made = { name: neededText(body, "iam_group_name"), description: textOf(body, "description") ?? "" };
      return shownGroup((await ask("createIamGroup", { params: { contractId }, body: made })) as Group);
    },
  },
  {
    method: "delete",
    path: "/iam/groups/:groupId",
    acts: ["deleteIamGroup"],
    status: 204,
    answer: async (asked) => {
      await asked.ask("deleteIamGroup", { params: await groupIn(asked) });
      return undefined;
    },
  },
  {
    method: "put",
    path: "/iam/groups/:groupId/roles/:roleId",
    acts: ["attachIamRole"],
    status: 200,
    answer: async (asked) => {
      const { roleId = "" } = asked.params;
      const group = (await asked.ask("attachIamRole", { params: { ...(await groupIn(asked)), roleId } })) as Group;
      const name = group.roles.find((role) => role.id === roleId)?.name ?? "";
      return { iam_group_id: group.id, iam_group_name: group.name, iam_role_id: roleId, iam_role_name: name };
    },
  },
  {
    method: "delete",
    path: "/iam/groups/:groupId/roles/:roleId",
    acts: ["detachIamRole"],
    status: 204,
    answer: async (asked) => {
      const { roleId = "" } = asked.params;
      await asked.ask("detachIamRole", { params: { ...(await groupIn(asked)), roleId } });
      return undefined;
    },
  },
  {
    method: "get",
    path: "/iam/groups/:groupId/users",
    acts: ["getIamGroup"],
    status: 200,
    answer: async (asked) => {
      const group = (await asked.ask("getIamGroup", { params: await groupIn(asked) })) as Group;
      return { iam_group_id: group.id, iam_group_name: group.name, users: group.users.map((id) => ({ user_id: id })) };
    },
  },
  {
    method: "put",
    path: "/iam/groups/:groupId/users/:userId",
    acts: ["addUserToIamGroup"],
    status: 200,
    answer: async (asked) => {
      const { userId = "" } = asked.params;
      const group = (await asked.ask("addUserToIamGroup", { params: { ...(await groupIn(asked)), userId } })) as Group;
      return { iam_group_id: group.id, iam_group_name: group.name, user_id: userId };
    },
  },
  {
    method: "delete",
    path: "/iam/groups/:groupId/users/:userId",
    acts: ["removeUserFromIamGroup"],
    status: 204,
    answer: async (asked) => {
      const { userId = "" } = asked.params;
      await asked.ask("removeUserFromIamGroup", { params: { ...(await groupIn(asked)), userId } });
      return undefined;
    },
  },
  {
    method: "get",
    path: "/iam/roles",
    acts: ["listIamRoles"],
    status: 200,
    answer: async ({ ask, query, caller }) => {
      const contractId = textOf(query, "contract_id") ?? caller.contractId;
      const { roles } = (await ask("listIamRoles", { params: { contractId } })) as { roles: Role[] };
      return { iam_roles: roles.map(shownRole) };
    },
  },
  {
    method: "post",
    path: "/iam/roles",
    acts: ["createIamRole"],
    status: 201,
    answer: async ({ ask, body, caller }) => {
      const contractId = textOf(body, "contract_id") ?? caller.contractId;
      const resources: unknown = body.resources ?? [];
      if (!Array.isArray(resources)) throw faulty("resources", "must be a list");
      const made = {
        ...{ name: neededText(body, "iam_role_name"), description: textOf(body, "description") ?? "" },
        // Clients send null for what was left out.
        resources: resources.map((entry: unknown) =>
          typeof entry === "object" && entry !== null
            ? Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null && value !== ""))
            : entry,
        ),
      };
      return shownRole((await ask("createIamRole", { params: { contractId }, body: made })) as Role);
    },
  },
  {
    method: "get",
    path: "/iam/roles/:roleId",
    acts: ["getIamRole"],
    status: 200,
    answer: async (asked) => shownRole((await asked.ask("getIamRole", { params: await roleIn(asked) })) as Role),
  },
  {
    method: "delete",
    path: "/iam/roles/:roleId",
    acts: ["deleteIamRole"],
    status: 204,
    answer: async (asked) => {
      await asked.ask("deleteIamRole", { params: await roleIn(asked) });
      return undefined;
    },
  },
];

async function groupIn(asked: SssAsked): Promise<{ contractId: string; groupId: string }> {
  const { groupId = "" } = asked.params;
  return { contractId: await contractOf(asked, "iamGroup", groupId), groupId };
}

async function roleIn(asked: SssAsked): Promise<{ contractId: string; roleId: string }> {
  const { roleId = "" } = asked.params;
  return { contractId: await contractOf(asked, "iamRole", roleId), roleId };
}

function shownGroup(group: Group) {
  return {
    ...{ iam_group_id: group.id, iam_group_name: group.name, description: group.description, contract_id: group.contractId },
    iam_roles: group.roles.map(({ id, name }) => ({ iam_role_id: id, iam_role_name: name })),
    users: group.users.map((id) => ({ user_id: id })),
  };
}

function shownRole(role: Role) {
  return {
    ...{ iam_role_id: role.id, iam_role_name: role.name, description: role.description, contract_id: role.contractId },
    resources: role.resources,
  };
}
