import postgres from "postgres";
import { translate } from "./errors.ts";
import { type Db, single } from "./transaction.ts";

/** The programs' roles in the database (migrations/0002_access.sql). */
export const programRoles = ["saihan_api", "saihan_worker", "saihan_relay", "saihan_operations", "saihan_webhook"] as const;
export type ProgramRole = (typeof programRoles)[number];

/**
 * Lets the programs' roles sign in with this password.
 * @param url of a role that may change roles: the one that runs the migrations
 */
export async function giveLogins(url: string, password: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, fetch_types: false, connect_timeout: 10 });
  try {
    for (const role of programRoles) {
      await sql`select set_config('app.password', ${password}, false)`;
      await sql.unsafe(
        `do $$ begin execute format('alter role ${role} login password %L', current_setting('app.password')); end $$`,
      );
    }
  } catch (error) {
    throw translate(error);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The same database, for one of the programs. */
export function asRole(url: string, role: ProgramRole, password: string): string {
  const changed = new URL(url);
  changed.username = role;
  changed.password = password;
  return changed.href;
}

/**
 * Answers when the database does.
 * @throws ConditionFailed ROLE_CONFINED when this program's role could pass by the policies: a superuser, an owner, or one with BYPASSRLS
 */
export async function databaseReady(db: Db): Promise<void> {
  await single(
    db,
    { service: "readiness" },
    (tx) => tx`
      select must(not rolsuper and not rolbypassrls and not exists (select from pg_tables where schemaname = 'public' and tableowner = rolname),
                  'ROLE_CONFINED')
        from pg_roles where rolname = current_user`,
  );
}
