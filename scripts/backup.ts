import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { keyMarkOf } from "./care/backup-folder.ts";
import { makeBackup } from "./care/base-backup.ts";
import { startedHouse, stateFolder } from "./care/house-here.ts";

/**
 * npm run backup -- --to FOLDER [--with copy|pg_basebackup]
 *
 * Makes a base backup in a new folder below FOLDER, while the house works. Reads DATABASE_URL (a superuser's), or the house that runs from STATE_DIR.
 * Neither MASTER_KEY nor the audit's anchors are in it: see docs/operations/backup.md.
 */
const { values } = parseArgs({ options: { to: { type: "string" }, with: { type: "string", default: "copy" } } });
try {
  if (!values.to) throw new Error("--to FOLDER is missing: where backups are kept");
  if (values.with !== "copy" && values.with !== "pg_basebackup") throw new Error("--with is copy or pg_basebackup");
  const url = process.env.DATABASE_URL || startedHouse()?.database;
  if (!url) throw new Error("no database: set DATABASE_URL, or start the house with npm start");
  const folder = join(resolve(values.to), new Date().toISOString().replaceAll(/[:.]/g, "-"));
  const facts = await makeBackup({ url, folder, method: values.with, keyMark: markOfOurKey() });
  console.log(folder);
  console.log(`${facts.files} files, ${(facts.bytes / 1e6).toFixed(1)} MB, from ${facts.startedAt} to ${facts.endedAt}`);
  if (facts.walArchive)
    console.log(`can be restored to any instant after ${facts.endedAt} for which ${facts.walArchive} has the log`);
  else console.log("Postgres archives no log (WAL_ARCHIVE): this can be restored to its own end only");
  if (!facts.keyMark) console.log("no MASTER_KEY was named, so nothing tells later which one belongs to it");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

function markOfOurKey(): string | null {
  const file = join(stateFolder, "master-key");
  const key = process.env.MASTER_KEY || (existsSync(file) ? readFileSync(file, "utf8").trim() : undefined);
  return key ? keyMarkOf(key) : null;
}
