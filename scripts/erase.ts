import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { disconnect, erasePerson, single } from "@saihan/db";
import { stateFolder } from "./care/house-here.ts";
import { openLedger } from "./ledger.ts";

/**
 * npm run erase -- --partner ID --user ID --reason TEXT [--list FILE]
 * npm run erase -- --again FILE       whoever is in the list, after a restore
 *
 * Forgets a person who has left: name, login id, mail address, where they signed in from, where they were written to. Ids, orders and books stay.
 * The list (ids and instants, nobody's name; by default erasures.ndjson in STATE_DIR) is kept outside of the database, so that a restore does not
 * bring anybody back. Reads DATABASE_URL (saihan_operations), or the house that runs from STATE_DIR.
 */
const { values } = parseArgs({
  options: {
    partner: { type: "string" },
    user: { type: "string" },
    reason: { type: "string" },
    list: { type: "string" },
    again: { type: "string" },
  },
});
interface Erasure {
  partnerId: string;
  userId: string;
  reason: string;
}
const actor = `command:${process.env.USER ?? "operator"}`;
const { partner, user, reason } = values;
const asked: Erasure[] = values.again
  ? readFileSync(values.again, "utf8")
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => JSON.parse(line) as Erasure)
  : partner && user && reason
    ? [{ partnerId: partner, userId: user, reason }]
    : [];
if (asked.length === 0) {
  console.error("--partner, --user and --reason are needed, or --again FILE");
  process.exit(2);
}
const db = openLedger("erase");
try {
  for (const one of asked) {
    const at = new Date();
    const [row] = await single(db, { partnerId: one.partnerId, actor }, (tx) =>
      erasePerson(tx, one.partnerId, one.userId, at, one.reason),
    );
    if (!row?.erased) {
      console.log(
        `${one.userId}: nothing to erase. There is no such user, they have not been deleted yet, or it was done before`,
      );
      if (!values.again) process.exitCode = 1;
      continue;
    }
    if (!values.again)
      appendFileSync(
        values.list ?? join(stateFolder, "erasures.ndjson"),
        `${JSON.stringify({ ...one, at: at.toISOString() })}\n`,
        { mode: 0o600 },
      );
    console.log(`${one.userId}: erased`);
  }
} finally {
  await disconnect(db);
}
