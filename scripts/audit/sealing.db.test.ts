import { mkdtempSync, readFileSync, rmSync, truncateSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { verifyChains } from "@saihan/audit";
import { connect, type Db, disconnect, insertAuditEntries, sealAudit, single, transaction } from "@saihan/db";
import { silentLog } from "@saihan/log";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { anchorOnce } from "../../services/outbox-relay/src/anchoring.ts";
import { startSealing } from "../../services/outbox-relay/src/sealing.ts";
import { createDatabase, type TestDatabase } from "../../test/support/database.ts";
import { seeded } from "../chaos/random.ts";
import { openAnchors } from "./anchor-file.ts";
import { inOneSnapshot, openReader } from "./read-chains.ts";

const scope = { service: "test" };
const partners = Array.from({ length: 5 }, (_, i) => `econ${1_000_000_001 + i}`);

describe("sealing", () => {
  let database: TestDatabase;
  let db: Db;
  let reader: postgres.Sql;
  const folder = mkdtempSync(join(tmpdir(), "audit-"));
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.url, applicationName: "test", max: 12, waitMs: 60_000 });
    reader = openReader(database.url);
  });
  afterAll(async () => {
    await reader?.end();
    if (db) await disconnect(db);
    await database?.drop();
    rmSync(folder, { recursive: true });
  });
  afterEach(async () => {
    await database.sql.begin(async (tx) => {
      await tx`set local session_replication_role = replica`;
      await tx`delete from audit_entries`;
      await tx`delete from audit_heads`;
    });
  });

  const entry = (partnerId: string, more: object = {}) => ({
    ...{ partnerId, contractId: partnerId, at: new Date(), actor: "key:k", action: "contract.suspend", target: partnerId },
    ...more,
  });
  const write = (partnerId: string, more: object = {}) =>
    single(db, scope, (tx) => insertAuditEntries(tx, [entry(partnerId, more)]));
  const seal = async (most = 1_000) => (await single(db, scope, (tx) => sealAudit(tx, most)))[0]?.sealed ?? 0;
  const look = (files: string[] = []) => {
    const opened = openAnchors(files, []);
    return inOneSnapshot(reader, [], (source) => verifyChains(source, opened.anchors)).finally(() => opened.close());
  };
  /** Every chain is whole; how many entries each has. */
  const whole = async (files?: string[]) => {
    const verdicts = await look(files);
    expect(verdicts.filter((v) => v.fault)).toEqual([]);
    return Object.fromEntries(verdicts.map((v) => [v.partnerId, v.verified + v.unsealed]));
  };

  test("many writers and several sealers at once leave one unbroken chain per partner", async () => {
    const random = seeded(1);
    const written = new Map(partners.map((p) => [p, 0]));
    let writing = true;
    const writers = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 60; i++) {
        const partnerId = random.pick(partners);
        const [rows, pauseMs, kept] = [random.whole(1, 5), random.whole(0, 3), random.next() < 0.9];
        await transaction(db, scope, async (tx) => {
          await insertAuditEntries(tx, Array(rows).fill(entry(partnerId)));
          await new Promise((resolve) => setTimeout(resolve, pauseMs));
          if (!kept) throw new Error("undone");
          written.set(partnerId, (written.get(partnerId) ?? 0) + rows);
        }).catch((error) => {
          if ((error as Error).message !== "undone") throw error;
        });
      }
    });
    const sealers = Array.from({ length: 3 }, async () => {
      while (writing) await seal(random.whole(1, 40));
    });
    await Promise.all(writers);
    writing = false;
    await Promise.all(sealers);
    while ((await seal()) > 0);
    expect(await whole()).toEqual(Object.fromEntries(written));
    const [left] = await database.sql`select count(*)::int as unsealed from audit_entries where seq is null`;
    expect(left).toEqual({ unsealed: 0 });
  });

  test("an entry that is committed later than one that was written later comes behind it", async () => {
    const [slow, quick] = [partners[0] as string, partners[0] as string];
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let late: Promise<void> | undefined;
    await new Promise<void>((written) => {
      late = transaction(db, scope, async (tx) => {
        await insertAuditEntries(tx, [entry(slow, { reason: "slow" })]);
        written();
        await held;
      });
    });
    await write(quick, { reason: "quick" });
    expect(await seal()).toBe(1);
    finish();
    await late;
    expect(await seal()).toBe(1);
    expect(await database.sql`select reason, seq::int from audit_entries order by id`).toEqual([
      { reason: "slow", seq: 2 },
      { reason: "quick", seq: 1 },
    ]);
    expect(await whole()).toEqual({ [slow]: 2 });
  });

  test("a sealer that dies before its commit has sealed nothing, and the next seals all", async () => {
    for (const partner of partners) await write(partner);
    const other = "econ2000000001";
    const dying = postgres(database.url, { max: 1, onnotice: () => {} });
    const lane = await dying.reserve();
    await lane`begin`;
    expect(await lane`select seal_audit(1000) as sealed`).toEqual([{ sealed: partners.length }]);
    // Another sealer leaves what this one holds alone, does not wait for it, which would be for ever, and seals the rest.
    expect(await seal()).toBe(0);
    await write(other);
    expect(await seal()).toBe(1);
    const [me] = await lane`select pg_backend_pid() as pid`;
    await database.sql`select pg_terminate_backend(${me?.pid})`;
    const living = () => database.sql`select from pg_stat_activity where pid = ${me?.pid}`;
    await expect.poll(async () => (await living()).length).toBe(0);
    await dying.end({ timeout: 0 });
    expect(await database.sql`select from audit_entries where seq is not null`).toHaveLength(1);
    await expect.poll(() => seal()).toBe(partners.length);
    expect(await whole()).toEqual(Object.fromEntries([...partners, other].map((p) => [p, 1])));
  });

  test("the relay seals what has been committed, again and again", async () => {
    const sealing = startSealing({ db, log: silentLog });
    for (let i = 0; i < 8; i++) {
      await write(partners[i % 2] as string);
      const open = () => database.sql`select from audit_entries where seq is null`;
      await expect.poll(async () => (await open()).length, { interval: 10, timeout: 10_000 }).toBe(0);
    }
    await sealing.stop();
    await whole();
  });

  describe("anchors", () => {
    const anchor = (file: string) => anchorOnce({ db, log: silentLog, now: () => new Date(), file });

    test("are one line for each chain that has moved", async () => {
      const file = join(folder, "moved.ndjson");
      const [one, two] = [partners[0] as string, partners[1] as string];
      await Promise.all([write(one), write(one), write(two)]);
      await seal();
      expect(await anchor(file)).toBe(2);
      expect(await anchor(file)).toBe(0);
      await write(one);
      await seal();
      expect(await anchor(file)).toBe(1);
      const lines = readFileSync(file, "utf8")
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line));
      expect(lines.map((l) => [l.partnerId, l.seq])).toEqual([
        [one, 2],
        [two, 1],
        [one, 3],
      ]);
      await whole([file]);
      expect((await look([file])).map((v) => v.anchored)).toEqual([3, 1]);
    });

    test("that were written but not noted are written again; a line that was cut off spoils no other", async () => {
      const file = join(folder, "again.ndjson");
      const one = partners[0] as string;
      await write(one);
      await seal();
      await anchor(file);
      // As after a crash in the middle of the line, before it was noted.
      await database.sql`update audit_heads set anchored_seq = 0`;
      truncateSync(file, 40);
      await write(one);
      await seal();
      await anchor(file);
      await whole([file]);
      expect((await look([file]))[0]?.anchored).toBe(2);
    });
  });

  describe("nobody changes what was written:", () => {
    const roles = ["saihan_api", "saihan_worker", "saihan_relay", "saihan_operations"];
    const statements = [
      "update audit_entries set actor = 'key:other'",
      "delete from audit_entries",
      "truncate audit_entries",
      "delete from audit_heads",
      "truncate audit_heads",
      "alter table audit_entries disable trigger all",
      "set session_replication_role = replica",
    ];
    test.each(roles.flatMap((role) => statements.map((statement) => [role, statement] as const)))(
      "%s may not %s",
      async (role, statement) => {
        await write(partners[0] as string);
        await seal();
        await expect(as(role, statement)).rejects.toMatchObject({ code: "42501" });
      },
    );

    test.each(["saihan_api", "saihan_worker", "saihan_operations"])("%s may not seal, nor write a sealed entry", async (role) => {
      await write(partners[0] as string);
      await expect(as(role, "update audit_entries set seq = 1, hash = 'x'")).rejects.toMatchObject({ code: "42501" });
      await expect(as(role, "select seal_audit(1)")).rejects.toMatchObject({ code: "42501" });
      await expect(as(role, "update audit_heads set seq = 9")).rejects.toMatchObject({ code: "42501" });
      const sealed = `insert into audit_entries (partner_id, contract_id, seq, hash, at, actor, action, target, outcome)
                      values ('p', 'p', 1, 'x', now(), 'a', 'a', 'a', 'done')`;
      await expect(as(role, sealed)).rejects.toMatchObject({ code: "42501" });
    });

    test.each([
      ["update audit_entries set actor = 'key:other'"],
      ["update audit_entries set seq = 9, hash = 'x'"],
      ["update audit_entries set seq = null, hash = null"],
      ["update audit_entries set id = default"],
      ["delete from audit_entries"],
      ["truncate audit_entries"],
      ["update audit_heads set seq = 0"],
      ["update audit_heads set hash = 'x'"],
      ["delete from audit_heads"],
      ["truncate audit_heads"],
    ])("the owner is refused: %s", async (statement) => {
      await write(partners[0] as string);
      await seal();
      await expect(database.sql.unsafe(statement)).rejects.toMatchObject({ code: "SA002" });
    });

    test("an entry that waits for its seal cannot be changed either", async () => {
      await write(partners[0] as string);
      await expect(database.sql`update audit_entries set actor = 'key:other'`).rejects.toMatchObject({ code: "SA002" });
      await expect(database.sql`update audit_entries set actor = 'key:other', seq = 1, hash = 'x'`).rejects.toMatchObject({
        code: "SA002",
      });
      await expect(database.sql`delete from audit_entries`).rejects.toMatchObject({ code: "SA002" });
    });

    test("the relay's role seals with what it is granted", async () => {
      await write(partners[0] as string);
      expect(await as("saihan_relay", "select seal_audit(10) as sealed")).toEqual([{ sealed: 1 }]);
      expect(await whole()).toEqual({ [partners[0] as string]: 1 });
    });

    function as(role: string, statement: string) {
      return database.sql.begin(async (tx) => {
        await tx.unsafe(`set local role ${role}`);
        return [...(await tx.unsafe(statement))];
      });
    }
  });
});
