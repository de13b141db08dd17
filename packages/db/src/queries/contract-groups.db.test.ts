import { randomBytes, randomUUID } from "node:crypto";
import { type GroupRule, memberReason } from "@saihan/domain";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../../test/support/database.ts";

const [contracts, groups, tenants] = [4, 2, 4];
const labels = fc.dictionary(fc.constantFrom("branch", "rank"), fc.constantFrom("a", "b"), { maxKeys: 2 });
const region = fc.constantFrom("jp1", "jp2");
const creator = fc.constantFrom("ecid0000000001", "ecid0000000002");
const contract = fc.nat({ max: contracts - 1 });
const group = fc.nat({ max: groups - 1 });
const rule = fc
  .record({
    labels,
    region: fc.option(region, { freq: 2 }),
    createdBy: fc.option(creator, { freq: 2 }),
  })
  .filter((r) => Object.keys(r.labels).length > 0 || r.region !== null || r.createdBy !== null);

type Step =
  | { do: "add rule"; group: number; rule: GroupRule }
  | { do: "remove rules" | "delete group"; group: number }
  | { do: "include" | "remove" | "exclude" | "allow"; group: number; contract: number }
  | { do: "label"; contract: number; labels: Record<string, string> }
  | { do: "create"; contract: number; labels: Record<string, string>; createdBy: string }
  | { do: "tenant"; contract: number; region: string }
  | { do: "end tenant"; tenant: number };

const named = fc.record({
  do: fc.constantFrom("include" as const, "remove" as const, "exclude" as const, "allow" as const),
  group,
  contract,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("add rule" as const), group, rule }),
  fc.record({ do: fc.constantFrom("remove rules" as const, "delete group" as const), group }),
  named,
  named,
  fc.record({ do: fc.constant("label" as const), contract, labels }),
  fc.record({ do: fc.constant("create" as const), contract, labels, createdBy: creator }),
  fc.record({ do: fc.constant("tenant" as const), contract, region }),
  fc.record({ do: fc.constant("tenant" as const), contract, region }),
  fc.record({ do: fc.constant("end tenant" as const), tenant: fc.nat({ max: tenants - 1 }) }),
);

/** The programs' own role would need a scope; the triggers are the same for the owner. */
describe("members of contract groups by rule", () => {
  let database: TestDatabase;
  let partners = 0;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());

  test("what stands beside a group is what its lists and rules say, after any changes", async () => {
    const sql = () => database.sql;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const serial = ++partners * 1_000;
        const idOf = (kind: string, n: number) => `${kind}${String(2_000_000_000 + serial + n)}`;
        const partner = idOf("econ", 0);
        const child = (n: number) => idOf("econ", n + 1);
        const insertContract = (id: string, kind: string, given: Record<string, string>, createdBy: string | null) =>
          sql().begin(async (tx) => {
            const user = id.replace("econ", "ecid");
            await tx`insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language,
                                            representative_id, labels, created_by, created_at)
                     values (${partner}, ${id}, ${kind}, 'active', 'x', 'x', ${id}, 'ja', ${user}, ${tx.json(given)}, ${createdBy}, now())`;
            await tx`insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
                     values (${partner}, ${user}, ${id}, 'representative', 'active', ${`${user}@x.example`}, 'x@x.example', now())`;
          });
        await insertContract(partner, "parent", {}, null);
        await insertContract(child(0), "child", { branch: "a" }, "ecid0000000001");
        const made = new Set([0]);
        const [groupIds, included] = [[randomUUID(), randomUUID()], new Set<string>()];
        for (const [n, id] of groupIds.entries()) {
          await sql()`insert into contract_groups (partner_id, id, name, created_at) values (${partner}, ${id}, ${`g${n}`}, now())`;
        }
        const gone = new Set<number>();
        for (const one of steps) {
          if ("group" in one && gone.has(one.group)) continue;
          if ("contract" in one && one.do !== "create" && !made.has(one.contract)) continue;
          const groupId = "group" in one ? (groupIds[one.group] ?? "") : "";
          const contractId = "contract" in one ? child(one.contract) : "";
          const key = `${groupId} ${contractId}`;
          switch (one.do) {
            case "add rule":
              await sql()`insert into contract_group_rules values (${partner}, ${groupId}, ${randomUUID()}, ${sql().json({ ...one.rule.labels })},
                                                                   ${one.rule.region}, ${one.rule.createdBy}, now())`;
              break;
            case "remove rules":
              await sql()`delete from contract_group_rules where group_id = ${groupId}`;
              break;
            case "delete group":
              await sql()`delete from contract_groups where id = ${groupId}`;
              gone.add(one.group);
              break;
            case "include": {
              const written = await sql()`
                insert into contract_group_contracts (partner_id, group_id, contract_id, reason)
                select ${partner}, ${groupId}::uuid, ${contractId}, 'include'
                 where not exists (select from contract_group_exclusions where group_id = ${groupId}::uuid and contract_id = ${contractId})
                on conflict (partner_id, group_id, contract_id) do update set reason = 'include' returning 1`;
              if (written.length > 0) included.add(key);
              break;
            }
            case "remove":
              await sql()`delete from contract_group_contracts where group_id = ${groupId} and contract_id = ${contractId} and reason = 'include'`;
              included.delete(key);
              break;
            case "exclude":
              await sql()`insert into contract_group_exclusions values (${partner}, ${groupId}, ${contractId}) on conflict do nothing`;
              included.delete(key);
              break;
            case "allow":
              await sql()`delete from contract_group_exclusions where group_id = ${groupId} and contract_id = ${contractId}`;
              break;
            case "label":
              await sql()`update contracts set labels = ${sql().json(one.labels)} where id = ${contractId}`;
              break;
            case "create":
              if (!made.has(one.contract)) await insertContract(contractId, "child", one.labels, one.createdBy);
              made.add(one.contract);
              break;
            case "tenant":
              await sql()`insert into tenants (partner_id, id, contract_id, state, name, region, created_at)
                          values (${partner}, ${randomBytes(16).toString("hex")}, ${contractId}, 'active', ${randomUUID()}, ${one.region}, now())`;
              break;
            case "end tenant":
              await sql()`update tenants set state = 'deleted' where id = (
                            select id from tenants where partner_id = ${partner} order by created_at, id offset ${one.tenant} limit 1)`;
              break;
          }
        }
        const rows = await sql()`
          select group_id, contract_id, reason from contract_group_contracts where partner_id = ${partner} order by group_id, contract_id`;
        const facts = await sql()`
          select id, labels, created_by,
                 array(select distinct region from tenants t where t.contract_id = c.id and t.state not in ('deleted', 'failed')) as regions
            from contracts c where partner_id = ${partner} and kind = 'child'`;
        const expected = [];
        for (const [n, groupId] of groupIds.entries()) {
          if (gone.has(n)) continue;
          const rules = (
            await sql()`select labels, region, created_by from contract_group_rules where group_id = ${groupId}`
          ).map((r) => ({ labels: r.labels, region: r.region, createdBy: r.createdBy }));
          const exclude = (await sql()`select contract_id from contract_group_exclusions where group_id = ${groupId}`).map(
            (r) => r.contractId as string,
          );
          for (const c of facts) {
            const include = included.has(`${groupId} ${c.id}`) ? [c.id] : [];
            const ruled = { id: c.id, labels: c.labels, regions: c.regions, createdBy: c.createdBy };
            const reason = memberReason(ruled, { include, exclude, rules });
            if (reason) expected.push({ groupId, contractId: c.id, reason });
          }
        }
        const order = (a: { groupId: string; contractId: string }, b: { groupId: string; contractId: string }) =>
          `${a.groupId}${a.contractId}` < `${b.groupId}${b.contractId}` ? -1 : 1;
        expect(rows.map((r) => ({ groupId: r.groupId, contractId: r.contractId, reason: r.reason }))).toEqual(
          expected.toSorted(order),
        );
      }),
      { numRuns: 300 },
    );
  });

  test("a rule and a contract that are written at once do not miss each other", async () => {
    const [partner, groupId] = ["econ1999999000", randomUUID()];
    const sql = database.sql;
    const write = (tx: typeof sql, id: string, kind: string) => {
      const user = id.replace("econ", "ecid");
      return tx`
        with person as (
          insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
          values (${partner}, ${user}, ${id}, 'representative', 'active', ${`${user}@x.example`}, 'x@x.example', now()))
        insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language,
                               representative_id, labels, created_at)
        values (${partner}, ${id}, ${kind}, 'active', 'x', 'x', ${id}, 'ja', ${user}, '{"branch": "osaka"}', now())`;
    };
    await write(sql, partner, "parent");
    await sql`insert into contract_groups (partner_id, id, name, created_at) values (${partner}, ${groupId}, 'g', now())`;
    const addRule = () =>
      sql`insert into contract_group_rules values (${partner}, ${groupId}, ${randomUUID()}, '{"branch": "osaka"}', null, null, now())`.execute();
    let adding: Promise<unknown> = Promise.resolve();
    await sql.begin(async (tx) => {
      await write(tx as unknown as typeof sql, "econ1999999001", "child");
      adding = addRule();
      const waiting = async () => {
        const [row] = await tx`
          select count(*)::int as n from pg_locks
           where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`;
        return row?.n;
      };
      await expect.poll(waiting).toBe(1);
    });
    await adding;
    const members = await sql`select contract_id, reason from contract_group_contracts where group_id = ${groupId}`;
    expect(members.map((m) => [m.contractId, m.reason])).toEqual([["econ1999999001", "rule"]]);
  });
});
