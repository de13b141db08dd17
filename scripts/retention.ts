import { parseArgs } from "node:util";
import { disconnect } from "@saihan/db";
import { retentionRules } from "@saihan/domain";
import { retainOnce } from "../services/billing-worker/src/retention.ts";
import { openLedger } from "./ledger.ts";

/**
 * npm run retention -- --rules      every rule, with its source
 * npm run retention -- --dry-run [--at INSTANT]   what would go now, or at an instant to come; nothing of it stands
 * npm run retention -- --apply      does it now; the billing workers do it every night
 *
 * Reads DATABASE_URL (saihan_worker, or the owner), or the house that runs from STATE_DIR.
 */
const { values } = parseArgs({
  options: {
    rules: { type: "boolean", default: false },
    "dry-run": { type: "boolean", default: false },
    apply: { type: "boolean", default: false },
    at: { type: "string" },
  },
});
if (values.rules) {
  for (const { code, fromDay, what, since, keep, end, by, source } of retentionRules) {
    const [[unit, n]] = Object.entries(keep) as [[string, number]];
    console.log(
      `${code} (from ${fromDay}): ${what}: ${n} ${unit} after ${since}, then ${end}${by === "nobody" ? "" : ` by the ${by}`}; ${source}`,
    );
  }
} else if (values["dry-run"] !== values.apply) {
  const at = values.at ? new Date(values.at) : new Date();
  if (Number.isNaN(at.getTime()) || (values.at && values.apply)) {
    console.error("--at is an instant, and for --dry-run only");
    process.exit(2);
  }
  const db = openLedger("retention");
  try {
    const done = await retainOnce({
      db,
      now: () => at,
      actor: `command:${process.env.USER ?? "operator"}`,
      trial: !values.apply,
    });
    for (const { code, before, gone, more } of done) {
      console.log(
        `${code}: ${gone}${more ? " or more" : ""} ${values.apply ? "went" : "would go"} (older than ${before.toISOString()})`,
      );
    }
  } finally {
    await disconnect(db);
  }
} else {
  console.error("one of --rules, --dry-run, --apply");
  process.exit(2);
}
