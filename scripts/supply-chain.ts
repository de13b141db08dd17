import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { writeMaterials } from "./supply-chain/bill-of-materials.ts";
import { licenceOf, lockedPackages, mayBeUsed, untrusted } from "./supply-chain/lock.ts";
import { lockComplaint, secretComplaint } from "./supply-chain/scans.ts";

/** npm run supply-chain -- FOLDER: what the house is made of, and whether it can be trusted. Exit code 1 when something cannot. */
const root = fileURLToPath(new URL("..", import.meta.url));
const folder = process.argv[2];
if (!folder || process.argv.length > 3) {
  console.error("npm run supply-chain -- FOLDER");
  process.exit(2);
}
const lock = readFileSync(`${root}/package-lock.json`, "utf8");
const packages = lockedPackages(lock);
const { components, licences } = writeMaterials(root, lock, resolve(folder));
console.log(`${relative(process.cwd(), resolve(folder))}/sbom.cdx.json: ${components} packages that are run (CycloneDX 1.5)`);
console.log(`${relative(process.cwd(), resolve(folder))}/licences.csv: ${licences} packages with those that build and test`);

const checks: [string, string[]][] = [
  ["every package has a sum and comes from the registry", untrusted(packages)],
  ["the lock file is lawful (lockfile-lint)", [lockComplaint(root) ?? []].flat()],
  [
    "every licence may be used so",
    packages.filter((p) => !mayBeUsed(licenceOf(p), p.dev)).map((p) => `${p.name} ${p.version}: ${licenceOf(p) ?? "no licence"}`),
  ],
  ["no secret stands in a file (secretlint)", [secretComplaint(root) ?? []].flat()],
];
for (const [what, wrong] of checks) {
  console.log(`${wrong.length === 0 ? "✓" : "✗"} ${what}`);
  for (const text of wrong) console.log(`  ${text}`);
}
process.exit(checks.some(([, wrong]) => wrong.length > 0) ? 1 : 0);
