import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { openMailSink } from "../support/mail-sink.ts";

describe.skipIf(missingStore)("mails that must wait for their domain", () => {
  let house: House;
  let sink: Awaited<ReturnType<typeof openMailSink>>;
  const arrived = new Map<string, number>();
  beforeAll(async () => {
    sink = await openMailSink((recipient, tries) => {
      // One domain puts each of its mails off once.
      if (recipient.endsWith("@busy.example") && tries === 0) return "later";
      arrived.set(recipient, performance.now());
      return "take";
    });
    house = await openHouse({ mail: { SMTP_URL: sink.url, MAIL_RATE_PER_DOMAIN: 4 } });
  });
  afterAll(async () => {
    await house?.close();
    await sink?.down();
  });

  test("they go at the domain's pace, each once; another domain's mails do not wait for them", async () => {
    const { sql } = house.database;
    const partnerId = house.partner.contractId;
    const addresses = [
      ...Array.from({ length: 9 }, (_, n) => `slow${n}@paced.example`),
      ...Array.from({ length: 3 }, (_, n) => `late${n}@busy.example`),
      "other@elsewhere.example",
    ];
    const users = addresses.map((address, n) => ({ id: `ecid9${String(n).padStart(9, "0")}`, address, mail: v7() }));
    await sql`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select ${partnerId}, u.id, ${partnerId}, 'general', 'active', u.address, u.address, now()
        from jsonb_to_recordset(${sql.json(users)}) as u (id text, address text)`;
    await sql`
      insert into mails (partner_id, id, dedupe_key, template, user_id, contract_id, language, facts, state, created_at)
      select ${partnerId}, u.mail, 'pace ' || u.id, 'password-changed', u.id, ${partnerId}, 'ja', '{}', 'queued', now()
        from jsonb_to_recordset(${sql.json(users)}) as u (id text, mail uuid)`;
    await sql`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select ${partnerId}, 'notifications', 'send-mail', jsonb_build_object('mailId', u.mail), now(), now()
        from jsonb_to_recordset(${sql.json(users)}) as u (mail uuid)`;
    await expect.poll(() => sink.taken.length, { timeout: 45_000 }).toBe(addresses.length);
    await house.settle();
    expect(sink.taken.map(({ recipient }) => recipient).toSorted((a, b) => (a < b ? -1 : 1))).toEqual(
      addresses.toSorted((a, b) => (a < b ? -1 : 1)),
    );
    const times = [...arrived].filter(([address]) => address.endsWith("@paced.example")).map(([, time]) => time);
    // Nine mails at four a second: the last at the earliest two seconds after the first.
    expect(Math.max(...times) - Math.min(...times)).toBeGreaterThan(1_900);
    expect(arrived.get("other@elsewhere.example")).toBeLessThan(Math.max(...times));
    const rows = await sql<{ address: string; state: string; sendings: number; flagged: number }[]>`
      select address, state, sendings, lost_answers + lost_senders as flagged from mails where dedupe_key like 'pace %'`;
    const wrong = rows.filter(
      ({ address, state, sendings, flagged }) =>
        state !== "sent" || flagged > 0 || sendings !== (address.endsWith("@busy.example") ? 2 : 1),
    );
    expect([rows.length, wrong]).toEqual([addresses.length, []]);
  });
});
