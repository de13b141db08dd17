import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

/** the same key orders once, whatever happens in between. */
describe.skipIf(missingStore)("idempotency keys", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
  });
  afterAll(async () => {
    await house?.settle();
    await house?.close();
  });
  const contracts = async (name: string) => house.database.sql`select id from contracts where customer_name = ${name}`;

  test("a hundred at once with one key make one contract and get the same bytes", async () => {
    const key = randomUUID();
    const body = someContract({ customerName: "百人" });
    const replies = await Promise.all(
      Array.from({ length: 100 }, () => client.post("/v1/contracts", body, { "idempotency-key": key })),
    );
    expect(new Set(replies.map((r) => r.status))).toEqual(new Set([202]));
    expect(new Set(replies.map((r) => r.text)).size).toBe(1);
    expect(replies.filter((r) => r.headers.get("idempotency-replayed") === "true")).toHaveLength(99);
    expect(new Set(replies.map((r) => r.headers.get("location"))).size).toBe(1);
    expect(await contracts("百人")).toHaveLength(1);
  });

  test("a repeat after 29 days still gets the first answer, and nothing is made again", async () => {
    const key = randomUUID();
    const body = someContract({ customerName: "二十九日" });
    const first = await client.post("/v1/contracts", body, { "idempotency-key": key });
    await client.ended(first);
    house.clock.advance(29 * 24 * 3_600_000);
    const again = await client.post("/v1/contracts", body, { "idempotency-key": key });
    expect(again.text).toBe(first.text);
    expect(await contracts("二十九日")).toHaveLength(1);
  });

  test("the order of fields and a quoted key make no difference; other content does", async () => {
    const key = randomUUID();
    const { customerName, representative } = someContract({ customerName: "順序" });
    const first = await client.post("/v1/contracts", { customerName, representative }, { "idempotency-key": key });
    const turned = await client.post("/v1/contracts", { representative, customerName }, { "idempotency-key": `"${key}"` });
    expect(turned.text).toBe(first.text);
    const other = await client.post("/v1/contracts", { customerName: "別", representative }, { "idempotency-key": key });
    expect([other.status, other.body.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
  });

  test("the same key on another path is refused", async () => {
    const key = randomUUID();
    const first = await client.post("/v1/contracts", someContract(), { "idempotency-key": key });
    const other = await client.post(`/v1/contracts/${first.body.contract.id}/suspend`, {}, { "idempotency-key": key });
    expect([other.status, other.body.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
  });

  test("two partners may use the same key, and neither sees the other's answer", async () => {
    const key = randomUUID();
    const stranger = clientOf(house.api, house.stranger);
    const mine = await client.post("/v1/contracts", someContract(), { "idempotency-key": key });
    const theirs = await stranger.post("/v1/contracts", someContract(), { "idempotency-key": key });
    expect(theirs.status).toBe(202);
    expect(theirs.body.contract.id).not.toBe(mine.body.contract.id);
  });

  test("keys of 255 characters", async () => {
    const reply = await client.post("/v1/contracts", someContract(), { "idempotency-key": `${randomUUID()}${"k".repeat(219)}` });
    expect(reply.status).toBe(202);
  });

  test("a hundred different orders for one contract at once: each is accepted or refused for its state, none is half", async () => {
    const made = await client.post("/v1/contracts", someContract());
    await client.ended(made);
    const id = made.body.contract.id;
    const replies = await Promise.all(
      Array.from({ length: 40 }, (_, i) => client.post(`/v1/contracts/${id}/${i % 2 === 0 ? "suspend" : "resume"}`)),
    );
    for (const reply of replies) expect([202, 409]).toContain(reply.status);
    await house.settle();
    const orders = await house.database.sql`
      select state, kind from orders where contract_id = ${id} and kind <> 'contract.create' order by ended_at`;
    expect(orders).toHaveLength(replies.filter((r) => r.status === 202).length);
    expect(new Set(orders.map((o) => o.state))).toEqual(new Set(["succeeded"]));
    // Every second one: a suspension can only follow a resumption.
    expect(orders.map((o) => o.kind)).toEqual(orders.map((_, i) => (i % 2 === 0 ? "contract.suspend" : "contract.resume")));
    const last = (await client.get(`/v1/contracts/${id}`)).body.state;
    expect(last).toBe(orders.length % 2 === 0 ? "active" : "suspended");
  });
});
