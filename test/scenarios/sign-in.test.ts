import { randomInt } from "node:crypto";
import type { Facts, Log } from "@saihan/log";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientOf, type Reply, someContract } from "../support/client.ts";
import { addOperator, type House, missingStore, openHouse } from "../support/house.ts";
import { addPerson, codeAt, giveTotp, goodPassword, signedIn, type TestPerson, visitor } from "../support/people.ts";

/** The house believes 127.0.0.1 as a proxy here, so that visitors can come from anywhere. */
describe.skipIf(missingStore)("signing in", () => {
  let house: House;
  let admin: ReturnType<typeof clientOf>;
  beforeAll(async () => {
    house = await openHouse({ trustProxy: ["127.0.0.1"] });
    admin = clientOf(house.api, house.partner);
  });
  afterAll(() => house?.close());

  let networks = 0;
  /** An address that nobody has come from yet. */
  const newAddress = () => `10.${++networks >> 8}.${networks & 255}.1`;
  const newVisitor = () => visitor(house, newAddress());
  const mailsTo = async (person: TestPerson) => {
    await house.settle();
    return (await house.mails()).filter((mail) => mail.recipients.includes(person.loginId));
  };
  /** What a reply shows, without what differs from request to request. */
  /** Without what differs in every answer, and without the seconds that pass while the accounts are asked one after the other. */
  const shown = ({ status, headers, text }: Reply) => {
    const names = [...headers].filter(([name]) => !["x-request-id", "date", "retry-after", "content-length"].includes(name));
    return JSON.stringify([status, names, text.replace(/"requestId":"[^"]+"/, "").replace(/\d+/g, "n")]);
  };

  test("login id and password open a session; the login id's case does not matter, the password's does", async () => {
    const person = await addPerson(house, house.partner);
    const someone = newVisitor();
    const reply = await someone.signIn({ ...person, loginId: person.loginId.toUpperCase() });
    expect(reply.body).toEqual({
      next: "none",
      session: { token: expect.stringMatching(/^shs_[\w-]{43}$/), id: expect.any(String), endsAt: expect.any(String) },
      device: expect.stringMatching(/^shd_[\w-]{43}$/),
    });
    expect((await signedIn(house, reply).get("/v1/me")).body).toMatchObject({ userId: person.userId, totp: "off" });
    for (const password of [goodPassword.toUpperCase(), `${goodPassword} `, goodPassword.slice(0, -1), "x".repeat(1_000)]) {
      expect((await newVisitor().signIn({ ...person, password })).body.code).toBe("SIGN_IN_WRONG");
    }
    expect((await newVisitor().signIn({ ...person, password: "\u0000" })).body.code).toBe("INVALID_REQUEST");
  });

  test.each([
    ["null for the password", { loginId: "abc", password: null }],
    ["a number", { loginId: "abc", password: 5 }],
    ["an array", { loginId: ["abc"], password: "x" }],
    ["an object", { loginId: { $ne: 1 }, password: "x" }],
    ["a NUL in the login id", { loginId: "ab\u0000c", password: "x" }],
    ["a quote in the login id", { loginId: "a' or '1'='1", password: "x" }],
    ["no password", { loginId: "abc" }],
    ["an empty password", { loginId: "abc", password: "" }],
    ["a password beyond measure", { loginId: "abc", password: "x".repeat(1_001) }],
    ["a field too many", { loginId: "abc", password: "x", role: "operator" }],
  ])("%s is 422", async (_, body) => {
    const reply = await newVisitor().post("/v1/sign-in", body);
    expect([reply.status, reply.body.code]).toEqual([422, "INVALID_REQUEST"]);
  });

  test("after five failures the account rests, for everybody who is not on a known device", async () => {
    const person = await addPerson(house, house.partner);
    const { device } = (await newVisitor().signIn(person)).body;
    for (let i = 0; i < 5; i++)
      expect((await newVisitor().signIn({ ...person, password: "wrong" })).body.code).toBe("SIGN_IN_WRONG");
    const rests = await newVisitor().signIn(person);
    expect([rests.status, rests.body.code, rests.headers.get("retry-after")]).toEqual([429, "SIGN_IN_RESTS", "60"]);
    expect((await newVisitor().signIn(person, device)).status).toBe(200);
    expect((await newVisitor().signIn(person, `shd_${"A".repeat(43)}`)).status).toBe(429);
    house.clock.advance(60_000);
    expect((await newVisitor().signIn({ ...person, password: "wrong" })).status).toBe(401);
    house.clock.advance(60_000);
    expect((await newVisitor().signIn(person)).status).toBe(429);
    house.clock.advance(60_000);
    expect((await newVisitor().signIn(person)).status).toBe(200);
    expect((await newVisitor().signIn({ ...person, password: "wrong" })).status).toBe(401);
  });

  test("a hundred wrong passwords at once are counted as a hundred", async () => {
    const person = await addPerson(house, house.partner);
    const replies = await Promise.all(Array.from({ length: 100 }, () => newVisitor().signIn({ ...person, password: "wrong" })));
    const evaluated = replies.filter((reply) => reply.status === 401);
    expect(evaluated.length).toBeLessThanOrEqual(5);
    for (const reply of replies) expect([401, 429]).toContain(reply.status);
  });

  test("a known device of one user is none of another's", async () => {
    const [person, other] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
    const { device } = (await newVisitor().signIn(person)).body;
    for (let i = 0; i < 5; i++) await newVisitor().signIn({ ...other, password: "wrong" }, device);
    expect((await newVisitor().signIn(other, device)).status).toBe(429);
  });

  test("guessing codes with the right password: at most 100 in a row, the owner is mailed once and still gets in", async () => {
    const person = await addPerson(house, house.partner);
    const secret = await giveTotp(house, person.userId);
    const own = await newVisitor().signIn(person);
    const { device } = (await newVisitor().code(own.body.ticket, { code: codeAt(house, secret) })).body;
    const began = house.clock.now().getTime();
    let [evaluated, inFirstHour] = [0, 0];
    for (let round = 0; round < 400; round++) {
      const thief = newVisitor();
      const first = await thief.signIn(person);
      const right = [codeAt(house, secret), codeAt(house, secret, -1)];
      let guess = String(randomInt(1_000_000)).padStart(6, "0");
      if (right.includes(guess)) guess = right.includes("123456") ? "654321" : "123456";
      const reply = first.status === 200 ? await thief.code(first.body.ticket, { code: guess }) : first;
      if (reply.body.code === "SIGN_IN_LOCKED") break;
      expect(["SIGN_IN_WRONG", "SIGN_IN_RESTS"]).toContain(reply.body.code);
      if (reply.body.code === "SIGN_IN_RESTS") house.clock.advance(Number(reply.headers.get("retry-after")) * 1_000);
      else if (++evaluated && house.clock.now().getTime() - began <= 3_600_000) inFirstHour++;
    }
    expect(evaluated).toBe(100);
    expect(inFirstHour).toBeLessThanOrEqual(15);
    // 100 guesses among 10^6 codes of which two are right: 0.02 %, in 22 hours and more.
    expect(house.clock.now().getTime() - began).toBeGreaterThan(22 * 3_600_000);
    const alarms = (await mailsTo(person)).filter((mail) => mail.subject.includes("サインインの失敗が続いています"));
    expect(alarms).toHaveLength(1);
    expect(alarms[0]?.text).toContain("続けて10回以上");

    const owner = newVisitor();
    const again = await owner.signIn(person, device);
    expect((await owner.code(again.body.ticket, { code: codeAt(house, secret) }, device)).status).toBe(200);
    expect((await newVisitor().signIn(person)).body.code).toBe("SIGN_IN_LOCKED");
    expect((await admin.post(`/v1/contracts/${person.contractId}/users/${person.userId}/unlock`)).status).toBe(200);
    expect((await newVisitor().signIn(person)).body.next).toBe("code");
  });

  test("stuffing from one address: after thirty failures on any accounts the address rests, its whole /64 too", async () => {
    const person = await addPerson(house, house.partner);
    for (const [from, beside, other] of [
      ["192.0.2.1", "192.0.2.1", "192.0.2.2"],
      ["2001:db8:7:7::1", "2001:db8:7:7:ffff::9", "2001:db8:7:8::1"],
      ["::ffff:198.51.100.1", "198.51.100.1", "198.51.100.2"],
    ] as const) {
      const stuffing = Array.from({ length: 100 }, (_, i) =>
        visitor(house, from).signIn({ loginId: `leaked-${i}@${networks}.example`, password: `leaked ${i}` }),
      );
      const replies = await Promise.all(stuffing);
      expect(replies.filter((reply) => reply.status === 401).length).toBeLessThanOrEqual(30);
      expect((await visitor(house, beside).signIn(person)).body.code).toBe("SIGN_IN_RESTS");
      expect((await visitor(house, other).signIn(person)).status).toBe(200);
      networks++;
    }
  });

  test("an own account does not pay for more guesses from the address", async () => {
    const [own, victim] = [await addPerson(house, house.partner), await addPerson(house, house.partner)];
    const thief = newVisitor();
    let evaluated = 0;
    for (let i = 0; i < 40; i++) {
      if ((await thief.signIn({ loginId: `victim-${i}-${victim.userId}`, password: "x" })).status === 401) evaluated++;
      if (i % 3 === 0) await thief.signIn(own);
    }
    expect(evaluated).toBe(30);
  });

  test("whether a login id exists is not to be seen: not in status, body, headers, nor in the work that is done", async () => {
    const known = await addPerson(house, house.partner);
    const noPassword = await addPerson(house, house.partner);
    await house.database.sql`update users set password_hash = null where id = ${noPassword.userId}`;
    const disabled = await addPerson(house, house.partner);
    await admin.post(`/v1/contracts/${disabled.contractId}/users/${disabled.userId}/sign-in/disable`);
    const gone = await addPerson(house, house.partner);
    await house.database.sql`update users set state = 'deleted' where id = ${gone.userId}`;
    const logins = [known.loginId, noPassword.loginId, disabled.loginId, gone.loginId, "nobody@people.example"];
    for (let round = 0; round < 7; round++) {
      const seen = new Set<string>();
      for (const loginId of logins) {
        const password = loginId === known.loginId ? "wrong" : goodPassword;
        seen.add(shown(await newVisitor().signIn({ loginId, password })));
      }
      expect([round, seen.size]).toEqual([round, 1]);
    }
    house.clock.advance(3_600_000);
    const asked = new Set<string>();
    for (const loginId of logins) asked.add(shown(await newVisitor().post("/v1/password-resets", { loginId })));
    expect(asked.size).toBe(1);
  });

  test("no password, code or token stands in the log, the queue or the database", async () => {
    const lines: string[] = [];
    const other = await openHouse({ log: recorder(lines) });
    try {
      const person = await addPerson(other, other.partner);
      const someone = visitor(other);
      const { body } = await someone.signIn(person);
      await someone.signIn({ ...person, password: "a wrong password" });
      const secret = await giveTotp(other, person.userId);
      await someone.post("/v1/password-resets", { loginId: person.loginId });
      await other.settle();
      const mail = (await other.mails())[0];
      const link = /(?:set-password|invitation)#([\w-]+)/.exec(mail?.text ?? "")?.[1] as string;
      const tables = await other.database.sql<{ name: string }[]>`
        select tablename as name from pg_tables where schemaname = 'public'`;
      const rows = await Promise.all(
        tables.map(({ name }) => other.database.sql`select to_jsonb(t)::text as row from ${other.database.sql(name)} t`),
      );
      const everything = [...lines, await other.queueText(), JSON.stringify(rows)].join("\n");
      expect(everything).toContain(person.userId);
      for (const hidden of [goodPassword, "a wrong password", body.session.token, body.device, secret, link]) {
        expect(everything).not.toContain(hidden);
      }
      expect([...lines, await other.queueText()].join("\n")).not.toContain(person.loginId);
    } finally {
      await other.close();
    }
  });

  test("operators sign in with password and code together, and get a session of their own kind", async () => {
    const operator = await addOperator(house);
    const someone = newVisitor();
    const post = (body: object) => someone.post("/v1/operator/sign-in", body);
    const given = { loginId: operator.loginId, password: operator.password, code: codeAt(house, operator.totpSecret) };
    expect((await post({ loginId: operator.loginId, password: operator.password })).status).toBe(422);
    expect((await post({ ...given, password: "wrong" })).body.code).toBe("SIGN_IN_WRONG");
    expect((await post({ ...given, loginId: "nobody" })).body.code).toBe("SIGN_IN_WRONG");
    const reply = await post(given);
    expect(reply.body).toEqual({
      token: expect.stringMatching(/^sho_/),
      kind: "operations",
      endsAt: expect.any(String),
      device: expect.stringMatching(/^shd_/),
    });
    expect((await post(given)).body.code).toBe("SIGN_IN_WRONG");
    const staff = clientOf(house.api, { apiKey: reply.body.token });
    const partners = (await staff.get("/v1/partners")).body.partners as { id: string }[];
    expect(partners.map((p) => p.id)).toEqual(expect.arrayContaining([house.partner.contractId, house.stranger.contractId]));
    expect((await staff.get("/v1/contracts/econ0000000001")).body.code).toBe("PARTNER_NOT_NAMED");
    const named = clientOf(house.api, { apiKey: reply.body.token, named: house.partner.contractId });
    expect((await named.get(`/v1/contracts/${house.partner.contractId}`)).body.id).toBe(house.partner.contractId);
    expect((await named.get(`/v1/contracts/${house.stranger.contractId}`)).body.code).toBe("CONTRACT_NOT_FOUND");
    expect((await named.get("/v1/me")).body).toMatchObject({
      kind: "operations",
      allowed: expect.arrayContaining(["order.retry"]),
    });
    expect((await named.get("/v1/sessions")).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await named.post("/v1/contracts", someContract())).body.code).toBe("ACTION_NOT_ALLOWED");
    expect((await clientOf(house.api, house.partner).get("/v1/partners")).body.code).toBe("ACTION_NOT_ALLOWED");
  });
});

/** A log that keeps what it is told. */
function recorder(lines: string[], above: Facts = {}): Log {
  const keep = (message: string, facts?: Facts) => void lines.push(JSON.stringify([message, above, facts]));
  return {
    ...{ debug: keep, info: keep, warn: keep, error: keep, fatal: keep },
    child: (facts) => recorder(lines, { ...above, ...facts }),
  };
}
