// npm test: every check and every test; the last line counts them.
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const count = { passed: 0, failed: 0, skipped: 0 };
const bin = (/** @type {string} */ name) =>
  join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);

check("every optional dependency is in the lock file", () => missingFromLock());
check("types (tsc)", () => run(bin("tsc"), []));
check("types of the portal's pages (tsc)", () => run(bin("tsc"), ["-p", "packages/portal"]));
check("lint: layers, circles, floating promises (oxlint)", () => run(bin("oxlint"), ["--type-aware", "--deny-warnings"]));
check("format (biome)", () => run(bin("biome"), ["ci"]));

const folder = mkdtempSync(join(roomInMemory() ?? tmpdir(), "saihan-tests-"));
// The servers of the tests run as another user when root runs them.
chmodSync(folder, 0o711);
const report = join(folder, "report.json");
const args = ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${report}`, ...process.argv.slice(2)];
const vitest = spawnSync(bin("vitest"), args, { cwd: root, stdio: "inherit", env: { ...process.env, TMPDIR: folder } });
try {
  const results = JSON.parse(readFileSync(report, "utf8"));
  count.passed += results.numPassedTests;
  count.failed += results.numFailedTests;
  count.skipped += results.numPendingTests + results.numTodoTests;
  // A file that could not even be loaded has no tests to fail.
  for (const file of results.testResults) if (file.status === "failed" && file.assertionResults.length === 0) count.failed++;
} catch {
  console.error("vitest left no report");
  count.failed++;
}
if (vitest.status !== 0 && count.failed === 0) count.failed++;
rmSync(folder, { recursive: true, force: true });
console.log(`\n${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`);
process.exit(count.failed > 0 ? 1 : 0);

/**
 * @param {string} what
 * @param {() => string | undefined} ask answers what is wrong, or nothing
 */
function check(what, ask) {
  const wrong = ask();
  if (wrong === undefined) count.passed++;
  else count.failed++;
  console.log(`${wrong === undefined ? "✓" : "✗"} ${what}`);
  if (wrong) console.log(wrong);
}

/**
 * @param {string} command
 * @param {string[]} commandArgs
 */
function run(command, commandArgs) {
  const result = spawnSync(command, commandArgs, { cwd: root, encoding: "utf8" });
  return result.status === 0 ? undefined : `${result.stdout}${result.stderr}` || "did not run";
}

/**
 * Where the tests' servers may keep what they write, if there is room in memory. It is thrown away with the run; on a disk that
 * is slow to take it, a run spends a third of its time waiting.
 */
function roomInMemory() {
  const place = "/dev/shm";
  const tmpfs = 0x01021994;
  try {
    const { type, bavail, bsize } = statfsSync(place);
    return !process.env.TMPDIR && type === tmpfs && bavail * bsize > 8 * 2 ** 30 ? place : undefined;
  } catch {
    return undefined;
  }
}

/** npm ci fails on another platform when the lock lacks that platform's packages. */
function missingFromLock() {
  const packages = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const missing = [];
  for (const [where, entry] of Object.entries(packages)) {
    for (const name of Object.keys(entry.optionalDependencies ?? {})) {
      if (!found(packages, where, name)) missing.push(`${where} needs ${name}`);
    }
  }
  return missing.length > 0 ? missing.join("\n") : undefined;
}

/**
 * @param {Record<string, unknown>} packages
 * @param {string} where
 * @param {string} name
 */
function found(packages, where, name) {
  for (let at = where; ; ) {
    if (packages[`${at ? `${at}/` : ""}node_modules/${name}`]) return true;
    if (at === "") return false;
    const above = at.lastIndexOf("/node_modules/");
    at = above < 0 ? "" : at.slice(0, above);
  }
}
