import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
import { type GuardedChild, spawnGuarded } from "./guarded-child.ts";
import { freePort } from "./ports.ts";
import { waitFor } from "./wait-for.ts";

export interface LocalRedis {
  url: string;
  port: number;
  pid: number;
  exited: GuardedChild["exited"];
  stop(): Promise<void>;
}

/** A Redis or Valkey server on the PATH that is new enough for BullMQ (6.2), if there is one. */
export function findRedisServer(): string | undefined {
  for (const name of ["redis-server", "valkey-server"]) {
    try {
      const said = execFileSync(name, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
      const [, major = "0", minor = "0"] = /v=(\d+)\.(\d+)/.exec(said) ?? [];
      if (Number(major) > 6 || (Number(major) === 6 && Number(minor) >= 2)) return name;
    } catch {
      // not on the PATH
    }
  }
  return undefined;
}

/** A Redis of one's own on loopback, with the settings that the house asks of a production one. */
export async function startRedis(options: {
  command: string;
  folder: string;
  port?: number;
  password?: string;
  /** Beside or in place of the house's own, by their names in redis.conf. */
  settings?: Readonly<Record<string, string>>;
}): Promise<LocalRedis> {
  const port = options.port ?? (await freePort());
  const password = options.password ?? randomBytes(16).toString("hex");
  mkdirSync(options.folder, { recursive: true });
  const settings = {
    port: String(port),
    bind: "127.0.0.1",
    dir: options.folder,
    requirepass: password,
    appendonly: "yes",
    appendfsync: "everysec",
    save: "",
    "maxmemory-policy": "noeviction",
    daemonize: "no",
    ...options.settings,
  };
  const child = await spawnGuarded(
    "TERM",
    options.command,
    Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
  );
  let up = false;
  child.onLine((line) => {
    if (line.includes("Ready to accept connections")) up = true;
  });
  await Promise.race([
    waitFor("redis", 20_000, async () => (up ? true : undefined)),
    child.exited.then(() => {
      throw new Error("redis ended while starting");
    }),
  ]);
  return { url: `redis://:${password}@127.0.0.1:${port}`, port, pid: child.pid, exited: child.exited, stop: () => child.stop() };
}
