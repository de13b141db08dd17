import { makeApiKey } from "@saihan/auth";
import { connect, disconnect, insertApiKey, pruneSignIn, single, transaction } from "@saihan/db";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { addPerson, codeAt, giveTotp, goodPassword, signedIn, type TestPerson, visitor } from "../support/people.ts";

const minute = 60_000;
const hour = 60 * minute;

describe.skipIf(missingStore)("sessions, passwords and where one may come from", () => {
  let house: House;
  let admin: ReturnType<typeof clientOf>;
  let someone: ReturnType<typeof visitor>;
  beforeAll(async () => {
    house = await openHouse();
    admin = clientOf(house.api, house.partner);
    someone = visitor(house);
  });
  afterAll(() => house?.close());

  const enter = async (person: TestPerson) => signedIn(house, await someone.signIn(person));
  const measure = (person: TestPerson, what: string, by = admin) =>
    by.post(`/v1/contracts/${person.contractId}/users/${person.userId}/${what}`);
  const mailsTo = async (person: TestPerson) => {
    await house.settle();
    return (await house.mails()).filter((mail) => mail.recipients.includes(person.loginId));
  };
  const linkIn = (text: string | undefined) => /(?:set-password|invitation)#([\w-]+)/.exec(text ?? "")?.[1] ?? "none";
  const dead = async (client: ReturnType<typeof clientOf>) => {
    const reply = await client.get("/v1/me");
    expect([reply.status, reply.body.code]).toEqual([401, "UNAUTHENTICATED"]);
  };
  const alive = async (client: ReturnType<typeof clientOf>) => expect((await client.get("/v1/me")).status).toBe(200);

  describe("the life of a session", () => {
    test("two tabs share one; it ends after 30 minutes without use", async () => {
      const person = await addPerson(house, house.partner);
      const [tab, idle] = [await enter(person), await enter(person)];
      for (let i = 0; i < 3; i++) {
        house.clock.advance(25 * minute);
        await Promise.all([alive(tab), alive(tab)]);
      }
      await dead(idle);
      house.clock.advance(30 * minute);
      await dead(tab);
    });

    test("it ends after 8 hours, however much it is used", async () => {
      const client = await enter(await addPerson(house, house.partner));
      for (let i = 0; i < 19; i++) {
        house.clock.advance(25 * minute);
        await alive(client);
      }
      house.clock.advance(5 * minute);
      await dead(client);
    });

    test("its owner sees from where and when, and ends it; nobody else can", async () => {
      const [person, other] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
      const [first, second, stranger] = [await enter(person), await enter(person), await enter(other)];
      const { sessions } = (await second.get("/v1/sessions")).body;
      expect(sessions).toEqual([
        expect.objectContaining({ address: "127.0.0.1", current: true }),
        expect.objectContaining({ address: "127.0.0.1", current: false }),
      ]);
      const firstId = sessions[1].id as string;
      const foreign = await stranger.delete(`/v1/sessions/${firstId}`);
      expect([foreign.status, foreign.body.code]).toEqual([404, "SESSION_NOT_FOUND"]);
      await alive(first);
      expect((await second.delete(`/v1/sessions/${firstId}`)).status).toBe(204);
      await dead(first);
      expect((await second.delete(`/v1/sessions/${firstId}`)).status).toBe(404);
      expect((await second.delete("/v1/sessions/current")).status).toBe(204);
      await dead(second);
      await alive(stranger);
    });

    test("a token that was not given is none, of whatever form", async () => {
      const reply = await someone.signIn(await addPerson(house, house.partner));
      const token = reply.body.session.token as string;
      const wrong = [
        `shs_${"A".repeat(43)}`,
        token.slice(0, -1),
        `${token}A`,
        token.replace("shs", "sho"),
        token.replace("shs", "SHS"),
        "shs_",
      ];
      for (const apiKey of [...wrong, reply.body.device, reply.body.session.id]) await dead(clientOf(house.api, { apiKey }));
      // Fixation: a token that the caller brings along is not taken up.
      const brought = `shs_${"B".repeat(43)}`;
      const answer = await fetch(`${house.api}/v1/sign-in`, {
        method: "POST",
        headers: { authorization: `Bearer ${brought}`, "content-type": "application/json", cookie: `session=${brought}` },
        body: JSON.stringify({ loginId: (await addPerson(house, house.partner)).loginId, password: goodPassword }),
      });
      expect(answer.headers.get("set-cookie")).toBeNull();
      expect(((await answer.json()) as { session: { token: string } }).session.token).not.toBe(brought);
      await dead(clientOf(house.api, { apiKey: brought }));
      const [row] = await house.database
        .sql`select count(*)::int as plain from sessions where position(${token} in sessions::text) > 0`;
      expect(row?.plain).toBe(0);
    });

    test("the user who is kept from signing in, being deleted or gone has none", async () => {
      const person = await addPerson(house, house.partner);
      const client = await enter(person);
      const made = makeApiKey();
      const { partnerId, contractId, userId } = person;
      await transaction(house.db, { service: "test" }, (tx) =>
        insertApiKey(tx, { ...made, partnerId, contractId, userId, name: "test", at: house.clock.now() }),
      );
      const key = clientOf(house.api, { apiKey: made.key });
      expect((await key.get("/v1/sessions")).body.code).toBe("SIGN_IN_NEEDED");
      expect((await measure(person, "sign-in/disable")).body.signInDisabled).toBe(true);
      await dead(client);
      await expect.poll(async () => (await key.get("/v1/sessions")).status, { timeout: 10_000, interval: 50 }).toBe(401);
      expect((await someone.signIn(person)).body.code).toBe("SIGN_IN_WRONG");
      expect((await measure(person, "sign-in/enable")).body.signInDisabled).toBe(false);
      await dead(client);
      const again = await enter(person);
      await house.database.sql`update users set state = 'deleting' where id = ${person.userId}`;
      await dead(again);
    });

    test("the relay removes what has lost its meaning, and nothing else", async () => {
      const person = await addPerson(house, house.partner);
      const left = async () => {
        const [row] = await house.database.sql`
          select (select count(*)::int from sessions where user_id = ${person.userId}) as sessions,
                 (select count(*)::int from known_devices where user_id = ${person.userId}) as devices,
                 (select count(*)::int from throttles) as throttles`;
        return row;
      };
      await house.database.sql`delete from throttles`;
      await enter(person);
      await someone.signIn({ ...person, password: "wrong" });
      const relay = connect({ url: house.database.as("saihan_relay"), applicationName: "test", max: 1 });
      const days = (count: number) => new Date(house.clock.now().getTime() + count * 24 * hour);
      const prune = (sessions: Date, others: Date) =>
        single(relay, { service: "test" }, (tx) => pruneSignIn(tx, sessions, { sessions, devices: others, throttles: others }));
      await prune(days(-1), days(-1));
      expect(await left()).toEqual({ sessions: 1, devices: 1, throttles: 2 });
      await prune(days(1), days(-1));
      expect(await left()).toEqual({ sessions: 0, devices: 1, throttles: 2 });
      await prune(days(1), days(1));
      expect(await left()).toEqual({ sessions: 0, devices: 0, throttles: 0 });
      await disconnect(relay);
    });

    test("an API key is no session", async () => {
      for (const path of ["/v1/me", "/v1/sessions"]) {
        const reply = await admin.get(path);
        expect([reply.status, reply.body.code]).toEqual([403, "SIGN_IN_NEEDED"]);
      }
    });
  });

  describe("changing one's password", () => {
    test("needs the current one, ends the other sessions, gives this one a new token, and the owner is mailed", async () => {
      const person = await addPerson(house, house.partner);
      const [me, other] = [await enter(person), await enter(person)];
      const next = "five quiet rivers at dawn";
      expect((await me.put("/v1/me/password", { current: "not this one", next })).body.code).toBe("SIGN_IN_WRONG");
      for (const [bad, code] of [
        ["short", "PASSWORD_TOO_SHORT"],
        ["x".repeat(257), "PASSWORD_TOO_LONG"],
        ["1qaz2wsx3edc4rfv", "PASSWORD_COMMON"],
        [person.loginId, "PASSWORD_PREDICTABLE"],
      ]) {
        const refused = await me.put("/v1/me/password", { current: goodPassword, next: bad });
        expect([refused.status, refused.body.code]).toEqual([422, code]);
      }
      const changed = await me.put("/v1/me/password", { current: goodPassword, next });
      expect(changed.status).toBe(200);
      await dead(me);
      await dead(other);
      await alive(signedIn(house, changed));
      expect((await someone.signIn(person)).body.code).toBe("SIGN_IN_WRONG");
      expect((await someone.signIn({ ...person, password: next })).status).toBe(200);
      expect((await mailsTo(person)).map((m) => m.subject)).toEqual([expect.stringContaining("パスワードを設定しました")]);
    });

    test("a thief of a session guesses at it a few times only, and keeps nobody else from anything", async () => {
      const person = await addPerson(house, house.partner);
      const thief = await enter(person);
      const guess = () => thief.put("/v1/me/password", { current: "a guess", next: "five quiet rivers at dawn" });
      for (let i = 0; i < 5; i++) expect((await guess()).body.code).toBe("SIGN_IN_WRONG");
      expect((await guess()).body.code).toBe("SIGN_IN_RESTS");
      const owner = await enter(person);
      expect((await owner.put("/v1/me/password", { current: goodPassword, next: "five quiet rivers at dawn" })).status).toBe(200);
    });

    test("of five changes at once one stands", async () => {
      const person = await addPerson(house, house.partner);
      const me = await enter(person);
      const replies = await Promise.all(
        Array.from({ length: 5 }, (_, i) =>
          me.put("/v1/me/password", { current: goodPassword, next: `five quiet rivers at dawn ${i}` }),
        ),
      );
      expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
      for (const reply of replies) expect([200, 401, 429]).toContain(reply.status);
    });

    test("half-done sign-ins end with it", async () => {
      const person = await addPerson(house, house.partner);
      const secret = await giveTotp(house, person.userId);
      const open = await someone.signIn(person);
      const me = signedIn(house, await someone.code(open.body.ticket, { code: codeAt(house, secret) }));
      const { ticket } = (await someone.signIn(person)).body;
      await me.put("/v1/me/password", { current: goodPassword, next: "five quiet rivers at dawn" });
      house.clock.advance(30_000);
      expect((await someone.code(ticket, { code: codeAt(house, secret) })).body.code).toBe("SIGN_IN_TICKET_INVALID");
    });
  });

  describe("links in mails", () => {
    const ask = async (person: TestPerson) => {
      expect((await someone.post("/v1/password-resets", { loginId: person.loginId })).status).toBe(202);
      return linkIn((await mailsTo(person))[0]?.text);
    };
    const complete = (token: string, password = "five quiet rivers at dawn") =>
      someone.post("/v1/password-resets/complete", { token, password });

    test("a forgotten password: the link works once, ends sessions, lifts the lock, and asks for the code all the same", async () => {
      const person = await addPerson(house, house.partner);
      const secret = await giveTotp(house, person.userId);
      const open = await someone.signIn(person);
      const me = signedIn(house, await someone.code(open.body.ticket, { code: codeAt(house, secret) }));
      for (let i = 0; i < 6; i++) await someone.signIn({ ...person, password: "forgotten" });
      const token = await ask(person);
      expect((await complete(token, "short")).body.code).toBe("PASSWORD_TOO_SHORT");
      const replies = await Promise.all(Array.from({ length: 20 }, () => complete(token)));
      expect(replies.filter((reply) => reply.status === 204)).toHaveLength(1);
      for (const reply of replies) expect([204, 410]).toContain(reply.status);
      await dead(me);
      const signed = await someone.signIn({ ...person, password: "five quiet rivers at dawn" });
      expect(signed.body).toEqual({ next: "code", ticket: expect.any(String) });
      expect((await mailsTo(person))[0]?.subject).toContain("パスワードを設定しました");
      expect((await complete(token)).body.code).toBe("PASSWORD_LINK_INVALID");
    });

    test("it holds for an hour, for its own user, and a newer one that is used ends it", async () => {
      const [person, other] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
      const late = await ask(person);
      house.clock.advance(hour + minute);
      expect((await complete(late)).body.code).toBe("PASSWORD_LINK_INVALID");
      const [first, second] = [await ask(person), await ask(person)];
      expect((await complete(second)).status).toBe(204);
      expect((await complete(first)).body.code).toBe("PASSWORD_LINK_INVALID");
      expect((await someone.signIn(other)).status).toBe(200);
      for (const wrong of ["", "x", "A".repeat(43)]) {
        const reply = await complete(wrong);
        expect([wrong, reply.status]).toEqual([wrong, 410]);
      }
      for (const wrong of [null, 5, "\u0000", [second], { token: second }]) {
        expect((await someone.post("/v1/password-resets/complete", { token: wrong, password: goodPassword })).status).toBe(422);
      }
    });

    test("asking again and again sends three mails, and then one now and then", async () => {
      const person = await addPerson(house, house.partner);
      for (let i = 0; i < 10; i++)
        expect((await someone.post("/v1/password-resets", { loginId: person.loginId })).status).toBe(202);
      expect(await mailsTo(person)).toHaveLength(3);
      house.clock.advance(15 * minute);
      await ask(person);
      expect(await mailsTo(person)).toHaveLength(4);
    });

    test("an invitation holds for 72 hours, and a new one ends the one before", async () => {
      const person = await addPerson(house, house.partner);
      await house.database.sql`update users set password_hash = null where id = ${person.userId}`;
      expect((await measure(person, "invite")).status).toBe(200);
      const first = linkIn((await mailsTo(person))[0]?.text);
      expect((await measure(person, "invite")).status).toBe(200);
      const [mail] = await mailsTo(person);
      expect(mail?.subject).toContain("ご招待");
      expect(mail?.text).toContain("72時間");
      expect((await complete(first)).body.code).toBe("PASSWORD_LINK_INVALID");
      house.clock.advance(71 * hour);
      expect((await complete(linkIn(mail?.text))).status).toBe(204);
      expect((await someone.signIn({ ...person, password: "five quiet rivers at dawn" })).status).toBe(200);
      expect(await mailsTo(person)).toHaveLength(2);
    });

    test("with one-time codes on, twelve characters do; without, fifteen", async () => {
      const [plain, coded] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
      await giveTotp(house, coded.userId);
      expect((await complete(await ask(plain), "twelve marks")).body).toMatchObject({
        code: "PASSWORD_TOO_SHORT",
        variables: { min: 15 },
      });
      expect((await complete(await ask(coded), "twelve marks")).status).toBe(204);
    });

    test("mails speak the contract's language", async () => {
      const partner = await house.addPartner("English Partner");
      await house.database.sql`update contracts set language = 'en' where id = ${partner.contractId}`;
      const person = await addPerson(house, partner);
      await ask(person);
      const [mail] = await mailsTo(person);
      expect(mail?.subject).toBe(`[Saihan] Setting a new password (${person.userId})`);
      expect(mail?.text).toContain("for an hour after this mail was sent");
    });
  });

  describe("administrators", () => {
    test("the permission table judges: an administrator may, a general user and another partner may not", async () => {
      const boss = await enter(await addPerson(house, house.partner, "administrator"));
      const general = await addPerson(house, house.partner);
      const plain = await enter(general);
      const stranger = clientOf(house.api, house.stranger);
      const target = await addPerson(house, house.partner);
      for (const what of ["totp/enable", "invite", "unlock", "sign-in/disable", "sign-in/enable"]) {
        expect([what, (await measure(target, what, plain)).body.code]).toEqual([what, "ACTION_NOT_ALLOWED"]);
        expect([what, (await measure(target, what, stranger)).body.code]).toEqual([what, "CONTRACT_NOT_FOUND"]);
        expect([what, (await measure(target, what, boss)).status]).toEqual([what, 200]);
      }
      const nobody = await boss.post(`/v1/contracts/${target.contractId}/users/ecid9999999999/totp/enable`);
      expect([nobody.status, nobody.body.code]).toEqual([404, "USER_NOT_FOUND"]);
    });

    test("the last who can administer a contract cannot be kept out or deleted, also not by two at once", async () => {
      const partner = await house.addPartner("鍵");
      const key = clientOf(house.api, partner);
      const [owner] = await house.database.sql<{ userId: string }[]>`
        select id as user_id from users where contract_id = ${partner.contractId}`;
      const representative = { userId: owner?.userId as string, contractId: partner.contractId } as TestPerson;
      expect((await measure(representative, "sign-in/disable", key)).body.code).toBe("LAST_ADMINISTRATOR");
      const second = await addPerson(house, partner, "administrator");
      const both = await Promise.all([representative, second].map((person) => measure(person, "sign-in/disable", key)));
      expect(both.map((reply) => reply.status).toSorted((a, b) => a - b)).toEqual([200, 409]);
      await house.database.sql`update users set sign_in_disabled_at = null where contract_id = ${partner.contractId}`;
      const own = await enter(second);
      await house.database.sql`
        update users set sign_in_disabled_at = case type when 'representative' then now() end where contract_id = ${partner.contractId}`;
      const deletion = await own.delete(`/v1/contracts/${partner.contractId}/users/${second.userId}`);
      expect([deletion.status, deletion.body.code]).toEqual([409, "LAST_ADMINISTRATOR"]);
    });
  });

  describe("where one may come from", () => {
    test("a list that shuts out the one who sets it is refused with the reason; another holds at once, for sessions and keys", async () => {
      const partner = await house.addPartner("番地");
      const key = clientOf(house.api, partner);
      const boss = await addPerson(house, partner, "administrator");
      const client = await enter(boss);
      const path = `/v1/contracts/${partner.contractId}/allowed-addresses`;
      expect((await client.get(path)).body).toEqual({ contractId: partner.contractId, addresses: [] });
      const refused = await client.put(path, { addresses: ["192.0.2.0/24"] });
      expect([refused.status, refused.body.code, refused.body.variables]).toEqual([
        409,
        "ADDRESSES_SHUT_OUT_CALLER",
        { address: "127.0.0.1" },
      ]);
      const set = await client.put(path, { addresses: ["192.0.2.0/24", "::ffff:127.0.0.0/104", "192.0.2.0/24"] });
      expect(set.body.addresses).toEqual(["192.0.2.0/24", "127.0.0.0/8"]);
      await alive(client);
      for (const bad of ["192.0.2.7/24", "010.0.0.0/8", "127.1", "localhost", "", "127.0.0.1/33", null, 5]) {
        expect([bad, (await client.put(path, { addresses: [bad] })).status]).toEqual([bad, 422]);
      }

      await house.database.sql`update contracts set allowed_addresses = '{192.0.2.0/24}' where id = ${partner.contractId}`;
      await dead(client);
      await expect.poll(async () => (await key.get("/v1/contracts")).status, { timeout: 10_000, interval: 50 }).toBe(401);
      // Nobody believes who has not been named as a proxy.
      for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "true-client-ip", "client-ip"]) {
        const value = header === "forwarded" ? "for=192.0.2.1" : "192.0.2.1";
        expect([header, (await client.get("/v1/me", { [header]: value })).status]).toEqual([header, 401]);
        expect([header, (await key.get("/v1/contracts", { [header]: value })).status]).toEqual([header, 401]);
      }
      const outside = await someone.signIn(boss);
      expect([outside.status, outside.body.code]).toEqual([403, "ADDRESS_NOT_ALLOWED"]);
      expect((await someone.signIn({ ...boss, password: "wrong" })).body.code).toBe("SIGN_IN_WRONG");
      await house.database.sql`update contracts set allowed_addresses = '{}' where id = ${partner.contractId}`;
      await alive(client);
    });

    test("an API key with a list of its own works from there only", async () => {
      const person = await addPerson(house, house.partner, "administrator");
      const path = `/v1/contracts/${person.contractId}/users/${person.userId}/api-keys`;
      const me = await enter(person);
      const issue = async (...addresses: string[]) => me.post(path, { name: "番地付き", addresses });
      for (const [addresses, status] of [
        [["127.0.0.0/8"], 200],
        [["2001:db8::/32", "::ffff:127.0.0.1"], 200],
        [["192.0.2.0/24"], 401],
        [["::/0"], 401],
      ] as const) {
        const { key } = (await issue(...addresses)).body;
        expect([addresses, (await clientOf(house.api, { apiKey: key }).get("/v1/contracts")).status]).toEqual([
          addresses,
          status,
        ]);
      }
      expect((await issue("192.0.2.7/24")).status).toBe(422);
    });

    test("a child's list does not concern the parent's users who set it", async () => {
      const partner = await house.addPartner("親子");
      const client = await enter(await addPerson(house, partner, "administrator"));
      const parent = clientOf(house.api, partner);
      const made = await parent.post("/v1/contracts", {
        customerName: "子の会社",
        representative: { loginId: `child@${partner.contractId}.example`, mailAddress: "child@people.example" },
      });
      await parent.ended(made);
      const path = `/v1/contracts/${made.body.contract.id}/allowed-addresses`;
      expect((await client.put(path, { addresses: ["2001:DB8:0::/32"] })).body.addresses).toEqual(["2001:db8::/32"]);
      await alive(client);
      expect((await clientOf(house.api, house.stranger).get(path)).body.code).toBe("CONTRACT_NOT_FOUND");
    });
  });
});
