import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { type BackupFacts, copyFile, filesBelow, hashOf, type ManifestLine, writeManifest } from "./backup-folder.ts";

const run = promisify(execFile);

/** What a running Postgres keeps for itself and makes anew; the log travels apart. */
const left = [
  /^postmaster\.(pid|opts)$/,
  /^(pg_wal|pg_replslot|pg_dynshmem|pg_notify|pg_serial|pg_snapshots|pg_stat_tmp|pg_subtrans)\//,
  /(^|\/)pgsql_tmp/,
  /(^|\/)pg_internal\.init/,
  /^(backup_label|tablespace_map|recovery\.signal|standby\.signal)(\.old)?$/,
];

/**
 * Makes a base backup of a running Postgres (its manual, "Making a Base Backup Using the Low Level API"; with `pg_basebackup` where that is asked
 * for). Work goes on meanwhile.
 *
 * @param url of a superuser, or of a role that may make backups and read the files
 * @param folder must not exist
 * @throws with a sentence when the backup could not be made whole; then there is no backup.json
 */
export async function makeBackup(options: {
  url: string;
  folder: string;
  method: BackupFacts["method"];
  keyMark: string | null;
}): Promise<BackupFacts> {
  const { url, folder, method } = options;
  if (existsSync(folder)) throw new Error(`${folder} exists: a backup is never written over`);
  mkdirSync(join(folder, "base"), { recursive: true, mode: 0o700 });
  const sql = postgres(url, { max: 1, onnotice: () => {}, transform: { column: { from: postgres.toCamel } } });
  try {
    const [server] = await sql<
      { data: string; version: string; archiving: boolean; archiveCommand: string; startedAt: Date; schema: string }[]
    >`
      select current_setting('data_directory') as data, current_setting('server_version_num') as version,
             current_setting('archive_mode') <> 'off' as archiving, current_setting('archive_command') as archive_command, now() as started_at,
             coalesce((select max(name) from applied_migrations), '') as schema`;
    if (!server) throw new Error("the database said nothing of itself");
    const base = join(folder, "base");
    const lines = method === "copy" ? await copyWhileRunning(sql, server, base) : await withPgBasebackup(url, base);
    const [end] = await sql<{ at: Date }[]>`select clock_timestamp() as at`;
    await writeManifest(folder, lines);
    const facts: BackupFacts = {
      startedAt: server.startedAt.toISOString(),
      endedAt: (end?.at ?? new Date()).toISOString(),
      postgres: Math.floor(Number(server.version) / 10_000),
      method,
      schema: server.schema,
      walArchive: server.archiving ? archiveOf(server.archiveCommand) : null,
      keyMark: options.keyMark,
      files: lines.length,
      bytes: lines.reduce((sum, { bytes }) => sum + bytes, 0),
    };
    writeFileSync(join(folder, "backup.json"), `${JSON.stringify(facts, null, 2)}\n`, { mode: 0o600 });
    return facts;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** The folder of our own archive command; another's is named as it stands. */
function archiveOf(command: string): string {
  return /mv '(.+)\/'%f\.part /.exec(command)?.[1]?.replaceAll("%%", "%") ?? command;
}

async function copyWhileRunning(
  sql: postgres.Sql,
  server: { data: string; archiving: boolean },
  base: string,
): Promise<ManifestLine[]> {
  const { data } = server;
  if (!existsSync(join(data, "PG_VERSION")))
    throw new Error(`${data} cannot be read from here: run this beside the database, or give --with pg_basebackup`);
  if ((await readdir(join(data, "pg_tblspc"))).length > 0)
    throw new Error("the database has tablespaces: give --with pg_basebackup");
  // One session from start to stop: Postgres gives the backup up when it ends.
  const [begun] = await sql<{ segment: string }[]>`select pg_walfile_name(pg_backup_start('saihan', true)) as segment`;
  const lines: ManifestLine[] = [];
  const take = async (path: string) => {
    const line = await copyFile(join(data, path), join(base, path), path);
    if (line) lines.push(line);
  };
  for (const path of await filesBelow(data)) {
    if (path !== "global/pg_control" && !left.some((pattern) => pattern.test(path))) await take(path);
  }
  lines.push(await copyControl(data, base));
  const [end] = await sql<{ label: string; segment: string }[]>`
    select labelfile as label, pg_walfile_name(lsn) as segment from pg_backup_stop(${server.archiving})`;
  if (!begun || !end) throw new Error("Postgres did not say where the backup begins and ends");
  // Folders without files belong to the data folder too.
  for (const entry of await readdir(data, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory())
      await mkdir(join(base, entry.parentPath.slice(data.length), entry.name), { recursive: true, mode: 0o700 });
  }
  // With these the backup stands by itself; what came later is in the archive.
  const needed = (await readdir(join(data, "pg_wal"))).filter(
    (name) => /^[0-9A-F]{24}$/.test(name) && name >= begun.segment && name <= end.segment,
  );
  if (!server.archiving && !needed.includes(begun.segment))
    throw new Error("the log of changes was recycled while the backup was made: make another, or archive the log");
  for (const name of needed) await take(join("pg_wal", name));
  writeFileSync(join(base, "backup_label"), end.label, { mode: 0o600 });
  lines.push({ path: "backup_label", ...((await hashOf(join(base, "backup_label"))) as { bytes: number; sha256: string }) });
  return lines;
}

/** A small file that Postgres rewrites in place: read until two readings agree. */
async function copyControl(data: string, base: string): Promise<ManifestLine> {
  const path = "global/pg_control";
  for (let round = 0; round < 100; round++) {
    const line = await copyFile(join(data, path), join(base, path), path);
    if (line && readFileSync(join(data, path)).equals(readFileSync(join(base, path)))) return line;
  }
  throw new Error(`${path} never stood still`);
}

async function withPgBasebackup(url: string, base: string): Promise<ManifestLine[]> {
  try {
    await run("pg_basebackup", [
      "--dbname",
      url,
      "--pgdata",
      base,
      "--wal-method",
      "stream",
      "--checkpoint",
      "fast",
      "--no-password",
    ]);
  } catch (error) {
    throw new Error(`pg_basebackup: ${String((error as { stderr?: string }).stderr || error).trim()}`);
  }
  const lines: ManifestLine[] = [];
  for (const path of await filesBelow(base))
    lines.push({ path, ...((await hashOf(join(base, path))) as { bytes: number; sha256: string }) });
  return lines;
}
