import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse, type TestUser } from "../support/house.ts";
import { codeAt } from "../support/people.ts";
import { addChild, type Child } from "../support/resale.ts";

type Client = ReturnType<typeof clientOf>;

describe.skipIf(missingStore)("who reads notices, and in which language", () => {
  let house: House;
  let staff: Client;
  let owner: Client;
  let child: Child;
  let reader: TestUser;
  let neighbour: TestUser;
  const text = { ja: "本文です。", en: "The text." };
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    child = await addChild(house, house.partner);
    const { contractId } = child;
    reader = await house.addUser(house.partner, { type: "administrator", contractId });
    neighbour = await house.addUser(house.partner, { type: "general", contractId });
    const { loginId, password, totpSecret } = await addOperator(house);
    const body = { loginId, password, code: codeAt(house, totpSecret) };
    const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", body);
    staff = clientOf(house.api, { apiKey: reply.body.token });
  });
  afterAll(() => house?.close());

  async function draft(category: string, title: { ja: string; en: string }): Promise<string> {
    return (await staff.post("/v1/notices", { category, title, scope: { contracts: [child.contractId] } })).body.id;
  }
  async function say(id: string, seq: number, state: string) {
    expect((await staff.post(`/v1/notices/${id}/updates`, { seq, state, text })).status).toBe(201);
    await house.settle();
  }
  const settings = (user: TestUser) => `/v1/contracts/${user.contractId}/users/${user.userId}/notice-settings`;

  test("a user's own language goes before that of the contract's channel, in every mail; taken back, the channel's holds again", async () => {
    const own = clientOf(house.api, reader);
    expect((await own.get(settings(reader))).body).toMatchObject({ language: null, contractLanguage: "ja" });
    expect((await own.put(settings(reader), { language: "en" })).body).toMatchObject({
      ...{ language: "en", contractLanguage: "ja" },
      categories: [{ category: "news", on: true }, { category: "incident" }, { category: "maintenance" }],
    });
    expect((await own.put(settings(reader), { language: "fr" })).status).toBe(422);
    expect((await clientOf(house.api, neighbour).put(settings(reader), { language: "ja" })).status).toBe(403);

    const subjectsTo = async (address: string) =>
      (await house.mails()).filter((mail) => mail.recipients.includes(address)).map((mail) => mail.subject);
    const id = await draft("news", { ja: "新しいメニュー", en: "A new menu" });
    await say(id, 1, "said");
    expect(await subjectsTo(reader.name)).toEqual(["[Saihan] News: A new menu"]);
    expect(await subjectsTo(neighbour.name)).toEqual(["【Saihan】[お知らせ] 新しいメニュー"]);
    // Not of a notice: the same choice holds.
    const invite = (user: TestUser) => owner.post(`/v1/contracts/${user.contractId}/users/${user.userId}/invite`, {});
    expect([(await invite(reader)).status < 300, (await invite(neighbour)).status < 300]).toEqual([true, true]);
    await house.settle();
    expect((await subjectsTo(reader.name))[0]).toBe(`[Saihan] You are invited to contract ${child.contractId}`);
    expect((await subjectsTo(neighbour.name))[0]).toBe(`【Saihan】契約 ${child.contractId} へのご招待`);

    expect((await own.put(settings(reader), { language: null })).body).toMatchObject({ language: null });
    await say(id, 2, "said");
    expect((await subjectsTo(reader.name))[0]).toBe("Re: 【Saihan】[お知らせ] 新しいメニュー");
    const audit = await house.database
      .sql`select after from audit_entries where action = 'notice-settings.set' and target = ${reader.userId}`;
    expect(audit.map(({ after }) => after)).toContainEqual({ changed: ["language"] });
  });

  test("the staff's list holds drafts, and finds by state, category, date and title; readers have what concerns them", async () => {
    const before = house.clock.now().toISOString();
    const drafted = await draft("maintenance", { ja: "夜間作業", en: "Night work" });
    const said = await draft("maintenance", { ja: "昼間作業", en: "Day WORK" });
    await say(said, 1, "scheduled");
    const found = async (query: string) => {
      const reply = await staff.get(`/v1/operator/notices?${query}`);
      expect([query, reply.status]).toEqual([query, 200]);
      return reply.body.notices.map((one: { id: string }) => one.id);
    };
    expect(await found(`from=${before}`)).toEqual([said, drafted]);
    expect(await found("state=draft")).toEqual([drafted]);
    expect(await found("state=scheduled")).toEqual([said]);
    expect(await found("category=maintenance&limit=1")).toEqual([said]);
    expect(await found(`category=maintenance&before=${said}`)).toEqual([drafted]);
    expect(await found("text=work")).toEqual([said, drafted]);
    expect(await found(`text=${encodeURIComponent("夜間")}`)).toEqual([drafted]);
    expect(await found(`to=${before}&category=maintenance`)).toEqual([]);
    expect((await staff.get(`/v1/operator/notices/${drafted}`)).body).toMatchObject({ updates: [], title: { en: "Night work" } });
    expect((await staff.get(`/v1/operator/notices/${said}`)).body.updates).toMatchObject([{ seq: 1, state: "scheduled" }]);
    expect((await owner.get("/v1/operator/notices")).status).toBeGreaterThanOrEqual(403);

    const listed = async (client: Client, query = "") =>
      (await client.get(`/v1/notices${query}`)).body.notices.map((one: { id: string }) => one.id);
    const readers = clientOf(house.api, reader);
    expect(await listed(readers)).toContain(said);
    expect(await listed(readers)).not.toContain(drafted);
    expect((await readers.get(`/v1/notices/${drafted}`)).status).toBe(404);
    await owner.put("/v1/notice-suppression", { categories: ["maintenance"] });
    expect(await listed(readers, "?category=maintenance")).toEqual([]);
    expect((await readers.get(`/v1/notices/${said}`)).status).toBe(404);
    expect((await readers.get(settings(reader))).body.categories.map((one: { category: string }) => one.category)).toEqual([
      "news",
      "incident",
    ]);
    expect(await listed(owner)).toContain(said);
    await owner.put("/v1/notice-suppression", { categories: [] });
  });

  test("updates of one notice are one conversation in a mail program: one root, one subject, ids of their own", async () => {
    const id = await draft("incident", { ja: "接続障害", en: "Connections fail" });
    const another = await draft("incident", { ja: "接続障害", en: "Connections fail" });
    await say(id, 1, "emerging");
    await say(another, 1, "emerging");
    await say(id, 2, "confirmed");
    await say(id, 3, "resolved");
    // As they arrived over SMTP, read by a mail parser.
    const arrived = (await house.mails())
      .filter((mail) => mail.recipients.includes(reader.name) && mail.subject.includes("接続障害"))
      .toSorted((a, b) => a.id - b.id);
    const [first, unrelated, ...later] = arrived;
    expect(arrived.length).toBe(4);
    expect(first?.references).toEqual([expect.stringContaining(id)]);
    expect(unrelated?.references).toEqual([expect.stringContaining(another)]);
    for (const mail of later) {
      expect(mail.references).toEqual(first?.references);
      expect(mail.inReplyTo).toBe(first?.references[0]);
      expect(mail.subject).toBe(`Re: ${first?.subject}`);
    }
    expect(new Set(arrived.map(({ messageId }) => messageId)).size).toBe(4);
    // Nobody is shown the address of another: the Message-ID is of the one mail.
    for (const mail of arrived) expect(mail.recipients).toEqual([reader.name]);
  });
});
