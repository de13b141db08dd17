import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyFor } from "@saihan/auth";
import { asRole, giveLogins, migrate, type ProgramRole } from "@saihan/db";
import {
  freePort,
  type InstalledKeystone,
  type ServiceSpec,
  Supervisor,
  startKeystone,
  startPostgres,
  startRedis,
} from "@saihan/launch";
import { silentLog } from "@saihan/log";
import { buildPages } from "@saihan/portal-pages";
import { openQueueStore } from "@saihan/queues";
import { type KeptServer, keepServer } from "./kept-server.ts";
import { type SampleCredentials, seedSampleProgramme } from "./seed.ts";
import { choosePorts, type Ports, serviceSpecs } from "./services.ts";

export interface HouseOptions {
  stateFolder: string;
  /** 0: any free ports. */
  portBase: number;
  databaseUrl?: string | undefined;
  redisUrl?: string | undefined;
  /** Starts a Redis of the house's own with this program, unless redisUrl is given. */
  redisCommand?: string | undefined;
  smtpUrl?: string | undefined;
  /** Folder to which the house's own Postgres copies its log of changes, so that it can be restored to a point in time. */
  walArchive?: string | undefined;
  /** Acts on a throw-away Keystone of the house's own instead of the simulator. */
  keystone?: KeystoneOption | undefined;
  env?: Record<string, string>;
  /** Hears what the house says of itself. */
  tell: (line: string) => void;
  /** Hears every line of every service. */
  say: (name: string, line: string) => void;
  /** Hears that the first order can be served, before the rest is up. */
  serving?: () => void;
}

export interface KeystoneOption {
  installed: InstalledKeystone;
  /** Puts something between the workers and Keystone. Given Keystone's address, it answers with the address that they shall use. */
  front?: (url: string) => Promise<string>;
}

/** What `started.json` tells to other programs. */
export interface Started {
  api: string;
  dashboard: string;
  portal: string;
  mail: string | null;
  platform: string;
  /** How to sign in to the Keystone that the house acts on. */
  keystone: { url: string; username: string; passwordFile: string } | null;
  database: string;
  redis: string | null;
  partners: SampleCredentials["partners"];
  operator: SampleCredentials["operator"];
}

export interface RunningHouse {
  started: Started;
  ports: Ports;
  supervisor: Supervisor;
  stateFolder: string;
  /** The database as a program of the house signs in to it. */
  databaseAs: (role: ProgramRole) => string;
  stop(): Promise<void>;
}

/** Starts everything on this machine: database, schema, sample programme, services. */
export async function openLocalHouse(options: HouseOptions): Promise<RunningHouse> {
  const { stateFolder, tell } = options;
  mkdirSync(stateFolder, { recursive: true });
  const startedFile = join(stateFolder, "started.json");
  rmSync(startedFile, { force: true });
  const supervisor = new Supervisor({
    stateFolder,
    say: options.say,
    gaveUp: (name, why) => tell(`${name} does not run: ${why}; see ${join(stateFolder, "logs", `${name}.log`)}`),
  });
  const database = options.databaseUrl ? undefined : await keepPostgres(options, supervisor);
  const databaseUrl = options.databaseUrl ?? (database?.current().url as string);
  const redis =
    options.redisUrl || !options.redisCommand
      ? undefined
      : await keepRedis(stateFolder, options.redisCommand, supervisor, options.say);
  const redisUrl = options.redisUrl ?? redis?.current().url;
  let keystone: KeptServer | undefined;
  const stop = async () => {
    rmSync(startedFile, { force: true });
    await supervisor.stop();
    await keystone?.stop();
    await redis?.stop();
    await database?.stop();
  };
  try {
    const masterKey = masterKeyOf(stateFolder);
    const rolePassword = keyFor(Buffer.from(masterKey, "base64"), "database-role").toString("base64url");
    const [ports] = await Promise.all([
      choosePorts(options.portBase, (what, wanted, got) => tell(`port ${wanted} is taken, so the ${what} listens on ${got}`)),
      prepareSchema(databaseUrl, redisUrl, rolePassword),
    ]);
    const operations = asRole(databaseUrl, "saihan_operations", rolePassword);
    const seeding = seedSampleProgramme({ databaseUrl: operations, masterKey: Buffer.from(masterKey, "base64"), stateFolder });
    const cloud = options.keystone && (await openKeystone(options, options.keystone, ports.platform, supervisor));
    keystone = cloud?.kept;
    const specs = serviceSpecs({
      ports,
      simulator: cloud === undefined,
      stateFolder,
      databaseUrl,
      rolePassword,
      redisUrl,
      smtpUrl: options.smtpUrl,
      masterKey,
      env: { ...cloud?.env, ...options.env },
    });
    const start = (list: ServiceSpec[]) => Promise.all(list.map((spec) => supervisor.start(spec)));
    await Promise.all([start(specs.first), seeding]);
    options.serving?.();
    await buildPages();
    await start(specs.others);
    const credentials = await seeding;
    const local = (port: number) => `http://127.0.0.1:${port}`;
    const started: Started = {
      api: local(ports.api),
      dashboard: local(ports.dashboard),
      portal: local(ports.portal),
      mail: options.smtpUrl ? null : local(ports.mailWeb),
      platform: cloud?.facts.url ?? local(ports.platform),
      keystone: cloud?.facts ?? null,
      database: databaseUrl,
      redis: redisUrl ?? null,
      partners: credentials.partners,
      operator: credentials.operator,
    };
    // Whoever finds the file finds all of it.
    writeFileSync(`${startedFile}.part`, `${JSON.stringify(started, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${startedFile}.part`, startedFile);
    const databaseAs = (role: ProgramRole) => asRole(databaseUrl, role, rolePassword);
    return { started, ports, supervisor, stateFolder, databaseAs, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Brings the house's tables and the queue store's own up to date.
 * @param rolePassword with which the programs' roles shall sign in; without one their logins stay as they are
 */
export async function prepareSchema(
  databaseUrl: string,
  redisUrl: string | undefined,
  rolePassword: string | undefined,
): Promise<string[]> {
  const done = await migrate(databaseUrl);
  if (rolePassword) await giveLogins(databaseUrl, rolePassword);
  const store = openQueueStore({ redisUrl, databaseUrl }, silentLog);
  try {
    await store.prepare();
  } finally {
    await store.close();
  }
  return done;
}

/** The embedded Postgres: on the port that it had the last time, as long as that is free. */
function keepPostgres({ stateFolder, walArchive, say }: HouseOptions, supervisor: Supervisor): Promise<KeptServer> {
  const folder = join(stateFolder, "postgres");
  const start = async () => {
    const server = await startPostgres({ folder, wantedPort: rememberedPort(stateFolder), walArchive });
    writeFileSync(join(stateFolder, "postgres-port"), String(server.port));
    return server;
  };
  return keepServer("postgres", start, supervisor, say);
}

async function keepRedis(
  stateFolder: string,
  command: string,
  supervisor: Supervisor,
  say: HouseOptions["say"],
): Promise<KeptServer> {
  const folder = join(stateFolder, "redis");
  const [port, password] = [await freePort(), randomBytes(16).toString("hex")];
  return keepServer("redis", () => startRedis({ command, folder, port, password }), supervisor, say);
}

/** The throw-away Keystone, kept running at one address, and what tells the workers of it. */
async function openKeystone(
  { stateFolder, say }: HouseOptions,
  { installed, front }: KeystoneOption,
  wantedPort: number,
  supervisor: Supervisor,
) {
  const folder = join(stateFolder, "keystone");
  const first = await startKeystone({ keystone: installed, folder, port: wantedPort });
  const { port, username } = first;
  let next: typeof first | undefined = first;
  const start = async () => {
    const server = next ?? (await startKeystone({ keystone: installed, folder, port }));
    next = undefined;
    return server;
  };
  const kept = await keepServer("keystone", start, supervisor, say);
  const passwordFile = join(folder, "password");
  const env = {
    PLATFORM_URL: `keystone+${front ? await front(first.url) : first.url}`,
    KEYSTONE_USERNAME: username,
    KEYSTONE_PASSWORD_FILE: passwordFile,
  };
  return { kept, env, facts: { url: first.url, username, passwordFile } };
}

function rememberedPort(stateFolder: string): number {
  const file = join(stateFolder, "postgres-port");
  const port = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
  return Number.isInteger(port) && port > 0 && port < 65_536 ? port : 54_329;
}

function masterKeyOf(stateFolder: string): string {
  if (process.env.MASTER_KEY) return process.env.MASTER_KEY;
  const file = join(stateFolder, "master-key");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}
