import { silentLog } from "@saihan/log";
import { generateSync } from "otplib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startDashboard } from "../../services/queue-dashboard/src/start.ts";
import { clientOf, someContract } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse } from "../support/house.ts";

const reason = "the platform is being repaired";

describe.skipIf(missingStore)("the operations desk", () => {
  let house: House;
  let dashboard: Awaited<ReturnType<typeof startDashboard>>;
  let client: ReturnType<typeof clientOf>;
  let ops: Visitor;
  let billing: Visitor;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 500 });
    dashboard = await startDashboard(house.dashboardConfig, silentLog, { now: house.clock.now });
    client = clientOf(house.api, house.partner);
    ops = await visit("operations");
    billing = await visit("billing");
  });
  afterAll(async () => {
    await dashboard?.close();
    await house?.close();
  });

  interface Visitor {
    get(path: string, headers?: Record<string, string>): Promise<{ status: number; text: string }>;
    /** Sends a form as the page draws it. */
    post(
      path: string,
      fields: Record<string, string>,
      headers?: Record<string, string>,
    ): Promise<{ status: number; text: string; to: string | null }>;
    formToken: string;
  }

  /** Signs an operator in, as a browser does. */
  async function visit(kind: "operations" | "billing"): Promise<Visitor> {
    const url = `http://127.0.0.1:${dashboard.port}`;
    const operator = await addOperator(house, kind);
    const code = generateSync({ secret: operator.totpSecret, epoch: Math.floor(house.clock.now().getTime() / 1_000) });
    const form = new URLSearchParams({ loginId: operator.loginId, password: operator.password, code });
    const signedIn = await fetch(`${url}/sign-in`, { method: "POST", body: form, redirect: "manual" });
    expect(signedIn.headers.get("location")).toBe("/desk");
    const cookie = signedIn.headers
      .getSetCookie()
      .map((c) => c.split(";")[0])
      .join("; ");
    const get: Visitor["get"] = async (path, headers = {}) => {
      const answer = await fetch(url + path, { headers: { cookie, ...headers }, redirect: "manual" });
      return { status: answer.status, text: await answer.text() };
    };
    const formToken = /name="form" value="([^"]+)"/.exec((await get("/desk")).text)?.[1] ?? "";
    const post: Visitor["post"] = async (path, fields, headers = {}) => {
      const body = new URLSearchParams({ form: formToken, ...fields });
      const answer = await fetch(url + path, { method: "POST", body, headers: { cookie, ...headers }, redirect: "manual" });
      return { status: answer.status, text: await answer.text(), to: answer.headers.get("location") };
    };
    return { get, post, formToken };
  }

  const audit = (action: string) =>
    house.database
      .sql`select actor, target, reason, outcome, code from audit_entries where action = ${action} order by id desc limit 1`;

  test("an order's page tells its whole story without personal data, in both languages", async () => {
    const body = someContract({ customerName: "秘匿商会" });
    const accepted = await client.post("/v1/contracts", body);
    const order = await client.ended(accepted);
    await house.settle();
    const { status, text } = await ops.get(`/desk/orders/${order.id}`);
    expect(status).toBe(200);
    for (const told of ["ACCEPTED", "STARTED", "DONE", "Create a contract", "Send a mail", order.contractId])
      expect(text).toContain(told);
    const [mail] = await house.database.sql`select id from mails where order_id = ${order.id}`;
    expect(text).toContain(mail?.id);
    for (const hidden of ["秘匿商会", body.representative.mailAddress, body.representative.loginId])
      expect(text).not.toContain(hidden);
    const japanese = await ops.get(`/desk/orders/${order.id}`, { "accept-language": "ja" });
    expect(japanese.text).toContain('<html lang="ja">');
    expect(japanese.text).toContain("契約の作成");
  });

  test("search finds by contract, partner, order, work, mail and address; an address goes in by a form and stands in no page", async () => {
    const body = someContract();
    const order = await client.ended(await client.post("/v1/contracts", body));
    await house.settle();
    const [work] = await house.database.sql`select id from outbox where order_id = ${order.id} order by id limit 1`;
    const [mail] = await house.database.sql`select id from mails where order_id = ${order.id}`;
    const { contractId: partnerId } = house.partner;
    for (const [q, to] of [
      [order.contractId, `/desk/contracts/${partnerId}/${order.contractId}`],
      [partnerId, `/desk/contracts/${partnerId}/${partnerId}`],
      [order.id, `/desk/orders/${order.id}`],
      [mail?.id, `/desk/orders/${order.id}`],
      [String(work?.id), `/desk/work/${partnerId}/${work?.id}`],
    ] as const) {
      expect([q, (await ops.post("/desk/search", { q })).to]).toEqual([q, to]);
      expect((await ops.get(to)).status).toBe(200);
    }
    const people = await ops.post("/desk/search", { q: body.representative.mailAddress.toUpperCase() });
    expect(people.text).toContain(order.contractId);
    expect(people.text.toLowerCase()).not.toContain(body.representative.mailAddress.toLowerCase());
    // Who bills needs no persons.
    expect((await billing.post("/desk/search", { q: body.representative.mailAddress })).status).toBe(404);
    expect((await ops.post("/desk/search", { q: "<script>alert(1)</script>" })).status).toBe(404);
  });

  test("a paused kind rests, what is with the queue too; others go on; resumed, it is done", async () => {
    const what = "provisioning/create-contract";
    expect((await ops.post("/desk/pauses", { what, reason })).to).toBe("/desk?said=paused");
    expect((await ops.post("/desk/pauses", { what, reason })).status).toBe(409);
    const resting = await client.post("/v1/contracts", someContract());
    expect(resting.status).toBe(202);
    // Work that the queue had already: handed over before the pause.
    await house.database.sql`update outbox set sent_at = now() where order_id = ${resting.body.order.id}`;
    await house.inject("provisioning", "create-contract", await jobsOf(resting.body.order.id));
    const user = await client.post(`/v1/contracts/${house.partner.contractId}/users`, {
      loginId: "while-paused@example.jp",
      mailAddress: "while-paused@example.jp",
    });
    expect((await client.ended(user)).state).toBe("succeeded");
    expect((await client.get(`/v1/orders/${resting.body.order.id}`)).body.state).toBe("received");
    const overview = await ops.get("/desk");
    expect(overview.text).toContain(reason);
    const [seen] = await house.database.sql`select value from house_figures(now()) where what = 'pause-age'`;
    expect(seen?.value).toBeGreaterThanOrEqual(0);
    expect((await ops.post("/desk/pauses/resume", { what, reason })).to).toBe("/desk?said=resumed");
    await house.database.sql`update outbox set sent_at = null where order_id = ${resting.body.order.id}`;
    expect((await client.ended(resting)).state).toBe("succeeded");
    expect(await audit("work.pause")).toMatchObject([{ actor: "operator:op-operations", target: what, reason }]);
    expect(await audit("work.resume")).toMatchObject([{ target: what, reason }]);
    await house.settle();
  });

  test("work that was set aside is listed with its cause, and sent again with a reason it is done", async () => {
    await house.restart.provisioning.stop();
    const accepted = await client.post("/v1/contracts", someContract());
    const orderId = accepted.body.order.id;
    await house.database.sql`
      update outbox set quarantined_at = now(), last_error = 'its process died too often', attempt = 25, faults = 1 where order_id = ${orderId}`;
    await house.restart.provisioning.start();
    const listed = await ops.get("/desk/work/aside");
    expect(listed.text).toContain("its process died too often");
    const [work] = await house.database.sql`select partner_id, id from outbox where order_id = ${orderId}`;
    const to = `/desk/work/${work?.partnerId}/${work?.id}`;
    const page = await ops.get(to);
    expect(page.text).toContain("Hand over again");
    expect((await billing.get(to)).text).not.toContain("Hand over again");
    expect((await ops.post(`${to}/send-again`, { reason: "no" })).status).toBe(422);
    expect((await ops.post(`${to}/send-again`, { reason })).to).toBe(`${to}?said=sent-again`);
    expect((await client.ended(accepted)).state).toBe("succeeded");
    expect((await ops.post(`${to}/send-again`, { reason })).status).toBe(409);
    const [entry] = await house.database.sql`select reason, order_id from audit_entries where action = 'work.send-again'`;
    expect(entry).toMatchObject({ reason, orderId });
    await house.settle();
  });

  test("an order that nobody has begun is cancelled, one that failed is placed again, both through the API", async () => {
    await ops.post("/desk/pauses", { what: "provisioning/create-contract", reason });
    const pending = await client.post("/v1/contracts", someContract());
    const { id } = pending.body.order;
    expect((await ops.get(`/desk/orders/${id}`)).text).toContain(`action="/desk/orders/${id}/cancel"`);
    expect((await ops.post(`/desk/orders/${id}/cancel`, { reason })).to).toBe(`/desk/orders/${id}?said=cancelled`);
    expect((await client.ended(pending)).state).toBe("cancelled");
    await ops.post("/desk/pauses/resume", { what: "provisioning/create-contract", reason });

    await house.misbehave({ refuseRate: 1, refuseReason: "QUOTA_REACHED" });
    const failed = await client.ended(await client.post("/v1/contracts", someContract()));
    await house.misbehave();
    expect(failed.state).toBe("failed");
    const page = await ops.get(`/desk/orders/${failed.id}`);
    const once = /name="once" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
    const [first, second] = [
      await ops.post(`/desk/orders/${failed.id}/retry`, { reason, once }),
      await ops.post(`/desk/orders/${failed.id}/retry`, { reason, once }),
    ];
    expect(first.to).toMatch(/^\/desk\/orders\/[0-9a-f-]{36}\?said=retried$/);
    // The same form twice is one order.
    expect(second.to).toBe(first.to);
    const refused = await ops.post(`/desk/orders/${failed.id}/retry`, { reason, once: "another" });
    expect(refused.status).toBe(409);
    expect(refused.text).toContain("ORDER_ALREADY_RETRIED");
    expect(await audit("order.retry")).toMatchObject([{ actor: "operator:op-operations", target: failed.id, reason }]);
    await house.settle();
  });

  test("acts need the right and a form of this session; who may not is in the audit", async () => {
    const fields = { what: "users", reason };
    expect((await billing.post("/desk/pauses", fields)).status).toBe(403);
    expect(await audit("work.pause")).toMatchObject([
      { actor: "operator:op-billing", outcome: "refused", code: "ACTION_NOT_ALLOWED" },
    ]);
    expect((await ops.post("/desk/pauses", { ...fields, form: billing.formToken })).status).toBe(403);
    expect((await ops.post("/desk/pauses", { ...fields, form: "" })).status).toBe(403);
    expect((await ops.post("/desk/pauses", fields, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await ops.post("/desk/pauses", { ...fields, what: "users/create-contract" })).status).toBe(409);
    expect((await ops.post("/desk/pauses", { ...fields, reason: "x" })).status).toBe(422);
    expect(await house.database.sql`select * from work_pauses`).toEqual([]);
    expect((await ops.get("/desk/orders/none")).status).toBe(404);
    expect((await ops.get("/desk/work/econ9999999999/1")).status).toBe(404);
  });

  test("the oldest waiting work stands per queue and partner", async () => {
    await house.restart.users.stop();
    const accepted = await client.post(`/v1/contracts/${house.partner.contractId}/users`, {
      loginId: "waits@example.jp",
      mailAddress: "waits@example.jp",
    });
    await house.database.sql`
      update outbox set created_at = created_at - interval '3 hours', available_at = available_at - interval '3 hours'
       where order_id = ${accepted.body.order.id}`;
    expect((await ops.get("/desk")).text).toMatch(
      /Users<\/div><\/td><td data-head="Partner"><div><a[^>]+>econ\d+<\/a><\/div><\/td><td data-head="Longest wait"><div>3 h 0 min/,
    );
    expect((await ops.get("/desk/work/standing")).text).toContain(accepted.body.order.id);
    await house.restart.users.start();
    await house.settle();
  });

  test("Bull Board shows of a job no error text, stack, options or result", async () => {
    await house.inject("users", "create-user", [
      { work: 999_999_999, partner: "econ0000000000", note: "秘密の文 hanako@example.jp" },
    ]);
    await expect.poll(async () => (await ops.get("/api/queues?activeQueue=users&status=completed")).text).toContain("999999999");
    const { text } = await ops.get("/api/queues?activeQueue=users&status=completed");
    expect(text).not.toContain("hanako@example.jp");
    const job = (JSON.parse(text).queues as { name: string; jobs: Record<string, unknown>[] }[]).find((q) => q.name === "users")
      ?.jobs[0];
    expect(job).toMatchObject({ stacktrace: [], opts: {}, returnValue: null });
  });

  test("pages run nothing and are of this house alone", async () => {
    const answer = await fetch(`http://127.0.0.1:${dashboard.port}/desk`, { redirect: "manual" });
    expect(answer.status).toBe(401);
    const { text } = await ops.get("/desk");
    expect(text).not.toMatch(/<script|style=|onclick/);
  });

  async function jobsOf(orderId: string): Promise<object[]> {
    const rows = await house.database.sql`select id, partner_id, payload from outbox where order_id = ${orderId}`;
    return rows.map(({ id, partnerId, payload }) => ({ work: Number(id), partner: partnerId, ...payload }));
  }
});
