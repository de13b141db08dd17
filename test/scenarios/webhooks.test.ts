import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse, type Partner } from "../support/house.ts";
import { openReceiver, type Receiver, verify } from "../support/receiver.ts";

const hour = 3_600_000;

/** A partner's receiver, verified by the library that receivers use. */
describe.skipIf(missingStore)("webhooks", () => {
  let house: House;
  let partner: Partner;
  let owner: ReturnType<typeof clientOf>;
  let receiver: Receiver;
  let others: Receiver[];

  beforeAll(async () => {
    house = await openHouse();
  });
  afterAll(() => house?.close());
  beforeEach(async () => {
    partner = await house.addPartner("受信する再販株式会社");
    owner = clientOf(house.api, partner);
    receiver = await openReceiver();
    others = [];
  });
  afterEach(async () => {
    await Promise.all([receiver, ...others].map((each) => each.down()));
  });

  const another = async () => {
    const opened = await openReceiver();
    others.push(opened);
    return opened;
  };
  const create = async (body: object = {}, who = owner): Promise<Reply["body"]> => {
    const reply = await who.post("/v1/webhooks", { url: receiver.url, ...body });
    expect(reply.status, reply.text).toBe(201);
    return reply.body;
  };
  const look = async (id: string) => (await owner.get(`/v1/webhooks/${id}`)).body;
  const log = async (id: string, query = "") => (await owner.get(`/v1/webhooks/${id}/deliveries?${query}`)).body.deliveries;
  /** Looks again and again until it is so. */
  const eventually = async (holds: () => Promise<boolean>) => {
    while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 30));
  };
  const contract = async () => {
    const made = await owner.post("/v1/contracts", someContract());
    await owner.ended(made);
    return made.body.contract.id as string;
  };

  test("everything that happens arrives once, in order, signed, with the ids of the feed", async () => {
    const { secret, id } = await create();
    const contractId = await contract();
    await owner.ended(await owner.post(`/v1/contracts/${contractId}/suspend`, {}));
    await receiver.until(4);
    for (const message of receiver.received) verify(secret, message, house.clock);
    const feed = (await owner.get("/v1/events")).body.events;
    expect(receiver.received.map(({ data }) => data)).toEqual(feed);
    expect(receiver.received.map((message) => message.id)).toEqual(feed.map((event: { id: string }) => event.id));
    expect(receiver.received.map(({ type }) => type)).toEqual([
      "contract.create.accepted",
      "contract.create.succeeded",
      "contract.suspend.accepted",
      "contract.suspend.succeeded",
    ]);
    await eventually(async () => (await log(id)).length === 4);
    expect(await look(id)).toMatchObject({ state: "enabled", delivered: 4, failures: 0, failingSince: null });
    expect((await log(id))[0]).toMatchObject({
      reason: "event",
      event: 4,
      attempt: 1,
      outcome: "delivered",
      status: 204,
      code: null,
    });
    const [first] = receiver.received as [(typeof receiver.received)[number]];
    expect(() => verify(`whsec_${Buffer.alloc(32).toString("base64")}`, first, house.clock)).toThrow(
      "No matching signature found",
    );
    expect(() => verify(secret, { ...first, body: `${first.body} ` }, house.clock)).toThrow("No matching signature found");
  });

  test("a receiver that is down for a day gets everything afterwards, once and in order", async () => {
    const { secret, id } = await create();
    const first = await contract();
    await receiver.until(2);
    await receiver.down();
    await owner.ended(await owner.post(`/v1/contracts/${first}/suspend`, {}));
    for (let passed = 0; passed < 26; passed += 2) {
      const { failures } = await look(id);
      await eventually(async () => (await look(id)).failures > failures);
      house.clock.advance(2 * hour);
      if (passed === 10) await contract();
      // Longer than any wait of the first day.
      if (passed > 8) house.clock.advance(6 * hour);
    }
    expect(await look(id)).toMatchObject({ state: "enabled", delivered: 2, failingSince: expect.any(String) });
    await receiver.up();
    house.clock.advance(8 * hour);
    await receiver.until(6);
    expect(receiver.received.map(({ data }) => data.number)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const message of receiver.received.slice(2)) verify(secret, message, house.clock);
    await eventually(async () => (await look(id)).delivered === 6);
    expect(await look(id)).toMatchObject({ failures: 0, failingSince: null, nextAttemptAt: null });
    const failed = await log(id, "outcome=failed&limit=100");
    expect(new Set(failed.map(({ event, code }: { event: number; code: string }) => `${event} ${code}`))).toEqual(
      new Set(["3 NO_CONNECTION"]),
    );
  });

  test("the waits grow, and a receiver may ask for more", async () => {
    const { id } = await create();
    receiver.answer(() => ({ status: 503, headers: { "retry-after": "1800" }, body: "閉店中\u0007です" }));
    const before = house.clock.now().getTime();
    await owner.post("/v1/contracts", someContract());
    await eventually(async () => (await look(id)).failures === 1);
    const { nextAttemptAt } = await look(id);
    expect((new Date(nextAttemptAt).getTime() - before) / hour).toBeGreaterThanOrEqual(0.5);
    expect((await log(id))[0]).toMatchObject({ outcome: "failed", status: 503, code: "HTTP_STATUS", answer: "閉店中 です" });
  });

  test("one that fails for five days is disabled, which an event and a mail tell; enabled again it goes on where it stopped", async () => {
    const { id, secret } = await create();
    const watching = await another();
    await create({ url: watching.url, kinds: ["webhook.*"] });
    receiver.answer(() => 500);
    await contract();
    await eventually(async () => (await look(id)).failures === 1);
    house.clock.advance(4 * 24 * hour);
    await eventually(async () => (await look(id)).failures === 2);
    house.clock.advance(25 * hour);
    await eventually(async () => (await look(id)).state === "disabled");
    expect(await look(id)).toMatchObject({ disabledCause: "FAILING", delivered: 0, failures: 3, nextAttemptAt: null });
    const told = () => watching.received.find(({ type }) => type === "webhook.disabled");
    await eventually(async () => told() !== undefined);
    expect(told()?.data).toMatchObject({ subject: id, data: { state: "disabled", cause: "FAILING" } });
    await eventually(async () => (await house.mails()).some(({ text }) => text.includes(id)));
    receiver.answer(() => 204);
    await owner.patch(`/v1/webhooks/${id}`, { enabled: true });
    await receiver.until(3);
    expect(receiver.received.map(({ data }) => data.number)).toEqual([1, 2, 3]);
    for (const message of receiver.received) verify(secret, message, house.clock);
  });

  test("410 means that the receiver wants no more", async () => {
    const { id } = await create();
    receiver.answer(() => 410);
    await owner.post("/v1/contracts", someContract());
    await eventually(async () => (await look(id)).state === "disabled");
    expect(await look(id)).toMatchObject({ disabledCause: "GONE", failures: 1 });
  });

  test("a redirect is a failure and is not followed", async () => {
    const target = await another();
    const { id } = await create();
    receiver.answer(() => ({ status: 307, headers: { location: target.url } }));
    await owner.post("/v1/contracts", someContract());
    await eventually(async () => (await log(id)).length === 1);
    expect((await log(id))[0]).toMatchObject({ outcome: "failed", status: 307, code: "REDIRECTED" });
    expect(target.attempts).toEqual([]);
  });

  test("a receiver that never answers holds up no other", async () => {
    receiver.answer(() => "silent");
    const slow = await Promise.all(Array.from({ length: 8 }, () => create()));
    const quick = await another();
    await create({ url: quick.url });
    await contract();
    await quick.until(2);
    await eventually(async () => (await log(slow[0].id)).length > 0);
    expect((await log(slow[0].id))[0]).toMatchObject({ outcome: "failed", status: null, code: "TIMED_OUT" });
  });

  test("kinds leave out what was not asked for; a child hears of itself only", async () => {
    const mine = await another();
    const contractId = await contract();
    await create({ kinds: ["user.*"] });
    const child = clientOf(house.api, await house.addUser(partner, { type: "administrator", contractId }));
    const made = await create({ url: mine.url, after: 0 }, child);
    expect(made.contractId).toBe(contractId);
    await contract();
    const user = { loginId: `u${contractId}@x.example`, mailAddress: "u@x.example", name: "利用者" };
    await owner.ended(await owner.post(`/v1/contracts/${contractId}/users`, user));
    await receiver.until(2);
    await mine.until(4);
    expect(receiver.received.map(({ type }) => type)).toEqual(["user.create.accepted", "user.create.succeeded"]);
    expect(mine.received.map(({ data }) => data.number)).toEqual([1, 2, 5, 6]);
    await eventually(async () => (await look(made.id)).delivered === 6);
  });

  test("after a rotation both secrets verify until the overlap ends", async () => {
    const { id, secret } = await create();
    const rotated = await owner.post(`/v1/webhooks/${id}/rotate`, { overlapHours: 2 });
    await contract();
    await receiver.until(2);
    for (const message of receiver.received) for (const each of [secret, rotated.body.secret]) verify(each, message, house.clock);
    house.clock.advance(3 * hour);
    await contract();
    await eventually(async () => receiver.received.some(({ data }) => data.number === 4));
    const last = receiver.received.find(({ data }) => data.number === 4) as (typeof receiver.received)[number];
    verify(rotated.body.secret, last, house.clock);
    expect(() => verify(secret, last, house.clock)).toThrow("No matching signature found");
    const [row] = await house.database.sql`select secret, former_secret from webhook_endpoints where id = ${id}`;
    for (const bytes of [row?.secret, row?.formerSecret]) expect(Buffer.from(bytes).toString("latin1")).not.toContain("whsec");
  });

  test("events are sent again one by one or as a range, under the same ids; a test can be sent at any time", async () => {
    const { id, secret } = await create();
    await contract();
    await contract();
    await receiver.until(4);
    expect((await owner.post(`/v1/webhooks/${id}/resend`, { from: 2 })).status).toBe(202);
    await receiver.until(5);
    expect((await owner.post(`/v1/webhooks/${id}/resend`, { from: 1, to: 3 })).status).toBe(202);
    await receiver.until(8);
    expect(receiver.received.slice(4).map(({ data }) => data.number)).toEqual([2, 1, 2, 3]);
    expect(receiver.received[4]?.id).toBe(receiver.received[1]?.id);
    await owner.patch(`/v1/webhooks/${id}`, { enabled: false });
    const tested = await owner.post(`/v1/webhooks/${id}/test`);
    await receiver.until(9);
    expect(receiver.received[8]).toMatchObject({ id: tested.body.messageId, type: "test", data: { webhookId: id } });
    verify(secret, receiver.received[8] as (typeof receiver.received)[number], house.clock);
    expect((await owner.post(`/v1/webhooks/${id}/resend`, { from: 1 })).body.code).toBe("WEBHOOK_DISABLED");
    expect((await owner.post(`/v1/webhooks/${id}/resend`, { from: 3, to: 2 })).body.code).toBe("INVALID_REQUEST");
    await owner.patch(`/v1/webhooks/${id}`, { enabled: true });
    expect((await owner.post(`/v1/webhooks/${id}/resend`, { from: 900 })).body.code).toBe("EVENTS_NOT_YET");
  });

  test("a resent event that fails is tried again", async () => {
    const { id } = await create();
    await contract();
    await receiver.until(2);
    receiver.answer(() => 500);
    await owner.post(`/v1/webhooks/${id}/resend`, { from: 1, to: 2 });
    await eventually(async () => (await log(id, "outcome=failed")).length === 1);
    receiver.answer(() => 204);
    house.clock.advance(60_000);
    await receiver.until(4);
    expect(receiver.received.map(({ data }) => data.number)).toEqual([1, 2, 1, 2]);
  });

  test("an idle endpoint is sent a heartbeat with the newest number", async () => {
    const { secret } = await create();
    await contract();
    await receiver.until(2);
    house.clock.advance(61 * 60_000);
    await receiver.until(3);
    expect(receiver.received[2]).toMatchObject({ type: "heartbeat", data: { latest: 2, oldest: 1 } });
    verify(secret, receiver.received[2] as (typeof receiver.received)[number], house.clock);
  });

  test("a worker that was away finds what happened meanwhile", async () => {
    const { id } = await create();
    await house.restart.webhooks.stop();
    await contract();
    await contract();
    await house.restart.webhooks.start();
    await receiver.until(4);
    expect(receiver.received.map(({ data }) => data.number)).toEqual([1, 2, 3, 4]);
    await eventually(async () => (await look(id)).delivered === 4);
  });

  test.each([
    ["ftp://partner.example/x", "NOT_HTTPS"],
    ["http://partner.example/x", "NOT_HTTPS"],
    ["partner.example", "NOT_A_URL"],
    ["https://user:secret@partner.example/x", "HAS_CREDENTIALS"],
    ["https://partner.example/#x", "HAS_FRAGMENT"],
    ["https://10.0.0.1/x", "ADDRESS_REFUSED"],
    ["https://169.254.169.254/latest/meta-data", "ADDRESS_REFUSED"],
  ])("%s cannot be an endpoint: %s", async (url, fault) => {
    expect((await owner.post("/v1/webhooks", { url })).body).toMatchObject({ code: "WEBHOOK_URL_REFUSED", variables: { fault } });
  });

  test("a contract has ten at most; one can be looked at, changed and deleted", async () => {
    const all = [];
    for (let i = 0; i < 10; i++) all.push(await create({ enabled: false, description: `受信先${i}` }));
    expect((await owner.post("/v1/webhooks", { url: receiver.url })).body.code).toBe("WEBHOOK_LIMIT_REACHED");
    expect((await owner.get("/v1/webhooks")).body.webhooks).toHaveLength(10);
    expect((await owner.get("/v1/webhooks")).text).not.toContain("whsec_");
    const [{ id }] = all;
    const changed = await owner.patch(`/v1/webhooks/${id}`, { kinds: ["invoice.*"], description: "請求だけ" });
    expect(changed.body).toMatchObject({ kinds: ["invoice.*"], description: "請求だけ", state: "disabled" });
    expect((await owner.patch(`/v1/webhooks/${id}`, { kinds: ["session.*"] })).body.code).toBe("INVALID_REQUEST");
    expect((await owner.delete(`/v1/webhooks/${id}`)).status).toBe(204);
    expect((await owner.get(`/v1/webhooks/${id}`)).body.code).toBe("WEBHOOK_NOT_FOUND");
    expect((await clientOf(house.api, house.stranger).get(`/v1/webhooks/${all[1].id}`)).body.code).toBe("WEBHOOK_NOT_FOUND");
  });

  test("who is confined to groups sets up none for the parent, which would be sent everything", async () => {
    const user = await house.addUser(partner, { type: "administrator" });
    const contractId = await contract();
    await owner.post("/v1/contract-groups", { name: "一部", contracts: { add: [contractId] }, users: { add: [user.userId] } });
    const confined = clientOf(house.api, user);
    expect((await confined.post("/v1/webhooks", { url: receiver.url })).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await confined.post("/v1/webhooks", { url: receiver.url, contractId })).status).toBe(201);
    const general = clientOf(house.api, await house.addUser(partner, { type: "general" }));
    expect((await general.get("/v1/webhooks")).body.code).toBe("ACTION_NOT_ALLOWED");
  });
});
