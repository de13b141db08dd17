import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findRedisServer, reachableFolder, throwAwayFolder, waitFor } from "@saihan/launch";
import postgres from "postgres";
import { afterAll, describe, expect, test } from "vitest";
import { showClosedMonth } from "../../scripts/demo-month.ts";
import { openLocalHouse, type RunningHouse } from "../../scripts/house.ts";
import { clientOf, someContract } from "../support/client.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const redisCommand = findRedisServer();

/**
 * The rehearsal (reliability R-25): Postgres goes back to an instant, while the queue, the platform and everybody's mailbox stay where they are.
 */
describe.skipIf(!redisCommand)(`a restore to an instant${redisCommand ? "" : " (skipped: no redis-server on the PATH)"}`, () => {
  const folder = throwAwayFolder("restore");
  const archive = join(folder, "wal");
  let house: RunningHouse | undefined;
  afterAll(async () => {
    await house?.stop();
    for (const left of [join(folder, "postgres"), folder]) rmSync(reachableFolder(left), { recursive: true, force: true });
    rmSync(folder, { recursive: true, force: true });
  });
  const open = () =>
    openLocalHouse({
      ...{ stateFolder: folder, portBase: 0, redisCommand, walArchive: archive, tell: () => {}, say: () => {} },
      env: { RATE_LIMIT: "100000", LOG_LEVEL: "warn", RECONCILE_AFTER_MS: "1000", AUDIT_ANCHOR_SECONDS: "1" },
    });

  async function command(script: string, ...args: string[]): Promise<{ code: number; said: string }> {
    const child = spawn(process.execPath, ["scripts/run.mjs", `scripts/${script}.ts`, ...args], {
      cwd: root,
      env: { ...process.env, STATE_DIR: folder, WAL_ARCHIVE: archive, DATABASE_URL: "", PLATFORM_URL: "", MASTER_KEY: "" },
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    const code = await new Promise<number>((resolve) => child.once("exit", (c) => resolve(c ?? -1)));
    return { code, said };
  }

  async function inDatabase<T>(running: RunningHouse, look: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = postgres(running.started.database, { max: 1, onnotice: () => {} });
    try {
      return await look(sql);
    } finally {
      await sql.end();
    }
  }
  const pause = (sql: postgres.Sql, queue: string) =>
    sql`insert into work_pauses (queue, reason, actor, at) values (${queue}, 'rehearsal', 'test', now())`;
  const caught = async (running: RunningHouse) =>
    (await (await fetch(`${running.started.mail}/api/messages`)).json()) as { messageId: string; subject: string }[];
  const journal = async (running: RunningHouse) =>
    (
      (await (await fetch(`${running.started.platform}/journal`)).json()) as {
        entries: { call: string; clientToken: string; outcome: string }[];
      }
    ).entries;
  const months = () => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1)).toISOString().slice(0, 7);
  };

  test("what is gone is listed, nothing is done or sent twice, months and audit verify", { timeout: 400_000 }, async () => {
    house = await open();
    const [partner] = house.started.partners;
    if (!partner) throw new Error("no partner");
    let client = clientOf(house.started.api, partner);
    expect(await showClosedMonth(house.started, folder, "restore")).toBe(true);
    const month = months();

    // A backup while orders run.
    const during = Array.from({ length: 8 }, (_, n) => client.post("/v1/contracts", someContract({ customerName: `往復 ${n}` })));
    const backup = await command("backup", "--to", join(folder, "backups"));
    expect(backup, backup.said).toMatchObject({ code: 0 });
    const from = backup.said.split("\n")[0] ?? "";
    for (const order of during) expect((await client.ended(await order)).state).toBe("succeeded");

    // One order is accepted and not begun; of another the mail is not sent yet. That is the instant.
    const [accepted, mailOwed] = await inDatabase(house, async (sql) => {
      await pause(sql, "notifications");
      const owed = await client.ended(await client.post("/v1/contracts", someContract({ customerName: "手紙待ち商会" })));
      await pause(sql, "provisioning");
      const reply = await client.post("/v1/contracts", someContract({ customerName: "着手前商会" }));
      return [reply.headers.get("location")?.split("/").at(-1) as string, owed.id as string];
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const at = await inDatabase(house, async (sql) => {
      const [row] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
      return (row as { at: Date }).at.toISOString();
    });
    await new Promise((resolve) => setTimeout(resolve, 1_500));

    // Afterwards both are done, and one more order is accepted, carried out and told of.
    await inDatabase(house, (sql) => sql`delete from work_pauses`);
    expect((await client.get(`/v1/orders/${accepted}?wait=30`)).body).toMatchObject({ state: "succeeded" });
    const lost = await client.ended(await client.post("/v1/contracts", someContract({ customerName: "消える商会" })));
    expect(lost.state).toBe("succeeded");
    const before = house;
    const openMails = (running: RunningHouse) =>
      inDatabase(running, async (sql) => (await sql`select from mails where state <> 'sent' and state <> 'refused'`).length);
    await waitFor("all mails", 60_000, async () => ((await openMails(before)) === 0 ? true : undefined));
    const mailsBefore = await caught(house);
    const lostMail = await inDatabase(house, async (sql) => {
      const [row] = await sql<{ id: string }[]>`select id from mails where order_id = ${lost.id as string} limit 1`;
      return row?.id as string;
    });
    expect(mailsBefore.some(({ messageId }) => messageId.includes(lostMail))).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const running = await command("restore", "--from", from, "--at", at);
    expect(running).toMatchObject({ code: 1, said: expect.stringContaining("stop it first") });
    await house.stop();
    house = undefined;

    // Refused: an instant before the backup, and a backup that is not whole.
    const early = await command("restore", "--from", from, "--at", "2020-01-01T00:00:00Z");
    expect(early).toMatchObject({ code: 1, said: expect.stringContaining("an older one is needed") });
    const stranger = join(from, "base", "PG_VERSION.copy");
    writeFileSync(stranger, "x");
    const spoilt = await command("restore", "--from", from, "--at", at);
    expect(spoilt).toMatchObject({ code: 1, said: expect.stringContaining("PG_VERSION.copy is not of this backup") });
    rmSync(stranger);

    const restored = await command("restore", "--from", from, "--at", at);
    expect(restored, restored.said).toMatchObject({ code: 0 });
    expect(restored.said).toContain("anchors of the audit tell of entries that are gone");

    // The queue is younger than the database. Nothing is begun before somebody has looked.
    house = await open();
    client = clientOf(house.started.api, partner);
    expect((await client.get(`/v1/orders/${lost.id as string}`)).status).toBe(404);
    const told = await command("after-restore");
    expect(told, told.said).toMatchObject({ code: 1 });
    expect(told.said).toContain(`order ${lost.id as string}: create-domain`);
    expect(told.said).toMatch(new RegExp(`${lost.contractId as string}, domain `));
    expect(told.said).toContain(`  ${lostMail}  `);
    expect(told.said).toMatch(/Mails that would be sent once more: [1-9]/);
    // Two rest already, as at the instant.
    expect(told.said).toContain("3 queues rest since the restore");
    expect((await client.get(`/v1/orders/${accepted}`)).body).toMatchObject({ state: "received" });
    expect(await caught(house)).toHaveLength(mailsBefore.length);

    const settled = await command("after-restore", "--settle");
    expect(settled, settled.said).toMatchObject({ code: 0, said: expect.stringContaining("3 queues go on") });
    // The pauses of the instant itself stand in what was restored.
    await inDatabase(house, (sql) => sql`delete from work_pauses`);
    expect((await client.get(`/v1/orders/${accepted}?wait=30`)).body).toMatchObject({ state: "succeeded" });
    const after = house;
    await waitFor("all mails", 60_000, async () => ((await openMails(after)) === 0 ? true : undefined));

    // Done once: each token acted once, each Message-ID came once.
    const acts = (await journal(house)).filter(({ outcome, call }) => outcome === "acted" && call === "create-domain");
    expect(new Set(acts.map(({ clientToken }) => clientToken)).size).toBe(acts.length);
    const ids = (await caught(house)).map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(mailsBefore.map(({ messageId }) => messageId)));
    const owedMails = await inDatabase(house, (sql) => sql<{ id: string }[]>`select id from mails where order_id = ${mailOwed}`);
    expect(owedMails.length).toBeGreaterThan(0);
    for (const { id } of owedMails) expect(ids.filter((messageId) => messageId.includes(id))).toHaveLength(1);

    // New work gets no number that the world knows already.
    const fresh = await client.ended(await client.post("/v1/contracts", someContract({ customerName: "新規商会" })));
    expect(fresh.state).toBe("succeeded");
    expect(Number((fresh.contractId as string).slice(4))).toBeGreaterThan(Number((lost.contractId as string).slice(4)) + 100_000);

    // Books and audit.
    const books = await command("billing-verify", "--month", month);
    expect(books, books.said).toMatchObject({ code: 0 });
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    const audit = await command("audit-verify");
    expect(audit, audit.said).toMatchObject({ code: 0 });
    expect(readdirSync(folder).some((name) => name.startsWith("audit-anchors.ndjson.before-restore-"))).toBe(true);
  });

  test("what is no backup is refused", async () => {
    mkdirSync(join(folder, "nothing"), { recursive: true });
    const refused = await command("restore", "--from", join(folder, "nothing"), "--data", join(folder, "elsewhere"));
    expect(refused).toMatchObject({ code: 1, said: expect.stringContaining("no finished backup") });
  });
});
