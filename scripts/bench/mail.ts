import { setTimeout as pause } from "node:timers/promises";
import { freePort } from "@saihan/launch";
import { exampleData, renderMail } from "@saihan/mail";
import { createTransport } from "nodemailer";
import { generateSync } from "otplib";
import postgres from "postgres";
import { v7 } from "uuid";
import type { RunningHouse } from "../house.ts";
import { startChild } from "./children.ts";
import { median, type Row, ratioText } from "./report.ts";

const rounds = 3;
const mails = 2_000;
/** As the worker has them when nothing is set. */
const connections = 5;

export interface Sink {
  url: string;
  taken(): Promise<number>;
  stop(): Promise<void>;
}

/** A mail server as a process of its own, which throws away what it takes. */
export async function startMailSink(): Promise<Sink> {
  const [port, smtpPort] = [await freePort(), await freePort()];
  const counter = `http://127.0.0.1:${port}/`;
  const child = await startChild("mail-sink.ts", { PORT: String(port), SMTP_PORT: String(smtpPort) }, counter);
  return {
    url: `smtp://127.0.0.1:${smtpPort}`,
    taken: async () => Number(await (await fetch(counter)).text()),
    stop: child.stop,
  };
}

/**
 * M1: mails from their commit to the server, beside the same mail sent by the bare library over as many connections, in the same run.
 * M2: from the posting of an incident that touches every contract of a partner to the last of its mails.
 */
export async function benchMail(house: RunningHouse, sink: Sink, contracts: number): Promise<Row[]> {
  const [partner] = house.started.partners;
  if (!partner) throw new Error("a house without partners");
  const sql = postgres(house.started.database, { max: 1, onnotice: () => {} });
  const arrived = async (from: number, count: number) => {
    while ((await sink.taken()) < from + count) await pause(10);
  };
  try {
    const [ours, bare, ratios]: [number[], number[], number[]] = [[], [], []];
    for (let round = -1; round < rounds; round++) {
      const alone = await bareRate(sink);
      const before = await sink.taken();
      const began = performance.now();
      await writeMails(sql, partner.contractId);
      await arrived(before, mails);
      const rate = (mails * 1_000) / (performance.now() - began);
      if (round < 0) continue;
      ours.push(rate);
      bare.push(alone);
      ratios.push(rate / alone);
    }
    const incident = await benchIncident(house, sql, sink, contracts);
    return [
      {
        id: "M1",
        what: `mails a second through one worker, ${connections} connections, from their commit`,
        ours: `${median(ours).toFixed(0)}/s`,
        baseline: `${median(bare).toFixed(0)}/s bare nodemailer, the same mail, the same connections`,
        ratio: ratioText(ratios),
        target: "0.8",
      },
      incident,
    ];
  } finally {
    await sql.end();
  }
}

async function writeMails(sql: postgres.Sql, partnerId: string): Promise<void> {
  const ids = Array.from({ length: mails }, () => ({ id: v7() }));
  await sql.begin(async (tx) => {
    await tx`
      insert into mails (partner_id, id, dedupe_key, template, user_id, contract_id, language, facts, state, created_at)
      select c.partner_id, r.id, 'bench ' || r.id, 'password-changed', c.representative_id, c.id, 'ja', '{}', 'queued', now()
        from jsonb_to_recordset(${tx.json(ids)}) as r (id uuid), contracts c where c.id = ${partnerId}`;
    await tx`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select ${partnerId}, 'notifications', 'send-mail', jsonb_build_object('mailId', r.id), now(), now()
        from jsonb_to_recordset(${tx.json(ids)}) as r (id uuid)`;
  });
}

async function bareRate(sink: Sink): Promise<number> {
  const server = new URL(sink.url);
  const pool = createTransport({
    host: server.hostname,
    port: Number(server.port),
    ignoreTLS: true,
    pool: true,
    maxConnections: connections,
    maxMessages: 500,
  });
  const { subject, text, html } = renderMail("password-changed", "ja", exampleData("ja"));
  const began = performance.now();
  await Promise.all(
    Array.from({ length: mails }, (_, n) => {
      const to = `bare${n}@bench.example`;
      return pool.sendMail({
        envelope: { from: "saihan@partner.example", to: [to] },
        from: "saihan@partner.example",
        to,
        subject,
        text,
        html,
      });
    }),
  );
  const rate = (mails * 1_000) / (performance.now() - began);
  pool.close();
  return rate;
}

async function benchIncident(house: RunningHouse, sql: postgres.Sql, sink: Sink, contracts: number): Promise<Row> {
  const partner = house.started.partners[1] ?? house.started.partners[0];
  if (!partner) throw new Error("a house without partners");
  await arrange(sql, partner.contractId, contracts);
  const staff = await operatorOf(house);
  const title = { ja: "計測のための故障", en: "An incident for a measurement" };
  const scope = { audience: "named", contracts: await idsOf(sql, partner.contractId) };
  const drafted = await staff("/v1/notices", { category: "incident", title, scope });
  const before = await sink.taken();
  const began = performance.now();
  await staff(`/v1/notices/${drafted.id}/updates`, { seq: 1, state: "emerging", text: title });
  let wanted = 0;
  while (wanted === 0 || (await sink.taken()) < before + wanted) {
    const [row] = await sql<{ n: number }[]>`select count(*)::int as n from mails where notice_id = ${drafted.id}`;
    wanted = row?.n ?? 0;
    await pause(50);
  }
  const seconds = (performance.now() - began) / 1_000;
  return {
    id: "M2",
    what: `an incident that touches ${contracts.toLocaleString("en")} contracts, from posting to the last of ${wanted.toLocaleString("en")} mails`,
    ours: `${seconds.toFixed(1)} s, ${(wanted / seconds).toFixed(0)}/s`,
    baseline: "–",
    ratio: "–",
    target: "–",
  };
}

async function idsOf(sql: postgres.Sql, partnerId: string): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`select id from contracts where partner_id = ${partnerId} and id like 'econ8%'`;
  return rows.map(({ id }) => id);
}

/** Children with a representative each. */
async function arrange(sql: postgres.Sql, partnerId: string, contracts: number): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`set constraints all deferred`;
    await tx`
      insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id,
                             created_at, started_at)
      select ${partnerId}, 'econ8' || lpad(n::text, 9, '0'), 'child', 'active', '計測' || n, '計測' || n, 'M' || lpad(n::text, 7, '0'), 'ja',
             'ecid8' || lpad(n::text, 9, '0'), now(), now() from generate_series(1, ${contracts}::int) n`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      select ${partnerId}, 'ecid8' || lpad(n::text, 9, '0'), 'econ8' || lpad(n::text, 9, '0'), 'representative', 'active',
             'incident' || n || '@bench.example', 'incident' || n || '@bench.example', now() from generate_series(1, ${contracts}::int) n`;
  });
  await sql`analyze`;
}

/** Posts as the provider's staff. */
async function operatorOf(house: RunningHouse) {
  const { loginId, password, totpSecret } = house.started.operator;
  const post = async (path: string, body: object, token?: string) => {
    const answer = await fetch(house.started.api + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { token: string; id: string };
  };
  const { token } = await post("/v1/operator/sign-in", {
    loginId,
    password,
    code: generateSync({ secret: totpSecret, epoch: Math.floor(Date.now() / 1_000) }),
  });
  return (path: string, body: object) => post(path, body, token);
}
