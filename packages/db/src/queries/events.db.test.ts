import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { connect, type Db, disconnect, single, transaction } from "../transaction.ts";
import { insertAuditEntries, sealAudit } from "./audit.ts";
import { eventsOf, listEvents, numberEvents } from "./events.ts";

const service = { service: "test" };
/** A transaction that writes entries of these kinds, waits, and stands or is undone. */
interface Writing {
  entries: ("event" | "no event" | "refused" | "note")[];
  pauseMs: number;
  kept: boolean;
}

describe("the numbers of events", () => {
  let database: TestDatabase;
  let db: Db;
  let partners = 0;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.url, applicationName: "test", max: 16, waitMs: 60_000 });
  });
  afterAll(async () => {
    if (db) await disconnect(db);
    await database?.drop();
  });

  const newPartner = () => `econ${String(1_000_000_000 + ++partners)}`;
  const read = (partnerId: string, after: number, limit = 1_000) =>
    single(db, { partnerId, actor: "test" }, (tx) =>
      listEvents(tx, { kinds: [], charges: true, notices: { ofChild: false, at: new Date() } }, { after, limit }),
    ).then(eventsOf);
  const write = (partnerId: string, { entries, pauseMs, kept }: Writing, name: string) =>
    transaction(db, service, async (tx) => {
      for (const [i, kind] of entries.entries()) {
        const subject = `${name}-${i}`;
        const entry = { partnerId, contractId: partnerId, at: new Date(), actor: "key:k", target: subject };
        if (kind === "note") {
          await tx`insert into event_notes (partner_id, contract_id, at, kind, subject, data)
                   values (${partnerId}, ${partnerId}, now(), 'duty.arise', ${subject}, '{}')`;
        } else {
          const action = kind === "no event" ? "session.open" : "duty.settle";
          await insertAuditEntries(tx, [
            { ...entry, action, ...(kind === "refused" ? { refused: "ACTION_NOT_ALLOWED" as const } : {}) },
          ]);
        }
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      if (!kept) throw new Error("undone");
    }).catch((error) => {
      if ((error as Error).message !== "undone") throw error;
    });
  const number = async (most: number) => {
    await single(db, service, (tx) => sealAudit(tx, most));
    return single(db, service, (tx) => numberEvents(tx, most));
  };
  const numberAll = async () => {
    for (;;) {
      const looked = await number(1_000);
      const [left] = await database.sql`
        select (select count(*) from audit_entries where seq is null) + (select count(*) from event_notes) as open`;
      if (looked.length === 0 && Number(left?.open) === 0) return;
    }
  };

  const writing = fc.record({
    entries: fc.array(
      fc.constantFrom("event" as const, "event" as const, "no event" as const, "refused" as const, "note" as const),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    pauseMs: fc.integer({ min: 0, max: 8 }),
    kept: fc.boolean(),
  });

  test("whatever commits when: readers who follow see 1, 2, 3 … without a gap, each committed event once, nothing undone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(writing, { maxLength: 8 }), { minLength: 4, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        async (writers, most) => {
          const partnerId = newPartner();
          let open = true;
          const follow = async () => {
            const seen: { seq: number; subject: string }[] = [];
            for (let last = false; ; ) {
              const { events, latest } = await read(partnerId, seen.at(-1)?.seq ?? 0, most);
              seen.push(...events);
              if (events.length > 0 && latest < (seen.at(-1)?.seq ?? 0)) throw new Error("latest is behind");
              if (last && events.length === 0) return seen;
              last = !open;
            }
          };
          const readers = [follow(), follow()];
          let sealing = true;
          const sealers = [1, 2].map(async () => {
            while (sealing) await number(most);
          });
          await Promise.all(
            writers.map(async (list, w) => {
              for (const [n, each] of list.entries()) await write(partnerId, each, `${w}.${n}`);
            }),
          );
          sealing = false;
          await Promise.all(sealers);
          await numberAll();
          open = false;
          const committed = writers.flatMap((list, w) =>
            list.flatMap(({ kept, entries }, n) =>
              entries.flatMap((kind, i) => (kept && (kind === "event" || kind === "note") ? [`${w}.${n}-${i}`] : [])),
            ),
          );
          for (const seen of await Promise.all(readers)) {
            expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_, i) => i + 1));
            expect(seen.map(({ subject }) => subject).toSorted()).toEqual(committed.toSorted());
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  test("an event that is committed late gets a later number than one that was read meanwhile", async () => {
    const partnerId = newPartner();
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let late: Promise<void> | undefined;
    await new Promise<void>((written) => {
      late = transaction(db, service, async (tx) => {
        const entry = { partnerId, contractId: partnerId, at: new Date(), actor: "k", action: "duty.settle", target: "late" };
        await insertAuditEntries(tx, [entry]);
        written();
        await held;
      });
    });
    await write(partnerId, { entries: ["event"], pauseMs: 0, kept: true }, "quick");
    await numberAllBut();
    expect((await read(partnerId, 0)).events.map(({ seq, subject }) => [seq, subject])).toEqual([[1, "quick-0"]]);
    finish();
    await late;
    await numberAll();
    expect((await read(partnerId, 1)).events.map(({ seq, subject }) => [seq, subject])).toEqual([[2, "late"]]);
  });

  /** What is committed so far. */
  const numberAllBut = async () => {
    while ((await number(1_000)).length > 0);
  };

  test("numbering that is undone has numbered nothing", async () => {
    const partnerId = newPartner();
    await write(partnerId, { entries: ["event", "note"], pauseMs: 0, kept: true }, "x");
    await single(db, service, (tx) => sealAudit(tx, 1_000));
    await expect(
      transaction(db, service, async (tx) => {
        await numberEvents(tx, 1_000);
        throw new Error("died");
      }),
    ).rejects.toThrow("died");
    expect(await read(partnerId, 0)).toMatchObject({ events: [], latest: 0 });
    await numberAll();
    expect((await read(partnerId, 0)).events.map(({ seq, subject }) => [seq, subject])).toEqual([
      [1, "x-0"],
      [2, "x-1"],
    ]);
  });
});
