import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type GuardedChild, spawnGuarded } from "../guarded-child.ts";
import { portNear } from "../ports.ts";
import type { InstalledKeystone } from "./find-keystone.ts";

const run = promisify(execFile);
const server = fileURLToPath(new URL("server.py", import.meta.url));

export interface LocalKeystone {
  /** Where its API is: http://127.0.0.1:port/v3 */
  url: string;
  port: number;
  /** Its one process. */
  pid: number;
  /** The administrator: user and project `admin` of the domain `Default`. */
  username: string;
  password: string;
  project: string;
  folder: string;
  exited: GuardedChild["exited"];
  stop(): Promise<void>;
}

/** Keystone could not be started; the message says what it said. */
export class CannotStartKeystone extends Error {
  override name = "CannotStartKeystone";
}

/**
 * Starts a Keystone of one's own, for development, tests and demonstrations: it listens on loopback only, keeps everything in
 * `folder` (an SQLite database, Fernet keys, its log) and stops when this process ends in whatever way. Runs as whoever calls.
 *
 * @param port moves to a free one when it is taken
 * @param settings added to keystone.conf, by section
 * @param policy rules that replace Keystone's own, as in its policy.yaml
 */
export async function startKeystone(options: {
  keystone: InstalledKeystone;
  folder: string;
  port?: number;
  settings?: Record<string, Record<string, string>>;
  policy?: Record<string, string>;
}): Promise<LocalKeystone> {
  const { keystone } = options;
  const folder = resolve(options.folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const port = await portNear(options.port ?? 0);
  const url = `http://127.0.0.1:${port}/v3`;
  writeFileSync(join(folder, "keystone.conf"), configuration(folder, options.settings ?? {}));
  writeFileSync(join(folder, "policy.json"), JSON.stringify(options.policy ?? {}));
  writeFileSync(join(folder, "catalogue"), catalogue(url));
  const password = keptSecret(folder, "password", () => randomBytes(24).toString("hex"));
  keptKeys(join(folder, "fernet-keys"));
  keptKeys(join(folder, "credential-keys"));
  await prepareDatabase(keystone, folder, password);

  const lines: string[] = [];
  const child = await spawnGuarded("TERM", keystone.python, [server, String(port)], { cwd: "/", env: environment(folder) });
  const ready = new Promise<void>((done) => {
    child.onLine((line) => {
      if (lines.push(line) > 40) lines.shift();
      if (line === "keystone is ready") done();
    });
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((done) => {
    timer = setTimeout(() => done("did not become ready within 60 s"), 60_000);
  });
  const trouble = await Promise.race([ready, late, child.exited.then(() => "ended while starting")]);
  clearTimeout(timer);
  if (trouble !== undefined) {
    await child.stop();
    throw new CannotStartKeystone(`Keystone ${trouble}:\n${lines.join("\n")}`);
  }
  return {
    url,
    port,
    pid: child.pid,
    username: "admin",
    password,
    project: "admin",
    folder,
    exited: child.exited,
    stop: () => child.stop(),
  };
}

function configuration(folder: string, more: Record<string, Record<string, string>>): string {
  const sections: Record<string, Record<string, string>> = {
    DEFAULT: { log_file: join(folder, "keystone.log") },
    // Python's SQLite forbids a connection to be closed by another thread than the one that opened it.
    database: { connection: `sqlite:///${join(folder, "keystone.db")}?check_same_thread=false` },
    fernet_tokens: { key_repository: join(folder, "fernet-keys") },
    fernet_receipts: { key_repository: join(folder, "fernet-keys") },
    credential: { key_repository: join(folder, "credential-keys") },
    catalog: { driver: "templated", template_file: join(folder, "catalogue") },
    // A production Keystone has memcached here.
    cache: { enabled: "true", backend: "dogpile.cache.memory" },
    // The least that bcrypt allows: nothing here is worth guessing.
    identity: { password_hash_rounds: "4" },
    oslo_policy: { policy_file: join(folder, "policy.json") },
  };
  for (const [name, settings] of Object.entries(more)) sections[name] = { ...sections[name], ...settings };
  return Object.entries(sections)
    .map(([name, settings]) =>
      [`[${name}]`, ...Object.entries(settings).map(([key, value]) => `${key} = ${value}`), ""].join("\n"),
    )
    .join("\n");
}

/** The service catalogue as a file, so that a Keystone that moved to another port names its new address. */
function catalogue(url: string): string {
  const endpoints = ["public", "internal", "admin"].map((kind) => `catalog.RegionOne.identity.${kind}URL = ${url}`);
  return [...endpoints, "catalog.RegionOne.identity.name = Identity", ""].join("\n");
}

async function prepareDatabase(keystone: InstalledKeystone, folder: string, password: string): Promise<void> {
  const file = join(folder, "keystone.db");
  const done = join(folder, "bootstrapped");
  if (existsSync(done)) return;
  // What an interrupted start left behind is of no use.
  for (const rest of ["", "-wal", "-shm"]) rmSync(file + rest, { force: true });
  const env = { ...environment(folder), OS_BOOTSTRAP_PASSWORD: password };
  const config = ["--config-file", join(folder, "keystone.conf")];
  // In SQLite's own way a writer waits for every reader, and Keystone reads while it writes.
  const wal = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('pragma journal_mode = wal')";
  try {
    await run(keystone.manage, [...config, "db_sync"], { cwd: "/", env });
    await run(keystone.python, ["-c", wal, file], { cwd: "/", env });
    await run(keystone.manage, [...config, "bootstrap", "--bootstrap-region-id", "RegionOne"], { cwd: "/", env });
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string };
    throw new CannotStartKeystone(`Keystone could not be set up:\n${[stdout, stderr].join("\n").trim() || String(error)}`);
  }
  writeFileSync(done, "");
}

function environment(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    LC_ALL: "C.UTF-8",
    PYTHONDONTWRITEBYTECODE: "1",
    OS_KEYSTONE_CONFIG_DIR: folder,
    OS_KEYSTONE_CONFIG_FILES: "keystone.conf",
  };
}

/** Two Fernet keys: 0 is staged, 1 signs. */
function keptKeys(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of ["0", "1"]) keptSecret(folder, name, () => `${randomBytes(32).toString("base64url")}=`);
}

function keptSecret(folder: string, name: string, make: () => string): string {
  const file = join(folder, name);
  if (!existsSync(file)) writeFileSync(file, make(), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
