import { authorize, type UserActor } from "@saihan/domain";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SssRoute } from "../../services/intake-api/src/sss/route.ts";
import { sssRoutes } from "../../services/intake-api/src/sss/routes.ts";
import { actionOf } from "../support/actions.ts";
import { type Caller, type Ids, missing, openWorld, type Place, standOf, type World } from "../support/authorisation.ts";
import { clientOf, type Reply } from "../support/client.ts";
import { missingStore } from "../support/house.ts";
import { pairOf, signIn, someTenant, sssOf } from "../support/sss.ts";

/** Which thing of a place a parameter or a field names. */
const kinds: Readonly<Record<string, keyof Ids>> = {
  ...{
    userId: "user",
    tenantId: "tenant",
    workspaceId: "workspace",
    contractId: "contract",
    targetId: "contract",
    requestId: "request",
    groupId: "iamGroup",
    roleId: "iamRole",
  },
};

describe.skipIf(missingStore)("authorisation of the SSS API: each route, each caller, each contract as it stands to them", () => {
  let world: World;
  let callers: (Caller & { ask: ReturnType<typeof sssOf>; own: string })[];
  const month = () => world.house.clock.now().toISOString().slice(0, 7);

  beforeAll(async () => {
    world = await openWorld();
    const { house, places } = world;
    callers = [];
    for (const caller of world.callers) {
      const actor = caller.actor as UserActor;
      // Who has signed in and the staff hold no key, and so get no token.
      if (!caller.apiKey.startsWith("shk_")) continue;
      const own = Object.values(places).find((place) => place.contractId === actor.contractId);
      const tenant = own?.ids.tenant ?? (await someTenant(house, actor.contractId, "sss-agency", caller.apiKey));
      await house.database.sql`
        insert into tenant_access (partner_id, contract_id, tenant_id, user_id, state, granted_by, granted_at, order_id)
        select t.partner_id, t.contract_id, t.id, ${actor.userId}, 'granted', 'test', now(), o.id
          from tenants t, lateral (select id from orders o where o.partner_id = t.partner_id limit 1) o
         where t.id = ${tenant} on conflict do nothing`;
      const signedIn = await signIn(house.api, pairOf(caller.apiKey), tenant);
      expect([caller.who, signedIn.status]).toEqual([caller.who, 201]);
      const ask = sssOf(`${house.api}/sss/api/v2`, signedIn.headers.get("x-subject-token") ?? "");
      callers.push({ ...caller, ask, own: actor.contractId });
    }
    expect(callers.length).toBeGreaterThan(12);
  }, 240_000);
  afterAll(() => world?.house.close());

  function send(caller: (typeof callers)[number], route: SssRoute, ids: Ids): Promise<Reply> {
    const target = route.path.includes(":targetId");
    const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      if (name === "month") return month();
      if (name === "contractId" && target) return caller.own;
      return ids[kinds[name] as keyof Ids];
    });
    const query = path === "/workspaces" && route.method === "get" ? `?contract_id=${ids.contract}` : "";
    return caller.ask(route.method.toUpperCase(), path + query, bodyOf(route, ids, caller.own));
  }

  function bodyOf({ method, path }: SssRoute, ids: Ids, own: string): object | undefined {
    if (method === "get" || method === "delete" || path.startsWith("/keys")) return undefined;
    const n = `x${Math.random().toString(36).slice(2)}`;
    if (path === "/contracts")
      return { channel_id: `ch${own.slice(4)}2`, login_id: `${n}@x.example`, mail_address: `${n}@x.example` };
    if (path.startsWith("/approval")) return { status: "denied" };
    return {
      ...{ contract_id: ids.contract, workspace_id: ids.workspace, tenant_id: ids.tenant, user_id: ids.user },
      ...{
        region: "jp7",
        workspace_name: n,
        ...{ iam_group_name: n, iam_role_name: n, resources: [{ verb: "GET" }] },
        description: n,
        mail_address: `${n}@x.example`,
        ...(path === "/users" ? { login_id: n } : {}),
      },
    };
  }

  /** Whether the route names something of a place, by path, query or body; else it is about the caller's own contract. */
  const names = ({ method, path }: SssRoute) =>
    path.includes(":") ||
    (path === "/workspaces" && method === "get") ||
    ["/tenants", "/roles", "/workspaces", "/workspace-roles"].includes(path) ||
    (path.startsWith("/iam/") && method === "post");
  const namesOne = (route: SssRoute) => names(route) && !(route.path === "/tenants" && route.method === "get");

  test("without a token nothing is answered", async () => {
    for (const route of sssRoutes) {
      const nobody = sssOf(`${world.house.api}/sss/api/v2`, "sst_nothing");
      const caller = { ...(callers[0] as (typeof callers)[number]), ask: nobody };
      const { status, body } = await send(caller, route, world.places.child.ids);
      expect([route.path, status, Object.keys(body)]).toEqual([route.path, 401, ["message"]]);
    }
  });

  test("every cell of the permission table holds", async () => {
    const wrong: unknown[] = [];
    for (const route of sssRoutes) {
      // Which side of a request for consent somebody is on is told by the request.
      if (route.path.startsWith("/approval-requests/")) continue;
      for (const caller of callers) {
        const places = Object.values(world.places).filter((place) => caller.sees.includes(place));
        const targets: (Place | undefined)[] = namesOne(route) ? places : [undefined];
        for (const place of targets) {
          const actor = caller.actor as UserActor;
          const contractId = place?.contractId ?? caller.own;
          const userId = place && /^\/(users|keys)\/:userId$/.test(route.path) ? { userId: place.ids.user } : {};
          const action = actionOf(route.acts[0]);
          const allowed = authorize(actor, action, { partnerId: actor.partnerId, contractId, inReach: true, ...userId });
          // What is allowed and changes something is shown by the tests of the resources.
          if (allowed.ok && route.method !== "get") continue;
          const { status } = await send(caller, route, place?.ids ?? missing);
          // Who sees only granted tenants finds no others.
          const fits = allowed.ok ? status === 200 || ("only" in allowed && status === 404) : status === 403 || status === 404;
          const also =
            allowed.ok &&
            status === 403 &&
            route.acts
              .slice(1)
              .some(
                (id) => !authorize(actor, actionOf(id), { partnerId: actor.partnerId, contractId, inReach: true, ...userId }).ok,
              );
          if (!fits && !also) wrong.push([route.method, route.path, caller.who, place?.name, allowed.ok, status]);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  test("what is foreign answers as what is missing, and stays as it is", async () => {
    const wrong: unknown[] = [];
    const faceOf = (reply: Reply, ids: Ids) => {
      let { text } = reply;
      for (const id of [...Object.values(ids), month()]) text = text.replaceAll(id, "ID");
      return `${reply.status} ${text}`;
    };
    for (const caller of callers) {
      const hidden = Object.values(world.places).filter((place) => !caller.sees.includes(place));
      const before = await standOf(world.house.database.sql, hidden);
      for (const route of sssRoutes.filter(namesOne)) {
        const none = await send(caller, route, missing);
        for (const place of hidden) {
          const foreign = await send(caller, route, place.ids);
          if (foreign.text.includes(place.canary) || faceOf(foreign, place.ids) !== faceOf(none, missing))
            wrong.push([route.method, route.path, caller.who, place.name, foreign.text, none.text]);
        }
      }
      const after = await standOf(world.house.database.sql, hidden);
      for (const [table, hash] of Object.entries(before)) if (after[table] !== hash) wrong.push([caller.who, "changed", table]);
    }
    expect(wrong).toEqual([]);
  }, 600_000);

  test("a key narrowed to reading makes no user, no token more than it is, and no key", async () => {
    const narrow = callers.find(({ who }) => who === "parent key that reads contracts");
    if (!narrow) throw new Error("no such caller");
    expect((await narrow.ask("GET", "/contracts")).status).toBe(200);
    expect((await narrow.ask("GET", "/users")).status).toBe(403);
    expect((await narrow.ask("PUT", `/keys/${(narrow.actor as UserActor).userId}`)).status).toBe(403);
    expect((await clientOf(world.house.api, narrow).get("/v1/contracts")).status).toBe(200);
  });
});
