// Makes sure that what the lock file names is installed. Runs before anything is, so it uses Node alone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const lowest = { major: 20, minor: 19 };

/** Installs when the lock file is not the one that was installed last. Says so before it begins. */
export function ensureInstalled() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < lowest.major || (major === lowest.major && minor < lowest.minor)) {
    stop(`Saihan needs Node ${lowest.major}.${lowest.minor} or newer; this is ${process.versions.node}.`);
  }
  const lock = join(root, "package-lock.json");
  const stamp = join(root, "node_modules", ".saihan-installed");
  const wanted = createHash("sha256").update(readFileSync(lock)).update(`${process.platform} ${process.arch}`).digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing what package-lock.json names (npm ci; some seconds with a good connection) ...");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (result.status !== 0)
    stop("npm ci did not succeed: see its message above; with a registry that can be reached, run the command again.");
  writeFileSync(stamp, wanted);
}

/** Lets Node run TypeScript: it can by itself from 22.18 on, and with tsx before. */
export async function enableTypeScript() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return;
  const { register } = await import(import.meta.resolve("tsx/esm/api"));
  register();
}

/**
 * Runs a TypeScript file of this repository in this process.
 * @param {string} file from the root of the repository
 */
export async function runScript(file) {
  await enableTypeScript();
  await import(pathToFileURL(join(root, file)).href);
}

/** @param {string} sentence */
function stop(sentence) {
  console.error(sentence);
  process.exit(1);
}
