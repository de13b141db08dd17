import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, openHouse } from "../support/house.ts";
import { missingPostfix, type Postfix, startPostfix } from "../support/postfix.ts";

if (missingPostfix) {
  if (process.env.REQUIRE_POSTFIX === "1") throw new Error(`${missingPostfix} (REQUIRE_POSTFIX=1)`);
  console.log(`the tests against a real mail server are skipped: ${missingPostfix}`);
}

interface Recipient {
  id: string;
  mail: string;
  address: string;
  name: string;
}

describe.skipIf(missingPostfix)("through a Postfix", () => {
  let server: Postfix;
  let house: House;
  beforeAll(async () => {
    server = await startPostfix();
    house = await openHouse({
      mail: { SMTP_URL: server.url, MAIL_BOUNCES_TO: "bounces@partner.example", MAIL_BOUNCES_FOLDER: server.reports },
    });
  });
  afterAll(async () => {
    await house?.close();
    await server?.stop();
  });

  let made = 0;
  /** A user for each address, and a mail to each. */
  async function write(addresses: readonly string[]): Promise<Recipient[]> {
    const { sql } = house.database;
    const partnerId = house.partner.contractId;
    const users = addresses.map((address) => {
      const n = String(++made);
      return { id: `ecid9${n.padStart(9, "0")}`, address, mail: v7(), name: `山田 ${n} "太郎" <x@y.example>, Ünïcode` };
    });
    await sql`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, name, created_at)
      select ${partnerId}, u.id, ${partnerId}, 'general', 'active', u.address, u.address, u.name, now()
        from jsonb_to_recordset(${sql.json(users)}) as u (id text, address text, name text)`;
    await sql`
      insert into mails (partner_id, id, dedupe_key, template, user_id, contract_id, language, facts, state, created_at)
      select ${partnerId}, u.mail, 'postfix ' || u.id, 'password-changed', u.id, ${partnerId}, 'ja', '{}', 'queued', now()
        from jsonb_to_recordset(${sql.json(users)}) as u (id text, mail uuid)`;
    await sql`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select ${partnerId}, 'notifications', 'send-mail', jsonb_build_object('mailId', u.mail), now(), now()
        from jsonb_to_recordset(${sql.json(users)}) as u (mail uuid)`;
    return users;
  }

  const rowsOf = (recipients: readonly Recipient[]) =>
    house.database.sql<
      { id: string; state: string; reason: string | null; messageId: string; delivery: string | null; sendings: number }[]
    >`
      select id, state, reason, message_id, delivery, sendings from mails
       where id in ${house.database.sql(recipients.map(({ mail }) => mail))} order by id`;
  const marks = async () =>
    (await house.database.sql<{ address: string; mark: string }[]>`select address, mark from address_marks order by address`).map(
      ({ address, mark }) => `${address} ${mark}`,
    );
  const header = (raw: string, name: string) =>
    new RegExp(`^${name}: (.*(?:\n[ \t].*)*)`, "im").exec(raw.split("\n\n")[0] ?? "")?.[1]?.replaceAll(/\n[ \t]/g, " ");

  test("300 mails: each is there once, to its one recipient, with the headers that its row records", async () => {
    const recipients = await write(Array.from({ length: 300 }, (_, n) => `user${n}@reader.example`));
    await house.settle();
    await expect.poll(() => server.delivered().length).toBe(300);
    const arrived = new Map(server.delivered().map((raw) => [header(raw, "Delivered-To") ?? "", raw]));
    const rows = await rowsOf(recipients);
    const wrong = recipients.flatMap(({ mail, address }) => {
      const raw = arrived.get(address) ?? "";
      const row = rows.find(({ id }) => id === mail);
      const returnTo = `<bounces+${mail.replaceAll("-", "")}@partner.example>`;
      const right =
        row?.state === "sent" &&
        row.sendings === 1 &&
        header(raw, "Message-ID") === row.messageId &&
        header(raw, "Return-Path") === returnTo &&
        header(raw, "To")?.endsWith(`<${address}>`) &&
        header(raw, "Auto-Submitted") === "auto-generated" &&
        header(raw, "Content-Language") === "ja";
      return right ? [] : [{ address, row, raw: raw.slice(0, 600) }];
    });
    expect(wrong).toEqual([]);
    expect(server.queued()).toEqual([]);
  });

  test("what the server cannot deliver comes back as a report, and marks the address", async () => {
    const gone = await write(["gone1@reader.example", "gone2@reader.example"]);
    await house.settle();
    await expect.poll(async () => (await rowsOf(gone)).map(({ delivery }) => delivery)).toEqual(["bounced", "bounced"]);
    // The server had taken them.
    expect((await rowsOf(gone)).map(({ state }) => state)).toEqual(["sent", "sent"]);
    expect(await marks()).toEqual(["gone1@reader.example bounced", "gone2@reader.example bounced"]);
    await expect.poll(() => readdirSync(join(server.reports, "new")).length).toBe(0);
    const seen = readdirSync(join(server.reports, "cur"));
    expect([seen.length, seen.every((name) => name.endsWith(":2,S"))]).toEqual([2, true]);
  });

  test("what it refuses ends so, with its codes; what it holds lies in its queue as it was written", async () => {
    const [refused, held] = [await write(["one@refused.example"]), await write(["one@held.example", "two@held.example"])];
    await house.settle();
    expect(await rowsOf(refused)).toMatchObject([{ state: "refused", reason: "554 5.7.1", sendings: 1 }]);
    const queued = server.queued();
    expect(queued.map(({ recipients, queue }) => `${queue} ${recipients.join()}`).toSorted()).toEqual([
      "hold one@held.example",
      "hold two@held.example",
    ]);
    const rows = await rowsOf(held);
    for (const { id, recipients } of queued) {
      const mail = held.find(({ address }) => address === recipients[0])?.mail;
      expect(server.queuedMail(id)).toContain(`Message-ID: ${rows.find((row) => row.id === mail)?.messageId}`);
    }
  });

  test("forged and unknown reports change nothing and stay for people; what says more than before is taken", async () => {
    const [reader] = await write(["user9000@reader.example"]);
    if (!reader) throw new Error("nobody");
    await house.settle();
    const before = await marks();
    /** Puts mails there, and tells what they are called when they have been read: S is seen. */
    const put = async (mails: Readonly<Record<string, string>>) => {
      for (const [name, raw] of Object.entries(mails)) writeFileSync(join(server.reports, "new", name), raw);
      await expect.poll(() => readdirSync(join(server.reports, "new")).length).toBe(0);
      const read = readdirSync(join(server.reports, "cur"));
      return read.filter((name) => Object.keys(mails).some((one) => name.startsWith(one))).toSorted();
    };
    const unknown = {
      "1.forged": report(v7(), reader.address, "5.1.1"),
      "2.letter": "From: a@b.example\nSubject: 5.1.1\n\nHello\n",
      "3.disagrees": report(reader.mail, reader.address, "5.1.1", `bounces+${v7().replaceAll("-", "")}@partner.example`),
    };
    expect(await put(unknown)).toEqual(["1.forged:2,", "2.letter:2,", "3.disagrees:2,"]);
    expect([(await rowsOf([reader]))[0]?.delivery, await marks()]).toEqual([null, before]);
    const ofTheMail = {
      // Of this mail, but of another address: the mail bounced, and nobody is marked.
      "4.other": report(reader.mail, "someone@else.example", "5.1.1"),
      "5.full": report(reader.mail, reader.address, "5.2.2"),
    };
    expect(await put(ofTheMail)).toEqual(["4.other:2,S", "5.full:2,S"]);
    expect([(await rowsOf([reader]))[0]?.delivery, await marks()]).toEqual(["bounced", before]);
    const ofTheAddress = { "6.complaint": complaint(reader.mail), "7.late": report(reader.mail, reader.address, "5.1.1") };
    expect(await put(ofTheAddress)).toEqual(["6.complaint:2,S", "7.late:2,S"]);
    expect((await rowsOf([reader]))[0]?.delivery).toBe("complained");
    expect(await marks()).toEqual([...before, `${reader.address} complained`]);
  });
});

function report(mailId: string, address: string, status: string, to = "bounces@partner.example"): string {
  return [
    `To: <${to}>`,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    ...["", "--b", "Content-Type: message/delivery-status", "", "Reporting-MTA: dns; mx.example", ""],
    ...[`Final-Recipient: rfc822; ${address}`, "Action: failed", `Status: ${status}`, "", "--b"],
    ...["Content-Type: text/rfc822-headers", "", `Message-ID: <${mailId}@partner.example>`, "", "--b--", ""],
  ].join("\n");
}

function complaint(mailId: string): string {
  return [
    "To: <bounces@partner.example>",
    'Content-Type: multipart/report; report-type=feedback-report; boundary="b"',
    ...["", "--b", "Content-Type: message/feedback-report", "", "Feedback-Type: abuse", "Version: 1", "", "--b"],
    ...["Content-Type: message/rfc822", "", `Message-ID: <${mailId}@partner.example>`, "", "text", "--b--", ""],
  ].join("\n");
}
