import { crc32 } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { type Agent, agents, type Pair, pairOf, signIn, someTenant, sssOf } from "../support/sss.ts";
import { signInStaff } from "../support/staff.ts";

const everyAgent = Object.keys(agents) as Agent[];
/** The key that the Partner API takes, of a pair that Keystone's clients take. */
function keyOf({ name, secret }: Pair): string {
  const body = `shk_${name}_${secret}`;
  return `${body}_${(crc32(body) % 36 ** 6).toString(36).padStart(6, "0")}`;
}
const everything = (basePath: string) => ({ basePath, path: "*", verb: "*" });

describe.skipIf(missingStore)("IAM groups and roles over SSS, and what they limit", () => {
  let house: House;
  let own: string;
  let tenant: string;
  let base: string;
  let owner: ReturnType<typeof sssOf>;
  let owners: Record<Agent, ReturnType<typeof sssOf>>;
  /** An administrator of the parent, with a key. */
  let user: { id: string; pair: Pair; apiKey: string };
  let counter = 0;

  async function given(method: string, path: string, status: number, body?: unknown, ask = owner) {
    const reply = await ask(method, path, body);
    expect([method, path, reply.status, reply.status === status ? "" : reply.text]).toEqual([method, path, status, ""]);
    return reply.body;
  }
  async function someUser() {
    const login = `iam${++counter}@x.example`;
    const made = await given("POST", "/users", 201, {
      login_id: login,
      mail_address: login,
      notify_password: "false",
      password: null,
    });
    await house.settle();
    const pair = { name: made.keystone_name as string, secret: made.keystone_password as string };
    await house.database.sql`
      insert into tenant_access (partner_id, contract_id, tenant_id, user_id, state, granted_by, granted_at, order_id)
      select t.partner_id, t.contract_id, t.id, ${made.user_id}, 'granted', 'test', now(), o.id
        from tenants t, lateral (select id from orders o where o.partner_id = t.partner_id limit 1) o where t.id = ${tenant} on conflict do nothing`;
    return { id: made.user_id as string, pair, apiKey: keyOf(pair) };
  }
  const tokenOf = async ({ pair }: { pair: Pair }) =>
    (await signIn(house.api, pair, tenant)).headers.get("x-subject-token") ?? "";
  const someRole = (resources: unknown[]) =>
    given("POST", "/iam/roles", 201, { iam_role_name: `role-${++counter}`, resources, contract_id: null, description: null });
  const someGroup = () =>
    given("POST", "/iam/groups", 201, { iam_group_name: `group-${++counter}`, contract_id: null, description: null });
  /** A group of the user with one role. */
  async function limit(resources: unknown[], who = user.id) {
    const [group, role] = [await someGroup(), await someRole(resources)];
    await given("PUT", `/iam/groups/${group.iam_group_id}/roles/${role.iam_role_id}`, 200);
    await given("PUT", `/iam/groups/${group.iam_group_id}/users/${who}`, 200);
    return { group: group.iam_group_id as string, role: role.iam_role_id as string };
  }
  const staff = new Map<string, string>();
  const operatorOf = async (kind: "operations" | "support") => {
    const token = staff.get(kind) ?? (await signInStaff(house, kind)).token;
    staff.set(kind, token);
    return sssOf(base, token);
  };
  const free = ({ group }: { group: string }, who = user.id) => given("DELETE", `/iam/groups/${group}/users/${who}`, 204);

  beforeAll(async () => {
    house = await openHouse();
    own = house.partner.contractId;
    tenant = await someTenant(house, own, "iam-home");
    const signedIn = await signIn(house.api, pairOf(house.partner.apiKey), tenant);
    const token = signedIn.headers.get("x-subject-token") ?? "";
    base = signedIn.body.token.catalog[0].endpoints[0].url as string;
    owners = { sdk: sssOf(base, token, "sdk"), cli: sssOf(base, token, "cli"), go: sssOf(base, token, "go") };
    owner = owners.sdk;
    user = await someUser();
  });
  afterAll(() => house?.close());

  test.each(everyAgent)("%s: groups, roles, and who is in them (28-31)", async (agent) => {
    const ask = owners[agent];
    const description = agent === "go" ? "参照のみ" : null;
    const group = await given(
      "POST",
      "/iam/groups",
      201,
      { iam_group_name: `readers-${agent}`, contract_id: null, description },
      ask,
    );
    expect(group).toEqual({
      ...{ iam_group_id: expect.any(String), iam_group_name: `readers-${agent}`, description: description ?? "" },
      ...{ contract_id: own, iam_roles: [], users: [] },
    });
    const resources = [{ basePath: "/ecl-sss", ipAddress: "192.0.2.*", path: "/api/v2/*", verb: "GET" }];
    const role = await given(
      "POST",
      "/iam/roles",
      201,
      { iam_role_name: `get-${agent}`, resources, contract_id: own, description: null },
      ask,
    );
    expect(role).toEqual({
      ...{ iam_role_id: expect.any(String), iam_role_name: `get-${agent}`, description: "", contract_id: own, resources },
    });
    const [groupPath, rolePath] = [`/iam/groups/${group.iam_group_id}`, `/iam/roles/${role.iam_role_id}`];
    expect(await given("GET", rolePath, 200, undefined, ask)).toEqual(role);
    expect((await given("GET", "/iam/roles", 200, undefined, ask)).iam_roles).toContainEqual(role);
    expect(await given("PUT", `${groupPath}/roles/${role.iam_role_id}`, 200, undefined, ask)).toEqual({
      ...{ iam_group_id: group.iam_group_id, iam_group_name: `readers-${agent}` },
      ...{ iam_role_id: role.iam_role_id, iam_role_name: `get-${agent}` },
    });
    const other = await someUser();
    expect(await given("PUT", `${groupPath}/users/${other.id}`, 200, undefined, ask)).toEqual({
      ...{ iam_group_id: group.iam_group_id, iam_group_name: `readers-${agent}`, user_id: other.id },
    });
    // Once more changes nothing.
    await given("PUT", `${groupPath}/users/${other.id}`, 200, undefined, ask);
    expect(await given("GET", `${groupPath}/users`, 200, undefined, ask)).toEqual({
      ...{ iam_group_id: group.iam_group_id, iam_group_name: `readers-${agent}`, users: [{ user_id: other.id }] },
    });
    const { iam_groups: groups } = await given("GET", `/iam/groups?contract_id=${own}`, 200, undefined, ask);
    expect(groups).toContainEqual({
      ...group,
      iam_roles: [{ iam_role_id: role.iam_role_id, iam_role_name: `get-${agent}` }],
      users: [{ user_id: other.id }],
    });
    await given("DELETE", groupPath, 409, undefined, ask);
    await given("DELETE", rolePath, 409, undefined, ask);
    await given("DELETE", `${groupPath}/users/${other.id}`, 204, undefined, ask);
    await given("DELETE", `${groupPath}/roles/${role.iam_role_id}`, 204, undefined, ask);
    await given("DELETE", `${groupPath}/roles/${role.iam_role_id}`, 404, undefined, ask);
    await given("DELETE", groupPath, 204, undefined, ask);
    await given("DELETE", rolePath, 204, undefined, ask);
    await given("GET", rolePath, 404, undefined, ask);
  });

  test("what has the wrong form, is taken or is the representative is refused in SSS's form", async () => {
    const group = await someGroup();
    for (const [path, status, body] of [
      ["/iam/groups", 400, { iam_group_name: "with space" }],
      ["/iam/groups", 400, {}],
      ["/iam/groups", 409, { iam_group_name: group.iam_group_name.toUpperCase() }],
      ["/iam/groups", 404, { iam_group_name: "elsewhere", contract_id: "econ9999999999" }],
      ["/iam/roles", 400, { iam_role_name: "a", resources: "all" }],
      ["/iam/roles", 400, { iam_role_name: "a", resources: [{}] }],
      ["/iam/roles", 400, { iam_role_name: "a", resources: [{ path: "/a b" }] }],
      ["/iam/roles", 400, { iam_role_name: "a", resources: [null] }],
    ] as const) {
      const { status: got, body: said } = await owner("POST", path, body);
      expect([path, body, got, Object.keys(said)]).toEqual([path, body, status, ["message"]]);
    }
    const [{ id: representative } = { id: "" }] = await house.database.sql<{ id: string }[]>`
      select representative_id as id from contracts where id = ${own}`;
    expect((await owner("PUT", `/iam/groups/${group.iam_group_id}/users/${representative}`)).status).toBe(409);
    expect((await owner("PUT", `/iam/groups/${group.iam_group_id}/users/ecid9999999999`)).status).toBe(404);
    expect((await owner("PUT", `/iam/groups/nothing/users/${user.id}`)).status).toBe(404);
  });

  test("who is in a group may ask for what its roles list, over SSS, for tokens, and over the Partner API; from the next request on", async () => {
    const before = await tokenOf(user);
    const sss = sssOf(base, before);
    const native = clientOf(house.api, { apiKey: user.apiKey });
    const what = async () => [
      (await sss("GET", "/workspaces")).status,
      (await sss("GET", `/users/${user.id}`)).status,
      (await sss("GET", "/tenants")).status,
      (await native.get("/v1/contracts?limit=1")).status,
      (await signIn(house.api, user.pair, tenant)).status,
    ];
    // A key that was read is trusted for half a second.
    const later = () => new Promise((done) => setTimeout(done, 600));
    expect(await what()).toEqual([200, 200, 200, 200, 201]);
    const reads = await limit([
      { basePath: "/ecl-sss", path: "/api/v2/users*", verb: "GET" },
      { basePath: "/ecl-sss", path: "/api/v2/workspaces", verb: "GET" },
    ]);
    await later();
    expect(await what()).toEqual([200, 200, 403, 403, 403]);
    const tokens = await limit([
      everything("/ecl-keystone"),
      { basePath: "/saihan", path: "/v1/contracts", verb: "GET", limit: "1" },
    ]);
    await later();
    expect(await what()).toEqual([200, 200, 403, 200, 201]);
    expect((await native.get("/v1/contracts?limit=2")).body).toMatchObject({ code: "IAM_NOT_LISTED", turn: "caller" });
    await free(reads);
    await later();
    expect(await what()).toEqual([403, 403, 403, 200, 201]);
    await given("DELETE", `/iam/groups/${tokens.group}/roles/${tokens.role}`, 204);
    await later();
    expect(await what()).toEqual([403, 403, 403, 403, 403]);
    await free(tokens);
    await later();
    expect(await what()).toEqual([200, 200, 200, 200, 201]);
  });

  test("a session in the portal is limited as well, and can always be left", async () => {
    const group = await limit([everything("/ecl-sss")]);
    const [row] = await house.database.sql<{ list: unknown }[]>`
      select iam_white_list(${own}, ${own}, ${user.id}) as list`;
    expect(row?.list).toEqual([everything("/ecl-sss")]);
    await free(group);
    const [after] = await house.database.sql<{ list: unknown }[]>`select iam_white_list(${own}, ${own}, ${user.id}) as list`;
    expect(after?.list).toBeNull();
  });

  test("the audit tells who limited whom by what", async () => {
    const group = await limit([{ path: "/api/v2/users", verb: "GET" }]);
    await free(group);
    await house.settle();
    const { body } = await clientOf(house.api, house.partner).get("/v1/audit?limit=100");
    const actions = (body.entries as { action: string; target: string }[])
      .filter((e) => e.target === group.group)
      .map((e) => e.action);
    expect(actions.toSorted()).toEqual([
      "iam-group.add-user",
      "iam-group.attach-role",
      "iam-group.create",
      "iam-group.remove-user",
    ]);
  });

  describe("the operator's two calls (33, 34)", () => {
    test("a token of a user, named by the id alone, which dies with the user's key; the partner's audit tells of it", async () => {
      const operator = await operatorOf("operations");
      const issued = await operator("POST", `/tokens/users/${user.id}?nocatalog=true`, { tenant_id: tenant });
      expect([issued.status, issued.status === 201 ? "" : issued.text]).toEqual([201, ""]);
      expect([issued.status, issued.body.token?.user.id, issued.body.token?.project.id]).toEqual([201, user.id, tenant]);
      const asUser = sssOf(base, issued.headers.get("x-subject-token") ?? "");
      expect((await asUser("GET", `/users/${user.id}`)).body.user_id).toBe(user.id);
      expect((await operator("POST", `/tokens/users/${user.id}`, {})).status).toBe(201);
      await house.settle();
      const { body } = await clientOf(house.api, house.partner).get("/v1/audit?limit=20");
      expect(body.entries).toContainEqual(expect.objectContaining({ action: "user.act-as", target: user.id }));
      await house.database.sql`update api_keys set revoked_at = now() where user_id = ${user.id}`;
      expect((await asUser("GET", `/users/${user.id}`)).status).toBe(401);
      expect((await operator("POST", `/tokens/users/${user.id}`, {})).status).toBe(404);
    });

    test("what the user's contract may buy", async () => {
      const made = await given("POST", "/contracts", 201, {
        ...{
          channel_id: `ch${own.slice(4)}2`,
          login_id: "iam.child@x.example",
          mail_address: "iam.child@x.example",
          password: null,
        },
      });
      await house.settle();
      const operator = await operatorOf("support");
      const menus = await operator("GET", `/users/${made.user_id}/service-menus`);
      expect([menus.status, menus.body.contract_id]).toEqual([200, made.contract_id]);
      expect(menus.body.service_menus.length).toBeGreaterThan(10);
      expect((await operator("POST", `/tokens/users/${made.user_id}`, {})).status).toBe(403);
    });

    test("is for the staff, and nothing else is", async () => {
      for (const [method, path] of [
        ["POST", `/tokens/users/${user.id}`],
        ["GET", `/users/${user.id}/service-menus`],
      ] as const) {
        expect([path, (await owner(method, path)).status]).toEqual([path, 403]);
        expect([path, (await sssOf(base, "sst_nothing")(method, path)).status]).toEqual([path, 401]);
      }
      const operator = await operatorOf("operations");
      expect((await operator("GET", "/users")).status).toBe(401);
      expect((await operator("POST", "/tokens/users/ecid9999999999", {})).status).toBe(404);
      expect((await operator("GET", "/users/nobody/service-menus")).status).toBe(404);
    });
  });
});
