import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { connect, type Db } from "@saihan/db";

/**
 * The database for commands of the books: DATABASE_URL as a role that may read over all partners (saihan_operations), or the house that
 * `npm start` runs in STATE_DIR.
 */
export function openLedger(applicationName: string): Db {
  const started = join(resolve(process.env.STATE_DIR ?? ".saihan"), "started.json");
  const known = existsSync(started) ? (JSON.parse(readFileSync(started, "utf8")) as { database: string }).database : undefined;
  const url = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL || known;
  if (!url) {
    console.error("No database: set DATABASE_URL, or start the house with npm start.");
    process.exit(2);
  }
  return connect({ url, applicationName, max: 4, statementTimeoutMs: 600_000, lockTimeoutMs: 60_000 });
}

/** The month that a command was given. Ends the program when it is none. */
export function monthGiven(text: string | undefined): string {
  if (text && /^\d{4}-(0[1-9]|1[0-2])$/.test(text)) return text;
  console.error("--month YYYY-MM is missing: a UTC month");
  process.exit(2);
}
