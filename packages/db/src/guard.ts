import { migrationFiles } from "./migrate.ts";
import { type Db, single } from "./transaction.ts";

/** What is asked of the database before a program starts on it. */
export interface DatabaseStanding {
  synchronousCommit: string;
  /** Milliseconds by which its clock is ahead of this machine's; the asking itself may account for `askedMs` of them. */
  clockAheadMs: number;
  askedMs: number;
  /** It only repeats what another writes. */
  standby: boolean;
  /** The program's role could pass by the policies. */
  unconfined: boolean;
  /** Migrations that were applied, by name, with their hashes. */
  applied: Readonly<Record<string, string>>;
}

const clockToleranceMs = 2_000;

/**
 * Why a program must not start on this database, one sentence each. Migrations that the program does not know are no reason: they only add, and
 * while a house is brought to a new version its older programs may have to start again.
 */
export function faultsOf(standing: DatabaseStanding, known: readonly { name: string; sha256: string }[]): string[] {
  const { synchronousCommit, clockAheadMs, askedMs, standby, unconfined, applied } = standing;
  const faults: string[] = [];
  if (standby) faults.push("the address of the database leads to a standby, which can write nothing");
  if (synchronousCommit === "off") faults.push("Postgres has synchronous_commit off, so what was answered could be lost");
  if (Math.abs(clockAheadMs) - askedMs / 2 > clockToleranceMs) {
    const seconds = Math.abs(clockAheadMs / 1_000).toFixed(1);
    faults.push(`this machine's clock is ${seconds} s ${clockAheadMs > 0 ? "behind" : "ahead of"} the database's`);
  }
  if (unconfined)
    faults.push("the program's role is the owner of tables, a superuser or has BYPASSRLS, and could see every partner");
  const missing = known.filter(({ name }) => !Object.hasOwn(applied, name)).map(({ name }) => name);
  if (missing.length > 0) faults.push(`the schema is older than this program: run npm run migrate (${missing.join(", ")})`);
  const other = known
    .filter(({ name, sha256 }) => Object.hasOwn(applied, name) && applied[name] !== sha256)
    .map(({ name }) => name);
  if (other.length > 0)
    faults.push(`the schema is not the one that this program knows: ${other.join(", ")} was applied with another content`);
  return faults;
}

/** Why this program must not start on its database, one sentence each. @throws when it cannot be reached */
export async function databaseFaults(db: Db, clock: () => number): Promise<string[]> {
  const before = clock();
  const [row] = await single(
    db,
    { service: "start" },
    (tx) => tx<
      {
        synchronousCommit: string;
        standby: boolean;
        at: string;
        unconfined: boolean;
        applied: Record<string, string> | null;
      }[]
    >`
      select current_setting('synchronous_commit') as synchronous_commit, pg_is_in_recovery() as standby,
             (extract(epoch from clock_timestamp()) * 1000)::text as at,
             (select rolsuper or rolbypassrls or exists (select from pg_tables where schemaname = 'public' and tableowner = rolname)
                from pg_roles where rolname = current_user) as unconfined,
             (select jsonb_object_agg(name, sha256) from applied_migrations) as applied`,
  );
  const after = clock();
  if (!row) return [];
  const { synchronousCommit, standby, unconfined, applied } = row;
  const clockAheadMs = Number(row.at) - (before + after) / 2;
  return faultsOf(
    { synchronousCommit, clockAheadMs, askedMs: after - before, standby, unconfined, applied: applied ?? {} },
    migrationFiles(),
  );
}
