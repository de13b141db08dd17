import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { disconnect, insertAuditEntries, noteHandedOut, transaction } from "@saihan/db";
import { eraseAt } from "@saihan/domain";
import { writeBundle } from "./care/partner-bundle.ts";
import { openLedger } from "./ledger.ts";

/**
 * npm run partner:export -- --partner ID --to FOLDER [--hand-out]
 *
 * Writes all that the database has of a partner into a new folder below FOLDER: one NDJSON file a table, the files of its documents, and a manifest with
 * the SHA-256 of each. Secrets and hashes are left out. --hand-out: notes that this is what a leaving partner was given, from which the time until it is
 * erased counts; its books must be closed. Reads DATABASE_URL (the owner's), or the house that runs from STATE_DIR.
 */
const { values } = parseArgs({
  options: { partner: { type: "string" }, to: { type: "string" }, "hand-out": { type: "boolean", default: false } },
});
const { partner, to } = values;
if (!partner || !/^econ\d{10}$/.test(partner) || !to) {
  console.error("--partner ID and --to FOLDER are needed");
  process.exit(2);
}
const actor = `command:${process.env.USER ?? "operator"}`;
const db = openLedger("partner-export");
try {
  const at = new Date();
  const folder = join(resolve(to), `${partner}-${at.toISOString().replaceAll(/[:.]/g, "-")}`);
  const { tables, rows, files, sha256 } = await writeBundle(db.directUrl, partner, folder);
  console.log(folder);
  console.log(`${rows} rows of ${tables} tables, ${files} files of documents; the manifest's SHA-256 is ${sha256}`);
  if (values["hand-out"]) {
    const until = eraseAt(at);
    const noted = await transaction(db, { partnerId: partner, actor }, async (tx) => {
      const [row] = await noteHandedOut(tx, { partnerId: partner, by: actor, at, sha256, eraseAt: until });
      if (row)
        await insertAuditEntries(tx, [
          { partnerId: partner, contractId: partner, at, actor, action: "partner.hand-out", target: partner, after: { sha256 } },
        ]);
      return row !== undefined;
    });
    if (noted) console.log(`handed out; its data is erased from ${until.toISOString()} on`);
    else throw new Error("the partner is not leaving, or its books are not closed yet");
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await disconnect(db);
}
