import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type TestDatabase } from "../../../test/support/database.ts";
import { programRoles } from "./roles.ts";

/**
 * Tables that belong to nobody in particular: the provider's staff, the catalogue that all sell from, the list of migrations, and failures to sign in, which are counted before
 * anybody knows whose they are, under hashes.
 */
const ofTheHouse = [
  ...["applied_migrations", "operators", "operator_sessions", "operator_devices", "throttles"],
  // What is sold and what it costs, for every partner alike.
  ...["programme_files", "catalogue_versions", "billable_items", "price_versions", "plan_items"],
  // What mails say, for the provider's staff and the worker that writes them.
  ...["mail_template_versions"],
  // The provider's notices; a policy shows them to those whom they concern.
  ...["notices", "notice_updates"],
  // The provider's metering, and what of it could not be given to any contract; numbers of documents run over all partners.
  ...["provider_keys", "usage_sources", "usage_parked", "usage_reach", "document_series"],
  // How the programs get on with the platform.
  ...["drift_comparisons", "platform_watch"],
  // What operations have paused.
  "work_pauses",
];
/** Those of them that the API reads: what is the same for everybody, and hashes of who tried to sign in. */
const openToTheApi = [
  "applied_migrations",
  ...[
    "billable_items",
    "catalogue_versions",
    "mail_template_versions",
    "notice_updates",
    "notices",
    "plan_items",
    "price_versions",
    "programme_files",
    "throttles",
  ],
];

describe("isolation in the database", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database?.drop());

  test("every table of a partner has row security, forced, with policies that check what is written (S-06)", async () => {
    const tables = await database.sql`
      select c.relname as name, c.relrowsecurity as secured, c.relforcerowsecurity as forced, c.relispartition as part,
             exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'partner_id') as partner,
             (select count(*)::int from pg_policy p where p.polrelid = c.oid and p.polqual is null and p.polwithcheck is null) as open
        from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    const wrong = tables.filter(
      (t) => !ofTheHouse.includes(String(t.name)) && !(t.partner && t.secured && t.forced && t.open === 0),
    );
    expect(wrong.map((t) => t.name)).toEqual([]);
  });

  test("of the tables that are nobody's, the API reads only what is the same for everybody", async () => {
    const read = await database.sql`
      select distinct table_name as name from information_schema.column_privileges
       where grantee = 'saihan_api' and privilege_type = 'SELECT' and table_name = any(${ofTheHouse}) order by 1`;
    expect(read.map((t) => t.name)).toEqual(openToTheApi);
  });

  test("every key of such a table begins with the partner, and so does every foreign key (S-06)", async () => {
    const keys = await database.sql`
      select c.conrelid::regclass::text as name, c.conname, c.contype, a.attname as first
        from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
       where c.connamespace = 'public'::regnamespace and c.contype in ('p', 'f')`;
    // A one-time link is found by its token alone, before anybody knows whose it is.
    const exempt = new Set([...ofTheHouse, "password_links_pkey", "documents_series_fkey"]);
    const wrong = keys.filter((k) => k.first !== "partner_id" && !exempt.has(String(k.name)) && !exempt.has(String(k.conname)));
    expect(wrong.map((k) => k.conname)).toEqual([]);
  });

  test("functions that run as another role have a fixed search path and are open to the API only; the programs own nothing (S-06)", async () => {
    const functions = await database.sql`
      select p.proname as name, coalesce(p.proconfig::text, '') as settings, pg_get_userbyid(p.proowner) as owner,
             has_function_privilege('saihan_worker', p.oid, 'execute') as worker
        from pg_proc p where p.pronamespace = 'public'::regnamespace and p.prosecdef`;
    expect(functions.length).toBeGreaterThan(3);
    // One makes an empty partition, one drops a closed one, which only the owner of the table can.
    for (const f of functions.filter(({ name }) => name !== "make_usage_month" && name !== "drop_usage_month"))
      expect(f).toMatchObject({
        owner: expect.stringMatching(/^saihan_(doorkeeper|ledger)$/),
        settings: expect.stringContaining("search_path="),
      });
    const owned = await database.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and pg_get_userbyid(relowner) like 'saihan\\_%'`;
    expect(owned.map((o) => o.relname)).toEqual([]);
    const roles =
      await database.sql`select rolname from pg_roles where rolname like 'saihan\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)`;
    expect(roles.map((r) => r.rolname)).toEqual([]);
  });

  test("views show what their reader may see", async () => {
    const views = await database.sql`
      select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')
         and not coalesce('security_invoker=true' = any(reloptions), false)`;
    expect(views.map((v) => v.relname)).toEqual([]);
  });

  test.each(programRoles.filter((role) => role === "saihan_api" || role === "saihan_worker"))(
    "%s without a partner, or with another, sees no row of any table (S-05)",
    async (role) => {
      await fill(database.sql);
      const sql = postgres(database.as(role), { max: 1, onnotice: () => {} });
      try {
        const tables = await database.sql`
          select table_name as name from information_schema.table_privileges where grantee = ${role} and privilege_type = 'SELECT'`;
        expect(tables.length).toBeGreaterThan(8);
        for (const context of ["", "econ9999999999"]) {
          for (const { name } of tables.filter((table) => !ofTheHouse.includes(String(table.name)))) {
            const seen = await sql.begin(async (tx) => {
              await tx`select set_config('app.partner_id', ${context}, true), set_config('app.contract_id', ${context}, true),
                              set_config('app.sees_all', 'yes', true), set_config('app.actor', 'key:x', true)`;
              return tx.unsafe(`select count(*)::int as n from ${name}`);
            });
            expect([name, seen[0]?.n]).toEqual([name, 0]);
          }
        }
        const own = await sql.begin(async (tx) => {
          await tx`select set_config('app.partner_id', 'econ1000000001', true), set_config('app.sees_all', 'yes', true)`;
          return tx`select count(*)::int as n from contracts`;
        });
        expect(own[0]?.n).toBe(1);
      } finally {
        await sql.end();
      }
    },
  );

  test("a row cannot be written for another partner, nor moved to one", async () => {
    const sql = postgres(database.as("saihan_worker"), { max: 1, onnotice: () => {} });
    const as = <T>(partner: string, work: (tx: postgres.TransactionSql) => Promise<T>) =>
      sql.begin(async (tx) => {
        await tx`select set_config('app.partner_id', ${partner}, true)`;
        return work(tx);
      });
    try {
      await expect(
        as(
          "econ9999999999",
          (tx) => tx`insert into outbox (partner_id, queue, name, payload, created_at, available_at)
                                        values ('econ1000000001', 'q', 'n', '{}', now(), now())`,
        ),
      ).rejects.toMatchObject({ code: "42501" });
      await expect(as("econ1000000001", (tx) => tx`update contracts set partner_id = 'econ9999999999'`)).rejects.toMatchObject({
        code: expect.stringMatching(/42501|23514|23503/),
      });
      const touched = await as(
        "econ9999999999",
        (tx) => tx`update contracts set customer_name = '奪取' where id = 'econ1000000001'`,
      );
      expect(touched.count).toBe(0);
    } finally {
      await sql.end();
    }
  });
});

async function fill(sql: postgres.Sql): Promise<void> {
  await sql.begin(async (tx) => {
    await tx`
      insert into contracts (partner_id, id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id, created_at)
      values ('econ1000000001', 'econ1000000001', 'parent', 'active', '再販', '再販', 'econ1000000001', 'ja', 'ecid1000000001', now())
      on conflict do nothing`;
    await tx`
      insert into users (partner_id, id, contract_id, type, state, login_id, mail_address, created_at)
      values ('econ1000000001', 'ecid1000000001', 'econ1000000001', 'representative', 'active', 'a@b.example', 'a@b.example', now())
      on conflict do nothing`;
  });
}
