import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { decideApproval } from "../../services/intake-api/src/operator-desk/records.ts";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, openDesk, order, sign } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

/** An order that has failed or expired, placed again as a new order. */
describe.skipIf(missingStore)("retrying an order", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let desk: ReturnType<typeof openDesk>;
  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 1_000 });
    client = clientOf(house.api, house.partner);
    desk = openDesk(house);
  });
  afterEach(() => house.misbehave());
  afterAll(async () => {
    await desk?.close();
    await house?.close();
  });

  const retry = (id: string, by = client, key?: string, body?: object) =>
    by.send("POST", `/v1/orders/${id}:retry`, body, key === undefined ? {} : { "idempotency-key": key });
  const codeOf = ({ status, body }: Reply) => [status, body.code];

  async function refusedByPlatform(accept: () => Promise<Reply>, manner: object = {}) {
    await house.misbehave({ refuseRate: 1, refuseReason: "QUOTA_REACHED", ...manner });
    const accepted = await accept();
    expect((await client.ended(accepted)).state).toBe("failed");
    await house.misbehave();
    return accepted;
  }

  test("a contract that the platform had no room for is made by the retry; of retries at once one is accepted", async () => {
    const body = someContract({ customerNumber: "N1234567890", labels: { team: "east" } });
    const failed = await refusedByPlatform(() => client.post("/v1/contracts", body));
    const { id } = failed.body.order;
    const asked = await client.send("POST", `/v1/orders/${id}:retry?validateOnly=true`);
    expect([asked.status, asked.body.valid]).toEqual([200, true]);
    const keys = Array.from({ length: 8 }, (_, n) => `retry-${id}-${n}`);
    const replies = await Promise.all(keys.map((key) => retry(id, client, key)));
    const [taken, ...more] = replies.filter((reply) => reply.status === 202) as [Reply];
    expect(more).toEqual([]);
    const after = taken.body.order.id;
    for (const reply of replies.filter((one) => one !== taken)) {
      expect(codeOf(reply)).toEqual([409, "ORDER_ALREADY_RETRIED"]);
      expect(reply.text).toContain(after);
    }
    // The same request again is answered again.
    const again = await retry(id, client, keys[replies.indexOf(taken)]);
    expect([again.status, again.body.order.id, again.headers.get("idempotency-replayed")]).toEqual([202, after, "true"]);
    const ended = await client.ended(taken);
    expect(ended).toMatchObject({ state: "succeeded", retryOf: id, retriedBy: null });
    expect((await client.get(`/v1/orders/${id}`)).body).toMatchObject({ state: "failed", retryOf: null, retriedBy: after });
    const made = (await client.get(`/v1/contracts/${ended.contractId}`)).body;
    expect(made).toMatchObject({ ...{ state: "active", customerNumber: "N1234567890" }, labels: { team: "east" } });
    expect(made.customerName).toBe(body.customerName);
    await house.settle();
    const mailed = (await house.mails()).filter((mail) => mail.recipients.includes(body.representative.mailAddress));
    expect(mailed.length).toBe(1);
  });

  test("a retry that fails is retried in its turn; an operator may do it with a reason, and the partner sees who did and why", async () => {
    const child = await addChild(house, house.partner);
    const failed = await refusedByPlatform(() => client.post(`/v1/contracts/${child.contractId}/suspend`, {}));
    const second = await refusedByPlatform(() => retry(failed.body.order.id));
    const [operations, support] = [await signInStaff(house), await signInStaff(house, "support")];
    expect(codeOf(await retry(second.body.order.id, support.forPartner(house.partner)))).toEqual([403, "ACTION_NOT_ALLOWED"]);
    const reason = "The platform has room again.";
    const staff = operations.forPartner(house.partner);
    for (const body of [undefined, {}, { reason: "" }, { reason: "x".repeat(501) }]) {
      const unsaid = await retry(second.body.order.id, staff, undefined, body);
      expect(codeOf(unsaid)).toEqual([422, "INVALID_REQUEST"]);
      expect(unsaid.body.errors[0].pointer).toBe("/reason");
    }
    expect(codeOf(await retry(second.body.order.id, client, undefined, { reason }))).toEqual([422, "INVALID_REQUEST"]);
    const third = await retry(second.body.order.id, staff, undefined, { reason });
    expect(third.status).toBe(202);
    const ended = await client.ended(third);
    expect(ended).toMatchObject({ state: "succeeded", retryOf: second.body.order.id });
    expect(ended.history[0]).toMatchObject({ actor: expect.stringMatching(/^operator:/), reason });
    expect(ended.history[1].reason).toBeNull();
    const entries = await house.database
      .sql`select target, order_id, reason from audit_entries where action = 'order.retry' and outcome = 'done'`;
    expect(entries).toEqual([{ target: second.body.order.id, orderId: ended.id, reason }]);
    expect((await client.get(`/v1/contracts/${child.contractId}`)).body.state).toBe("suspended");
  });

  test("what it was about is asked for as it was: tenant, user, access, plan", async () => {
    const child = await addChild(house, house.partner);
    const path = `/v1/contracts/${child.contractId}`;
    const tenant = await refusedByPlatform(() =>
      client.post(`${path}/tenants`, { name: "again", region: "jp2", description: "二度目" }),
    );
    const user = await refusedByPlatform(() =>
      client.post(`${path}/users`, { loginId: "again@child.example", mailAddress: "again@child.example", name: "再" }),
    );
    for (const [list, failed] of [
      ["tenants", tenant],
      ["users", user],
    ] as const) {
      const ended = await client.ended(await retry(failed.body.order.id));
      expect(ended.state, list).toBe("succeeded");
      expect(ended.subject.id).not.toBe(failed.body.order.subject.id);
    }
    const { tenants } = (await client.get(`${path}/tenants`)).body;
    expect(
      tenants
        .filter((one: { name: string }) => one.name === "again")
        .map((one: { state: string }) => one.state)
        .sort(),
    ).toEqual(["active", "failed"]);
    const made = (await client.get(`${path}/users?limit=100`)).body.users.find(
      (one: { loginId: string; state: string }) => one.loginId === "again@child.example" && one.state === "active",
    );
    const granted = await refusedByPlatform(() => client.post(`${path}/tenants/${child.tenantId}/access`, { userId: made.id }));
    const access = await client.ended(await retry(granted.body.order.id));
    expect([access.state, access.subject.id]).toEqual(["succeeded", child.tenantId]);
  });

  test("where a retry cannot help it is refused, and says whose turn it is", async () => {
    const taken = await refusedByPlatform(() => client.post("/v1/contracts", someContract()), { refuseReason: "NAME_TAKEN" });
    const refused = await retry(taken.body.order.id);
    expect(codeOf(refused)).toEqual([409, "ORDER_NOT_RETRYABLE"]);
    expect(refused.text).toContain("turn of: caller");
    // Done, or under way.
    const done = await client.post("/v1/contracts", someContract());
    expect((await client.ended(done)).state).toBe("succeeded");
    expect(codeOf(await retry(done.body.order.id))).toEqual([409, "ORDER_NOT_RETRYABLE"]);
    // Rejected for what it asks for.
    await sign(desk, house.partner);
    const child = await addChild(house, house.partner);
    const asked = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "fast-dns"));
    const no = { contractId: child.contractId, menu: "fast-dns", decision: "refused", reason: "用途" } as const;
    await decideApproval(desk, house.partner.contractId, no);
    expect((await client.ended(asked)).state).toBe("rejected");
    expect((await retry(asked.body.order.id)).text).toContain("turn of: nobody");
    // Its subject is gone.
    const path = `/v1/contracts/${done.body.contract.id}`;
    const failed = await refusedByPlatform(() => client.post(`${path}/suspend`, {}));
    const ended = await client.ended(await client.post(`${path}/terminate`, {}));
    expect(ended.state).toBe("succeeded");
    expect(codeOf(await retry(failed.body.order.id))).toEqual([409, "CONTRACT_STATE_FORBIDS"]);
    // Another's.
    expect((await retry(failed.body.order.id, clientOf(house.api, house.stranger))).status).toBe(404);
  });

  test("what nobody answered in time is asked again", async () => {
    const child = await addChild(house, house.partner);
    const asked = await client.post(`/v1/contracts/${child.contractId}/subscriptions`, order(child, "fast-dns"));
    house.clock.advance(30 * 86_400_000);
    expect((await client.ended(asked)).state).toBe("expired");
    const again = await retry(asked.body.order.id);
    expect([again.status, again.body.order.state]).toEqual([202, "awaiting_approval"]);
    const yes = { contractId: child.contractId, menu: "fast-dns", decision: "approved", reason: "用途" } as const;
    await decideApproval(desk, house.partner.contractId, yes);
    expect((await client.ended(again)).state).toBe("succeeded");
  });
});
