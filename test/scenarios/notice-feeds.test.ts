import { connect, disconnect, nextEvents, single } from "@saihan/db";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import ICAL from "ical.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse, type TestUser } from "../support/house.ts";
import { codeAt, givePassword, goodPassword } from "../support/people.ts";
import { addChild, type Child } from "../support/resale.ts";

type Client = ReturnType<typeof clientOf>;
interface Event {
  number: number;
  kind: string;
  contractId: string;
  subject: string;
  data: Record<string, unknown>;
}

describe.skipIf(missingStore)("notices for machines", () => {
  let house: House;
  let staff: Client;
  let owner: Client;
  let child: Child;
  let other: Child;
  let people: Record<"childAdmin" | "childGeneral" | "general" | "confined", TestUser>;
  const title = { ja: "基盤メンテナンス <東日本>; 計画, その1", en: "Platform maintenance & more" };
  const text = { ja: "長い説明です。".repeat(30), en: "Text with a line end\nand, commas; semicolons \\ and <tags>." };
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    child = await addChild(house, house.partner);
    other = await addChild(house, house.partner);
    people = {
      childAdmin: await house.addUser(house.partner, { type: "administrator", contractId: child.contractId }),
      childGeneral: await house.addUser(house.partner, { type: "general", contractId: child.contractId }),
      general: await house.addUser(house.partner, { type: "general" }),
      confined: await house.addUser(house.partner, { type: "administrator" }),
    };
    const group = await owner.post("/v1/contract-groups", { name: "その他だけ", contracts: { add: [other.contractId] } });
    await owner.patch(`/v1/contract-groups/${group.body.id}`, { users: { add: [people.confined.userId] } });
    const { loginId, password, totpSecret } = await addOperator(house);
    const body = { loginId, password, code: codeAt(house, totpSecret) };
    const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", body);
    staff = clientOf(house.api, { apiKey: reply.body.token });
  });
  afterAll(() => house?.close());

  async function draft(category: string, scope: object): Promise<string> {
    const reply = await staff.post("/v1/notices", { category, title, scope });
    expect(reply.status).toBe(201);
    return reply.body.id;
  }
  async function say(id: string, seq: number, state: string, more: object = {}) {
    expect((await staff.post(`/v1/notices/${id}/updates`, { seq, state, text, ...more })).status).toBe(201);
    await house.settle();
  }
  /** The events about a notice that somebody sees, once the feed has come to it. */
  async function eventsOf(user: { apiKey: string; name: string; contractId: string }, id: string): Promise<Event[]> {
    // Whoever sees everything waits for the numbers; from then on they stand for everybody.
    await expect
      .poll(async () => {
        const [{ count } = { count: 1 }] = await house.database.sql`select count(*)::int as count from event_notes`;
        return count;
      })
      .toBe(0);
    return (await clientOf(house.api, user).get(`/v1/events?limit=500&subject=${id}`)).body.events;
  }
  const kindsOf = (events: Event[]) => events.map(({ kind, contractId }) => `${kind} ${contractId}`).toSorted();
  const feed = async (client: Client, path: string, headers: Record<string, string> = {}) =>
    client.send("GET", path, undefined, headers);
  const atomOf = (xml: string) => {
    expect(XMLValidator.validate(xml)).toBe(true);
    return new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "entry", htmlEntities: true }).parse(xml).feed;
  };
  const eventsIn = (ics: string) =>
    new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));

  test("published and updated notices are events of each contract; suppression, groups and access hold as for mails", async () => {
    const id = await draft("maintenance", { contracts: [child.contractId, other.contractId] });
    await say(id, 1, "scheduled", { plannedFrom: "2027-01-10T15:00:00.000Z", plannedTo: "2027-01-10T18:00:00.000Z" });
    await say(id, 2, "cancelled");
    const both = [child.contractId, other.contractId];
    expect(kindsOf(await eventsOf(house.partner, id))).toEqual(
      both.flatMap((contract) => [`notice.publish ${contract}`, `notice.update ${contract}`]).toSorted(),
    );
    const ofChild = await eventsOf(people.childAdmin, id);
    expect(kindsOf(ofChild)).toEqual([`notice.publish ${child.contractId}`, `notice.update ${child.contractId}`]);
    expect(ofChild.at(-1)?.data).toMatchObject({ category: "maintenance", state: "cancelled", seq: 2 });
    expect(kindsOf(await eventsOf(people.confined, id))).toEqual([
      `notice.publish ${other.contractId}`,
      `notice.update ${other.contractId}`,
    ]);
    // A general user hears of maintenance on tenants that they have access to, and has none.
    expect(await eventsOf(people.general, id)).toEqual([]);
    expect(await eventsOf(house.stranger, id)).toEqual([]);

    await owner.put("/v1/notice-suppression", { categories: ["maintenance"] });
    expect(await eventsOf(people.childAdmin, id)).toEqual([]);
    expect((await eventsOf(house.partner, id)).length).toBe(4);
    const ics = await feed(clientOf(house.api, people.childAdmin), `/v1/contracts/${child.contractId}/maintenance.ics`);
    expect(eventsIn(ics.text)).toEqual([]);
    await owner.put("/v1/notice-suppression", { categories: [] });
  });

  test("terms are told to the parent's feed alone", async () => {
    const id = await draft("terms", { contracts: [house.partner.contractId, child.contractId] });
    await say(id, 1, "said");
    expect(kindsOf(await eventsOf(house.partner, id))).toEqual([`notice.publish ${house.partner.contractId}`]);
    expect(await eventsOf(people.childAdmin, id)).toEqual([]);
  });

  test("a child's webhook is not sent what the parent keeps back; the parent's is", async () => {
    const endpoint = async (contractId: string) =>
      (
        await clientOf(house.api, contractId === child.contractId ? people.childAdmin : house.partner).post("/v1/webhooks", {
          ...{ contractId, url: "https://receiver.example/hook", kinds: ["notice.*"], enabled: false },
        })
      ).body.id as string;
    const [ofChild, ofParent] = [await endpoint(child.contractId), await endpoint(house.partner.contractId)];
    await owner.put("/v1/notice-suppression", { categories: ["incident"] });
    const id = await draft("incident", { contracts: [child.contractId] });
    await say(id, 1, "confirmed");
    await eventsOf(house.partner, id);
    // What the delivery reads, in its own role; nothing leaves this machine.
    const heard = async (endpointId: string) => {
      await house.database
        .sql`update webhook_endpoints set state = 'enabled', disabled_cause = null, seq = 0 where id = ${endpointId}`;
      const rows = await asWebhook(endpointId);
      await house.database
        .sql`update webhook_endpoints set state = 'disabled', disabled_cause = 'BY_USER' where id = ${endpointId}`;
      return rows.filter(({ subject }) => subject === id).length;
    };
    expect([await heard(ofChild), await heard(ofParent)]).toEqual([0, 1]);
    await owner.put("/v1/notice-suppression", { categories: [] });
    expect([await heard(ofChild), await heard(ofParent)]).toEqual([1, 1]);
  });

  test("Atom: one entry for each notice under its id, updates in it, asked for again on condition", async () => {
    const path = `/v1/contracts/${other.contractId}/notices.atom`;
    const id = await draft("incident", { contracts: [other.contractId] });
    await say(id, 1, "emerging", { symptom: { ja: "切れる & 戻る", en: "Drops & returns" } });
    const first = await feed(owner, `${path}?language=en`);
    expect([first.status, first.headers.get("content-type")]).toEqual([200, "application/atom+xml; charset=utf-8"]);
    const before = atomOf(first.text);
    const entry = before.entry.find((one: { id: string }) => one.id === `urn:uuid:${id}`);
    expect(entry).toMatchObject({ title: "[Incident] Platform maintenance & more", content: { "@_type": "text" } });
    expect(entry.content["#text"]).toContain("Symptom: Drops & returns");
    expect(entry.content["#text"]).toContain("and, commas; semicolons \\ and <tags>.");
    const etag = first.headers.get("etag") ?? "";
    const again = await feed(owner, `${path}?language=en`, { "if-none-match": `"x", W/${etag}` });
    expect([again.status, again.text]).toEqual([304, ""]);
    await say(id, 2, "resolved");
    const after = await feed(owner, `${path}?language=en`, { "if-none-match": etag });
    expect(after.status).toBe(200);
    const later = atomOf(after.text);
    expect([later.id, later.entry.length]).toEqual([before.id, before.entry.length]);
    expect(later.updated > before.updated).toBe(true);
    const ofChild = await feed(clientOf(house.api, people.childAdmin), path);
    expect(ofChild.status).toBe(404);
  });

  test("iCalendar: maintenance under the notice's id, moved by SEQUENCE, cancelled with STATUS", async () => {
    const path = `/v1/contracts/${child.contractId}/maintenance.ics`;
    const admin = clientOf(house.api, people.childAdmin);
    const id = await draft("maintenance", { contracts: [child.contractId] });
    const mine = async (client: Client, query = "") => {
      const reply = await feed(client, `${path}${query}`);
      expect([reply.status, reply.headers.get("content-type")]).toEqual([200, "text/calendar; charset=utf-8"]);
      for (const line of reply.text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
      const event = eventsIn(reply.text).find(({ uid }) => uid === id);
      return event && { ...facts(event), etag: reply.headers.get("etag") };
    };
    const facts = (event: ICAL.Event) => ({
      ...{ sequence: event.sequence, start: event.startDate.toJSDate().toISOString(), summary: event.summary },
      ...{ end: event.endDate.toJSDate().toISOString(), status: event.component.getFirstPropertyValue("status") },
      description: event.description,
    });
    await say(id, 1, "scheduled", { plannedFrom: "2027-02-10T15:00:00.000Z", plannedTo: "2027-02-10T18:00:00.000Z" });
    const first = await mine(admin);
    expect(first).toMatchObject({
      ...{ sequence: 0, start: "2027-02-10T15:00:00.000Z", end: "2027-02-10T18:00:00.000Z", status: "CONFIRMED" },
      ...{ summary: title.ja, description: text.ja },
    });
    expect(await mine(admin)).toEqual(first);
    await say(id, 2, "scheduled", { plannedFrom: "2027-02-11T15:00:00.000Z", plannedTo: "2027-02-11T18:00:00.000Z" });
    expect(await mine(admin, "?language=en")).toMatchObject({
      ...{ sequence: 1, start: "2027-02-11T15:00:00.000Z", summary: title.en, description: text.en },
    });
    await say(id, 3, "cancelled");
    expect(await mine(admin)).toMatchObject({ sequence: 2, start: "2027-02-11T15:00:00.000Z", status: "CANCELLED" });
    expect((await feed(clientOf(house.api, house.stranger), path)).status).toBe(404);
    expect((await feed(clientOf(house.api, undefined), path)).status).toBe(401);
    expect(await mine(clientOf(house.api, people.childGeneral))).toBeUndefined();
  });

  test("an address of one's own: read without a key, only what its user sees, gone when withdrawn", async () => {
    const { confined } = people;
    await givePassword(house, confined.userId, goodPassword);
    const [{ loginId } = { loginId: "" }] = await house.database.sql`select login_id from users where id = ${confined.userId}`;
    const session = await clientOf(house.api, undefined).post("/v1/sign-in", { loginId, password: goodPassword });
    expect(session.status).toBe(200);
    const signedIn = clientOf(house.api, { apiKey: session.body.session.token });
    const mine = `/v1/contracts/${confined.contractId}/users/${confined.userId}/feed-addresses`;
    const body = { contractId: other.contractId, name: "監視" };
    // A key may be narrower than its user: it makes none.
    expect((await clientOf(house.api, confined).post(mine, body)).body.code).toBe("SIGN_IN_NEEDED");
    expect((await signedIn.post(mine, { ...body, contractId: child.contractId })).body.code).toBe("CONTRACT_NOT_FOUND");
    const made = await signedIn.post(mine, body);
    expect(made.status).toBe(201);
    const { paths, feedAddress } = made.body;
    const nobody = clientOf(house.api, undefined);
    const read = await feed(nobody, paths.atom);
    expect(read.status).toBe(200);
    expect(atomOf(read.text).entry.length).toBeGreaterThan(0);
    expect((await feed(nobody, paths.atom, { "if-none-match": read.headers.get("etag") ?? "" })).status).toBe(304);
    expect(eventsIn((await feed(nobody, paths.calendar)).text).length).toBeGreaterThan(0);
    expect((await feed(nobody, `${paths.atom.slice(0, -15)}x/notices.atom`)).body.code).toBe("FEED_NOT_FOUND");
    expect(JSON.stringify(await house.database.sql`select to_jsonb(f) as row from feed_addresses f`)).not.toContain(
      paths.atom.split("/")[3],
    );
    expect((await signedIn.get(mine)).body.feedAddresses).toEqual([feedAddress]);
    expect((await clientOf(house.api, people.childAdmin).delete(`${mine}/${feedAddress.id}`)).status).toBe(404);
    expect((await signedIn.delete(`${mine}/${feedAddress.id}`)).status).toBe(204);
    expect((await feed(nobody, paths.atom)).status).toBe(404);
    expect((await signedIn.get(mine)).body.feedAddresses).toEqual([]);
  });

  async function asWebhook(endpointId: string): Promise<{ subject: string }[]> {
    const db = connect({ url: house.database.as("saihan_webhook"), applicationName: "test", max: 1 });
    try {
      const scope = { partnerId: house.partner.contractId, actor: "webhook-worker" };
      return [...(await single(db, scope, (tx) => nextEvents(tx, endpointId, 1_000)))];
    } finally {
      await disconnect(db);
    }
  }
});
