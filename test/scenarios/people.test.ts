import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";

const byText = (a: string, b: string) => (a < b ? -1 : 1);

describe.skipIf(missingStore)("the users of a contract", () => {
  let house: House;
  let client: ReturnType<typeof clientOf>;
  let contractId: string;
  let path: string;
  const succeeded = async (reply: Reply) =>
    expect(await client.ended(reply)).toMatchObject({ state: "succeeded", failure: null });
  let counter = 0;
  const newContract = async () => {
    const accepted = await client.post("/v1/contracts", someContract({ language: ++counter % 2 === 0 ? "ja" : "en" }));
    await succeeded(accepted);
    return accepted.body.contract as { id: string; representativeId: string };
  };
  const newUser = async (inContract = contractId) => {
    const login = `people-${++counter}@child.example`;
    const made = await client.post(`/v1/contracts/${inContract}/users`, {
      loginId: login,
      mailAddress: login,
      notifyUser: false,
    });
    await succeeded(made);
    return { id: String(made.body.user.id), mailAddress: login };
  };
  const codes = (replies: Reply[]) => replies.map((r) => [r.status, r.body.code]);
  beforeAll(async () => {
    house = await openHouse();
    client = clientOf(house.api, house.partner);
    contractId = (await newContract()).id;
    path = `/v1/contracts/${contractId}`;
  });
  afterEach(() => house.misbehave());
  afterAll(() => house?.close());

  test("a user's life: made, renamed, moved to another address, made administrator of some things, reduced, deleted", async () => {
    const { id, mailAddress } = await newUser();
    const changed = await client.patch(`${path}/users/${id}`, { name: "山田 花子" });
    expect(changed.body.order).toMatchObject({ kind: "user.change", subject: { kind: "user", id } });
    await succeeded(changed);
    await succeeded(await client.patch(`${path}/users/${id}`, { mailAddress: "hanako.new@child.example" }));
    await succeeded(await client.patch(`${path}/users/${id}`, { type: "administrator", rights: ["users", "tenants"] }));
    expect((await client.get(`${path}/users/${id}`)).body).toMatchObject({
      ...{ name: "山田 花子", mailAddress: "hanako.new@child.example", type: "administrator", rights: ["users", "tenants"] },
    });
    await succeeded(await client.patch(`${path}/users/${id}`, { rights: null }));
    expect((await client.get(`${path}/users/${id}`)).body).toMatchObject({ type: "administrator", rights: null });
    await succeeded(await client.patch(`${path}/users/${id}`, { type: "general" }));
    expect((await client.get(`${path}/users/${id}`)).body).toMatchObject({ type: "general", rights: null });
    await succeeded(await client.delete(`${path}/users/${id}`));
    expect((await client.patch(`${path}/users/${id}`, { name: "誰か" })).body.code).toBe("USER_STATE_FORBIDS");

    await house.settle();
    const told = (await house.mails()).filter((m) => m.subject.includes("mail address"));
    expect(told.map((m) => m.recipients)).toEqual([[mailAddress]]);
    expect(told[0]?.text).toContain("h***@child.example");
    expect(told[0]?.text).not.toContain("hanako.new@");
  });

  test("changes given in one breath are made one after the other, and each address is told of the next", async () => {
    const { id, mailAddress } = await newUser();
    await house.misbehave({ delayMs: 100 });
    const orders: Reply[] = [];
    for (const to of ["second@breath.example", "third@breath.example"]) {
      orders.push(await client.patch(`${path}/users/${id}`, { mailAddress: to }));
    }
    for (const order of orders) await succeeded(order);
    await house.settle();
    const told = (await house.mails()).filter((m) => m.text.includes(id));
    expect(told.flatMap((m) => m.recipients).toSorted(byText)).toEqual([mailAddress, "second@breath.example"].toSorted(byText));
  });

  test("nobody gives rights that they do not hold, and nobody changes those who hold more", async () => {
    const { id: general } = await newUser();
    const whole = await house.addUser(house.partner, { type: "administrator", contractId });
    const partial = await house.addUser(house.partner, { type: "administrator", contractId, rights: ["users", "audit"] });
    const without = await house.addUser(house.partner, { type: "administrator", contractId, rights: ["audit"] });
    const { representativeId } = (await client.get(path)).body;
    const by = clientOf(house.api, partial);
    const patch = (userId: string, body: object) => by.patch(`${path}/users/${userId}`, body);
    expect(
      codes([
        await patch(general, { type: "administrator" }),
        await patch(general, { type: "administrator", rights: ["groups"] }),
        await patch(partial.userId, { rights: null }),
        await patch(whole.userId, { mailAddress: "taken.over@child.example" }),
        await patch(representativeId, { mailAddress: "taken.over@child.example" }),
        await clientOf(house.api, without).patch(`${path}/users/${general}`, { name: "x" }),
        await by.post(`${path}/representative`, { userId: general }),
      ]),
    ).toEqual([...Array.from({ length: 5 }, () => [403, "RIGHTS_NOT_HELD"]), [403, "RIGHT_MISSING"], [403, "RIGHT_MISSING"]]);
    expect(codes([await patch(general, { type: "administrator", rights: ["audit"] })])).toEqual([[202, undefined]]);
    await house.settle();
    expect(
      codes([
        await client.patch(`${path}/users/${representativeId}`, { type: "general" }),
        await client.patch(`${path}/users/${representativeId}`, { rights: ["users"] }),
        await client.patch(`${path}/users/${without.userId}`, { type: "general", rights: ["users"] }),
        await client.patch(`${path}/users/${general}`, { type: "representative" }),
        await client.patch(`${path}/users/${general}`, { rights: ["users", "users"] }),
        await client.patch(`${path}/users/${general}`, {}),
        await client.patch(`${path}/users/ecid9999999999`, { name: "x" }),
        await clientOf(house.api, house.stranger).patch(`${path}/users/${general}`, { name: "x" }),
        await client.delete(`${path}/users/${representativeId}`),
      ]),
    ).toEqual([
      ...[
        [409, "REPRESENTATIVE_TYPE_FIXED"],
        [409, "REPRESENTATIVE_TYPE_FIXED"],
        [422, "RIGHTS_NEED_ADMINISTRATOR"],
      ],
      ...[
        [422, "INVALID_REQUEST"],
        [422, "INVALID_REQUEST"],
        [422, "INVALID_REQUEST"],
      ],
      ...[
        [404, "USER_NOT_FOUND"],
        [404, "CONTRACT_NOT_FOUND"],
        [409, "REPRESENTATIVE_CANNOT_BE_DELETED"],
      ],
    ]);
    const deletion = await client.delete(`${path}/users/${representativeId}`);
    expect(deletion.body.detail).toContain("/representative");
  });

  test("the last one who can administer users cannot vanish", async () => {
    const { id, representativeId } = await newContract();
    const last = await house.addUser(house.partner, { type: "administrator", contractId: id });
    await house.database.sql`update users set state = 'failed', ended_at = now() where id = ${representativeId}`;
    const replies = [
      await client.patch(`/v1/contracts/${id}/users/${last.userId}`, { type: "general" }),
      await client.patch(`/v1/contracts/${id}/users/${last.userId}`, { rights: ["audit"] }),
      await client.delete(`/v1/contracts/${id}/users/${last.userId}`),
    ];
    expect(codes(replies)).toEqual(replies.map(() => [409, "LAST_ADMINISTRATOR"]));
  });

  describe("another representative", () => {
    const onPlatform = async (): Promise<string[]> => {
      const { objects, grants } = (await (await fetch(`${house.platform}/objects`)).json()) as {
        objects: { id: string; name: string }[];
        grants: { userId: string; projectId: string }[];
      };
      const names = new Map(objects.map((o) => [o.id, o.name]));
      return grants.map((g) => `${names.get(g.userId)} ${names.get(g.projectId)}`).toSorted(byText);
    };
    const types = async (id: string) =>
      Object.fromEntries(
        (await client.get(`/v1/contracts/${id}/users`)).body.users.map((u: { id: string; type: string }) => [u.id, u.type]),
      );
    const arranged = async () => {
      const contract = await newContract();
      const names = [`rep-a-${contract.id}`, `rep-b-${contract.id}`];
      for (const name of names)
        await succeeded(await client.post(`/v1/contracts/${contract.id}/tenants`, { name, region: "jp1" }));
      return { ...contract, names, next: await newUser(contract.id), url: `/v1/contracts/${contract.id}/representative` };
    };
    const access = (users: string[], names: string[]) => users.flatMap((u) => names.map((n) => `${u} ${n}`)).toSorted(byText);
    const ofTenants = async (names: string[]) => (await onPlatform()).filter((line) => names.some((n) => line.endsWith(n)));

    test("has access to every tenant; the one before is general and keeps it; both are told", async () => {
      const { id, representativeId, names, next, url } = await arranged();
      expect(await ofTenants(names)).toEqual(access([representativeId], names));
      const changed = await client.post(url, { userId: next.id });
      expect(changed.body.order).toMatchObject({ kind: "representative.change", subject: { kind: "contract", id } });
      // Accepted at once after it: a tenant for which the new one is the representative.
      const later = await client.post(`/v1/contracts/${id}/tenants`, { name: `rep-c-${id}`, region: "jp1" });
      expect(later.body.order.waitsFor).toEqual([changed.body.order.id]);
      await succeeded(changed);
      await succeeded(later);
      expect(await types(id)).toEqual({ [representativeId]: "general", [next.id]: "representative" });
      expect((await client.get(`/v1/contracts/${id}`)).body.representativeId).toBe(next.id);
      expect(await ofTenants([...names, `rep-c-${id}`])).toEqual(
        [...access([representativeId, next.id], names), `${next.id} rep-c-${id}`].toSorted(byText),
      );
      const rows = await house.database
        .sql`select user_id from tenant_access where contract_id = ${id} and granted_at is not null`;
      expect(rows).toHaveLength(5);
      await house.settle();
      const mails = (await house.mails()).filter((m) => m.subject.includes(id)).slice(0, 2);
      const subjects = Object.fromEntries(mails.map((m) => [m.recipients[0], m.subject]));
      expect(Object.keys(subjects)).toHaveLength(2);
      expect(subjects[next.mailAddress]).toMatch(/You are now the representative|契約代表ユーザーになりました/);
      // Now the one before can be deleted, and the new one cannot.
      expect((await client.delete(`/v1/contracts/${id}/users/${next.id}`)).body.code).toBe("REPRESENTATIVE_CANNOT_BE_DELETED");
      await succeeded(await client.delete(`/v1/contracts/${id}/users/${representativeId}`));
      expect(await ofTenants(names)).toEqual(access([next.id], names));
    });

    test("when the platform refuses, everything is as before", async () => {
      const { id, representativeId, names, next, url } = await arranged();
      const [first] = (await client.get(`/v1/contracts/${id}/tenants`)).body.tenants;
      await succeeded(await client.post(`/v1/contracts/${id}/tenants/${first.id}/access`, { userId: next.id }));
      const before = await ofTenants(names);
      const third = await client.post(`/v1/contracts/${id}/tenants`, { name: `rep-c-${id}`, region: "jp1" });
      await succeeded(third);
      // With this seed one grant passes before one is refused.
      await house.misbehave({ refuseRate: 0.5, refuseReason: "FORBIDDEN", only: "grant", seed: 8 });
      const changed = await client.post(url, { userId: next.id });
      expect(await client.ended(changed)).toMatchObject({ state: "failed", failure: { code: "PLATFORM_REFUSED" } });
      await house.misbehave();
      const { history } = (await client.get(`/v1/orders/${changed.body.order.id}`)).body;
      expect(history.map((h: { to: string }) => h.to)).toEqual(["received", "executing", "compensating", "failed"]);
      expect(await ofTenants(names)).toEqual(before);
      expect(await ofTenants([`rep-c-${id}`])).toEqual([`${representativeId} rep-c-${id}`]);
      const journal = (await house.platformJournal()).filter((e) => e.clientToken.startsWith(changed.body.order.id));
      expect(journal.filter((e) => e.call === "grant").map((e) => e.outcome)).toEqual(["acted"]);
      expect(await types(id)).toEqual({ [representativeId]: "representative", [next.id]: "general" });
      await succeeded(await client.post(url, { userId: next.id, notifyUsers: false }));
      expect(await types(id)).toEqual({ [representativeId]: "general", [next.id]: "representative" });
    });

    test("asked for twice at the same time: one of the two becomes it; there is exactly one at every moment", async () => {
      const { id, representativeId, next, url } = await arranged();
      const other = await newUser(id);
      await house.misbehave({ delayMs: 200 });
      const replies = await Promise.all([next, other].map((user) => client.post(url, { userId: user.id })));
      expect(
        codes(replies)
          .map(([status]) => Number(status))
          .toSorted((a, b) => a - b),
      ).toEqual([202, 409]);
      const [won, lost] = replies[0]?.status === 202 ? [next, other] : [other, next];
      expect(replies.find((r) => r.status === 409)?.body.code).toBe("REPRESENTATIVE_CHANGE_OPEN");
      // Neither their type nor their access nor they themselves can be taken from the one who is about to become it.
      expect(
        codes([
          await client.patch(`/v1/contracts/${id}/users/${won.id}`, { type: "administrator" }),
          await client.delete(`/v1/contracts/${id}/users/${won.id}`),
        ]),
      ).toEqual([
        [409, "REPRESENTATIVE_CHANGE_OPEN"],
        [409, "REPRESENTATIVE_CHANGE_OPEN"],
      ]);
      let over = false;
      const seen = new Set<number>();
      const watching = (async () => {
        while (!over) {
          const [row] = await house.database.sql<{ n: number }[]>`
            select count(*)::int as n from users u join contracts c on c.id = u.contract_id and c.representative_id = u.id
             where u.contract_id = ${id} and u.type = 'representative'`;
          seen.add(row?.n ?? -1);
        }
      })();
      await succeeded(replies.find((r) => r.status === 202) as Reply);
      over = true;
      await watching;
      expect([...seen]).toEqual([1]);
      await house.misbehave();
      expect(await types(id)).toEqual({ [representativeId]: "general", [won.id]: "representative", [lost.id]: "general" });
    });

    test("who may ask for it, and whom they may name", async () => {
      const { id, representativeId, next, url } = await arranged();
      const administrator = await house.addUser(house.partner, {
        type: "administrator",
        contractId: id,
        rights: ["representative"],
      });
      const without = await house.addUser(house.partner, { type: "administrator", contractId: id, rights: ["users"] });
      const parentGeneral = await house.addUser(house.partner, { type: "general" });
      const elsewhere = await newUser();
      const as = (user: typeof administrator) => clientOf(house.api, user);
      expect(
        codes([
          await client.post(url, { userId: representativeId }),
          await client.post(url, { userId: administrator.userId }),
          await client.post(url, { userId: elsewhere.id }),
          await client.post(url, { userId: parentGeneral.userId }),
          await client.post(url, {}),
          await as(without).post(url, { userId: next.id }),
          await as(parentGeneral).post(url, { userId: next.id }),
          await clientOf(house.api, house.stranger).post(url, { userId: next.id }),
        ]),
      ).toEqual([
        ...[
          [409, "REPRESENTATIVE_ALREADY"],
          [409, "REPRESENTATIVE_MUST_BE_GENERAL"],
          [404, "USER_NOT_FOUND"],
          [404, "USER_NOT_FOUND"],
        ],
        ...[
          [422, "INVALID_REQUEST"],
          [403, "RIGHT_MISSING"],
          [403, "ACTION_NOT_ALLOWED"],
          [404, "CONTRACT_NOT_FOUND"],
        ],
      ]);
      await succeeded(await as(administrator).post(url, { userId: next.id }));
      expect((await types(id))[next.id]).toBe("representative");
    });

    test("of the parent contract, whom no order has made", async () => {
      const partner = await house.addPartner("代表交代");
      const its = clientOf(house.api, partner);
      const url = `/v1/contracts/${partner.contractId}`;
      const tenant = await its.post(`${url}/tenants`, { name: `parent-${partner.contractId}`, region: "jp1" });
      const user = await its.post(`${url}/users`, { loginId: "next@owner.example", mailAddress: "next@owner.example" });
      const before = (await its.get(url)).body.representativeId;
      // Ordered at once: it waits for the user.
      const changed = await its.post(`${url}/representative`, { userId: user.body.user.id });
      for (const order of [tenant, user, changed]) expect((await its.ended(order)).state).toBe("succeeded");
      expect((await its.get(url)).body.representativeId).toBe(user.body.user.id);
      expect(await ofTenants([`parent-${partner.contractId}`])).toEqual(
        access([before, user.body.user.id], [`parent-${partner.contractId}`]),
      );
      // The key of the one before goes on as that of a general user.
      await expect
        .poll(async () => (await its.post(`${url}/users`, { loginId: "no-more", mailAddress: "x@owner.example" })).body.code)
        .toBe("ACTION_NOT_ALLOWED");
      expect((await its.get(`${url}/tenants`)).body.tenants).toHaveLength(1);
    });
  });
});
