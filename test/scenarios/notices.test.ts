import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse, type TestUser } from "../support/house.ts";
import { codeAt } from "../support/people.ts";
import { addChild, type Child } from "../support/resale.ts";
import { signInStaff } from "../support/staff.ts";

type Client = ReturnType<typeof clientOf>;

describe.skipIf(missingStore)("notices reach whom they concern", () => {
  let house: House;
  let token: string;
  let staff: Client;
  let owner: Client;
  let child: Child;
  let other: Child;
  let people: Record<"admin" | "childAdmin" | "childWith" | "childWithout" | "siblingAdmin", TestUser>;
  const say = { ja: "東日本の一部で接続できません。", en: "Some connections in the east fail." };
  const title = { ja: "接続障害 <東日本>", en: "Connections fail" };
  const rep = () => `owner@${house.partner.contractId}.example`;
  beforeAll(async () => {
    house = await openHouse();
    owner = clientOf(house.api, house.partner);
    child = await addChild(house, house.partner);
    other = await addChild(house, house.partner);
    await addChild(house, house.stranger);
    const { contractId } = child;
    people = {
      admin: await house.addUser(house.partner, { type: "administrator" }),
      childAdmin: await house.addUser(house.partner, { type: "administrator", contractId }),
      childWith: await house.addUser(house.partner, { type: "general", contractId }),
      childWithout: await house.addUser(house.partner, { type: "general", contractId }),
      siblingAdmin: await house.addUser(house.partner, { type: "administrator", contractId: other.contractId }),
    };
    await house.database.sql`
      insert into tenant_access (partner_id, contract_id, tenant_id, user_id, state, granted_by, granted_at, order_id)
      select partner_id, contract_id, subject_id, ${people.childWith.userId}, 'granted', 'test', now(), id
        from orders where subject_id = ${child.tenantId} and kind = 'tenant.create'`;
    const { loginId, password, totpSecret } = await addOperator(house);
    const body = { loginId, password, code: codeAt(house, totpSecret) };
    const reply = await clientOf(house.api, undefined).post("/v1/operator/sign-in", body);
    token = reply.body.token;
    staff = clientOf(house.api, { apiKey: token });
  });
  afterAll(() => house?.close());

  async function draft(category: string, scope: object): Promise<string> {
    const reply = await staff.post("/v1/notices", { category, title, scope });
    expect([reply.status, reply.text]).toEqual([201, expect.any(String)]);
    return reply.body.id;
  }
  async function publish(id: string, seq: number, state: string, more: object = {}) {
    const reply = await staff.post(`/v1/notices/${id}/updates`, { seq, state, text: say, ...more });
    await house.settle();
    return reply;
  }
  const mailsOf = async (id: string) => (await house.mails()).filter((mail) => mail.text.includes(id));
  const addressesOf = async (id: string) =>
    (await mailsOf(id)).flatMap((mail) => mail.recipients).toSorted((a, b) => (a < b ? -1 : 1));
  const sorted = (...list: string[]) => list.toSorted((a, b) => (a < b ? -1 : 1));

  test("an incident on a child's tenant: previewed, sent to just those, Cc to the parent, updates in one conversation", async () => {
    const id = await draft("incident", { tenants: [child.tenantId] });
    const preview = await staff.send("POST", `/v1/notices/${id}:preview`);
    expect(preview.status).toBe(200);
    const [partner] = preview.body.partners;
    expect(preview.body.partners).toHaveLength(1);
    const [childRepresentative] = await house.database.sql`
      select u.mail_address as address from contracts c join users u on u.id = c.representative_id where c.id = ${child.contractId}`;
    const fields = Object.fromEntries(
      partner.recipients.map((r: { address: string; field: string; rule: string }) => [r.address, `${r.field} ${r.rule}`]),
    );
    expect(fields).toEqual({
      [String(childRepresentative?.address)]: "to representative",
      [people.childAdmin.name]: "to administrator",
      [people.childWith.name]: "to tenant-access",
      [rep()]: "cc parent-of-child",
      [people.admin.name]: "cc parent-of-child",
    });
    expect(partner.leftOut).toContainEqual(
      expect.objectContaining({ userId: people.childWithout.userId, reason: "no-tenant-access" }),
    );
    expect(await mailsOf(id)).toEqual([]);

    expect((await publish(id, 1, "emerging", { symptom: say, nextUpdateAt: "2026-04-01T03:00:00.000Z" })).body).toMatchObject({
      partners: 1,
      contracts: 1,
    });
    expect(await addressesOf(id)).toEqual(sorted(...Object.keys(fields)));
    // Said twice is published once.
    expect((await publish(id, 1, "emerging")).body.code).toBe("NOTICE_STATE_FORBIDS");
    expect(await mailsOf(id)).toHaveLength(5);
    expect((await publish(id, 2, "resolved")).status).toBe(201);
    const mails = await mailsOf(id);
    expect(mails).toHaveLength(10);
    expect(mails.filter((mail) => mail.subject.startsWith("Re: ")).length).toBe(5);
    expect((await publish(id, 3, "confirmed")).body.code).toBe("NOTICE_STATE_FORBIDS");

    expect((await owner.get(`/v1/notices/${id}`)).body).toMatchObject({
      state: "resolved",
      contracts: [{ id: child.contractId }],
    });
    for (const [who, sees] of [
      [people.childAdmin, 200],
      [people.childWith, 200],
      [people.childWithout, 404],
      [people.siblingAdmin, 404],
      [house.stranger, 404],
    ] as const) {
      const client = clientOf(house.api, who);
      expect([who.name, (await client.get(`/v1/notices/${id}`)).status]).toEqual([who.name, sees]);
      const listed = (await client.get("/v1/notices")).body.notices.map((n: { id: string }) => n.id);
      expect(listed.includes(id)).toBe(sees === 200);
    }
  });

  test("own choices, those of others, what cannot be chosen, and what a parent keeps from its children", async () => {
    const path = (user: TestUser) => `/v1/contracts/${user.contractId}/users/${user.userId}/notice-settings`;
    const { childAdmin, childWith, childWithout, admin } = people;
    const off = { on: false, exceptTenants: [] };
    const self = await clientOf(house.api, childWith).put(path(childWith), {
      maintenance: { on: true, exceptTenants: [child.tenantId] },
    });
    expect([self.status, self.body.categories.length]).toEqual([200, 3]);
    expect((await clientOf(house.api, childWith).put(path(childWithout), { news: off })).status).toBe(403);
    expect((await clientOf(house.api, childAdmin).put(path(childWithout), { news: off })).status).toBe(200);
    const [row] = await house.database.sql`select representative_id as id from contracts where id = ${house.partner.contractId}`;
    const representative = { ...admin, userId: row?.id as string };
    expect((await owner.put(path(representative), { incident: off })).body).toMatchObject({ code: "NOTICE_CHOICE_FORBIDDEN" });

    const planned = { plannedFrom: "2026-04-01T03:00:00.000Z", plannedTo: "2026-04-01T05:00:00.000Z", impact: say };
    const first = await draft("maintenance", { contracts: [child.contractId] });
    await publish(first, 1, "scheduled", planned);
    expect(await addressesOf(first)).not.toContain(childWith.name);
    expect(await addressesOf(first)).toContain(childAdmin.name);

    expect((await clientOf(house.api, childAdmin).put("/v1/notice-suppression", { categories: ["maintenance"] })).status).toBe(
      403,
    );
    expect((await owner.put("/v1/notice-suppression", { categories: ["maintenance"] })).body).toEqual({
      categories: ["maintenance"],
    });
    const seen = (await clientOf(house.api, childAdmin).get(path(childAdmin))).body.categories;
    expect(seen.map((c: { category: string }) => c.category)).toEqual(["news", "incident"]);
    expect((await clientOf(house.api, childAdmin).put(path(childAdmin), { maintenance: off })).body.code).toBe(
      "NOTICE_CHOICE_FORBIDDEN",
    );
    expect((await clientOf(house.api, childAdmin).get(`/v1/notices/${first}`)).status).toBe(404);
    const second = await draft("maintenance", { contracts: [child.contractId] });
    await publish(second, 1, "scheduled", planned);
    expect(await addressesOf(second)).toEqual(sorted(rep(), admin.name));
  });

  test("a draft is changed and deleted by the desk that writes notices; what has been said stays", async () => {
    const id = await draft("news", { contracts: [house.partner.contractId] });
    const path = `/v1/notices/${id}`;
    const billing = (await signInStaff(house, "billing")).anywhere;
    expect((await billing.patch(path, { category: "terms" })).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await billing.delete(path)).body.code).toBe("ACTION_NOT_ALLOWED");
    const title = { ja: "書き直した題名", en: "Another title" };
    const changed = await staff.patch(path, { title, scope: { contracts: [child.contractId] } });
    expect([changed.status, changed.body]).toMatchObject([200, { id, category: "news", title }]);
    const preview = (await staff.send("POST", `${path}:preview`)).body;
    expect(preview.contracts).toBe(1);
    expect((await publish(id, 1, "said")).status).toBe(201);
    expect((await staff.patch(path, { title })).body.code).toBe("NOTICE_PUBLISHED");
    expect((await staff.delete(path)).body.code).toBe("NOTICE_PUBLISHED");
    expect((await mailsOf(id)).every(({ subject }) => subject.includes(title.ja) || subject.includes(title.en))).toBe(true);

    const another = await draft("news", { contracts: [house.partner.contractId] });
    expect((await staff.delete(`/v1/notices/${another}`)).status).toBe(204);
    expect((await staff.delete(`/v1/notices/${another}`)).body.code).toBe("NOTICE_NOT_FOUND");
    expect((await staff.send("POST", `/v1/notices/${another}:preview`)).status).toBe(404);
    expect((await publish(another, 1, "said")).status).toBe(404);
  });

  test("terms go to the sign-up contact alone; an address that bounced is not written to again", async () => {
    const withPartner = clientOf(house.api, { apiKey: token, named: house.partner.contractId });
    const contact = { mailAddress: "keiyaku@signup.example", name: "契約 花子" };
    expect((await withPartner.put("/v1/operator/sign-up-contact", contact)).status).toBe(200);
    const terms = await draft("terms", { contracts: [house.partner.contractId] });
    await publish(terms, 1, "said");
    expect(await addressesOf(terms)).toEqual(["keiyaku@signup.example"]);
    const { deliveries } = (await withPartner.get(`/v1/notices/${terms}/deliveries`)).body;
    expect(deliveries).toMatchObject([
      { address: contact.mailAddress, rule: "sign-up-contact", state: "sent", delivery: null, sendings: 1 },
    ]);
    const bounced = await staff.post("/v1/mail-reports", { messageId: deliveries[0].messageId, outcome: "bounced" });
    expect(bounced.body).toMatchObject({ outcome: "bounced" });
    const again = await draft("terms", { contracts: [house.partner.contractId] });
    const preview = (await staff.send("POST", `/v1/notices/${again}:preview`)).body;
    expect(preview.partners[0]).toMatchObject({
      recipients: [],
      leftOut: expect.arrayContaining([
        { userId: "", contractId: house.partner.contractId, address: contact.mailAddress, reason: "address-bounced" },
      ]),
    });
    await publish(again, 1, "said");
    expect(await addressesOf(again)).toEqual([]);
    expect((await withPartner.get(`/v1/notices/${terms}/deliveries`)).body.deliveries[0].delivery).toBe("bounced");
    const unknown = await staff.post("/v1/mail-reports", {
      messageId: "<01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60@x>",
      outcome: "bounced",
    });
    expect(unknown.status).toBe(404);
  });

  test("one request ends a subscription: no signing in, one user, one category, once; looking at the page changes nothing", async () => {
    const scope = { contracts: [other.contractId] };
    const news = await draft("news", scope);
    await publish(news, 1, "said");
    const mail = (await mailsOf(news)).find((one) => one.recipients.includes(people.siblingAdmin.name));
    const url = new URL(mail?.unsubscribe ?? "").pathname;
    const settings = async () =>
      (
        await house.database.sql`select choices, changed_by from notice_settings where user_id = ${people.siblingAdmin.userId}`
      )[0];
    const entries = async () =>
      (
        await house.database.sql`
          select actor from audit_entries where action = 'notice-settings.set' and target = ${people.siblingAdmin.userId}`
      ).map((row) => row.actor);
    expect((await fetch(`${house.api}${url}`)).status).toBe(200);
    expect([await settings(), await entries()]).toEqual([undefined, []]);
    const ask = (path: string) =>
      fetch(`${house.api}${path}`, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded" },
        body: "List-Unsubscribe=One-Click",
      });
    const others = await house.database.sql`select * from notice_settings order by user_id`;
    expect([(await ask(url)).status, (await ask(url)).status]).toEqual([200, 200]);
    expect((await settings())?.choices).toMatchObject({ news: { on: false }, incident: { on: true }, maintenance: { on: true } });
    expect(await entries()).toEqual([`user:${people.siblingAdmin.userId}`]);
    expect(
      await house.database.sql`select * from notice_settings where user_id <> ${people.siblingAdmin.userId} order by user_id`,
    ).toEqual(others);
    expect((await ask(`${url.slice(0, -2)}xx`)).status).toBe(404);
    const again = await draft("news", scope);
    await publish(again, 1, "said");
    expect(await addressesOf(again)).not.toContain(people.siblingAdmin.name);
  });

  test("a representative's incidents, terms and mails on orders name no way out", async () => {
    const incident = await draft("incident", { contracts: [other.contractId] });
    await publish(incident, 1, "emerging");
    const mails = await mailsOf(incident);
    const [fixed] = await house.database.sql`
      select u.mail_address as address from contracts c join users u on u.id = c.representative_id where c.id = ${other.contractId}`;
    expect(mails.find((mail) => mail.recipients.includes(fixed?.address))?.unsubscribe).toBeUndefined();
    expect(mails.find((mail) => mail.recipients.includes(rep()))?.unsubscribe).toBeUndefined();
    expect(mails.find((mail) => mail.recipients.includes(people.siblingAdmin.name))?.unsubscribe).toMatch(/^http/);
    const optional = (await house.mails()).filter((mail) => mail.unsubscribe !== undefined);
    expect(optional.every((mail) => /通知ID|Notice ID/.test(mail.text))).toBe(true);
  });
});
