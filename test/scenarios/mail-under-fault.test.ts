import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { nodeArgs } from "@saihan/launch";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type House, missingStore, openHouse } from "../support/house.ts";
import { openMailSink, type Taken, type Whim } from "../support/mail-sink.ts";

/** 20,000 in the long form: MAILS=20000. */
const mails = Number(process.env.MAILS ?? 400);
const [domains, killEveryMs] = [8, mails > 1_000 ? 2_000 : 700];
const faults: readonly Whim[] = ["later", "later-after-text", "drop-before-text", "drop-after-text", "slow"];
const main = fileURLToPath(new URL("../../services/notification-worker/src/main.ts", import.meta.url));

describe.skipIf(missingStore)("mails while their worker is killed and the mail server misbehaves (R-18)", () => {
  let house: House;
  let sink: Awaited<ReturnType<typeof openMailSink>>;
  let worker: ChildProcess | undefined;
  let kills = 0;
  const met: Partial<Record<Whim, number>> = {};

  beforeAll(async () => {
    house = await openHouse({ reconcileAfterMs: 2_000 });
    await house.restart.notifications.stop();
    sink = await openMailSink(whim);
  });
  afterAll(async () => {
    worker?.kill("SIGKILL");
    await sink?.down();
    await house?.close();
  });

  /** Some mailboxes do not exist; of the others one mail in eight meets a fault, each time anew. */
  function whim(recipient: string): Whim {
    const now = recipient.startsWith("gone")
      ? "refuse"
      : Math.random() < 0.125
        ? (faults[Math.floor(Math.random() * faults.length)] as Whim)
        : "take";
    met[now] = (met[now] ?? 0) + 1;
    return now;
  }

  function startWorker(): ChildProcess {
    const { MASTER_KEY, ...config } = house.notificationConfig;
    const env = Object.fromEntries(
      Object.entries(config).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    );
    return spawn(process.execPath, [...nodeArgs(), main], {
      env: { PATH: process.env.PATH, ...env, MASTER_KEY: MASTER_KEY.toString("base64"), SMTP_URL: sink.url, LOG_LEVEL: "error" },
      stdio: ["pipe", "ignore", "inherit"],
    });
  }

  async function writeMails() {
    const { sql } = house.database;
    const partnerId = house.partner.contractId;
    const users = Array.from({ length: mails }, (_, n) => ({
      id: `ecid9${String(n).padStart(9, "0")}`,
      address: `${n % 50 === 7 ? "gone" : "user"}${n}@d${n % domains}.example`,
      mail: v7(),
    }));
    await sql`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select ${partnerId}, u.id, ${partnerId}, 'general', 'active', u.address, u.address, now()
        from jsonb_to_recordset(${sql.json(users)}) as u (id text, address text)`;
    await sql`
      insert into mails (partner_id, id, dedupe_key, template, user_id, contract_id, language, facts, state, created_at)
      select ${partnerId}, u.mail, 'r18 ' || u.id, 'password-changed', u.id, ${partnerId}, 'ja', '{}', 'queued', now()
        from jsonb_to_recordset(${sql.json(users)}) as u (id text, mail uuid)`;
    await sql`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select ${partnerId}, 'notifications', 'send-mail', jsonb_build_object('mailId', u.mail), now(), now()
        from jsonb_to_recordset(${sql.json(users)}) as u (mail uuid)`;
    return users;
  }

  const open = async () =>
    (
      await house.database
        .sql`select count(*)::int as n from outbox where queue = 'notifications' and done_at is null and quarantined_at is null`
    )[0]?.n;

  test(`${mails} mails: none is missing, none goes astray, what comes twice bears one Message-ID`, {
    timeout: 60_000 + mails * 60,
  }, async () => {
    const users = await writeMails();
    const taken = () => sink.taken.length;
    while ((await open()) > 0) {
      worker = startWorker();
      const before = taken();
      // Killed in the middle of its work: not before it has sent something, at the end not at all.
      await expect.poll(async () => taken() > before || (await open()) === 0, { timeout: 60_000, interval: 50 }).toBe(true);
      if ((await open()) < mails / 10) break;
      await new Promise((resolve) => setTimeout(resolve, killEveryMs));
      worker.kill("SIGKILL");
      await once(worker, "exit");
      kills++;
    }
    await expect.poll(open, { timeout: 60_000 + mails * 20, interval: 200 }).toBe(0);

    const rows = await house.database.sql<
      { id: string; state: string; lostAnswers: number; lostSenders: number; sendings: number }[]
    >`
      select id, state, lost_answers, lost_senders, sendings from mails where dedupe_key like 'r18 %'`;
    const stateOf = new Map(rows.map((row) => [row.id, row]));
    const copies = new Map<string, Taken[]>();
    for (const mail of sink.taken) copies.set(mail.recipient, [...(copies.get(mail.recipient) ?? []), mail]);
    const wrong = users.flatMap(({ mail, address }) => {
      const row = stateOf.get(mail);
      const got = copies.get(address) ?? [];
      if (address.startsWith("gone"))
        return row?.state === "refused" && got.length === 0 ? [] : [{ address, row, got: got.length }];
      const lawful = row?.state === "sent" || (row?.state === "unknown" && row.lostAnswers === 2);
      const alone = got.every((copy) => copy.messageId === `<${mail}@partner.example>` && copy.raw.includes(address));
      return lawful && got.length > 0 && alone ? [] : [{ address, row, got: got.length }];
    });
    expect(wrong).toEqual([]);
    expect([...copies.keys()].filter((address) => !users.some((user) => user.address === address))).toEqual([]);
    const twice = sink.taken.length - copies.size;
    const flagged = rows.filter(({ lostAnswers, lostSenders }) => lostAnswers + lostSenders > 0);
    // Only a mail whose outcome was once unknown, or whose worker died, may have come twice.
    for (const [, got] of copies)
      if (got.length > 1) expect(stateOf.get(String(got[0]?.messageId.slice(1, 37)))?.sendings).toBeGreaterThan(1);
    console.log(
      `${mails} mails, ${kills} kills, faults ${JSON.stringify(met)}: 0 missing, 0 astray, ${twice} came again under their Message-ID, ` +
        `${flagged.length} flagged, ${rows.filter(({ state }) => state === "unknown").length} left so`,
    );
    expect(kills).toBeGreaterThan(0);
  });
});
