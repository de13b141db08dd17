import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/support/database.ts";
import {
  connect,
  DatabaseBusy,
  DatabaseUnavailable,
  type Db,
  disconnect,
  RowLocked,
  single,
  type Tx,
  transaction,
} from "./index.ts";

/** Everything in here must hold while backends die and pipelines fill: the gate for the driver (see ARCHITECTURE.md). */
describe("transaction()", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createDatabase();
    await database.sql`
      create table written (
        id bigint generated always as identity, partner text not null, unit text not null, step int not null,
        txid bigint not null default txid_current(), context text not null default current_setting('app.partner_id', true))`;
  });
  beforeEach(async () => {
    await database.sql`truncate written`;
    db = connect({ url: database.url, applicationName: "gate", max: 8, waitMs: 60_000 });
  });
  afterAll(async () => {
    await database?.drop();
  });

  const scopeOf = (partner: string) => ({ partnerId: partner, actor: "test" });
  const write = (tx: Tx, partner: string, unit: string, step: number) =>
    tx`insert into written (partner, unit, step) values (${partner}, ${unit}, ${step})`;

  test("commits all of it or nothing", async () => {
    await transaction(db, scopeOf("p1"), async (tx) => {
      await write(tx, "p1", "good", 1);
      await write(tx, "p1", "good", 2);
    });
    await expect(
      transaction(db, scopeOf("p1"), async (tx) => {
        await write(tx, "p1", "bad", 1);
        throw new Error("changed my mind");
      }),
    ).rejects.toThrow("changed my mind");
    expect(await database.sql`select unit, context from written order by step`).toEqual([
      { unit: "good", context: "p1" },
      { unit: "good", context: "p1" },
    ]);
    await disconnect(db);
  });

  test("a failed statement that was passed over rolls everything back and says so", async () => {
    await expect(
      transaction(db, scopeOf("p1"), async (tx) => {
        await write(tx, "p1", "u", 1);
        await tx`select 1/0`.catch(() => {});
      }),
    ).rejects.toThrow("passed over");
    expect(await database.sql`select 1 from written`).toHaveLength(0);
    await disconnect(db);
  });

  test("a statement sent after the end is refused and not sent", async () => {
    let kept: Tx | undefined;
    await transaction(db, scopeOf("p1"), async (tx) => {
      kept = tx;
      await tx`select 1`;
    });
    await expect(write(kept as Tx, "p1", "late", 1)).rejects.toThrow("over");
    expect(await database.sql`select 1 from written`).toHaveLength(0);
    await disconnect(db);
  });

  test("the context of one transaction is not seen by the next on the same connection", async () => {
    const one = connect({ url: database.url, applicationName: "one", max: 1 });
    await transaction(one, scopeOf("p1"), async (tx) => void (await tx`select 1`));
    const [row] = await single(
      one,
      { service: "s" },
      (tx) => tx<{ partner: string }[]>`select current_setting('app.partner_id') as partner`,
    );
    expect(row?.partner).toBe("");
    await disconnect(one);
  });

  test("R-09 splice: backends are killed while fifty partners interleave; no row is foreign, no unit is half written", async () => {
    const kills = Number(process.env.GATE_KILLS ?? 100);
    let going = true;
    const acknowledged = new Set<string>();
    const unknown = new Set<string>();
    let refused = 0;
    const partners = Array.from({ length: 50 }, (_, i) => `p${i}`);
    const load = partners.map(async (partner) => {
      for (let n = 0; going; n++) {
        const unit = `${partner}-${n}`;
        try {
          await transaction(db, scopeOf(partner), async (tx) => {
            for (const step of [1, 2, 3]) {
              await write(tx, partner, unit, step);
              if (n % 3 === step) await new Promise((resolve) => setTimeout(resolve, Math.random() * 3));
            }
          });
          acknowledged.add(unit);
        } catch (error) {
          if (!(error instanceof DatabaseUnavailable)) throw error;
          refused++;
          unknown.add(unit);
        }
      }
    });
    for (let i = 0; i < kills; i++) {
      await database.sql`
        select pg_terminate_backend(pid) from pg_stat_activity
         where application_name = 'gate' and datname = current_database() order by random() limit 1`;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    going = false;
    await Promise.all(load);
    const [foreign] =
      await database.sql`select count(*)::int as n from written where partner <> context or unit not like partner || '-%'`;
    expect(foreign?.n).toBe(0);
    const units = await database.sql<{ unit: string; rows: number; transactions: number }[]>`
      select unit, count(*)::int as rows, count(distinct txid)::int as transactions from written group by unit`;
    expect(units.filter((u) => u.rows !== 3 || u.transactions !== 1)).toEqual([]);
    const stored = new Set(units.map((u) => u.unit));
    expect([...acknowledged].filter((u) => !stored.has(u))).toEqual([]);
    expect([...stored].filter((u) => !acknowledged.has(u) && !unknown.has(u))).toEqual([]);
    expect(refused).toBeGreaterThan(0);
    await disconnect(db);
  });

  test("R-10 saturation: a pool of two under thousands of mixed calls loses nothing and leaves nothing open", async () => {
    const rounds = Number(process.env.GATE_ROUNDS ?? 10);
    const small = connect({ url: database.url, applicationName: "small", max: 2, waitMs: 120_000 });
    for (let round = 0; round < rounds; round++) {
      const calls = Array.from({ length: 1_000 }, (_, i) => {
        const unit = `r${round}-${i}`;
        if (i % 3 === 0) return single(small, scopeOf("p"), (tx) => write(tx, "p", unit, 1));
        if (i % 3 === 1)
          return transaction(small, scopeOf("p"), (tx) => Promise.all([write(tx, "p", unit, 1), write(tx, "p", unit, 2)]));
        // More statements under way at once than the driver pipelines.
        return i % 99 === 2
          ? transaction(small, scopeOf("p"), (tx) =>
              Promise.all(Array.from({ length: 130 }, (_, step) => write(tx, "p", unit, step))),
            )
          : transaction(small, scopeOf("p"), (tx) => write(tx, "p", unit, 1));
      });
      await Promise.all(calls);
      const [row] = await database.sql`select count(distinct unit)::int as units from written where unit like ${`r${round}-%`}`;
      expect(row?.units).toBe(1_000);
    }
    const idle = await database.sql`
      select pid from pg_stat_activity where application_name = 'small' and state like 'idle in transaction%'`;
    expect(idle).toHaveLength(0);
    await disconnect(small);
  });

  test("a connection cut in COMMIT is unknown, and the business key tells", async () => {
    await database.sql.unsafe(`
      create or replace function slow_commit() returns trigger language plpgsql as 'begin perform pg_sleep(0.3); return null; end';
      create constraint trigger slow after insert on written deferrable initially deferred for each row execute function slow_commit()`);
    const cut = new Promise<void>((resolve) => setTimeout(resolve, 120)).then(
      () =>
        database.sql`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gate' and query = 'commit'`,
    );
    await expect(transaction(db, scopeOf("p1"), (tx) => write(tx, "p1", "cut", 1))).rejects.toMatchObject({
      name: "CommitUnknown",
    });
    await cut;
    await database.sql.unsafe("drop trigger slow on written");
    expect(await database.sql`select 1 from written where unit = 'cut'`).toHaveLength(0);
    await transaction(db, scopeOf("p1"), (tx) => write(tx, "p1", "after", 1));
    await disconnect(db);
  });

  test("waiting for a row or a connection ends with a reason", async () => {
    const hasty = connect({ url: database.url, applicationName: "hasty", max: 1, waitMs: 50, lockTimeoutMs: 50 });
    const other = connect({ url: database.url, applicationName: "other", max: 1 });
    await transaction(db, scopeOf("p1"), (tx) => write(tx, "p1", "held", 1));
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    let locked: () => void = () => {};
    const ready = new Promise<void>((resolve) => {
      locked = resolve;
    });
    const holder = transaction(other, scopeOf("p1"), async (tx) => {
      await tx`select 1 from written where unit = 'held' for update`;
      locked();
      await held;
    });
    await ready;
    const update = () =>
      transaction(hasty, scopeOf("p1"), async (tx) => void (await tx`update written set step = 9 where unit = 'held'`));
    const first = update();
    await expect(single(hasty, scopeOf("p1"), (tx) => tx`select 1`)).rejects.toBeInstanceOf(DatabaseBusy);
    await expect(first).rejects.toBeInstanceOf(RowLocked);
    release();
    await holder;
    await Promise.all([disconnect(hasty), disconnect(other), disconnect(db)]);
  });

  test("whoever meets others again and again is told that the row is busy", async () => {
    let rounds = 0;
    const meeting = transaction(db, scopeOf("p1"), async (tx) => {
      rounds++;
      await tx`do $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$`;
    });
    await expect(meeting).rejects.toBeInstanceOf(RowLocked);
    expect(rounds).toBe(4);
    await disconnect(db);
  });

  test("deadlocks are run again", async () => {
    await transaction(db, scopeOf("p"), (tx) => Promise.all([write(tx, "p", "a", 1), write(tx, "p", "b", 1)]));
    const both = (first: string, second: string) =>
      transaction(db, scopeOf("p"), async (tx) => {
        await tx`update written set step = step + 1 where unit = ${first}`;
        await new Promise((resolve) => setTimeout(resolve, 50));
        await tx`update written set step = step + 1 where unit = ${second}`;
      });
    await Promise.all([both("a", "b"), both("b", "a")]);
    expect(await database.sql`select step from written`).toEqual([{ step: 3 }, { step: 3 }]);
    await disconnect(db);
  });

  test("an unreachable database is said to be unavailable at once", async () => {
    const nowhere = connect({ url: "postgres://x:y@127.0.0.1:1/z", applicationName: "nowhere", max: 1 });
    await expect(single(nowhere, { service: "s" }, (tx) => tx`select 1`)).rejects.toBeInstanceOf(DatabaseUnavailable);
    await disconnect(nowhere);
  });
});
