import { type CarriedOut, recordStep, type Subscription, type SubscriptionEvent } from "@saihan/catalogue";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, type Child, openDesk, order, sign } from "../support/resale.ts";

type Client = ReturnType<typeof clientOf>;
type Event = { sequence: number; kind: string; at: string; plan: string | null; before: string | null; orderId: string };

describe.skipIf(missingStore)("subscriptions", () => {
  let house: House;
  let desk: ReturnType<typeof openDesk>;
  let client: Client;
  let child: Child;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    desk = openDesk(house);
    client = clientOf(house.api, house.partner);
    await sign(desk, house.partner);
    await sign(desk, house.stranger);
    child = await addChild(house, house.partner);
  });
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const start = (menu: string, more = {}) =>
    client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, menu, more));
  const act = (id: string, action: string, body = {}) => client.post(`/v1/subscriptions/${id}/${action}`, body);
  const view = async (id: string) => (await client.get(`/v1/subscriptions/${id}`)).body;

  test("a life: started, changed, stopped, resumed, renamed, ended; each an event with its instant under one id", async () => {
    const accepted = await start("file-storage", { plan: "100gb" });
    const id: string = accepted.body.subscription.id;
    expect(accepted.body.subscription).toMatchObject({ state: "provisioning", plan: null, orderedPlan: "100gb" });
    const replies = [accepted];
    await client.ended(accepted);
    for (const [action, body] of [
      ["change-plan", { plan: "500gb" }],
      ["stop", {}],
      ["resume", {}],
    ] as const) {
      const reply = await act(id, action, body);
      expect((await client.ended(reply)).state).toBe("succeeded");
      replies.push(reply);
    }
    expect(await view(id)).toMatchObject({ state: "active", plan: "500gb", orderedPlan: "500gb", openOrderId: null });
    const renamed = await client.patch(`/v1/subscriptions/${id}`, { name: "経理の共有" });
    expect([renamed.status, renamed.body.id, renamed.body.name]).toEqual([200, id, "経理の共有"]);
    replies.push(await act(id, "end"));
    await client.ended(replies.at(-1) as (typeof replies)[0]);
    const ended = await view(id);
    expect(ended).toMatchObject({ id, name: "経理の共有", state: "ended", endedAt: expect.any(String) });
    expect(ended.events.map((e: Event) => [e.sequence, e.kind, e.before, e.plan, e.orderId])).toEqual([
      [1, "started", null, "100gb", replies[0]?.body.order.id],
      [2, "plan-changed", "100gb", "500gb", replies[1]?.body.order.id],
      [3, "stopped", null, null, replies[2]?.body.order.id],
      [4, "resumed", null, null, replies[3]?.body.order.id],
      [5, "ended", null, null, replies[4]?.body.order.id],
    ]);
    const instants = ended.events.map((e: Event) => e.at);
    expect(instants).toEqual(instants.toSorted());
    expect([ended.startedAt, ended.endedAt]).toEqual([instants.at(0), instants.at(-1)]);
    const audited = await house.database.sql`
      select action, after ->> 'state' as state from audit_entries where target = ${id} order by id`;
    expect(audited.map((entry) => `${entry.action} ${entry.state}`)).toEqual([
      ...["subscription.start provisioning", "order.succeeded active"],
      ...["subscription.change-plan changing", "order.succeeded active", "subscription.stop stopping", "order.succeeded stopped"],
      ...["subscription.resume resuming", "order.succeeded active", "subscription.rename null"],
      ...["subscription.end ending", "order.succeeded ended"],
    ]);
    for (const action of ["stop", "resume", "end", "change-plan"]) {
      const reply = await act(id, action, action === "change-plan" ? { plan: "1tb" } : {});
      expect([reply.status, reply.body.code]).toEqual([409, "SUBSCRIPTION_STATE_FORBIDS"]);
    }
    expect((await client.patch(`/v1/subscriptions/${id}`, { name: "x" })).body.code).toBe("SUBSCRIPTION_STATE_FORBIDS");
  });

  test("given in one breath with its tenant: each waits for the one before, and what is accepted is shown at once", async () => {
    await house.misbehave({ delayMs: 300 });
    const name = `breath-${child.contractId}`;
    const tenant = await client.post(`/v1/contracts/${child.contractId}/tenants`, { name, region: "jp1" });
    const place = { ...child, tenantId: tenant.body.tenant.id as string };
    const started = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(place, "dns"));
    const id: string = started.body.subscription.id;
    const changed = await act(id, "change-plan", { plan: "large" });
    const stopped = await act(id, "stop");
    expect(started.body.order.waitsFor).toEqual([tenant.body.order.id]);
    expect(new Set(changed.body.order.waitsFor)).toEqual(new Set([tenant, started].map((r) => r.body.order.id)));
    expect(await view(id)).toMatchObject({ state: "stopping", plan: null, orderedPlan: "large", events: [] });
    await house.misbehave();
    expect((await client.ended(stopped)).state).toBe("succeeded");
    expect(await view(id)).toMatchObject({ state: "stopped", plan: "large" });
    // What is in use keeps its tenant; an unchanged plan changes nothing.
    const deletion = await client.delete(`/v1/contracts/${child.contractId}/tenants/${place.tenantId}`);
    expect([deletion.status, deletion.body.code]).toEqual([409, "TENANT_HAS_SUBSCRIPTIONS"]);
    await client.ended(await act(id, "resume"));
    expect((await act(id, "change-plan", { plan: "large" })).body.code).toBe("SUBSCRIPTION_PLAN_UNCHANGED");
    await client.ended(await act(id, "end"));
    expect((await client.ended(await client.delete(`/v1/contracts/${child.contractId}/tenants/${place.tenantId}`))).state).toBe(
      "succeeded",
    );
  });

  test("a tenant that is never made takes its subscriptions with it, and their duties", async () => {
    await client.post("/v1/sale-facts/terms", { terms: "oracle" });
    const { contractId } = await addChild(house, house.partner);
    await house.misbehave({ delayMs: 500, refuseRate: 1, refuseReason: "QUOTA_REACHED", only: "create-project" });
    const tenant = await client.post(`/v1/contracts/${contractId}/tenants`, { name: `never-${contractId}`, region: "jp1" });
    const place = { contractId, tenantId: tenant.body.tenant.id as string };
    const started = await client.post(`/v1/contracts/${contractId}/subscriptions`, order(place, "oracle"));
    expect(started.body.duties).toHaveLength(1);
    const { id } = started.body.subscription;
    const changed = await act(id, "change-plan", { plan: "large" });
    expect(await client.ended(changed)).toMatchObject({ state: "failed", failure: { code: "PREDECESSOR_FAILED" } });
    await house.misbehave();
    expect(await client.ended(started)).toMatchObject({ state: "failed", failure: { code: "PREDECESSOR_FAILED" } });
    expect(await view(id)).toMatchObject({ state: "failed", openOrderId: null, events: [] });
    expect((await client.get(`/v1/duties?contractId=${contractId}`)).body.duties).toMatchObject([{ state: "withdrawn" }]);
    // Sold after all, the same duty arises again.
    const made = await client.post(`/v1/contracts/${contractId}/tenants`, { name: `made-${contractId}`, region: "jp1" });
    const again = { contractId, tenantId: made.body.tenant.id as string };
    await client.ended(await client.post(`/v1/contracts/${contractId}/subscriptions`, order(again, "oracle")));
    const { duties } = (await client.get(`/v1/duties?contractId=${contractId}`)).body;
    expect(duties.map((duty: { state: string }) => duty.state).toSorted()).toEqual(["due-soon", "withdrawn"]);
  });

  test("whatever is accepted in one breath, the books end as the pure rules say", async () => {
    const sequences = [
      ["stop", "resume", "change-plan", "end"],
      ["change-plan", "stop", "end"],
      ["stop", "resume", "stop", "resume"],
      ["change-plan", "change-plan", "stop"],
      ["end"],
    ] as const;
    const made = await Promise.all(
      sequences.map(async (actions, n) => {
        const accepted = await start("logical-network", { plan: "p0" });
        for (const [i, action] of actions.entries()) {
          const reply = await act(accepted.body.subscription.id, action, action === "change-plan" ? { plan: `p${n}${i}` } : {});
          expect([action, reply.status]).toEqual([action, 202]);
        }
        return accepted.body.subscription.id as string;
      }),
    );
    await house.settle();
    for (const id of made) {
      const [row] = await house.database.sql`select * from subscriptions where id = ${id}`;
      const orders = await house.database
        .sql`select id, kind, input, ended_at, state from orders where subject_id = ${id} order by accepted_at, id`;
      expect(orders.every((one) => one.state === "succeeded")).toBe(true);
      const events: SubscriptionEvent[] = [];
      let expected: Subscription = {
        ...{ id, contractId: row?.contractId, tenantId: row?.tenantId, menu: row?.menu, name: row?.name },
        ...{ state: "provisioning", confirmed: "none", orderedPlan: "p0", openOrderId: orders.at(-1)?.id },
      };
      for (const one of orders) {
        const step = one.kind.slice("subscription.".length);
        const recorded = recordStep(
          expected,
          events,
          { orderId: one.id, step, ...(one.input.plan ? { plan: one.input.plan } : {}) } as CarriedOut,
          new Date(events.length),
        );
        if (!recorded.ok) throw new Error(recorded.code);
        expected = recorded.subscription;
        if (recorded.event) events.push(recorded.event);
      }
      expect([row?.state, row?.confirmed, row?.plan, row?.orderedPlan, row?.openOrderId]).toEqual([
        ...[expected.state, expected.confirmed, expected.plan, expected.orderedPlan, null],
      ]);
      expect((await view(id)).events.map((e: Event) => e.kind)).toEqual(events.map(({ kind }) => kind));
    }
    // Orders and workers at the same contract took turns, and none of them had to be broken off.
    const [met] = await house.database.sql`select deadlocks::int from pg_stat_database where datname = current_database()`;
    expect(met).toEqual({ deadlocks: 0 });
  });

  test("a job that comes twice, and one that was lost: one event", async () => {
    const accepted = await start("backup");
    await client.ended(accepted);
    const { id } = accepted.body.subscription;
    const [work] = await house.database.sql`select id, partner_id from outbox where order_id = ${accepted.body.order.id}`;
    const job = { work: Number(work?.id), partner: work?.partnerId, orderId: accepted.body.order.id };
    await house.inject("provisioning", "move-subscription", [job, job, { ...job, work: job.work + 100_000 }]);
    await house.settle();
    expect((await view(id)).events).toHaveLength(1);
    // The queue forgets the work of a stop; it is sent again after the reconciler's patience.
    await house.restart.provisioning.stop();
    const next = await act(id, "stop");
    await expect
      .poll(
        async () =>
          (await house.database.sql`select from outbox where order_id = ${next.body.order.id} and sent_at is not null`).count,
      )
      .toBe(1);
    await house.loseQueues();
    await house.restart.provisioning.start();
    expect((await client.ended(next)).state).toBe("succeeded");
    await house.settle();
    expect((await view(id)).events.map((e: Event) => e.kind)).toEqual(["started", "stopped"]);
  });

  test("another partner's subscription does not exist, for every operation", async () => {
    expect((await start("no-such-menu")).body.code).toBe("MENU_NOT_FOUND");
    const mine = await start("load-balancer");
    await client.ended(mine);
    const { id } = mine.body.subscription;
    const stranger = clientOf(house.api, house.stranger);
    const missing = "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60";
    for (const [method, path, body] of [
      ["GET", "/v1/subscriptions/ID"],
      ["PATCH", "/v1/subscriptions/ID", { name: "mine now" }],
      ["POST", "/v1/subscriptions/ID/stop", {}],
      ["POST", "/v1/subscriptions/ID/end", {}],
      ["POST", "/v1/subscriptions/ID/change-plan", { plan: "x" }],
    ] as const) {
      const [foreign, absent] = await Promise.all(
        [id, missing].map((one) => stranger.send(method, path.replace("ID", one), body)),
      );
      expect([foreign?.status, foreign?.body.code]).toEqual([404, "SUBSCRIPTION_NOT_FOUND"]);
      const plain = (text = "", one = "") => text.replaceAll(one, "ID").replace(/"requestId":"[^"]+"/, "");
      expect(plain(foreign?.text, id)).toBe(plain(absent?.text, missing));
    }
    expect((await stranger.get("/v1/subscriptions")).body.subscriptions).toEqual([]);
    const theirs = await addChild(house, house.stranger);
    const crossed = await stranger.post(`/v1/contracts/${theirs.contractId}/subscriptions`, order(child, "dns"));
    expect([crossed.status, crossed.body.code]).toEqual([404, "TENANT_NOT_FOUND"]);
  });

  test("the end user's own administrators order in their contract, judged by what is known of the partner", async () => {
    const admin = clientOf(
      house.api,
      await house.addUser(house.partner, { type: "administrator", contractId: child.contractId }),
    );
    const accepted = await admin.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "dns"));
    expect((await admin.ended(accepted)).state).toBe("succeeded");
    const refused = await admin.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "veeam"));
    expect(refused.body.failures.map((f: { code: string }) => f.code)).toEqual(["NOT_RESALABLE"]);
    for (const path of ["/v1/sale-facts", "/v1/duties", "/v1/menu-control"]) {
      expect([path, (await admin.get(path)).body.code]).toEqual([path, "ACTION_NOT_ALLOWED"]);
    }
    const general = clientOf(house.api, await house.addUser(house.partner, { type: "general", contractId: child.contractId }));
    expect((await general.get("/v1/subscriptions")).body.subscriptions).toEqual([]);
    expect((await general.get(`/v1/subscriptions/${accepted.body.subscription.id}`)).body.code).toBe("SUBSCRIPTION_NOT_FOUND");
    const attempt = await general.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "dns"));
    expect(attempt.body.code).toBe("ACTION_NOT_ALLOWED");
  });

  describe("in bulk", () => {
    test("a thousand rows, each its own order; refusals stand beside them and stop nobody", async () => {
      const rows = Array.from({ length: 1_000 }, (_, n) => ({
        contractId: child.contractId,
        ...order(child, n % 100 === 7 ? "veeam" : n % 100 === 8 ? "fast-dns" : "image-storage", { name: `row ${n}` }),
      }));
      rows[3] = { ...rows[3], contractId: "econ9999999999" } as (typeof rows)[0];
      const headers = { "idempotency-key": "bulk-1" };
      const reply = await client.post("/v1/subscriptions/bulk", { subscriptions: rows }, headers);
      expect([reply.status, reply.body.accepted, reply.body.refused, reply.body.rows.length]).toEqual([202, 989, 11, 1_000]);
      expect(reply.body.rows[3].problem.code).toBe("CONTRACT_NOT_FOUND");
      expect(reply.body.rows[7].problem).toMatchObject({ code: "MENU_NOT_ELIGIBLE", failures: [{ code: "NOT_RESALABLE" }] });
      expect(reply.body.rows[8].order.state).toBe("awaiting_approval");
      expect(reply.body.rows[9].subscription.name).toBe("row 9");
      const again = await client.post("/v1/subscriptions/bulk", { subscriptions: rows }, headers);
      expect([again.text, again.headers.get("idempotency-replayed")]).toEqual([reply.text, "true"]);
      const other = await client.post("/v1/subscriptions/bulk", { subscriptions: rows.slice(1) }, headers);
      expect([other.status, other.body.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
      await house.settle();
      const [counted] = await house.database.sql<{ orders: number; active: number; events: number; audited: number }[]>`
        select (select count(*) from orders where kind = 'subscription.start' and input ->> 'menu' = 'image-storage' and state = 'succeeded')::int as orders,
               (select count(*) from subscriptions where menu = 'image-storage' and state = 'active')::int as active,
               (select count(*) from subscription_events e join subscriptions s on s.id = e.subscription_id where s.menu = 'image-storage')::int as events,
               (select count(distinct a.order_id) from audit_entries a join orders o on o.id = a.order_id where o.input ->> 'menu' = 'image-storage')::int as audited`;
      expect(counted).toEqual({ orders: 979, active: 979, events: 979, audited: 979 });
    });

    test("nothing is ordered when every row is refused, and too many rows are refused as a whole", async () => {
      const rows = [{ contractId: child.contractId, ...order(child, "veeam") }];
      const reply = await client.post("/v1/subscriptions/bulk", { subscriptions: rows });
      expect([reply.status, reply.body.accepted]).toEqual([202, 0]);
      const many = await client.post("/v1/subscriptions/bulk", { subscriptions: Array.from({ length: 1_001 }, () => rows[0]) });
      expect([many.status, many.body.code]).toEqual([422, "INVALID_REQUEST"]);
    });

    test("duties of one batch that are the same are one", async () => {
      await client.post("/v1/sale-facts/terms", { terms: "oracle" });
      const place = await addChild(house, house.partner);
      const rows = Array.from({ length: 5 }, () => ({ contractId: place.contractId, ...order(place, "oracle") }));
      expect((await client.post("/v1/subscriptions/bulk", { subscriptions: rows })).body.accepted).toBe(5);
      await house.settle();
      expect((await client.get(`/v1/duties?contractId=${place.contractId}`)).body.duties).toHaveLength(1);
    });
  });

  test("the audit tells every change from where the one before ended, and ends where the subscription stands", async () => {
    await house.settle();
    const broken = await house.database.sql`
      select * from (
        select target, action, before ->> 'state' as before, lag(after ->> 'state') over (partition by target order by id) as prior
          from audit_entries where after ? 'state' and target in (select id::text from subscriptions)) steps
       where prior is not null and before is distinct from prior`;
    expect([...broken]).toEqual([]);
    const astray = await house.database.sql`
      select s.id, s.state from subscriptions s
       where s.state is distinct from (select a.after ->> 'state' from audit_entries a
                                        where a.target = s.id::text and a.after ? 'state' order by a.id desc limit 1)`;
    expect([...astray]).toEqual([]);
  });
});
