import { execFile } from "node:child_process";
import { promisify } from "node:util";
import {
  type ContractOnRecord,
  driftOfContract,
  type ListedDomain,
  makeOnce,
  type NewDomain,
  type NewProject,
  type NewUser,
  openPlatform,
  type Platform,
  type PlatformConfig,
} from "@saihan/platform";
import { beforeAll, describe, expect, test } from "vitest";
import { type KeystoneAdmin, keystoneAdmin, missingKeystone, realKeystone } from "../support/keystone-admin.ts";
import { leastRole } from "../support/keystone-server.ts";

let counter = 0;
const number = () => String(1_000_000 + ++counter).padStart(10, "0");
const someDomain = (description = "青空商事"): NewDomain => {
  const contractId = `econ${number()}`;
  return { kind: "domain", clientToken: `order-${contractId}`, contractId, description };
};
const someProject = (domainId: string, name: string): NewProject => ({
  kind: "project",
  clientToken: `order-${domainId}-${name}`,
  domainId,
  tenantId: `t-${number()}`,
  name,
  region: "jp1",
  description: "開発",
});
const someUser = (domainId: string): NewUser => {
  const userId = `ecid${number()}`;
  return { kind: "user", clientToken: `order-${userId}`, domainId, userId };
};
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error: Error) => error.message,
  );

describe.skipIf(missingKeystone)("a real Keystone", () => {
  let admin: KeystoneAdmin;
  let platform: Platform;
  const open = (more: Partial<PlatformConfig> = {}) =>
    openPlatform({
      PLATFORM_URL: `keystone+${realKeystone().url}`,
      PLATFORM_TIMEOUT_MS: 8_000,
      KEYSTONE_USERNAME: realKeystone().username,
      KEYSTONE_PASSWORD: realKeystone().password,
      ...more,
    });
  beforeAll(async () => {
    admin = await keystoneAdmin();
    platform = open();
  });

  test("is ready for an administrator", async () => {
    await platform.ready();
    expect(platform.circuit().state).toBe("closed");
  });

  test("holds a contract, a tenant, a user and access as the house means them", async () => {
    const wanted = someDomain("𠮷野家 青空商事 🏢");
    const domain = await platform.make(wanted);
    const project = await platform.make(someProject(domain.id, "web.prod-1"));
    const user = await platform.make(someUser(domain.id));
    await platform.grant({ clientToken: "o", userId: user.id, projectId: project.id });
    expect((await admin.call("GET", `/domains/${domain.id}`)).domain).toMatchObject({
      name: wanted.contractId,
      description: "〓野家 青空商事 〓",
      enabled: true,
      saihan_contract: wanted.contractId,
      saihan_token: wanted.clientToken,
      saihan_description: "𠮷野家 青空商事 🏢",
    });
    expect((await admin.call("GET", `/projects/${project.id}`)).project).toMatchObject({
      name: "web.prod-1",
      domain_id: domain.id,
      saihan_region: "jp1",
      description: "開発",
    });
    const { access } = await platform.listing.contents(domain.id);
    expect(access).toEqual([{ holder: { kind: "user", id: user.id }, on: { kind: "project", id: project.id }, role: "member" }]);
  });

  test("gets each thing once from twenty callers at once, on two connections of the house's own", async () => {
    const other = open();
    const wanted = someDomain();
    const domains = await Promise.all(Array.from({ length: 20 }, (_, i) => (i % 2 ? platform : other).make(wanted)));
    expect(new Set(domains.map((d) => d.id)).size).toBe(1);
    const [domain] = domains;
    if (!domain) throw new Error("nothing was made");
    const project = someProject(domain.id, "once");
    const user = someUser(domain.id);
    const made = await Promise.all(
      Array.from({ length: 20 }, (_, i) => makeOnce(i % 2 ? platform : other, i % 4 < 2 ? project : user, 1 + (i % 3))),
    );
    expect(new Set(made.map((m) => m.id)).size).toBe(2);
    expect(await admin.inside(domain.id)).toEqual({ projects: ["once"], users: [user.userId] });
  });

  test("finds what a request has made, and nothing for another request of the same name", async () => {
    const wanted = someDomain();
    expect(await platform.find(wanted)).toBeUndefined();
    const made = await platform.make(wanted);
    expect(await platform.find(wanted)).toEqual(made);
    expect(await platform.find({ ...wanted, clientToken: "another" })).toBeUndefined();
    expect(await outcome(platform.make({ ...wanted, clientToken: "another" }))).toBe("NAME_TAKEN");
    expect(await platform.find(someProject("f".repeat(32), "nowhere"))).toBeUndefined();
    expect(await platform.find(someUser("f".repeat(32)))).toBeUndefined();
  });

  test("two contracts may have tenants of one name; names that Keystone does not take are mapped", async () => {
    const [a, b] = [await platform.make(someDomain()), await platform.make(someDomain())];
    await platform.make(someProject(a.id, "shared"));
    await platform.make(someProject(b.id, "shared"));
    const name = `開発環境 𠮷 ${"x".repeat(80)}`;
    const wanted = someProject(a.id, name);
    const made = await platform.make(wanted);
    expect((await admin.call("GET", `/projects/${made.id}`)).project.saihan_name).toBe(name);
    expect(await platform.find(wanted)).toEqual(made);
  });

  test("a contract that is suspended keeps all it has; nobody of it can sign in; resumed, they can again", async () => {
    const domain = await platform.make(someDomain());
    const project = await platform.make(someProject(domain.id, "kept"));
    const user = await platform.make(someUser(domain.id));
    await platform.grant({ clientToken: "o", userId: user.id, projectId: project.id });
    await admin.call("PATCH", `/users/${user.id}`, { user: { password: "first-Password-1" } });
    const signIn = async () => {
      const identity = { methods: ["password"], password: { user: { id: user.id, password: "first-Password-1" } } };
      const answer = await fetch(`${realKeystone().url}/auth/tokens`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ auth: { identity, scope: { project: { id: project.id } } } }),
      });
      await answer.arrayBuffer();
      return answer.status;
    };
    expect(await signIn()).toBe(201);
    await platform.updateDomain({ clientToken: "o", domainId: domain.id, enabled: false });
    expect(await signIn()).toBe(401);
    expect((await admin.inside(domain.id)).projects).toEqual(["kept"]);
    await platform.updateDomain({ clientToken: "o", domainId: domain.id, enabled: true, description: "青空" });
    expect(await signIn()).toBe(201);
    await platform.revoke({ clientToken: "o", userId: user.id, projectId: project.id });
    expect(await signIn()).toBe(401);
  });

  test("what a tenant is described as changes, with every character; its name and its access stay", async () => {
    const domain = await platform.make(someDomain());
    const project = await platform.make(someProject(domain.id, "described"));
    await platform.updateProject({ clientToken: "o", projectId: project.id, description: "𠮷野 本番" });
    const { project: now } = await admin.call("GET", `/projects/${project.id}`);
    expect(now).toMatchObject({
      saihan_description: "𠮷野 本番",
      description: "〓野 本番",
      saihan_name: "described",
      enabled: true,
    });
    const gone = { clientToken: "o", projectId: "f".repeat(32), description: "x" };
    expect(await outcome(platform.updateProject(gone))).toBe("NOT_FOUND");
  });

  test("a parent's user has access to a child's tenant, and no more once it is taken away", async () => {
    const [parent, child] = [await platform.make(someDomain()), await platform.make(someDomain())];
    const project = await platform.make(someProject(child.id, "shop"));
    const user = await platform.make(someUser(parent.id));
    const access = { clientToken: "o", userId: user.id, projectId: project.id };
    await platform.grant(access);
    await platform.grant(access);
    expect((await platform.listing.contents(child.id)).access).toHaveLength(1);
    await platform.revoke(access);
    await platform.revoke(access);
    expect((await platform.listing.contents(child.id)).access).toEqual([]);
    expect(await outcome(platform.grant({ ...access, userId: "f".repeat(32) }))).toBe("NOT_FOUND");
  });

  test("a contract ends in Keystone's order; ending it again is done; what comes too late finds no place", async () => {
    const wanted = someDomain();
    const domain = await platform.make(wanted);
    const project = await platform.make(someProject(domain.id, "gone"));
    const user = await platform.make(someUser(domain.id));
    await platform.deleteUser({ clientToken: "o", userId: user.id });
    await platform.deleteUser({ clientToken: "o", userId: user.id });
    await platform.deleteProject({ clientToken: "o", projectId: project.id });
    await platform.deleteProject({ clientToken: "o", projectId: project.id });
    await platform.updateDomain({ clientToken: "o", domainId: domain.id, enabled: false });
    await platform.deleteDomain({ clientToken: "o", domainId: domain.id });
    await platform.deleteDomain({ clientToken: "o", domainId: domain.id });
    expect(await admin.domainsNamed(wanted.contractId)).toEqual([]);
    expect(await outcome(platform.make(someProject(domain.id, "late")))).toBe("BAD_REQUEST");
    expect(await outcome(platform.make(someUser(domain.id)))).toBe("NOT_FOUND");
    expect(await outcome(platform.updateDomain({ clientToken: "o", domainId: domain.id, enabled: true }))).toBe("NOT_FOUND");
    expect(await platform.listing.contents(domain.id)).toEqual({ projects: [], users: [], access: [] });
  });

  test("a domain with a project of someone else's is not deleted", async () => {
    const domain = await platform.make(someDomain());
    const { project } = await admin.call("POST", "/projects", { project: { name: "by-hand", domain_id: domain.id } });
    expect(await outcome(platform.deleteDomain({ clientToken: "o", domainId: domain.id }))).toBe("NOT_EMPTY");
    expect((await admin.call("GET", `/domains/${domain.id}`)).domain.enabled).toBe(true);
    await admin.call("DELETE", `/projects/${project.id}`);
    await platform.deleteDomain({ clientToken: "o", domainId: domain.id });
  });

  test("drift: what someone does behind the house's back is seen, each thing by its name", async () => {
    const wanted = someDomain();
    const domain = await platform.make(wanted);
    const [kept, lost] = [someProject(domain.id, "kept"), someProject(domain.id, "lost")];
    const [keptMade, lostMade] = [await platform.make(kept), await platform.make(lost)];
    const [alice, bob] = [await platform.make(someUser(domain.id)), await platform.make(someUser(domain.id))];
    const access = [alice, bob].map((u) => ({ platformUserId: u.id, platformProjectId: keptMade.id }));
    for (const a of access) await platform.grant({ clientToken: "o", userId: a.platformUserId, projectId: a.platformProjectId });
    const ours: ContractOnRecord = {
      contractId: wanted.contractId,
      platformId: domain.id,
      should: "enabled",
      moving: false,
      tenants: [
        { tenantId: kept.tenantId, platformId: keptMade.id },
        { tenantId: lost.tenantId, platformId: lostMade.id },
      ],
      users: [
        { userId: "alice", platformId: alice.id },
        { userId: "bob", platformId: bob.id },
      ],
      access,
    };
    const compare = async () => {
      const domains: ListedDomain[] = [];
      for await (const d of platform.listing.domains()) if (d.contractId === wanted.contractId) domains.push(d);
      const contents = await platform.listing.contents(domain.id);
      return driftOfContract(ours, { domains, contents }, platform.listing.accessRole)
        .map((d) => `${d.what} ${d.ourId ?? ""} ${d.problem} ${d.roles?.join(",") ?? ""}`.trim())
        .toSorted((a, b) => (a < b ? -1 : 1));
    };
    expect(await compare()).toEqual([]);

    const { roles } = await admin.call("GET", "/roles");
    const roleId = (name: string) => roles.find((r: { name: string }) => r.name === name).id;
    const held = `/projects/${keptMade.id}/users`;
    await admin.call("DELETE", `/projects/${lostMade.id}`);
    await admin.call("PATCH", `/users/${bob.id}`, { user: { enabled: false } });
    await admin.call("DELETE", `${held}/${alice.id}/roles/${roleId("member")}`);
    await admin.call("PUT", `${held}/${bob.id}/roles/${roleId("admin")}`);
    await admin.call("PUT", `/domains/${domain.id}/users/${alice.id}/roles/${roleId("reader")}`);
    await admin.call("POST", "/users", { user: { name: "by-hand", domain_id: domain.id } });
    await platform.updateDomain({ clientToken: "o", domainId: domain.id, enabled: false });
    expect(await compare()).toEqual([
      "access  extra reader",
      `access ${kept.tenantId} missing`,
      `access ${kept.tenantId} wrong-role admin,member`,
      `domain ${wanted.contractId} disabled`,
      `project ${lost.tenantId} missing`,
      "user  extra",
      "user bob disabled",
    ]);
  });

  test("credentials, rights and roles that are wrong are said in one sentence", async () => {
    const at = new URL(realKeystone().url).host;
    const why = async (more: Partial<PlatformConfig>) =>
      open(more)
        .ready()
        .then(
          () => undefined,
          (error: { why?: string }) => error.why,
        );
    const check = "check KEYSTONE_USERNAME, its password and KEYSTONE_PROJECT.";
    expect(await why({ KEYSTONE_PASSWORD: "wrong" })).toBe(
      `Keystone at ${at} refuses the user admin of domain Default for project admin of domain Default: ${check}`,
    );
    expect(await why({ KEYSTONE_PROJECT: "nothing" })).toBe(
      `Keystone at ${at} refuses the user admin of domain Default for project nothing of domain Default: ${check}`,
    );
    expect(await why({ KEYSTONE_ROLE: "nobody" })).toBe(
      `Keystone at ${at} has no role nobody: make it, or name another in KEYSTONE_ROLE.`,
    );
    expect(await why({ PLATFORM_URL: `keystone+http://${at}/identity/v3` })).toBe(
      `What answers at ${at} is not Keystone v3 (404): check PLATFORM_URL.`,
    );
    const { user, project } = await account("weak");
    await give(user.id, project.id, "member");
    const weak = { KEYSTONE_USERNAME: "weak", KEYSTONE_PASSWORD: "weak-Password-1", KEYSTONE_PROJECT: "weak" };
    const actions = [
      ...["list_domains", "get_domain", "create_domain"],
      ...["list_projects", "get_project", "create_project", "delete_project"],
      ...["list_users", "get_user", "create_user", "delete_user"],
      ...["list_roles", "list_role_assignments", "list_role_assignments_for_tree"],
    ];
    expect(await why(weak)).toBe(
      `Keystone at ${at} denies the user weak: ${actions.join(", ")}; see docs/keystone.md for the rights.`,
    );
    expect(await outcome(open(weak).make(someDomain()))).toBe("PLATFORM_RIGHTS_MISSING");
  });

  test("the least rights are enough for everything, and for nothing else", async () => {
    await admin.call("POST", "/roles", { role: { name: leastRole } });
    const { domain: own } = await admin.call("POST", "/domains", { domain: { name: "least" } });
    const { user, project } = await account("least", own.id);
    await give(user.id, project.id, leastRole);
    const least = open({
      KEYSTONE_USERNAME: "least",
      KEYSTONE_PASSWORD: "least-Password-1",
      KEYSTONE_USER_DOMAIN: "least",
      KEYSTONE_PROJECT: "least",
      KEYSTONE_PROJECT_DOMAIN: "least",
    });
    await least.ready();
    const domain = await least.make(someDomain());
    const wanted = someProject(domain.id, "least");
    const made = await least.make(wanted);
    expect(await least.find(wanted)).toEqual(made);
    const person = await least.make(someUser(domain.id));
    await least.grant({ clientToken: "o", userId: person.id, projectId: made.id });
    const listed: string[] = [];
    for await (const d of least.listing.domains()) listed.push(d.id);
    expect(listed).toContain(domain.id);
    expect((await least.listing.contents(domain.id)).access).toHaveLength(1);
    await admin.call("PATCH", `/projects/${made.id}`, { project: { enabled: false } });
    await admin.call("PATCH", `/users/${person.id}`, { user: { enabled: false } });
    await least.enable({ clientToken: "o", kind: "project", id: made.id });
    await least.enable({ clientToken: "o", kind: "user", id: person.id });
    const { projects: enabled, users: people } = await least.listing.contents(domain.id);
    expect([enabled, people]).toMatchObject([[{ enabled: true }], [{ enabled: true }]]);
    expect(await least.listing.domain(domain.id)).toMatchObject({ id: domain.id, enabled: true });
    expect(await least.listing.domain("0".repeat(32))).toBeUndefined();
    await least.updateDomain({ clientToken: "o", domainId: domain.id, enabled: false });
    await least.revoke({ clientToken: "o", userId: person.id, projectId: made.id });
    await least.deleteUser({ clientToken: "o", userId: person.id });
    await least.deleteProject({ clientToken: "o", projectId: made.id });
    await least.deleteDomain({ clientToken: "o", domainId: domain.id });
    await least.ready();
    const token = await tokenOf("least", own.id);
    const { roles } = await admin.call("GET", "/roles?name=admin");
    const { users } = await admin.call("GET", "/users?name=admin");
    const { projects } = await admin.call("GET", "/projects?name=admin");
    const other = await least.make(someDomain());
    const tenant = await least.make(someProject(other.id, "other"));
    for (const [what, method, path, body] of [
      ["make a role", "POST", "/roles", { role: { name: "own" } }],
      ["make a service", "POST", "/services", { service: { type: "own" } }],
      ["become an administrator of its project", "PUT", `/projects/${project.id}/users/${user.id}/roles/${roles[0].id}`],
      ["become an administrator of a tenant", "PUT", `/projects/${tenant.id}/users/${user.id}/roles/${roles[0].id}`],
      ["become an administrator of a domain", "PUT", `/domains/${other.id}/users/${user.id}/roles/${roles[0].id}`],
      ["become an administrator of the system", "PUT", `/system/users/${user.id}/roles/${roles[0].id}`],
      ["remove the administrator", "DELETE", `/users/${users[0].id}`],
      ["set the administrator's password", "PATCH", `/users/${users[0].id}`, { user: { password: "own-Password-1" } }],
      ["remove the administrator's project", "DELETE", `/projects/${projects[0].id}`],
      ["disable the cloud's own domain", "PATCH", "/domains/default", { domain: { enabled: false } }],
      ["delete the cloud's own domain", "DELETE", "/domains/default"],
      ["make a user in the cloud's own domain", "POST", "/users", { user: { name: "own", domain_id: "default" } }],
      ["make a project in the cloud's own domain", "POST", "/projects", { project: { name: "own", domain_id: "default" } }],
    ] as const) {
      const answer = await fetch(realKeystone().url + path, {
        method,
        headers: { "x-auth-token": token, "content-type": "application/json" },
        ...(body ? { body: JSON.stringify(body) } : {}),
      });
      const said = (await answer.json()) as { error: { message: string } };
      expect([what, answer.status, said.error.message]).toEqual([what, 403, expect.stringContaining("identity:")]);
    }
  });

  const client = promisify(execFile);
  test("OpenStack's own client sees what the house wrote", async ({ skip }) => {
    try {
      await client("openstack", ["--version"]);
    } catch {
      skip("no openstack client on the PATH (Debian: python3-openstackclient)");
    }
    const wanted = someDomain();
    const domain = await platform.make(wanted);
    const project = await platform.make(someProject(domain.id, "seen"));
    const person = someUser(domain.id);
    const user = await platform.make(person);
    await platform.grant({ clientToken: "o", userId: user.id, projectId: project.id });
    const { url, username, password } = realKeystone();
    const env = {
      ...process.env,
      OS_AUTH_URL: url,
      OS_USERNAME: username,
      OS_PASSWORD: password,
      OS_PROJECT_NAME: realKeystone().project,
      OS_USER_DOMAIN_NAME: "Default",
      OS_PROJECT_DOMAIN_NAME: "Default",
      OS_IDENTITY_API_VERSION: "3",
    };
    const list = async (...args: string[]) => JSON.parse((await client("openstack", [...args, "-f", "json"], { env })).stdout);
    expect(await list("project", "list", "--domain", wanted.contractId)).toEqual([{ ID: project.id, Name: "seen" }]);
    expect(await list("role", "assignment", "list", "--names", "--project", project.id)).toMatchObject([
      { Role: "member", User: `${person.userId}@${wanted.contractId}`, Project: `seen@${wanted.contractId}`, Inherited: false },
    ]);
  });

  async function account(name: string, domain_id = "default") {
    const { project } = await admin.call("POST", "/projects", { project: { name, domain_id } });
    const { user } = await admin.call("POST", "/users", { user: { name, domain_id, password: `${name}-Password-1` } });
    return { user, project };
  }

  async function give(userId: string, projectId: string, role: string) {
    const { roles } = await admin.call("GET", `/roles?name=${role}`);
    await admin.call("PUT", `/projects/${projectId}/users/${userId}/roles/${roles[0].id}`);
  }

  async function tokenOf(name: string, domainId: string): Promise<string> {
    const identity = {
      methods: ["password"],
      password: { user: { name, domain: { id: domainId }, password: `${name}-Password-1` } },
    };
    const answer = await fetch(`${realKeystone().url}/auth/tokens`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ auth: { identity, scope: { project: { name, domain: { id: domainId } } } } }),
    });
    await answer.arrayBuffer();
    return answer.headers.get("x-subject-token") ?? "";
  }
});
