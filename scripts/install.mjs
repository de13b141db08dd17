// Makes sure that what the lock file names is installed. Runs before anything is, so it uses Node alone.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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
  if (installed()) return;
  const letGo = alone();
  try {
    if (!installed()) install();
  } catch (error) {
    letGo();
    stop(error instanceof Error ? error.message : String(error));
  } finally {
    letGo();
  }
}

function install() {
  console.log("Installing what package-lock.json names (npm ci; some seconds with a good connection) ...");
  const npm = process.env.npm_execpath;
  const args = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  const result = npm?.endsWith(".js")
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio: "inherit" })
    : spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" });
  if (result.status !== 0) {
    throw new Error("npm ci did not succeed: see its message above; with a registry that can be reached, run the command again.");
  }
  writeFileSync(stamp, wanted());
}

const stamp = join(root, "node_modules", ".saihan-installed");

function wanted() {
  const lock = readFileSync(join(root, "package-lock.json"));
  return createHash("sha256").update(lock).update(`${process.platform} ${process.arch}`).digest("hex");
}

function installed() {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === wanted();
}

/** Two commands that begin at the same time must not install at the same time. @returns lets the next one go on */
function alone() {
  const folder = join(root, ".saihan");
  const lock = join(folder, "installing");
  mkdirSync(folder, { recursive: true });
  let told = false;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: "wx" });
      return () => rmSync(lock, { force: true });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
    }
    if (!lives(Number(readIfThere(lock)))) {
      rmSync(lock, { force: true });
      continue;
    }
    if (!told) console.log("Another command is installing; waiting for it ...");
    told = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}

/** @param {number} pid */
function lives(pid) {
  try {
    process.kill(pid, 0);
    return pid > 0;
  } catch {
    return false;
  }
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
