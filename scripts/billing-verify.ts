import { parseArgs } from "node:util";
import { verifyMonth } from "@saihan/closing";
import { disconnect } from "@saihan/db";
import { monthGiven, openLedger } from "./ledger.ts";

/** npm run billing:verify -- --month YYYY-MM: computes a closed month again by a second path, and prints a line per check. */
const { values } = parseArgs({ options: { month: { type: "string" } } });
const month = monthGiven(values.month);
const db = openLedger("billing-verify");
try {
  const began = performance.now();
  const checks = await verifyMonth(db, { service: "billing-verify" }, month);
  for (const { name, looked, wrong, examples } of checks) {
    console.log(`${wrong === 0 ? "✓" : "✗"} ${name}: ${looked} looked at, ${wrong} wrong`);
    for (const example of examples ?? []) console.log(`    ${example}`);
  }
  const faults = checks.filter(({ wrong }) => wrong > 0).length;
  console.log(
    `\n${month}: ${checks.length - faults} checks clean, ${faults} not, in ${((performance.now() - began) / 1_000).toFixed(1)} s`,
  );
  process.exitCode = faults > 0 ? 1 : 0;
} finally {
  await disconnect(db);
}
