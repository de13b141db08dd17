import { problem as p } from "./problem.ts";

/** Reasons of workspaces. */
export const workspaceProblems = {
  WORKSPACE_NOT_FOUND: p(
    "caller",
    false,
    "ワークスペース {workspaceId} はありません。",
    "There is no workspace {workspaceId}.",
    "契約のワークスペースの一覧を確認してください。",
    "Look at the contract's list of workspaces.",
  ),
  WORKSPACE_NAME_TAKEN: p(
    "caller",
    false,
    "そのワークスペース名は使われています。",
    "That workspace name is taken.",
    "別の名前を選んでください。名前は全サービスで一意です。",
    "Choose another name; names are unique over the whole service.",
  ),
  WORKSPACE_LIMIT_REACHED: p(
    "caller",
    false,
    "1つの契約のワークスペースは100個までです。",
    "A contract has at most 100 workspaces.",
    "使っていないワークスペースを削除してください。",
    "Delete a workspace that is not needed.",
  ),
  WORKSPACE_REGION_TAKEN: p(
    "caller",
    false,
    "そのワークスペースには、リージョンのテナントが既にあります。",
    "The workspace already holds a tenant of that region.",
    "別のワークスペースを指定するか、別のリージョンを選んでください。",
    "Name another workspace or choose another region.",
  ),
  WORKSPACE_HAS_TENANTS: p(
    "caller",
    false,
    "ワークスペース {workspaceId} にはテナントが {tenants} 件残っています。",
    "Workspace {workspaceId} still holds {tenants} tenants.",
    "先にテナントを削除してください。",
    "Delete the tenants first.",
  ),
} as const;
