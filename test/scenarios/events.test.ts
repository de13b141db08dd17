import { connect, disconnect, pruneEvents, single } from "@saihan/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

interface Event {
  number: number;
  id: string;
  kind: string;
  contractId: string;
  subject: string;
  orderId: string | null;
  data: Record<string, unknown>;
}
interface Feed {
  events: Event[];
  next: number;
  latest: number;
}

/** What a partner's system reads that follows everything. */
describe.skipIf(missingStore)("the feed of events", () => {
  let house: House;
  let owner: ReturnType<typeof clientOf>;
  let contractId: string;
  let otherId: string;
  const secret = "canary";

  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    const made = await owner.post(
      "/v1/contracts",
      someContract({
        customerName: secret,
        representative: { loginId: `${secret}@x.example`, mailAddress: `${secret}@x.example`, name: secret },
      }),
    );
    contractId = made.body.contract.id;
    await owner.ended(made);
    const tenant = await owner.post(`/v1/contracts/${contractId}/tenants`, { name: secret, region: "jp1" });
    await owner.ended(tenant);
    const other = await owner.post("/v1/contracts", someContract());
    otherId = other.body.contract.id;
    await owner.ended(other);
    await owner.ended(await owner.post(`/v1/contracts/${otherId}/suspend`, {}));
    await house.settle();
    await upTo(owner, 8);
  });
  afterAll(() => house?.close());

  const read = async (query: string, who = owner): Promise<Feed> => {
    const reply = await who.get(`/v1/events?${query}`);
    expect(reply.status, reply.text).toBe(200);
    return reply.body;
  };
  /** Waits until so many events are numbered. */
  const upTo = async (who: typeof owner, count: number): Promise<Feed> => {
    for (;;) {
      const feed = await read("", who);
      if (feed.events.length >= count) return feed;
      await read(`after=${feed.next}&wait=5`, who);
    }
  };

  test("every order is told twice, when it is accepted and when it has ended, numbered from 1 without gaps", async () => {
    const feed = await read("");
    expect(feed.events.map(({ number }) => number)).toEqual(feed.events.map((_, i) => i + 1));
    expect(feed.events.map(({ kind, subject }) => [kind, subject === contractId || subject === otherId])).toEqual([
      ["contract.create.accepted", true],
      ["contract.create.succeeded", true],
      ["tenant.create.accepted", false],
      ["tenant.create.succeeded", false],
      ["contract.create.accepted", true],
      ["contract.create.succeeded", true],
      ["contract.suspend.accepted", true],
      ["contract.suspend.succeeded", true],
    ]);
    expect(feed).toMatchObject({ next: 8, latest: 8 });
    expect(feed.events[7]).toMatchObject({
      id: `${house.partner.contractId}-8`,
      data: { state: "suspended", was: "suspending" },
    });
  });

  test("nothing of a person stands in it", async () => {
    expect(JSON.stringify(await read(""))).not.toContain(secret);
  });

  test("it is read in pages, and again from any number", async () => {
    const first = await read("limit=3");
    const second = await read(`limit=500&after=${first.next}`);
    expect([first.next, first.latest]).toEqual([3, 8]);
    expect([...first.events, ...second.events]).toEqual((await read("")).events);
    expect(await read("after=8")).toEqual({ events: [], next: 8, latest: 8 });
  });

  test.each([
    ["kinds=tenant.*", [3, 4]],
    ["kinds=contract.create.succeeded,contract.suspend.*", [2, 6, 7, 8]],
    ["kinds=contract.create.*&after=2", [5, 6]],
  ])("%s", async (query, numbers) => {
    const feed = await read(query);
    expect(feed.events.map(({ number }) => number)).toEqual(numbers);
    expect(feed.next).toBe(8);
  });

  test("by contract, subject and order", async () => {
    const numbers = async (query: string) => (await read(query)).events.map(({ number }) => number);
    expect(await numbers(`contractId=${contractId}`)).toEqual([1, 2, 3, 4]);
    expect(await numbers(`subject=${otherId}`)).toEqual([5, 6, 7, 8]);
    const [accepted] = (await read("after=6")).events;
    expect(await numbers(`orderId=${accepted?.orderId}`)).toEqual([7, 8]);
  });

  test.each(["kinds=session.open", "kinds=*", "limit=0", "after=-1", "after=x", "wait=26", "contractId=x"])(
    "%s is refused",
    async (query) => {
      expect((await owner.get(`/v1/events?${query}`)).body.code).toBe("INVALID_PARAMETER");
    },
  );

  test("a reader who is ahead of the feed is told so", async () => {
    expect((await owner.get("/v1/events?after=9000")).body).toMatchObject({ code: "EVENTS_NOT_YET", variables: { latest: 8 } });
  });

  test("users of a child see the events of their own contract, and what is missing and foreign is the same", async () => {
    const child = clientOf(house.api, await house.addUser(house.partner, { type: "administrator", contractId }));
    expect((await read("", child)).events.map(({ number }) => number)).toEqual([1, 2, 3, 4]);
    expect(await read("", child)).toMatchObject({ next: 4, latest: 4 });
    const [foreign, none] = await Promise.all([otherId, "econ0000000001"].map((id) => child.get(`/v1/events?contractId=${id}`)));
    expect([foreign?.body.code, none?.body.code]).toEqual(["CONTRACT_NOT_FOUND", "CONTRACT_NOT_FOUND"]);
    const general = clientOf(house.api, await house.addUser(house.partner, { type: "general", contractId }));
    expect((await general.get("/v1/events")).body.code).toBe("ACTION_NOT_ALLOWED");
    expect(await read("", clientOf(house.api, house.stranger))).toEqual({ events: [], next: 0, latest: 0 });
  });

  test("a parent's user in a group sees the events of its contracts; numbers stay what they are", async () => {
    const user = await house.addUser(house.partner, { type: "general" });
    const group = await owner.post("/v1/contract-groups", {
      name: "一つだけ",
      contracts: { add: [otherId] },
      users: { add: [user.userId] },
    });
    expect((await read("", clientOf(house.api, user))).events.map(({ number }) => number)).toEqual([5, 6, 7, 8]);
    expect((await read(`groupId=${group.body.id}&after=6`)).events.map(({ number }) => number)).toEqual([7, 8]);
  });

  test("duties are the partner's: the child does not hear of them; invoices only who may see charges", async () => {
    const child = clientOf(house.api, await house.addUser(house.partner, { type: "administrator", contractId }));
    const withoutCharges = clientOf(house.api, await house.addUser(house.partner, { type: "administrator", rights: ["users"] }));
    const { partner } = house;
    await house.database.sql`
      insert into event_notes (partner_id, contract_id, at, kind, subject, data)
      values (${partner.contractId}, ${contractId}, now(), 'duty.arise', 'd1', '{}'),
             (${partner.contractId}, ${partner.contractId}, now(), 'invoice.issue', 'INV-1', '{"month": "2026-10"}')`;
    const { next } = await upTo(owner, 10);
    const kinds = async (who: typeof owner) => (await read("after=8", who)).events.map(({ kind }) => kind);
    expect(next).toBe(10);
    expect(await kinds(owner)).toEqual(["duty.arise", "invoice.issue"]);
    expect(await kinds(withoutCharges)).toEqual(["duty.arise"]);
    expect(await kinds(child)).toEqual([]);
  });

  test("a waiting request is answered when something happens", async () => {
    const { next } = await read("");
    const waiting = owner.get(`/v1/events?after=${next}&wait=25`);
    const changed = await owner.post(`/v1/contracts/${otherId}/resume`, {});
    const reply = await waiting;
    expect(reply.body.events[0]).toMatchObject({ number: next + 1, kind: "contract.resume.accepted", subject: otherId });
    await owner.ended(changed);
  });

  test("events past their retention go, and who still needs them is told", async () => {
    const { latest } = await upTo(owner, 12);
    await house.database.sql`update events set at = at - interval '91 days' where seq <= 5`;
    const relay = connect({ url: house.database.as("saihan_relay"), applicationName: "test", max: 1 });
    await single(relay, { service: "test" }, (tx) => pruneEvents(tx, house.clock.now()));
    await disconnect(relay);
    expect((await read("")).events[0]?.number).toBe(6);
    expect((await owner.get("/v1/events?after=3")).body).toMatchObject({
      code: "EVENTS_NO_LONGER_KEPT",
      variables: { oldest: 6 },
    });
    expect((await read("after=5")).events.map(({ number }) => number).at(-1)).toBe(latest);
  });
});
