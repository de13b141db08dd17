import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../../test/support/database.ts";
import { connect, type Db, disconnect, single, transaction } from "../transaction.ts";
import { fileContracts, narrowContracts } from "./contract-search.ts";

const partner = "econ1000000000";
const scope = { partnerId: partner, actor: "test" };
const [children, renamings] = [8, 12];
const idOf = (n: number) => `econ10000001${String(n).padStart(2, "0")}`;
/** No two share a pair of neighbours that another lacks. */
const nameOf = (n: number, version: number) => `名${String.fromCodePoint(0x4e00 + n * 100 + version)}所`;

describe("the card index of contracts", () => {
  let database: TestDatabase;
  let db: Db;
  beforeAll(async () => {
    database = await createDatabase();
    db = connect({ url: database.url, applicationName: "test", max: 12, waitMs: 60_000 });
    for (const [id, kind, name] of [
      [partner, "parent", "親"],
      ...Array.from({ length: children }, (_, n) => [idOf(n), "child", nameOf(n, 0)]),
    ] as [string, string, string][])
      await database.sql.begin(async (tx) => {
        const user = id.replace("econ", "ecid");
        await tx`insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language,
                                        representative_id, created_at)
                 values (${partner}, ${id}, ${kind}, 'active', ${name}, ${name}, ${id}, 'ja', ${user}, now())`;
        await tx`insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
                 values (${partner}, ${user}, ${id}, 'representative', 'active', ${`Taro-${id}@X.example`}, 'x@x.example', now())`;
      });
  });
  afterAll(async () => {
    if (db) await disconnect(db);
    await database?.drop();
  });

  const found = async (filter: { customerName?: string; loginId?: string }) =>
    (await single(db, scope, (tx) => narrowContracts(tx, { people: true, ...filter })))[0]?.ids?.toSorted();
  const file = async (most: number) => (await single(db, { service: "test" }, (tx) => fileContracts(tx, most)))[0]?.filed;
  const rename = (id: string, name: string) =>
    transaction(
      db,
      scope,
      (tx) => tx`update contracts set customer_name = ${name}, customer_name_folded = ${name} where id = ${id}`,
    );
  const waiting = async () => (await database.sql`select count(*)::int as n from contracts_to_file`)[0]?.n;

  test("what is not filed yet is found, and still after it was filed; parents are never", async () => {
    expect(await waiting()).toBe(children);
    expect(await found({ customerName: nameOf(0, 0) })).toEqual([idOf(0)]);
    expect(await found({ loginId: `taro-${idOf(1)}` })).toEqual([idOf(1)]);
    expect([await file(3), await file(1_000), await file(1_000)]).toEqual([3, children - 3, 0]);
    expect(await waiting()).toBe(0);
    expect(await found({ customerName: nameOf(0, 0) })).toEqual([idOf(0)]);
    expect(await found({ loginId: `taro-${idOf(1)}` })).toEqual([idOf(1)]);
    expect(await found({ customerName: "親" })).toEqual([]);
  });

  test("a contract whose state changes is not filed again", async () => {
    await database.sql`update contracts set state = 'suspending' where id = ${idOf(0)}`;
    expect(await waiting()).toBe(0);
  });

  test("a new name is found from its commit on, the old one no longer, however filing and renaming meet", async () => {
    let renaming = true;
    const filers = Array.from({ length: 3 }, async () => {
      while (renaming) await file(4);
    });
    const writers = Array.from({ length: children }, async (_, n) => {
      for (let version = 1; version <= renamings; version++) {
        await rename(idOf(n), nameOf(n, version));
        expect(await found({ customerName: nameOf(n, version) })).toEqual([idOf(n)]);
        expect(await found({ customerName: nameOf(n, version - 1) })).toEqual([]);
      }
    });
    await Promise.all(writers).finally(() => {
      renaming = false;
    });
    await Promise.all(filers);
    while ((await file(1_000)) !== 0);
    for (let n = 0; n < children; n++) {
      expect(await found({ customerName: nameOf(n, renamings) })).toEqual([idOf(n)]);
      expect(await found({ customerName: nameOf(n, renamings - 1) })).toEqual([]);
    }
    const [cards] = await database.sql`select count(*)::int as n from contract_pieces`;
    expect(cards?.n).toBe(children);
  });
});
