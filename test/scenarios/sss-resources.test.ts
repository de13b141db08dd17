import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { type Agent, agents, pairOf, signIn, someTenant, sssOf } from "../support/sss.ts";

/** `YYYY-MM-DD HH:MM:SS` or nothing: anything else fails the Go client's whole call. */
const time = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)?$/;
const everyAgent = Object.keys(agents) as Agent[];

describe.skipIf(missingStore)("the SSS API's resources, as eclsdk, ecl and eclcloud ask for them", () => {
  let house: House;
  let own: string;
  let token: string;
  let api: Record<Agent, ReturnType<typeof sssOf>>;
  let child: { contract_id: string; user_id: string; keystone_name: string; keystone_password: string };
  let counter = 0;
  const channel = (n: number) => `ch${own.slice(4)}${n}`;

  /** Every time in an answer has the one form, and every flag is a JSON boolean. */
  function wellFormed(reply: Reply): void {
    const look = (value: unknown, name: string): void => {
      if (/_time$|^approval_(deadline|expire)$/.test(name))
        expect([name, String(value)]).toEqual([name, expect.stringMatching(time)]);
      if (/^(contract_owner|super_user|api_availability|otp_activation|management_channel|approver|request_user)$/.test(name))
        expect([name, typeof value]).toEqual([name, "boolean"]);
      if (value && typeof value === "object") for (const [key, one] of Object.entries(value)) look(one, key);
    };
    look(reply.body, "");
  }
  async function given(agent: Agent, method: string, path: string, status: number, body?: unknown) {
    const reply = await api[agent](method, path, body);
    expect([agent, method, path, reply.status, status === reply.status ? "" : reply.text]).toEqual([
      agent,
      method,
      path,
      status,
      "",
    ]);
    if (status === 204) expect(reply.text).toBe("");
    wellFormed(reply);
    return reply.body;
  }
  /** Asked by a client, and refused in the SSS API's form. */
  async function refused(method: string, path: string, status: number, body?: unknown): Promise<string> {
    const reply = await api.sdk(method, path, body);
    expect([method, path, reply.status, Object.keys(reply.body ?? {})]).toEqual([method, path, status, ["message"]]);
    expect(reply.body.message).toMatch(/^[^[\]]{10,}$/);
    return reply.body.message as string;
  }

  beforeAll(async () => {
    house = await openHouse();
    own = house.partner.contractId;
    const tenant = await someTenant(house, own, "sss-home");
    const signedIn = await signIn(house.api, pairOf(house.partner.apiKey), tenant);
    token = signedIn.headers.get("x-subject-token") ?? "";
    const base = signedIn.body.token.catalog[0].endpoints[0].url as string;
    api = { sdk: sssOf(base, token, "sdk"), cli: sssOf(base, token, "cli"), go: sssOf(base, token, "go") };
    child = await given("sdk", "POST", "/contracts", 201, {
      ...{
        channel_id: channel(2),
        external_reference_id: "N1234567890",
        login_id: "sss.child@x.example",
        notify_password: "true",
      },
      ...{ password: "korekara-yoroshiku-92", mail_addresss: "sss.child@x.example" },
    });
    await house.settle();
  });
  afterAll(() => house?.close());

  describe("users and keys (1-5, 13)", () => {
    test("each client makes a user, who has a key at once, is shown, is changed, and goes", async () => {
      const bodies: Record<Agent, (n: number) => object> = {
        sdk: (n) => ({ login_id: `u${n}@x.example`, mail_address: `u${n}@x.example`, notify_password: "true", password: null }),
        cli: (n) => ({ login_id: `u${n}@x.example`, mail_address: `u${n}@x.example`, notify_password: false }),
        go: (n) => ({
          login_id: `u${n}@x.example`,
          mail_address: `u${n}@x.example`,
          notify_password: "false",
          password: "korekara-yoroshiku-92",
        }),
      };
      for (const agent of everyAgent) {
        const n = ++counter;
        const made = await given(agent, "POST", "/users", 201, bodies[agent](n));
        expect(made).toEqual({
          ...{ login_id: `u${n}@x.example`, mail_address: `u${n}@x.example`, contract_id: own },
          user_id: expect.stringMatching(/^ecid[0-9]{10}$/),
          keystone_name: expect.stringMatching(/^[0-9a-z]{12}$/),
          keystone_password: expect.stringMatching(/^.{43}$/),
          ...{ keystone_endpoint: `${house.api}/v3`, sss_endpoint: `${house.api}/sss/api/v2` },
          password: agent === "go" ? "korekara-yoroshiku-92" : expect.stringMatching(/^.{24}$/),
        });
        const path = `/users/${made.user_id}`;
        const at = { user_id: made.user_id, login_id: `u${n}@x.example`, contract_owner: false, super_user: false };
        expect(await given(agent, "GET", path, 200)).toMatchObject({
          ...at,
          contract_id: own,
          keystone_name: made.keystone_name,
          brand_id: "ecl2",
        });
        await house.settle();
        const signIn = await clientOf(house.api, undefined).post("/v1/sign-in", {
          loginId: `u${n}@x.example`,
          password: made.password,
        });
        expect(signIn.status).toBe(200);
        await given(agent, "PUT", path, 204, {
          ...(agent === "go" ? { login_id: `u${n}@x.example`, new_password: "" } : {}),
          mail_address: `moved${n}@x.example`,
        });
        await house.settle();
        const list = await given(agent, "GET", "/users", 200);
        expect(list.contract_id).toBe(own);
        const listed = list.users.find((u: { user_id: string }) => u.user_id === made.user_id);
        expect(listed).toMatchObject({ mail_address: `moved${n}@x.example`, start_time: expect.stringMatching(/^\d/) });
        await given(agent, "DELETE", path, 204);
        await house.settle();
        const after = await given(agent, "GET", "/users", 200);
        expect(after.users.map((u: { user_id: string }) => u.user_id)).not.toContain(made.user_id);
      }
    });

    test("what the rules refuse changes nothing", async () => {
      const before = await given("sdk", "GET", "/users", 200);
      const good = { login_id: "x1@x.example", mail_address: "x1@x.example", notify_password: "true" };
      for (const [more, status] of [
        [{ login_id: undefined }, 400],
        [{ login_id: 1 }, 400],
        [{ mail_address: "no address" }, 400],
        [{ notify_password: "perhaps" }, 400],
        [{ notify_password: [] }, 400],
        [{ password: "short" }, 400],
        [{ password: "\u0000".repeat(20) }, 400],
        [{ login_id: "x\u0000y@x.example" }, 400],
        [{ login_id: "sss.child@x.example" }, 409],
      ] as const)
        await refused("POST", "/users", status, { ...good, ...more });
      for (const body of ["[]", "1", '"x"', "{"]) await refused("POST", "/users", 400, body);
      const owner = before.users.find((u: { contract_owner: boolean }) => u.contract_owner).user_id as string;
      await refused("DELETE", `/users/${owner}`, 409);
      await refused("PUT", `/users/${owner}`, 400, { new_password: "korekara-yoroshiku-93" });
      await refused("PUT", `/users/${owner}`, 400, { login_id: "another@x.example" });
      await refused("PUT", `/users/${owner}`, 400, {});
      for (const id of ["ecid0000000001", "x", "%00", "%F0%9F%98%80"]) {
        const status = id === "%00" ? 400 : 404;
        await refused("GET", `/users/${id}`, status);
        await refused("DELETE", `/users/${id}`, status);
      }
      await refused("GET", "/users/%E0%A4%A", 400);
      expect(await refused("PATCH", "/users", 405, {})).not.toBe("");
      await refused("GET", "/nothing", 404);
      expect(await given("sdk", "GET", "/users", 200)).toEqual(before);
    });

    test("PUT /keys gives a new pair and ends the old one and its tokens", async () => {
      const user = await house.addUser(house.partner, { type: "administrator" });
      const tenant = await someTenant(house, own, `sss-keys-${++counter}`);
      const owner = clientOf(house.api, house.partner);
      await owner.ended(await owner.post(`/v1/contracts/${own}/tenants/${tenant}/access`, { userId: user.userId }));
      const old = (await signIn(house.api, pairOf(user.apiKey), tenant)).headers.get("x-subject-token") ?? "";
      const mine = sssOf(`${house.api}/sss/api/v2`, old, "cli");
      const { status, body } = await mine("PUT", `/keys/${user.userId}`);
      expect([status, body.user_id, body.status]).toEqual([200, user.userId, "Success"]);
      expect((await mine("GET", "/users")).status).toBe(401);
      expect((await signIn(house.api, pairOf(user.apiKey), tenant)).status).toBe(401);
      expect((await signIn(house.api, { name: body.keystone_name, secret: body.keystone_password }, tenant)).status).toBe(201);
      await refused("PUT", `/keys/${user.userId}`, 403);
    });
  });

  describe("workspaces, tenants and roles (6-12, 21-27)", () => {
    test("a workspace, a tenant in it, a role on both, by each client", async () => {
      for (const agent of everyAgent) {
        const name = `ws-${agent}`;
        const made = await given(agent, "POST", "/workspaces", 201, {
          ...{ workspace_name: name, description: agent === "cli" ? null : "本番" },
          ...(agent === "go" ? { contract_id: child.contract_id } : { contract_id: null }),
        });
        const contract = agent === "go" ? child.contract_id : own;
        expect(made).toMatchObject({
          workspace_id: expect.stringMatching(/^ws\d{10}$/),
          workspace_name: name,
          contract_id: contract,
        });
        const path = `/workspaces/${made.workspace_id}`;
        const tenant = await given(agent, "POST", "/tenants", 201, { workspace_id: made.workspace_id, region: "jp1" });
        expect(tenant).toMatchObject({
          tenant_id: expect.stringMatching(/^[0-9a-f]{32}$/),
          tenant_name: `${name}-jp1`,
          region: "jp1",
        });
        // Empty until it has been made, which may be before the next request.
        expect(await given(agent, "GET", `/tenants/${tenant.tenant_id}`, 200)).toMatchObject({
          contract_id: contract,
          start_time: expect.stringMatching(/^$|^\d{4}-/),
        });
        await house.settle();
        await given(agent, "PUT", path, 204, { description: "検証" });
        const workspaces = await given(agent, "GET", `/workspaces?contract_id=${contract}`, 200);
        expect(workspaces.contract_id).toBe(contract);
        expect(workspaces.workspaces).toContainEqual(
          expect.objectContaining({
            workspace_id: made.workspace_id,
            description: "検証",
            start_time: expect.stringMatching(/^\d/),
          }),
        );
        expect(await given(agent, "GET", path, 200)).toMatchObject({
          regions: [{ region_name: "jp1", tenant_id: tenant.tenant_id }],
          users: [{ contract_id: contract, contract_owner: true }],
        });

        const user = await house.addUser(house.partner, { type: "general", contractId: contract });
        const role = { user_id: user.userId, workspace_id: made.workspace_id };
        expect(await given(agent, "POST", "/workspace-roles", 201, role)).toEqual({ ...role, workspace_name: name });
        await house.settle();
        const { users } = await given(agent, "GET", `/tenants/${tenant.tenant_id}`, 200);
        expect(users).toContainEqual({ user_id: user.userId, contract_id: contract, contract_owner: false });
        await refused("POST", "/workspace-roles", 409, role);
        await given(agent, "DELETE", `/workspace-roles/workspaces/${made.workspace_id}/users/${user.userId}`, 204);
        await house.settle();
        await refused("DELETE", `/workspace-roles/workspaces/${made.workspace_id}/users/${user.userId}`, 404);

        const v1 = { tenant_id: tenant.tenant_id, user_id: user.userId };
        expect(await given(agent, "POST", "/roles", 201, v1)).toEqual({
          ...v1,
          ...{ region_id: "jp1", region_name: "jp1", tenant_name: `${name}-jp1`, role_name: "_member_" },
        });
        await house.settle();
        await given(agent, "DELETE", `/roles/tenants/${tenant.tenant_id}/users/${user.userId}`, 204);
        await house.settle();

        await given(agent, "PUT", `/tenants/${tenant.tenant_id}`, 204, { description: "別" });
        await house.settle();
        expect(await given(agent, "GET", `/tenants/${tenant.tenant_id}`, 200)).toMatchObject({ description: "別" });
        await refused("DELETE", path, 409);
        await given(agent, "DELETE", `/tenants/${tenant.tenant_id}`, 204);
        await house.settle();
        await given(agent, "DELETE", path, 204);
        await refused("GET", path, 404);
      }
    });

    test("v1 names the tenant itself, and lists carry the contract once", async () => {
      const body = { tenant_name: "sss-v1", description: null, region: "jp1", contract_id: null };
      const made = await given("sdk", "POST", "/tenants", 201, body);
      expect(made).toMatchObject({ tenant_name: "sss-v1", workspace_id: expect.stringMatching(/^ws/) });
      const v1 = sssOf(`${house.api}/sss/api/v1.0`, token);
      const { body: list } = await v1("GET", "/tenants");
      expect(list.contract_id).toBe(own);
      const listed = list.tenants.find((t: { tenant_id: string }) => t.tenant_id === made.tenant_id);
      expect(listed).toMatchObject({ tenant_name: "sss-v1", brand_id: "ecl2" });
      expect(listed).not.toHaveProperty("contract_id");
      await refused("POST", "/tenants", 409, { ...body, region: "jp2" });
      for (const bad of [
        {},
        { region: "jp1" },
        { ...body, region: 1 },
        { ...body, tenant_name: "a b" },
        { workspace_id: "x", region: "jp1" },
      ])
        await refused("POST", "/tenants", "workspace_id" in bad ? 404 : 400, bad);
      await refused("POST", "/tenants", 404, { workspace_id: "ws0000000001", region: "jp1" });
      const empty = await given("sdk", "POST", "/workspaces", 201, { workspace_name: "sss-empty" });
      await refused("POST", "/workspace-roles", 400, { workspace_id: empty.workspace_id, user_id: child.user_id });
      await refused("GET", "/workspaces?contract_id=econ0000000001", 404);
    });
  });

  describe("channels, contracts and charges (14-20)", () => {
    test("a partner has two channels", async () => {
      for (const agent of everyAgent) {
        const { channels } = await given(agent, "GET", "/channels?get_contracts=true", 200);
        expect(channels).toMatchObject([
          { channel_id: channel(1), management_channel: true, contracts: [{ contract_id: own, status: "enable" }] },
          { channel_id: channel(2), management_channel: false, parent_channel_id: channel(1) },
        ]);
        expect(channels[1].contracts).toContainEqual({ contract_id: child.contract_id, status: "enable" });
      }
      expect((await given("sdk", "GET", "/channels", 200)).channels[0]).not.toHaveProperty("contracts");
      await refused("GET", "/channels?get_contracts=perhaps", 400);
    });

    test("a contract is made with its owner and key, listed, shown, and ends", async () => {
      for (const agent of everyAgent) {
        const n = ++counter;
        const made = await given(agent, "POST", "/contracts", 201, {
          ...{ channel_id: channel(2), login_id: `c${n}@x.example`, notify_password: agent === "cli" ? true : "false" },
          ...(agent === "cli"
            ? { mail_address: `c${n}@x.example`, external_reference_id: null }
            : { mail_addresss: `c${n}@x.example` }),
        });
        expect(made).toMatchObject({
          ...{ login_id: `c${n}@x.example`, mail_address: `c${n}@x.example`, contract_id: expect.stringMatching(/^econ\d{10}$/) },
          ...{ user_id: expect.stringMatching(/^ecid/), keystone_name: expect.stringMatching(/^.{12}$/) },
        });
        const path = `/contracts/${made.contract_id}`;
        expect(await given(agent, "GET", path, 200)).toMatchObject({
          ...{ contract_id: made.contract_id, status: "enable", customer_number: made.contract_id, end_time: "" },
          ...{ channel_id: channel(2), management_channel: false, contract_owner_user_id: made.user_id, login_integration: "" },
        });
        await house.settle();
        const tenant = await someTenant(house, made.contract_id, `sss-c${n}`);
        const pair = { name: made.keystone_name, secret: made.keystone_password };
        expect((await signIn(house.api, pair, tenant)).status).toBe(201);
        await refused("DELETE", path, 409);
        const owner = clientOf(house.api, house.partner);
        await owner.ended(await owner.delete(`/v1/contracts/${made.contract_id}/tenants/${tenant}`));
        await given(agent, "DELETE", path, 204);
        await house.settle();
        const listed = async (query: string) =>
          (await given(agent, "GET", `/contracts?channel_id=${channel(2)}${query}`, 200)).contracts.find(
            (c: { contract_id: string }) => c.contract_id === made.contract_id,
          );
        expect(await listed("")).toBeUndefined();
        expect(await listed("&include_deleted=false")).toBeUndefined();
        expect(await listed("&include_deleted=true")).toMatchObject({
          status: "deleted",
          end_time: expect.stringMatching(/^\d/),
        });
      }
      const { contracts } = await given("sdk", "GET", `/contracts?channel_id=${channel(1)}&include_deleted=false`, 200);
      expect(contracts.map((c: { contract_id: string }) => c.contract_id)).toEqual([own]);
      const good = { channel_id: channel(2), login_id: "d@x.example", mail_address: "d@x.example" };
      for (const more of [
        { channel_id: channel(1) },
        { channel_id: "ch1" },
        { channel_id: null },
        { external_reference_id: "short" },
      ])
        await refused("POST", "/contracts", 400, { ...good, ...more });
      await refused("GET", "/contracts?channel_id=nothing", 400);
      await refused("DELETE", `/contracts/${own}`, 409);
    });

    test("charges of a month, own and a child's", async () => {
      const month = house.clock.now().toISOString().slice(0, 7);
      const target = await given("sdk", "GET", `/contracts/${own}/billing/${month}/target_contract/${child.contract_id}`, 200);
      expect(target).toMatchObject({
        ...{ contract_id: child.contract_id, owner_contract_id: own, customer_number: "N1234567890", charge_status: "estimated" },
        cycle_start_time: `${month}-01 00:00:00`,
        cycle_end_time: expect.stringMatching(new RegExp(`^${month}-\\d\\d 23:59:59$`)),
        charge_data: { currency: "JPY", net: 0 },
      });
      expect(await given("sdk", "GET", `/contracts/${own}/billing/${month}`, 200)).toMatchObject({ contract_id: own });
      for (const bad of ["2016-13", "x", "1999-01"]) await refused("GET", `/contracts/${own}/billing/${bad}`, 404);
      await refused("GET", `/contracts/${child.contract_id}/billing/${month}/target_contract/${own}`, 404);
      await refused("GET", `/contracts/${own}/billing/${month}/target_contract/${house.stranger.contractId}`, 404);
    });
  });

  test("approval requests are listed, shown and answered (32)", async () => {
    const pair = { name: child.keystone_name, secret: child.keystone_password };
    const tenant = await someTenant(house, child.contract_id, "sss-asked");
    const childToken = (await signIn(house.api, pair, tenant)).headers.get("x-subject-token") ?? "";
    const asChild = sssOf(`${house.api}/sss/api/v2`, childToken, "go");
    const raise = async () =>
      (
        await clientOf(house.api, house.partner).post("/v1/approval-requests", {
          ...{ approverType: "contract", approverId: child.contract_id, service: "provider-connectivity" },
          actions: [{ service: "provider-connectivity", region: "jp1", apiPath: "/v1/x", method: "POST", body: { a: 1 } }],
          descriptions: [{ lang: "en", text: "please" }],
        })
      ).body.id as string;
    for (const status of ["approved", "denied"]) {
      const id = await raise();
      const listed = await asChild("GET", "/approval-requests?status=registered&service=provider-connectivity");
      wellFormed(listed);
      expect(listed.body.approval_requests).toContainEqual(
        expect.objectContaining({ request_id: id, approver: true, approval_expire: "" }),
      );
      expect((await asChild("GET", "/approval-requests?service=other")).body.approval_requests).toEqual([]);
      expect((await asChild("PUT", `/approval-requests/${id}`, { status: "perhaps" })).status).toBe(400);
      expect((await asChild("PUT", `/approval-requests/${id}`, { status })).status).toBe(204);
      const shown = await asChild("GET", `/approval-requests/${id}`);
      wellFormed(shown);
      expect(shown).toMatchObject({ status: 200, body: { status, actions: [{ api_path: "/v1/x", body: { a: 1 } }] } });
      expect((await asChild("PUT", `/approval-requests/${id}`, { status })).status).toBe(409);
    }
    const id = await raise();
    await given("go", "PUT", `/approval-requests/${id}`, 204, { status: "cancelled" });
    await refused("GET", "/approval-requests?status=perhaps", 400);
    await refused("GET", "/approval-requests/x", 404);
  });
});
