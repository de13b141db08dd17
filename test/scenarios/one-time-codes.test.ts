import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply } from "../support/client.ts";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { hasOathtool, oathtool } from "../support/oathtool.ts";
import { addPerson, codeAt, giveTotp, goodPassword, signedIn, type TestPerson, visitor } from "../support/people.ts";

/** sdpf 4: an administrator enables one-time codes; the QR code appears once, at the next sign-in; from then on a code is needed. */
describe.skipIf(missingStore)("one-time codes", () => {
  let house: House;
  let someone: ReturnType<typeof visitor>;
  let admin: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse();
    someone = visitor(house);
    admin = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  const secure = (person: TestPerson, what: string) =>
    admin.post(`/v1/contracts/${person.contractId}/users/${person.userId}/${what}`);
  const secretOf = (reply: Reply) => new URL(reply.body.otpauthUri).searchParams.get("secret") as string;
  const mailsTo = async (person: TestPerson) => {
    await house.settle();
    return (await house.mails()).filter((mail) => mail.recipients.includes(person.loginId));
  };

  test.skipIf(!hasOathtool)("from the administrator's switch to a sign-in with codes of oathtool", async () => {
    const person = await addPerson(house, house.partner);
    const before = signedIn(house, await someone.signIn(person));
    const asked = await secure(person, "totp/enable");
    expect([asked.status, asked.body.totp]).toEqual([200, "asked"]);
    expect((await secure(person, "totp/enable")).body.code).toBe("TOTP_STATE_FORBIDS");

    const enrol = await someone.signIn(person);
    expect(enrol.body).toMatchObject({ next: "enrol", ticket: expect.stringMatching(/^sht_/) });
    expect(enrol.body.session).toBeUndefined();
    expect(decodeURIComponent(new URL(enrol.body.otpauthUri).pathname)).toBe(`/Saihan:${person.contractId}`);
    expect(enrol.body.qr).toContain("<svg");

    // Left alone and begun again: another secret, the first is never shown twice.
    const again = await someone.signIn(person);
    expect(secretOf(again)).not.toBe(secretOf(enrol));

    const secret = secretOf(again);
    const wrong = await someone.code(again.body.ticket, { code: oathtool(secretOf(enrol), house.clock.now()) });
    expect([wrong.status, wrong.body.code]).toEqual([401, "SIGN_IN_WRONG"]);
    const confirmed = await someone.code(again.body.ticket, { code: oathtool(secret, house.clock.now()) });
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.recoveryCodes).toHaveLength(10);
    expect((await signedIn(house, confirmed).get("/v1/me")).body).toMatchObject({ totp: "on", recoveryCodesLeft: 10 });
    expect((await before.get("/v1/me")).status).toBe(401);
    // The other half-done enrolment is over.
    expect((await someone.code(enrol.body.ticket, { code: oathtool(secretOf(enrol), house.clock.now()) })).status).toBe(401);

    house.clock.advance(30_000);
    const next = await someone.signIn(person);
    expect(next.body).toEqual({ next: "code", ticket: expect.any(String) });
    const inside = await someone.code(next.body.ticket, { code: oathtool(secret, house.clock.now()) });
    expect(inside.status).toBe(200);
    expect(inside.body.recoveryCodes).toBeUndefined();
    expect((await mailsTo(person)).map((mail) => mail.subject)).toEqual([expect.stringContaining("2段階認証を開始しました")]);
  });

  test("a code works once, and an older one not after it", async () => {
    const person = await addPerson(house, house.partner);
    const secret = await giveTotp(house, person.userId);
    const ticket = async () => (await someone.signIn(person)).body.ticket as string;
    const first = await ticket();
    const code = codeAt(house, secret);
    expect((await someone.code(first, { code })).status).toBe(200);
    expect((await someone.code(first, { code })).body.code).toBe("SIGN_IN_TICKET_INVALID");
    expect((await someone.code(await ticket(), { code })).body.code).toBe("SIGN_IN_WRONG");
    expect((await someone.code(await ticket(), { code: codeAt(house, secret, -1) })).body.code).toBe("SIGN_IN_WRONG");
    for (const steps of [-2, 1, 2]) {
      expect((await someone.code(await ticket(), { code: codeAt(house, secret, steps) })).body.code).toBe("SIGN_IN_WRONG");
    }
    house.clock.advance(61_000);
    expect((await someone.code(await ticket(), { code: codeAt(house, secret, -1) })).status).toBe(200);
  });

  test("of two, of twenty, and of a hundred at once with the same code one gets in", async () => {
    for (const [count, sameTicket] of [
      [2, false],
      [100, true],
      [20, false],
    ] as const) {
      const person = await addPerson(house, house.partner);
      const secret = await giveTotp(house, person.userId);
      const one = (await someone.signIn(person)).body.ticket as string;
      const tickets = [one];
      while (tickets.length < count) tickets.push(sameTicket ? one : ((await someone.signIn(person)).body.ticket as string));
      const code = codeAt(house, secret);
      const replies = await Promise.all(tickets.map((ticket) => someone.code(ticket, { code })));
      expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
      for (const reply of replies) expect([200, 401, 429]).toContain(reply.status);
      const [row] = await house.database.sql`select count(*)::int as open from sessions where user_id = ${person.userId}`;
      expect(row?.open).toBe(1);
      await house.database.sql`delete from throttles`;
    }
  });

  test("wrong types and forms are refused with a code, never with 500", async () => {
    const person = await addPerson(house, house.partner);
    const secret = await giveTotp(house, person.userId);
    const { ticket } = (await someone.signIn(person)).body;
    const code = codeAt(house, secret);
    const fullWidth = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
    const forms = [null, 123_456, [code], { code }, true, "", " ", `${code} `, `${code.slice(0, 3)} ${code.slice(3)}`, fullWidth];
    for (const form of [...forms, "12345", "1234567", "abcdef", "\u0000\u0000\u0000\u0000\u0000\u0000", "1".repeat(60_000)]) {
      const reply = await someone.post("/v1/sign-in/code", { ticket, code: form });
      expect([form, reply.status, reply.body.code]).toEqual([form, 422, "INVALID_REQUEST"]);
    }
    for (const body of [{ ticket }, { ticket, code, recoveryCode: "x" }, { code }, [], null, "x"]) {
      expect((await someone.post("/v1/sign-in/code", body)).status).toBe(body === "x" ? 400 : 422);
    }
    for (const wrong of ["", "sht_", "x", `sht_${"A".repeat(43)}`, ticket.replace("sht", "shs"), `${ticket}A`]) {
      const reply = await someone.code(wrong, { code });
      expect([wrong, reply.status, reply.body.code]).toEqual([wrong, 401, "SIGN_IN_TICKET_INVALID"]);
    }
    expect((await someone.code(ticket, { code })).status).toBe(200);
  });

  test("a ticket holds for ten minutes and not for another user", async () => {
    const [person, other] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
    const secret = await giveTotp(house, person.userId);
    const otherSecret = await giveTotp(house, other.userId);
    const { ticket } = (await someone.signIn(person)).body;
    expect((await someone.code(ticket, { code: codeAt(house, otherSecret) })).body.code).toBe("SIGN_IN_WRONG");
    house.clock.advance(10 * 60_000);
    expect((await someone.code(ticket, { code: codeAt(house, secret) })).body.code).toBe("SIGN_IN_TICKET_INVALID");
  });

  test("each recovery code gets in once, of fifty at once one, and new codes end the old ones", async () => {
    const person = await addPerson(house, house.partner);
    await secure(person, "totp/enable");
    const enrol = await someone.signIn(person);
    const secret = secretOf(enrol);
    const { recoveryCodes } = (await someone.code(enrol.body.ticket, { code: codeAt(house, secret) })).body;
    const ticket = async () => (await someone.signIn(person)).body.ticket as string;
    const [first, second, third] = recoveryCodes as string[];
    const stored = await house.database.sql`select code_hash from recovery_codes where user_id = ${person.userId}`;
    for (const row of stored) expect(row.codeHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);

    const one = await ticket();
    const replies = await Promise.all(Array.from({ length: 50 }, () => someone.code(one, { recoveryCode: first as string })));
    expect(replies.filter((reply) => reply.status === 200)).toHaveLength(1);
    await house.database.sql`delete from throttles`;
    expect((await someone.code(await ticket(), { recoveryCode: first as string })).body.code).toBe("SIGN_IN_WRONG");
    const inside = await someone.code(await ticket(), { recoveryCode: second?.toLowerCase().replaceAll("-", "") as string });
    expect(inside.status).toBe(200);
    for (const recoveryCode of ["x", "0", "A".repeat(40), "0000-0000-0000-0000"]) {
      expect((await someone.code(await ticket(), { recoveryCode })).status).toBe(401);
      await house.database.sql`delete from throttles`;
    }

    const me = signedIn(house, inside);
    expect((await me.get("/v1/me")).body.recoveryCodesLeft).toBe(8);
    house.clock.advance(30_000);
    const made = await me.post("/v1/me/recovery-codes", { code: codeAt(house, secret) });
    expect(made.body.recoveryCodes).toHaveLength(10);
    expect((await me.get("/v1/me")).status).toBe(401);
    expect((await someone.code(await ticket(), { recoveryCode: third as string })).body.code).toBe("SIGN_IN_WRONG");
    expect((await someone.code(await ticket(), { recoveryCode: made.body.recoveryCodes[9] })).status).toBe(200);
  });

  test("a lost device: the administrator resets, sessions end, the owner is mailed, a new QR code comes", async () => {
    const person = await addPerson(house, house.partner);
    const secret = await giveTotp(house, person.userId);
    const { ticket } = (await someone.signIn(person)).body;
    const me = signedIn(house, await someone.code(ticket, { code: codeAt(house, secret) }));
    const half = (await someone.signIn(person)).body.ticket;
    const reset = await secure(person, "totp/reset");
    expect([reset.status, reset.body.totp]).toEqual([200, "asked"]);
    expect((await me.get("/v1/me")).status).toBe(401);
    house.clock.advance(30_000);
    expect((await someone.code(half, { code: codeAt(house, secret) })).body.code).toBe("SIGN_IN_TICKET_INVALID");
    expect((await someone.signIn(person)).body.next).toBe("enrol");
    expect((await mailsTo(person)).map((mail) => mail.subject)).toEqual([
      expect.stringContaining("2段階認証の登録を取り消しました"),
    ]);
    expect((await secure(person, "totp/reset")).body.code).toBe("TOTP_STATE_FORBIDS");
  });

  test("one's own switch off needs password and code, ends other sessions, and wants a password that can stand alone", async () => {
    const person = await addPerson(house, house.partner);
    const secret = await giveTotp(house, person.userId);
    const enter = async () => {
      house.clock.advance(30_000);
      const { ticket } = (await someone.signIn(person)).body;
      return signedIn(house, await someone.code(ticket, { code: codeAt(house, secret) }));
    };
    const [other, me] = [await enter(), await enter()];
    house.clock.advance(30_000);
    const code = codeAt(house, secret);
    expect((await me.post("/v1/me/totp/disable", { password: "not this one at all", code })).body.code).toBe("SIGN_IN_WRONG");
    expect((await me.post("/v1/me/totp/disable", { password: goodPassword, code: "000000" })).body.code).toBe("SIGN_IN_WRONG");
    expect((await me.post("/v1/me/totp/disable", { password: goodPassword })).status).toBe(422);
    const off = await me.post("/v1/me/totp/disable", { password: goodPassword, code });
    expect(off.status).toBe(200);
    expect((await other.get("/v1/me")).status).toBe(401);
    expect((await me.get("/v1/me")).status).toBe(401);
    expect((await signedIn(house, off).get("/v1/me")).body.totp).toBe("off");
    expect((await someone.signIn(person)).body.next).toBe("none");
    expect((await mailsTo(person))[0]?.subject).toContain("2段階認証を終了しました");

    const short = await addPerson(house, house.partner);
    const shortSecret = await giveTotp(house, short.userId);
    const { ticket } = (await someone.signIn(short)).body;
    const client = signedIn(house, await someone.code(ticket, { code: codeAt(house, shortSecret) }));
    const changed = await client.put("/v1/me/password", { current: goodPassword, next: "twelve marks" });
    expect(changed.status).toBe(200);
    house.clock.advance(30_000);
    const refused = await signedIn(house, changed).post("/v1/me/totp/disable", {
      password: "twelve marks",
      code: codeAt(house, shortSecret),
    });
    expect([refused.status, refused.body.code]).toEqual([422, "PASSWORD_TOO_SHORT"]);
  });

  test("the secret is sealed for its user: stolen into another row it opens nothing", async () => {
    const [person, thief] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
    const secret = await giveTotp(house, person.userId);
    const [row] = await house.database.sql`select totp_secret from users where id = ${person.userId}`;
    expect(Buffer.from(row?.totpSecret).toString("latin1")).not.toContain(secret);
    await house.database.sql`
      update users set totp_state = 'on', totp_secret = (select totp_secret from users where id = ${person.userId}) where id = ${thief.userId}`;
    const { ticket } = (await someone.signIn(thief)).body;
    expect((await someone.code(ticket, { code: codeAt(house, secret) })).body.code).toBe("INTERNAL_FAULT");
  });
});
