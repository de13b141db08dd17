import { type ChildProcess, spawn } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { asRole } from "@saihan/db";
import { v7 } from "uuid";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type House, missingStore, openHouse, queueStore } from "../support/house.ts";
import { openMailSink, type Taken, type Whim } from "../support/mail-sink.ts";
import { rolePassword } from "../support/servers.ts";

/** `npm run test:mail` sends 20,000; killing comes every two seconds in either form. */
const notices = Number(process.env.MAIL_NOTICES ?? 100);
const minutes = notices > 1_000 ? 15 : 4;

/** How the server behaves, by share; half of all tries meet a "later" somewhere. */
const shares: [Whim, number][] = [
  ["later", 0.3],
  ["later-after-text", 0.1],
  ["drop-before-text", 0.05],
  ["drop-after-text", 0.1],
  ["slow", 0.05],
];

describe.skipIf(missingStore)("mail under fault (R-18)", () => {
  let house: House;
  let sink: Awaited<ReturnType<typeof openMailSink>>;
  let child: ChildProcess | undefined;
  let stopped = false;
  beforeAll(async () => {
    house = await openHouse();
    await house.restart.notifications.stop();
    sink = await openMailSink((recipient) => {
      if (recipient.startsWith("nobody")) return "refuse";
      let draw = Math.random();
      return shares.find(([, share]) => (draw -= share) < 0)?.[0] ?? "take";
    });
  });
  afterAll(async () => {
    stopped = true;
    child?.kill("SIGKILL");
    await sink?.down();
    await house?.close();
  });

  /** The worker as a process of its own. */
  function startWorker(): ChildProcess {
    const env = {
      ...{ PATH: process.env.PATH, LOG_LEVEL: "error", HOST: "127.0.0.1", HEALTH_PORT: "0" },
      DATABASE_URL: asRole(house.database.url, "saihan_worker", rolePassword),
      REDIS_URL: queueStore === "redis" ? inject("redisUrl") : "",
      QUEUE_PREFIX: `{${new URL(house.database.url).pathname.slice(1).replaceAll("_", "-")}}`,
      MASTER_KEY: house.masterKey.toString("base64"),
      ...{ PUBLIC_URL: "http://house.example", SMTP_URL: sink.url, MAIL_FROM: "saihan@partner.example" },
      ...{ MAIL_TIMEOUT_MS: "2000", WORKER_LOCK_MS: "2000", RETRY_DELAY_MS: "50" },
    };
    const started = spawn(process.execPath, ["--import", "tsx", "services/notification-worker/src/main.ts"], {
      ...{ env, stdio: "ignore" },
    });
    return started;
  }

  /** Kills the worker two seconds after it has begun to send, again and again, and starts another at once. */
  async function killAndStart(): Promise<number> {
    let kills = 0;
    while (!stopped) {
      const before = sink.connections();
      const mine = startWorker();
      child = mine;
      for (let i = 0; i < 200 && !stopped && sink.connections() === before; i++) await pause(50);
      if (!stopped) await pause(2_000);
      if (stopped) break;
      const gone = new Promise((done) => mine.once("exit", done));
      mine.kill("SIGKILL");
      await gone;
      kills++;
    }
    return kills;
  }

  test(`${notices} notices: none missing, none astray, twice only under one Message-ID`, {
    timeout: minutes * 60_000,
  }, async () => {
    const { contractId } = house.partner;
    const [noticeId, at] = [v7(), house.clock.now()];
    const title = { ja: "接続障害", en: "Connections fail" };
    const sql = house.database.sql;
    await sql`insert into notices (id, category, title, scope, written_by, written_at) values (${noticeId}, 'incident', ${sql.json(title)}, '{}', 'test', ${at})`;
    await sql`insert into notice_updates (notice_id, seq, state, content, written_by, written_at)
              values (${noticeId}, 1, 'confirmed', ${sql.json({ text: title })}, 'test', ${at})`;
    await sql`
      with mail as (
        insert into mails (partner_id, id, dedupe_key, template, contract_id, language, facts, notice_id, notice_seq, rule, former_address, state, created_at)
        select ${contractId}, gen_random_uuid(), 'r18 ' || i, 'notice', ${contractId}, case i % 2 when 0 then 'ja' else 'en' end, '{}', ${noticeId}::uuid, 1,
               'sign-up-contact', case when i % 100 = 0 then 'nobody' else 'reader' end || i || '@d' || i % 40 || '.example', 'queued', ${at}::timestamptz
          from generate_series(1, ${notices}) i
        returning id)
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select ${contractId}, 'notifications', 'send-mail', jsonb_build_object('mailId', id), ${at}::timestamptz, ${at}::timestamptz from mail`;

    const began = performance.now();
    const killing = killAndStart();
    const open = async () =>
      Number((await sql`select count(*) n from outbox where done_at is null and quarantined_at is null`)[0]?.n);
    let rested = false;
    for (let left = await open(); left > 0; left = await open()) {
      if (!rested && left < notices * 0.7) {
        rested = true;
        await sink.down();
        await pause(notices > 1_000 ? 20_000 : 3_000);
        await sink.up();
      }
      await pause(500);
    }
    stopped = true;
    const kills = await killing;
    const seconds = (performance.now() - began) / 1_000;

    const rows = await sql<
      {
        id: string;
        state: string;
        address: string;
        messageId: string;
        reason: string | null;
        lostAnswers: number;
        lostSenders: number;
      }[]
    >`select id, state, former_address as address, message_id, reason, lost_answers, lost_senders from mails where notice_id = ${noticeId}`;
    const arrived = gathered(sink.taken, "messageId");
    const byId = new Map(rows.map((row) => [row.messageId, row]));
    const refused = rows.filter((row) => row.state === "refused");
    const missing = rows.filter((row) => row.state !== "refused" && !arrived.has(row.messageId));
    const astray = sink.taken.filter((mail) => byId.get(mail.messageId)?.address !== mail.recipient);
    const perRecipient = gathered(sink.taken, "recipient");
    const underTwoIds = [...perRecipient.values()].filter((mails) => new Set(mails.map((mail) => mail.messageId)).size > 1);
    const twice = rows.filter((row) => (arrived.get(row.messageId)?.length ?? 0) > 1);
    const unflagged = twice.filter((row) => row.lostAnswers + row.lostSenders === 0);
    console.info(
      JSON.stringify({
        ...{
          notices,
          seconds: Math.round(seconds),
          kills,
          tries: sink.taken.length,
          refused: refused.length,
          missing: missing.length,
        },
        ...{ astray: astray.length, underTwoIds: underTwoIds.length, arrivedTwice: twice.length, unflagged: unflagged.length },
        endedUnknown: rows.filter((row) => row.state === "unknown").length,
      }),
    );
    expect(kills).toBeGreaterThan(0);
    expect(missing).toEqual([]);
    expect(astray).toEqual([]);
    expect(underTwoIds).toEqual([]);
    expect(unflagged).toEqual([]);
    expect(refused.map((row) => row.address).filter((address) => !address.startsWith("nobody"))).toEqual([]);
    expect(refused).toHaveLength(Math.floor(notices / 100));
    expect(new Set(refused.map((row) => row.reason))).toEqual(new Set(["550 5.1.1"]));
    const unknown = rows.filter((row) => row.state === "unknown");
    expect(unknown.filter((row) => row.lostAnswers !== 2)).toEqual([]);
    expect(rows.filter((row) => !["sent", "refused", "unknown"].includes(row.state))).toEqual([]);
  });
});

function gathered(mails: readonly Taken[], by: "messageId" | "recipient"): Map<string, Taken[]> {
  const groups = new Map<string, Taken[]>();
  for (const mail of mails) groups.set(mail[by], [...(groups.get(mail[by]) ?? []), mail]);
  return groups;
}
