import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Anchors, type ChainRow, type Damage, linkHash, type Verdict, verifyChains } from "@saihan/audit";
import { connect, type Db, disconnect, insertAuditEntries, sealAudit, single } from "@saihan/db";
import { silentLog } from "@saihan/log";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anchorOnce } from "../../services/outbox-relay/src/anchoring.ts";
import { createDatabase, type TestDatabase } from "../../test/support/database.ts";
import { type Random, seeded } from "../chaos/random.ts";
import { type OpenAnchors, openAnchors } from "./anchor-file.ts";
import { openReader, sourceOf } from "./read-chains.ts";

type Tx = postgres.TransactionSql;

const tamperings = Number(process.env.TAMPERINGS ?? 1_000);
const seed = Number(process.env.SEED ?? 27);
const partners = ["econ1000000001", "econ1000000002", "econ1000000003"];
const roundsOf = 5;
const perRound = 8;
const length = roundsOf * perRound;

/** What a tampering did, and where a verifier must say that it was done. */
interface Tampering {
  what: string;
  partner: string;
  seq: number;
  damage: readonly Damage[];
  /** Another partner whose chain suffers too. */
  also?: string;
}

/** S-27: the owner of the database, with triggers and constraints out of the way and the algorithm at hand, against chain and anchors. */
describe("tampering with the audit", () => {
  let database: TestDatabase;
  let db: Db;
  let sql: postgres.Sql;
  let folder: string;
  let opened: OpenAnchors;
  const random = seeded(seed);

  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.url, applicationName: "test", max: 2 });
    folder = mkdtempSync(join(tmpdir(), "audit-"));
    const file = join(folder, "anchors.ndjson");
    for (let round = 0; round < roundsOf; round++) {
      await single(db, { service: "test" }, (tx) => insertAuditEntries(tx, entries(random, round)));
      await single(db, { service: "test" }, (tx) => sealAudit(tx, 10_000));
      await anchorOnce({ db, log: silentLog, now: () => new Date(), file });
    }
    opened = openAnchors([file], []);
    sql = openReader(database.url);
    // The owner may drop what stands in the way.
    for (const { name } of await sql<{ name: string }[]>`
      select conname as name from pg_constraint where conrelid = 'audit_entries'::regclass and contype in ('c', 'u')`) {
      await sql`alter table audit_entries drop constraint ${sql(name)}`;
    }
    await sql`alter table audit_entries alter column id drop identity`;
    await sql`create sequence forged_ids start 1000`;
    await sql`alter table audit_entries alter column id set default nextval('forged_ids')`;
  });
  afterAll(async () => {
    opened?.close();
    await sql?.end();
    if (db) await disconnect(db);
    await database?.drop();
    if (folder) rmSync(folder, { recursive: true });
  });

  test("chains that nobody touched are whole", async () => {
    const verdicts = await sql.begin((tx) => verifyChains(sourceOf(tx, []), opened.anchors));
    expect(verdicts.map(({ partnerId, verified, anchored, fault }) => ({ partnerId, verified, anchored, fault }))).toEqual(
      partners.map((partnerId) => ({ partnerId, verified: length, anchored: length, fault: undefined })),
    );
  });

  test(`${tamperings} random tamperings are found, each at the right entry`, { timeout: 300_000 }, async () => {
    const found = new Map<string, number>();
    const missed: string[] = [];
    for (let i = 0; i < tamperings; i++) {
      const [done, verdicts] = await tampered(random.pick(kinds), opened.anchors);
      const wrong = judge(done, verdicts);
      if (wrong) missed.push(`${i}: ${done.what} of ${done.partner} at ${done.seq}: ${wrong}`);
      else found.set(done.what, (found.get(done.what) ?? 0) + 1);
    }
    const sum = [...found.values()].reduce((a, b) => a + b, 0);
    const kindsFound = [...found].toSorted(([a], [b]) => a.localeCompare(b)).map(([what, n]) => `${what} ${n}`);
    console.log(`seed ${seed}: ${sum} of ${tamperings} tamperings found at the right entry (${kindsFound.join(", ")})`);
    expect(missed.slice(0, 10)).toEqual([]);
    expect(sum).toBe(tamperings);
  });

  /** Tampers, verifies what then stands there, and takes it all back. */
  async function tampered(kind: Kind, anchors: Anchors): Promise<[Tampering, Verdict[]]> {
    let result: [Tampering, Verdict[]] | undefined;
    const back = new Error("taken back");
    await sql
      .begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        const done = await kind(tx, random);
        result = [done, await verifyChains(sourceOf(tx, []), anchors)];
        throw back;
      })
      .catch((error) => {
        if (error !== back) throw error;
      });
    return result as [Tampering, Verdict[]];
  }
});

function judge(done: Tampering, verdicts: Verdict[]): string | undefined {
  const fault = verdicts.find((v) => v.partnerId === done.partner)?.fault;
  if (!fault) return "not found";
  if (fault.seq !== done.seq || fault.through !== undefined) return `found at ${fault.seq} to ${fault.through}, ${fault.damage}`;
  if (!done.damage.includes(fault.damage)) return `called ${fault.damage}`;
  const others = verdicts.filter((v) => v.fault && v.partnerId !== done.partner && v.partnerId !== done.also);
  return others.length > 0 ? `${others[0]?.partnerId} is blamed too` : undefined;
}

type Kind = (tx: Tx, random: Random) => Promise<Tampering>;

/** For every column, what it is set to: always something else than what stood there. */
const edits: Record<string, string> = {
  id: "id + 1000000",
  partner_id: "'econ9999999999'",
  contract_id: "contract_id || '0'",
  seq: "seq + 1000",
  hash: "sha256(hash)",
  at: "at + interval '1 microsecond'",
  actor: "actor || ' '",
  action: "action || 'x'",
  target: "reverse(target) || '1'",
  outcome: "case outcome when 'done' then 'refused' else 'done' end",
  code: "coalesce(code, '') || 'X'",
  before: `coalesce(before, '{}') || '{"state": "tampered"}'`,
  after: "case when after is null then '{}'::jsonb end",
  reason: "case when reason is null then '' else null end",
  order_id: "case when order_id is null then gen_random_uuid() end",
  request_id: "coalesce(request_id, 'r') || '1'",
};

const place = (random: Random, from = 1, to = length) => ({ partner: random.pick(partners), seq: random.whole(from, to) });

const kinds: Kind[] = [
  async (tx, random) => {
    const { partner, seq } = place(random);
    const column = random.pick(Object.keys(edits));
    const done = await tx.unsafe(`update audit_entries set ${column} = ${edits[column]} where partner_id = $1 and seq = $2`, [
      partner,
      seq,
    ]);
    expect(done.count).toBe(1);
    const gone = seq === length && column === "partner_id" ? "truncated" : "missing";
    const damage: Damage[] = column === "partner_id" || column === "seq" ? [gone] : ["edited"];
    return { what: `edit ${column}`, partner, seq, damage, ...(column === "partner_id" ? { also: "econ9999999999" } : {}) };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await remove(tx, partner, seq, seq);
    return { what: "delete", partner, seq, damage: [seq === length ? "truncated" : "missing"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await remove(tx, partner, seq, seq);
    await tx`update audit_entries set seq = seq - 1 where partner_id = ${partner} and seq > ${seq}`;
    if (random.next() < 0.5) await moveHead(tx, partner);
    return { what: "delete and close up", partner, seq, damage: [seq === length ? "truncated" : "missing"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await remove(tx, partner, seq, seq);
    await tx`update audit_entries set seq = seq - 1 where partner_id = ${partner} and seq > ${seq}`;
    await rechain(tx, partner, seq);
    return { what: "delete and rehash", partner, seq, damage: seq === length ? ["truncated"] : ["rewritten"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random, 1, length - 1);
    const other = random.whole(seq + 1, length);
    await tx`update audit_entries set seq = case seq when ${seq}::bigint then ${other}::bigint else ${seq}::bigint end
              where partner_id = ${partner} and seq in (${seq}, ${other})`;
    return { what: "swap places", partner, seq, damage: ["swapped"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random, 1, length - 1);
    const other = random.whole(seq + 1, length);
    await tx`update audit_entries e set seq = o.seq, hash = o.hash from audit_entries o
              where e.partner_id = ${partner} and o.partner_id = ${partner}
                and (e.seq, o.seq) in ((${seq}::bigint, ${other}::bigint), (${other}::bigint, ${seq}::bigint))`;
    return { what: "swap contents", partner, seq, damage: ["swapped"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await tx`update audit_entries set seq = seq + 1 where partner_id = ${partner} and seq >= ${seq}`;
    await tx`insert into audit_entries (partner_id, contract_id, seq, hash, at, actor, action, target, outcome)
             values (${partner}, ${partner}, ${seq}, sha256('x'), now(), 'key:forged', 'contract.terminate', 'econ5', 'done')`;
    const rehashed = random.pick(["nothing", "itself", "all behind"]);
    if (rehashed !== "nothing") await rechain(tx, partner, seq, rehashed === "itself" ? seq : undefined);
    await moveHead(tx, partner);
    return { what: `insert, rehash ${rehashed}`, partner, seq, damage: ["inserted"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await remove(tx, partner, seq, length);
    const head = random.pick(["left", "moved", "removed"]);
    if (head === "moved") await moveHead(tx, partner);
    if (head === "removed") await tx`delete from audit_heads where partner_id = ${partner}`;
    return { what: `truncate, head ${head}`, partner, seq, damage: ["truncated"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await tx`update audit_entries set actor = 'key:somebody-else' where partner_id = ${partner} and seq = ${seq}`;
    await rechain(tx, partner, seq);
    return { what: "rewrite from k", partner, seq, damage: ["rewritten"] };
  },
  async (tx, random) => {
    const { partner, seq } = place(random);
    await remove(tx, partner, seq, length);
    await moveHead(tx, partner);
    const more = random.whole(0, 50);
    // The house goes on from the old copy: honest entries, honestly sealed.
    for (let i = 0; i < more; i++) {
      await tx`insert into audit_entries (partner_id, contract_id, at, actor, action, target, outcome)
               values (${partner}, ${partner}, now() + ${i} * interval '1 ms', 'key:k', 'contract.suspend', 'econ7', 'done')`;
    }
    await tx`select seal_audit(1000)`;
    return { what: "restore an old copy", partner, seq, damage: more === 0 ? ["truncated"] : ["rewritten"] };
  },
];

function remove(tx: Tx, partner: string, from: number, to: number) {
  return tx`delete from audit_entries where partner_id = ${partner} and seq between ${from} and ${to}`;
}

/** Makes the head agree with what is left. */
async function moveHead(tx: Tx, partner: string) {
  await tx`
    update audit_heads set (seq, hash) = (
      select coalesce(max(seq), 0), coalesce((array_agg(hash order by seq desc))[1], decode(repeat('00', 32), 'hex'))
        from audit_entries where partner_id = ${partner} and seq is not null)
     where partner_id = ${partner}`;
}

/** Computes the hashes anew, as somebody can who knows how. */
async function rechain(tx: Tx, partner: string, from: number, to = 10_000) {
  const rows: ChainRow[] = [];
  for await (const some of sourceOf(tx, []).rowsOf(partner)) rows.push(...some);
  let previous = rows[from - 2]?.hash ?? "0".repeat(64);
  for (const row of rows.slice(from - 1, to)) {
    previous = linkHash(previous, row);
    await tx`update audit_entries set hash = decode(${previous}, 'hex') where partner_id = ${partner} and seq = ${row.seq}::bigint`;
  }
  await moveHead(tx, partner);
}

/** Entries with everything that a text can hold. */
function entries(random: Random, round: number) {
  const texts = ['再販 "quoted" \\ back', "line\nbreak\ttab\u0001\u007f\u2028", "😀 ', ] }", "null", "plain"];
  return partners.flatMap((partnerId) =>
    Array.from({ length: perRound }, (_, i) => ({
      partnerId,
      contractId: random.pick(partners),
      at: new Date(Date.UTC(2026, 3, 1, round, i, 0, random.whole(0, 999))),
      actor: random.pick(["key:k1", "user:ecid1000000001", texts[0] as string]),
      action: random.pick(["contract.suspend", "order.succeeded", "user.set-first-password"]),
      target: `econ${random.whole(1_000_000_000, 9_999_999_999)}`,
      ...(random.next() < 0.3 ? { refused: "CONTRACT_NOT_FOUND" as const } : {}),
      ...(random.next() < 0.5 ? { before: { state: random.pick(texts) } } : {}),
      ...(random.next() < 0.7 ? { after: { state: random.pick(texts), changed: [random.pick(texts)], zz: "1", b: true } } : {}),
      ...(random.next() < 0.5 ? { reason: random.pick([...texts, ""]) } : {}),
      ...(random.next() < 0.5 ? { orderId: "01960f3e-7b2a-7cc1-9d0e-5a7c2f1e4b60" } : {}),
      ...(random.next() < 0.8 ? { requestId: random.pick(texts) } : {}),
    })),
  );
}
