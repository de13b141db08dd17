import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addChild, type Child } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

type Staff = Awaited<ReturnType<typeof signInStaff>>;

describe.skipIf(missingStore)("support", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let support: Staff;
  let child: Child;
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    support = await signInStaff(house, "support");
    child = await addChild(house, house.partner);
  });
  afterAll(() => house?.close());

  const owner = () => `owner@${house.partner.contractId}.example`;
  const mailsAbout = async (id: string) => (await house.mails()).filter((mail) => mail.text.includes(id)).toReversed();
  const question = (more: object = {}) => ({
    ...{ contractId: child.contractId, category: "service", type: "fault", subject: "接続できません" },
    text: "昨日の夜から接続できません。\n至急ご確認ください。",
    ...more,
  });

  test("a ticket's life: asked, answered, asked again, closed, opened again; each time the other side is mailed its number alone", async () => {
    const opened = await client.post("/v1/tickets", question());
    expect([opened.status, opened.headers.get("location")]).toEqual([201, `/v1/tickets/${opened.body.id}`]);
    const { id } = opened.body;
    expect(id).toMatch(/^tk\d{10}$/);
    const waiting = (await support.anywhere.get("/v1/operator/tickets?state=open")).body.tickets;
    expect(waiting).toMatchObject([
      { id, partnerId: house.partner.contractId, contractId: child.contractId, subject: "接続できません" },
    ]);
    const desk = support.forPartner(house.partner);
    expect((await desk.get(`/v1/tickets/${id}`)).body.thread).toMatchObject([{ seq: 1, move: "open", side: "partner" }]);
    const answered = await desk.post(`/v1/tickets/${id}/replies`, { text: "調査しています。" });
    expect([answered.status, answered.body.state]).toEqual([200, "answered"]);
    await client.post(`/v1/tickets/${id}/replies`, { text: "まだ接続できません。" });
    const solved = await desk.post(`/v1/tickets/${id}/close`, { text: "復旧しました。" });
    expect(solved.body.state).toBe("closed");
    expect((await client.post(`/v1/tickets/${id}/replies`, { text: "x" })).body.code).toBe("TICKET_STATE_FORBIDS");
    expect((await client.post(`/v1/tickets/${id}/reopen`)).body.state).toBe("open");
    const closed = await client.post(`/v1/tickets/${id}/close`);
    expect(
      closed.body.thread.map((m: Record<string, unknown>) => [m.seq, m.move, m.side, m.author === "provider", m.text]),
    ).toEqual([
      [1, "open", "partner", false, question().text],
      [2, "reply", "provider", true, "調査しています。"],
      [3, "reply", "partner", false, "まだ接続できません。"],
      [4, "close", "provider", true, "復旧しました。"],
      [5, "reopen", "partner", false, null],
      [6, "close", "partner", false, null],
    ]);
    await house.settle();
    const mails = await mailsAbout(id);
    const desks = mails.filter((mail) => mail.recipients.join() === "support@provider.example");
    expect([mails.length, desks.length]).toEqual([6, 4]);
    expect(mails.filter((mail) => mail.recipients.join() === owner())).toHaveLength(2);
    for (const mail of mails) expect(mail.subject + mail.text + mail.html).not.toMatch(/接続|調査|復旧/);
    const audited = (await client.get(`/v1/audit?target=${id}&outcome=done`)).body.entries;
    expect(audited.map((e: { action: string; after: { state: string } }) => [e.action, e.after.state]).toReversed()).toEqual([
      ["ticket.open", "open"],
      ["ticket.reply", "answered"],
      ["ticket.reply", "open"],
      ["ticket.close", "closed"],
      ["ticket.reopen", "open"],
      ["ticket.close", "closed"],
    ]);
    // What was said stays as it was said, for the API and for the workers.
    for (const role of ["saihan_api", "saihan_worker"] as const) {
      const [grants] = await house.database.sql`
        select has_table_privilege(${role}, 'ticket_messages', 'update') or has_table_privilege(${role}, 'ticket_messages', 'delete') as may`;
      expect([role, grants?.may]).toEqual([role, false]);
    }
  });

  test("only the parent asks: an end user turns to the partner, an agency has nobody to ask for", async () => {
    const endUser = clientOf(
      house.api,
      await house.addUser(house.partner, { type: "administrator", contractId: child.contractId }),
    );
    const refused = await endUser.post("/v1/tickets", question());
    expect([refused.status, refused.body.code]).toEqual([403, "ACTION_NOT_ALLOWED"]);
    expect(refused.text).toContain("end users turn to their partner");
    const { id } = (await client.post("/v1/tickets", question())).body;
    expect((await endUser.get(`/v1/tickets/${id}`)).body.code).toBe("TICKET_NOT_FOUND");
    const agency = clientOf(house.api, await house.addPartner("代理店", "agency"));
    expect((await agency.post("/v1/tickets", question({ contractId: undefined }))).body.code).toBe("AGENCY_MAY_NOT");
    const narrow = clientOf(house.api, await house.addUser(house.partner, { type: "administrator", rights: ["users"] }));
    expect((await narrow.post("/v1/tickets", question())).body.code).toBe("RIGHT_MISSING");
    // Whoever is confined to groups asks about their own contracts, and sees no ticket about others.
    const confined = await house.addUser(house.partner, { type: "administrator" });
    const other = await addChild(house, house.partner);
    const group = { name: "別の子", contracts: { add: [other.contractId] }, users: { add: [confined.userId] } };
    expect((await client.post("/v1/contract-groups", group)).status).toBe(201);
    const theirs = clientOf(house.api, confined);
    expect((await theirs.post("/v1/tickets", question())).body.code).toBe("CONTRACT_NOT_FOUND");
    expect((await theirs.get(`/v1/tickets/${id}`)).body.code).toBe("TICKET_NOT_FOUND");
    expect((await theirs.post("/v1/tickets", question({ contractId: other.contractId }))).status).toBe(201);
    expect((await theirs.get("/v1/tickets")).body.tickets).toHaveLength(1);
    const [user] = (await client.get(`/v1/contracts/${child.contractId}/users`)).body.users;
    expect((await client.post("/v1/tickets", question({ userIds: [user.id] }))).body.userIds).toEqual([user.id]);
    expect((await client.post("/v1/tickets", question({ userIds: [confined.userId] }))).body.code).toBe("TICKET_USER_UNKNOWN");
    const seen: string[] = [];
    for (let next: string | null = ""; next !== null; ) {
      const page: { body: { tickets: { id: string }[]; next: string | null } } = await client.get(
        `/v1/tickets?limit=2${next ? `&after=${next}` : ""}`,
      );
      seen.push(...page.body.tickets.map((ticket) => ticket.id));
      next = page.body.next;
    }
    const [row] = await house.database.sql<{ n: number }[]>`select count(*)::int as n from tickets`;
    expect([seen.length, new Set(seen).size]).toEqual([row?.n, row?.n]);
    expect((await client.post("/v1/tickets", question({ text: "a\u0007b" }))).status).toBe(422);
  });

  test("in an emergency: asked with a reason, given by the partner, read by support, erased; who, why, what and when are recorded", async () => {
    const desk = support.forPartner(house.partner);
    const ticket = (await client.post("/v1/tickets", question())).body.id;
    const reason = "ラック内の火災のため";
    const asked = await desk.post("/v1/operator/disclosures", { contractId: child.contractId, reason, ticketId: ticket });
    expect([asked.status, asked.body]).toMatchObject([201, { state: "asked", reason, ticketId: ticket, given: [] }]);
    const { id } = asked.body;
    await house.settle();
    expect((await mailsAbout(id)).map((mail) => mail.recipients.join())).toEqual([owner()]);
    const billing = await signInStaff(house, "billing");
    expect((await billing.forPartner(house.partner).get(`/v1/operator/disclosures/${id}`)).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await desk.get(`/v1/operator/disclosures/${id}`)).body).toMatchObject({ state: "asked", name: null, contact: null });
    const content = { name: "緑山商事株式会社", contact: "緑山 花子 03-0000-0000" };
    const general = clientOf(house.api, await house.addUser(house.partner, { type: "general" }));
    expect((await general.post(`/v1/disclosures/${id}/give`, content)).body.code).toBe("ACTION_NOT_ALLOWED");
    const given = await client.post(`/v1/disclosures/${id}/give`, content);
    expect([given.status, given.body.state, given.body.given]).toEqual([200, "given", ["name", "contact"]]);
    expect((await client.post(`/v1/disclosures/${id}/give`, content)).body.code).toBe("DISCLOSURE_STATE_FORBIDS");
    await house.settle();
    expect((await mailsAbout(id)).map((mail) => mail.recipients.join())).toContain("support@provider.example");
    const listed = await support.anywhere.get("/v1/operator/disclosures?state=given");
    expect([listed.body.disclosures.length, listed.text.includes("緑山")]).toEqual([1, false]);
    expect((await desk.get(`/v1/operator/disclosures/${id}`)).body).toMatchObject(content);
    const endUser = clientOf(
      house.api,
      await house.addUser(house.partner, { type: "administrator", contractId: child.contractId }),
    );
    expect((await endUser.get("/v1/disclosures")).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await desk.post(`/v1/operator/disclosures/${id}/close`)).body.state).toBe("closed");
    expect((await desk.get(`/v1/operator/disclosures/${id}`)).body).toMatchObject({
      state: "closed",
      name: null,
      given: ["name", "contact"],
    });
    const { entries } = (await client.get(`/v1/audit?target=${id}&outcome=done`)).body;
    const told = entries.toReversed().map((e: Record<string, unknown>) => [e.action, e.actor, e.reason]);
    expect(told).toEqual([
      ["disclosure.ask", "operator:op-support", reason],
      ["disclosure.read", "operator:op-support", null],
      ["disclosure.give", expect.stringMatching(/^key:/), null],
      ["disclosure.read", "operator:op-support", null],
      ["disclosure.close", "operator:op-support", null],
      ["disclosure.read", "operator:op-support", null],
    ]);
    const everything = JSON.stringify([entries, await house.mails(), await house.queueText()]);
    expect(everything).not.toMatch(/緑山/);
    const unknown = await desk.post("/v1/operator/disclosures", { contractId: house.partner.contractId, reason });
    expect(unknown.body.code).toBe("CONTRACT_NOT_FOUND");
    const stranger = clientOf(house.api, house.stranger);
    expect((await stranger.post(`/v1/disclosures/${id}/give`, content)).body.code).toBe("DISCLOSURE_NOT_FOUND");
  });
});
