import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { batch, connect, type Db, disconnect, single } from "../transaction.ts";
import { claimBundle, settlePieces } from "./bundles.ts";
import { resend } from "./outbox.ts";

const partnerId = "econ1000000001";
const scope = { partnerId, actor: "test" };
const of = { queue: "notifications", name: "send-mail" };
const at = new Date("2026-04-01T00:00:00Z");
const again = new Date("2026-04-01T00:05:00Z");

describe("work that travels in bundles", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.as("saihan_worker"), applicationName: "test", max: 4 });
  });
  afterAll(async () => {
    if (db) await disconnect(db);
    await database?.drop();
  });

  /** Pieces that a job carries. */
  async function pieces(count: number, carrier: string | null, partner = partnerId): Promise<number[]> {
    const rows = await database.sql<{ id: number }[]>`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at, sent_at, checked_at, carrier)
      select ${partner}, ${of.queue}, ${of.name}, '{}', ${at}, ${at}, ${at}, ${at}, ${carrier} from generate_series(1, ${count}::int) returning id::int`;
    return rows.map(({ id }) => id);
  }
  const claim = async (works: readonly number[], carrier: string) =>
    [...(await single(db, scope, (tx) => claimBundle(tx, { carrier, works }, of, at)))].map(
      ({ workId, attempt }) => `${workId}:${attempt}`,
    );
  const settle = (ends: Parameters<typeof settlePieces>[1]) => batch(db, scope, (tx) => [settlePieces(tx, ends, at)]);
  const rowsOf = (ids: readonly number[]) =>
    database.sql<{ attempt: number; faults: number; done: boolean; sent: boolean; generation: number; carrier: string | null }[]>`
      select attempt, faults, done_at is not null as done, sent_at is not null as sent, generation, carrier from outbox
       where id in ${database.sql([...ids])} order by id`;

  test("a job begins what it carries, and nothing that another carries, is done, set aside or another partner's", async () => {
    const [mine, others] = [await pieces(2, "b1"), await pieces(1, "b2")];
    const [done, aside, alone] = [await pieces(1, "b1"), await pieces(1, "b1"), await pieces(1, null)];
    const foreign = await pieces(1, "b1", "econ1000000002");
    await database.sql`update outbox set done_at = ${at} where id = ${done[0] ?? 0}`;
    await database.sql`update outbox set quarantined_at = ${at} where id = ${aside[0] ?? 0}`;
    const all = [...mine, ...others, ...done, ...aside, ...alone, ...foreign];
    expect(await claim(all, "b1")).toEqual(mine.map((id) => `${id}:1`));
  });

  test("a job that the relay left before it had marked its work finds nothing", async () => {
    const ids = await pieces(3, "the next one");
    expect(await claim(ids, "left behind")).toEqual([]);
    expect((await rowsOf(ids)).map(({ attempt }) => attempt)).toEqual([0, 0, 0]);
  });

  test("a job that is faster than the relay waits until its work is marked", async () => {
    const ids = await pieces(2, null);
    const claimed = await database.sql.begin(async (tx) => {
      await tx`select id from outbox where id in ${tx(ids)} for update`;
      const waiting = claim(ids, "b3");
      const blocked = () => database.sql<{ n: number }[]>`
        select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
      await expect.poll(async () => (await blocked())[0]?.n).toBe(1);
      await tx`update outbox set carrier = 'b3' where id in ${tx(ids)}`;
      return { waiting };
    });
    expect(await claimed.waiting).toEqual(ids.map((id) => `${id}:1`));
  });

  test("a piece that is done is done; one that failed leaves the bundle and is due again", async () => {
    const [done, failed] = await pieces(2, "b4");
    if (!done || !failed) throw new Error("no pieces");
    await claim([done, failed], "b4");
    await settle([
      { workId: done, attempt: 1, againAt: null, fault: null },
      { workId: failed, attempt: 1, againAt: again, fault: "MAIL_SERVER_UNAVAILABLE" },
    ]);
    expect(await rowsOf([done, failed])).toEqual([
      { attempt: 1, faults: 0, done: true, sent: true, generation: 0, carrier: "b4" },
      { attempt: 1, faults: 1, done: false, sent: false, generation: 1, carrier: null },
    ]);
    // The same job, run again by the queue, finds nothing more to do.
    expect(await claim([done, failed], "b4")).toEqual([]);
  });

  test("what a dead process had begun is begun again, and its late word counts no more", async () => {
    const ids = await pieces(2, "b5");
    await claim(ids, "b5");
    expect(await claim(ids, "b5")).toEqual(ids.map((id) => `${id}:2`));
    await settle(ids.map((workId) => ({ workId, attempt: 1, againAt: null, fault: null })));
    expect((await rowsOf(ids)).map(({ done }) => done)).toEqual([false, false]);
    const [crashed] = await single(db, scope, (tx) => claimBundle(tx, { carrier: "b5", works: ids }, of, at));
    expect(crashed?.crashes).toBe(2);
  });

  test("what the queue has lost leaves its bundle", async () => {
    const ids = await pieces(1, "b6");
    const relay = connect({ url: database.as("saihan_relay"), applicationName: "test", max: 1 });
    await single(relay, { service: "test" }, (tx) =>
      resend(
        tx,
        ids.map((id) => ({ partnerId, id })),
        at,
      ),
    );
    await disconnect(relay);
    expect(await rowsOf(ids)).toMatchObject([{ sent: false, generation: 1, carrier: null }]);
    expect(await claim(ids, "b6")).toEqual([]);
  });
});
