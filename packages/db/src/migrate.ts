import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import postgres from "postgres";
import { translate } from "./errors.ts";

const folder = fileURLToPath(new URL("../migrations", import.meta.url));
/** Any number that no other program uses on this database; spells "saih". */
const lockKey = 0x73616968;

/**
 * Brings the schema up to date: numbered files, forward only, each in a transaction of its own. Starters that come at
 * the same time wait for the first and then find nothing to do.
 * @returns the files that were applied
 * @throws when a file that was applied has changed since, or when the database knows a newer schema than this program
 */
export async function migrate(url: string): Promise<string[]> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false, connect_timeout: 10 });
  try {
    await sql`select pg_advisory_lock(${lockKey})`;
    await sql`
      create table if not exists applied_migrations (
        name text primary key, sha256 text not null, at timestamptz not null default now())`;
    const applied = new Map(
      (await sql<{ name: string; sha256: string }[]>`select name, sha256 from applied_migrations`).map((r) => [r.name, r.sha256]),
    );
    const files = migrationFiles();
    const unknown = [...applied.keys()].filter((name) => !files.some((f) => f.name === name));
    if (unknown.length > 0) throw new Error(`the database has migrations that this program does not know: ${unknown.join(", ")}`);
    const done: string[] = [];
    for (const { name, text, sha256 } of files) {
      const before = applied.get(name);
      if (before === sha256) continue;
      if (before) throw new Error(`${name} has changed since it was applied; write a new migration instead`);
      await sql.begin(async (tx) => {
        await tx.unsafe(text);
        await tx`insert into applied_migrations (name, sha256) values (${name}, ${sha256})`;
      });
      done.push(name);
    }
    if (done.length > 0) await describeYoungTables(sql);
    return done;
  } catch (error) {
    throw translate(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/**
 * Tells the planner of tables that were never analysed that all their rows may be one partner's, and that no two share an id. Without
 * statistics it takes every value for one in two hundred, so that any index which begins with the partner costs it as much as the key; the
 * plans of those first minutes are kept by prepared statements, and read everything a partner has to find one row. The first analysis of a
 * table replaces this. Postgres can be told from version 18 on; before, this does nothing.
 */
async function describeYoungTables(sql: postgres.Sql): Promise<void> {
  const [told] =
    await sql`select from pg_proc where proname = 'pg_restore_attribute_stats' and pronamespace = 'pg_catalog'::regnamespace`;
  if (!told) return;
  await sql`
    select pg_restore_attribute_stats('schemaname', 'public', 'relname', c.relname::text, 'attname', a.attname::text, 'inherited', c.relkind = 'p',
                                      'null_frac', 0::real, 'avg_width', case when a.attlen > 0 then a.attlen else 15 end::integer,
                                      'n_distinct', case a.attname when 'id' then -1 else 1 end::real)
      from pg_class c
      join pg_attribute p on p.attrelid = c.oid and p.attname = 'partner_id' and not p.attisdropped
      join pg_attribute a on a.attrelid = c.oid and a.attname in ('partner_id', 'id') and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not exists (select from pg_statistic s where s.starelid = c.oid)`;
}

/** The migrations of this program in order. */
export function migrationFiles(): { name: string; text: string; sha256: string }[] {
  return readdirSync(folder)
    .sort()
    .map((name) => {
      // A file that were passed over in silence would be missed much later.
      if (!/^[0-9]{4}_[a-z-]+\.sql$/.test(name)) throw new Error(`${name} is no name of a migration: 0001_some-words.sql`);
      const text = readFileSync(`${folder}/${name}`, "utf8");
      return { name, text, sha256: createHash("sha256").update(text).digest("hex") };
    });
}
