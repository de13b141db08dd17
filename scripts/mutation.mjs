import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/**
 * npm run mutation: changes the modules on which money and access hang, one place at a time, and looks whether a test notices
 * (Stryker). It works in place: run it on a tree without changes. Report: .saihan/mutation.html
 */
const own = fileURLToPath(new URL("./mutation", import.meta.url));
const root = fileURLToPath(new URL("..", import.meta.url));
/** @param {string} command @param {string[]} args @param {string} cwd */
const run = (command, args, cwd) => {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
};
const dirty = spawnSync("git", ["status", "--porcelain", "packages", "services"], { cwd: root, encoding: "utf8" });
if (dirty.stdout.trim() !== "") {
  console.error("There are changes that are not committed; commit or set them aside first, because the run works in place.");
  process.exit(2);
}
if (!existsSync(`${own}/node_modules`)) run("npm", ["ci", "--no-audit", "--no-fund"], own);
run(`${own}/node_modules/.bin/stryker`, ["run", "scripts/mutation/stryker.config.json", ...process.argv.slice(2)], root);
