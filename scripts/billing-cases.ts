import { readFileSync } from "node:fs";
import { type CaseResult, runCases, summarise, type Verdict } from "@saihan/billing";

/**
 * Runs a file of worked billing examples through the product's own functions:
 * `npm run billing:cases -- FILE`. Prints a row per op and every difference; ends with 1 on a failure, 2 when the file cannot be
 * read at all.
 */
const file = process.argv.slice(2).findLast((argument) => !argument.startsWith("--"));

if (file === undefined) {
  console.error("usage: npm run billing:cases -- FILE");
  process.exitCode = 2;
} else {
  try {
    process.exitCode = report(runCases(JSON.parse(readFileSync(file, "utf8"))));
  } catch (fault) {
    console.error(`${file} cannot be read: ${fault instanceof Error ? fault.message : String(fault)}`);
    process.exitCode = 2;
  }
}

function report(results: readonly CaseResult[]): number {
  const rows = summarise(results);
  const width = Math.max(4, ...rows.map(({ op }) => op.length));
  const columns: readonly Verdict[] = ["passed", "failed", "malformed", "unsupported"];
  console.log(["op".padEnd(width), ...columns.map((column) => column.padStart(11))].join(" "));
  for (const { op, counts } of rows) {
    console.log([op.padEnd(width), ...columns.map((column) => String(counts[column]).padStart(11))].join(" "));
  }
  for (const result of results) printDetails(result);
  const countOf = (verdict: Verdict) => results.filter((result) => result.verdict === verdict).length;
  console.log(`\n${results.length} cases: ${columns.map((column) => `${countOf(column)} ${column}`).join(", ")}`);
  return results.length > 0 && countOf("passed") === results.length ? 0 : 1;
}

function printDetails({ id, op, title, verdict, differences, fault, unread }: CaseResult): void {
  if (verdict !== "passed") console.log(`\n${verdict}: ${id} (${op}) ${title}`);
  if (fault !== undefined) console.log(`  ${fault}`);
  for (const { path, expected, actual } of differences) console.log(`  ${path}: expected ${expected}, got ${actual}`);
  if (unread.length > 0) console.log(`${verdict === "passed" ? `\nnote: ${id} (${op}) ` : "  "}not read: ${unread.join(", ")}`);
}
