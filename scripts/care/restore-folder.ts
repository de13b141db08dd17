import { appendFileSync, chownSync, cpSync, existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ownerIds, quotedForShell } from "@saihan/launch";
import { type BackupFacts, faultsOf, readBackup } from "./backup-folder.ts";

export interface LaidOut {
  facts: BackupFacts;
  /** Where the data that stood there before lies now, if there was any. */
  before: string | undefined;
}

/**
 * Lays the data folder of Postgres out from a backup, so that the next start brings it to an instant. What stood there is moved aside and not
 * touched; what it had not archived yet of its log is used.
 *
 * @param data the data folder that Postgres will be started with
 * @param at an instant in UTC (ISO 8601); without one, as far as the log goes
 * @throws with a sentence when the backup is not whole, is too young for the instant, or a Postgres runs there
 */
export async function layOut(options: {
  backup: string;
  data: string;
  at: string | undefined;
  walArchive: string | undefined;
}): Promise<LaidOut> {
  const { backup, data, at } = options;
  const facts = readBackup(backup);
  const faults = await faultsOf(backup);
  if (faults.length > 0)
    throw new Error(`the backup is not whole: ${faults.slice(0, 3).join("; ")}${faults.length > 3 ? "; ..." : ""}`);
  const archive = options.walArchive ?? facts.walArchive ?? undefined;
  if (at !== undefined && at < facts.endedAt)
    throw new Error(`the backup ended at ${facts.endedAt}: for ${at} an older one is needed`);
  if (at !== undefined && (archive === undefined || !existsSync(archive)))
    throw new Error("without the archive of the log there is no way to an instant: give --wal FOLDER");
  if (running(data)) throw new Error(`a Postgres runs in ${data}: stop it first`);
  const before = existsSync(data) ? `${data}.before-restore-${new Date().toISOString().replaceAll(/[:.]/g, "-")}` : undefined;
  if (before) renameSync(data, before);
  cpSync(join(backup, "base"), data, { recursive: true });
  if (before) keepLog(join(before, "pg_wal"), join(data, "pg_wal"), archive);
  if (archive && existsSync(archive)) {
    const settings = [
      `restore_command = '${`cp ${quotedForShell(`${archive}/`)}%f "%p"`.replaceAll("'", "''")}'`,
      ...(at === undefined ? [] : [`recovery_target_time = '${at.replace("T", " ").replace("Z", "+00")}'`]),
      "recovery_target_action = 'promote'",
    ];
    appendFileSync(
      join(data, "postgresql.auto.conf"),
      `\n# Written by npm run restore. Of no meaning once recovery has ended.\n${settings.join("\n")}\n`,
    );
    writeFileSync(join(data, "recovery.signal"), "");
  }
  ownedAsBefore(data);
  return { facts, before };
}

/** Segments that the lost server had written and not yet archived. */
function keepLog(from: string, to: string, archive: string | undefined): void {
  for (const name of existsSync(from) ? readdirSync(from) : []) {
    const known = existsSync(join(to, name)) || (archive !== undefined && existsSync(join(archive, name)));
    if (/^[0-9A-F]{24}$/.test(name) && !known) cpSync(join(from, name), join(to, name));
  }
}

function running(data: string): boolean {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return false;
  try {
    process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function ownedAsBefore(data: string): void {
  const owner = ownerIds();
  if (!owner) return;
  for (const entry of readdirSync(data, { recursive: true, withFileTypes: true }))
    chownSync(join(entry.parentPath, entry.name), owner.uid, owner.gid);
  for (const folder of [data, dirname(data)]) chownSync(folder, owner.uid, owner.gid);
}
