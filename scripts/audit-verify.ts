import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { verifyChains } from "@saihan/audit";
import { openAnchors } from "./audit/anchor-file.ts";
import { inOneSnapshot, openReader } from "./audit/read-chains.ts";
import { reportLines } from "./audit/report.ts";
import type { Started } from "./house.ts";

/**
 * npm run audit:verify -- [--partner econ...] [--anchors FILE] [--all]
 *
 * Recomputes the chain of every partner's audit entries and compares it with the anchors. Reads DATABASE_URL, or the house that runs from
 * STATE_DIR, whose anchors it finds by itself. --partner and --anchors may be given again; --all also lists the chains that are whole.
 * Ends with 0 when every chain is whole, 1 when one is not, 2 when it could not look.
 */
const stateFolder = resolve(process.env.STATE_DIR ?? ".saihan");
try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      partner: { type: "string", multiple: true, default: [] },
      anchors: { type: "string", multiple: true },
      all: { type: "boolean", default: false },
    },
  });
  const partners = values.partner;
  const wrong = partners.find((partner) => !/^[\w-]{1,64}$/.test(partner));
  if (wrong !== undefined) throw new Error(`--partner ${wrong} is no partner's contract id`);
  const files = values.anchors ?? ownAnchors();
  const opened = openAnchors(files, partners);
  const sql = openReader(databaseUrl());
  try {
    const verdicts = await inOneSnapshot(sql, partners, (source) => verifyChains(source, opened.anchors));
    const unknown = partners.filter((partner) => !verdicts.some((v) => v.partnerId === partner));
    if (unknown.length > 0) throw new Error(`no entries of ${unknown.join(", ")}`);
    for (const line of reportLines(verdicts, { all: values.all, anchorLines: opened.lines, now: new Date() })) console.log(line);
    return verdicts.some((v) => v.fault) ? 1 : 0;
  } finally {
    opened.close();
    await sql.end({ timeout: 1 });
  }
}

function databaseUrl(): string {
  const startedFile = `${stateFolder}/started.json`;
  const given = process.env.DATABASE_DIRECT_URL || process.env.DATABASE_URL;
  if (given) return given;
  if (existsSync(startedFile)) return (JSON.parse(readFileSync(startedFile, "utf8")) as Started).database;
  throw new Error(`DATABASE_URL is not set, and no house runs from ${stateFolder} (npm start).`);
}

/** Those of the house that runs from here; none for another database. */
function ownAnchors(): string[] {
  const file = `${stateFolder}/audit-anchors.ndjson`;
  return !process.env.DATABASE_URL && existsSync(file) ? [file] : [];
}
