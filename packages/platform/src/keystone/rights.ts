import { randomBytes } from "node:crypto";
import { PlatformUnavailable } from "../platform.ts";
import type { Caller } from "./caller.ts";
import type { Identity } from "./session.ts";

interface Probe {
  action: string;
  method: "GET" | "POST" | "DELETE";
  path: string;
  body?: object;
}

/**
 * Actions of Keystone's policy that the house needs, each with a request that finds out whether it is allowed and changes
 * nothing: it names an object that does not exist, or lacks what is required. Keystone asks its policy first; who may not
 * gets 403, who may gets 400 or 404. `update_domain`, `delete_domain`, `update_project`, `update_user`, `create_grant` and `revoke_grant` cannot
 * be asked for in this way: a denial of those is known when it comes. (docs/keystone.md lists all.)
 */
function probes({ projectId }: Identity): Probe[] {
  const nothing = randomBytes(16).toString("hex");
  const list: Probe[] = [
    { action: "list_domains", method: "GET", path: `/domains?name=${nothing}` },
    { action: "get_domain", method: "GET", path: `/domains/${nothing}` },
    { action: "create_domain", method: "POST", path: "/domains", body: { domain: {} } },
    { action: "list_projects", method: "GET", path: `/projects?name=${nothing}` },
    { action: "get_project", method: "GET", path: `/projects/${nothing}` },
    { action: "create_project", method: "POST", path: "/projects", body: { project: {} } },
    { action: "delete_project", method: "DELETE", path: `/projects/${nothing}` },
    { action: "list_users", method: "GET", path: `/users?name=${nothing}` },
    { action: "get_user", method: "GET", path: `/users/${nothing}` },
    { action: "create_user", method: "POST", path: "/users", body: { user: {} } },
    { action: "delete_user", method: "DELETE", path: `/users/${nothing}` },
    { action: "list_roles", method: "GET", path: `/roles?name=${nothing}` },
    { action: "list_role_assignments", method: "GET", path: `/role_assignments?user.id=${nothing}` },
  ];
  if (projectId !== undefined) {
    const tree = `/role_assignments?scope.project.id=${projectId}&include_subtree=true`;
    list.push({ action: "list_role_assignments_for_tree", method: "GET", path: tree });
  }
  return list;
}

/** The actions that Keystone denies the house. @throws PlatformUnavailable when it cannot be asked */
export async function missingRights(caller: Caller, deadline: number): Promise<string[]> {
  const missing: string[] = [];
  for (const { action, method, path, body } of probes(await caller.identity())) {
    const { fault } = await caller.ask(method, path, deadline, body);
    if (fault instanceof PlatformUnavailable) {
      if (fault.code !== "PLATFORM_RIGHTS_MISSING") throw fault;
      missing.push(action);
    }
  }
  return missing;
}
