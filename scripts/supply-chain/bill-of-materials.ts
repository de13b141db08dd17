import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { licenceOf, lockedPackages } from "./lock.ts";

interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string };
  components: { name: string; version: string; licenses?: unknown[] }[];
}

/**
 * The software bill of materials (CycloneDX 1.5) of what is run, from the lock file alone. The same lock gives the same text: the number and the
 * time that npm gives each are left out.
 */
export function billOfMaterials(root: string): string {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--omit", "dev"];
  const npm = process.env.npm_execpath;
  const said = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 })
    : spawnSync("npm", args, { cwd: root, encoding: "utf8", maxBuffer: 64 * 1024 * 1024, shell: process.platform === "win32" });
  if (said.status !== 0) throw new Error(`npm sbom: ${said.stderr}`);
  const { serialNumber: _, ...bom } = JSON.parse(said.stdout) as Bom;
  delete bom.metadata.timestamp;
  return `${JSON.stringify(bom, null, 2)}\n`;
}

/** Writes `sbom.cdx.json` and `licences.csv` into a folder. @returns how many packages of each */
export function writeMaterials(root: string, lock: string, folder: string): { components: number; licences: number } {
  mkdirSync(folder, { recursive: true });
  const bom = billOfMaterials(root);
  writeFileSync(join(folder, "sbom.cdx.json"), bom);
  const packages = lockedPackages(lock).toSorted((a, b) => (a.name + a.version < b.name + b.version ? -1 : 1));
  const rows = packages.map((p) => [p.name, p.version, licenceOf(p) ?? "", p.dev ? "build and test" : "run"].join(","));
  const unique = [...new Set(rows)];
  writeFileSync(join(folder, "licences.csv"), `package,version,licence,use\n${unique.join("\n")}\n`);
  return { components: (JSON.parse(bom) as Bom).components.length, licences: unique.length };
}
