import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { reachableFolder, startPostgres } from "@saihan/launch";
import { keepAnchors } from "./care/anchors.ts";
import { keyMarkOf, readBackup } from "./care/backup-folder.ts";
import { holdRestored } from "./care/hold.ts";
import { startedHouse, stateFolder } from "./care/house-here.ts";
import { layOut } from "./care/restore-folder.ts";

/**
 * npm run restore -- --from BACKUP [--at INSTANT] [--wal FOLDER]          the database of the house in STATE_DIR, which must be stopped
 * npm run restore -- --from BACKUP [--at INSTANT] [--wal FOLDER] --data FOLDER   only lays a data folder out, for another Postgres
 * npm run restore -- --hold                                               a database that was restored by other means: DATABASE_URL is its owner's
 *
 * Afterwards all work rests: npm start, npm run after-restore (docs/operations/backup.md).
 */
const { values } = parseArgs({
  options: {
    from: { type: "string" },
    at: { type: "string" },
    wal: { type: "string" },
    data: { type: "string" },
    hold: { type: "boolean", default: false },
  },
});
const actor = `command:${process.env.USER ?? "operator"}`;
try {
  if (values.hold) await hold();
  else await restore();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function hold(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error("DATABASE_URL is not set: the owner's address of the restored database");
  await holdRestored(url, { at: new Date(), actor, to: values.at ?? "unknown" });
  console.log("All work rests and no old number is given out again. Start the house, then npm run after-restore.");
}

async function restore(): Promise<void> {
  if (!values.from) throw new Error("--from BACKUP is missing: the folder that npm run backup named");
  if (values.at !== undefined && !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(values.at))
    throw new Error("--at is an instant in UTC, such as 2026-04-01T09:30:00Z");
  if (!values.data && startedHouse()) throw new Error(`a house runs from ${stateFolder}: stop it first`);
  const folder = reachableFolder(join(stateFolder, "postgres"));
  const data = values.data ? resolve(values.data) : join(folder, "data");
  const wal = values.wal ?? (process.env.WAL_ARCHIVE || undefined);
  const walArchive = wal ? resolve(wal) : undefined;
  checkKey(readBackup(resolve(values.from)).keyMark);
  const { facts, before } = await layOut({ backup: resolve(values.from), data, at: values.at, walArchive });
  if (before) console.log(`what stood there lies in ${before}`);
  if (values.data) {
    console.log(
      `${data} is laid out for Postgres ${facts.postgres}. Start it, wait for the end of recovery, then npm run restore -- --hold`,
    );
    return;
  }
  const server = await startPostgres({
    folder: join(stateFolder, "postgres"),
    wantedPort: 0,
    walArchive: process.env.WAL_ARCHIVE ? walArchive : undefined,
  });
  try {
    const to = values.at ?? "the end of the log";
    await holdRestored(server.url, { at: new Date(), actor, to });
    const kept = await keepAnchors(server.url, join(stateFolder, "audit-anchors.ndjson"));
    console.log(`restored to ${to}`);
    if (kept) console.log(`${kept.lost} anchors of the audit tell of entries that are gone; they lie in ${kept.aside}`);
  } finally {
    await server.stop();
  }
  writeFileSync(join(stateFolder, "restored"), `${new Date().toISOString()}\n`);
  console.log("All work rests. Next: npm start, and beside it npm run after-restore");
}

/** What is sealed in the database opens with the key of its time only. */
function checkKey(mark: string | null): void {
  const file = join(stateFolder, "master-key");
  const key = process.env.MASTER_KEY || (existsSync(file) ? readFileSync(file, "utf8").trim() : undefined);
  if (mark === null || key === undefined)
    console.log("whether MASTER_KEY belongs to this backup is not known: put the right one in place before the start");
  else if (mark !== keyMarkOf(key))
    throw new Error(
      "MASTER_KEY is another than at the time of the backup: one-time secrets, passwords and webhook secrets would not open",
    );
}
