import { randomBytes } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type GuardedChild, spawnGuarded } from "./guarded-child.ts";
import { type LocalRedis, startRedis } from "./local-redis.ts";
import { freePort } from "./ports.ts";
import { ask, type RedisSet } from "./redis-set.ts";
import { waitFor } from "./wait-for.ts";

const name = "house";
/** How long a primary may be silent before its Sentinels act; a busy machine must not look like a dead one. */
const patienceMs = 2_000;

/** A primary, two replicas and three Sentinels on loopback, with passwords for both. */
export async function startSentinels({ command, folder }: { command: string; folder: string }): Promise<RedisSet> {
  const [password, watchword] = [randomBytes(16).toString("hex"), randomBytes(16).toString("hex")];
  const servers = new Map<number, { folder: string; running: LocalRedis }>();
  const serve = async (port: number, at: string, primary?: number) => {
    const follow: Record<string, string> = primary === undefined ? {} : { replicaof: `127.0.0.1 ${primary}` };
    const settings = { masterauth: password, "repl-diskless-sync-delay": "0", ...follow };
    servers.set(port, { folder: at, running: await startRedis({ command, folder: at, port, password, settings }) });
  };
  const first = await freePort();
  await serve(first, join(folder, "redis-1"));
  for (const n of [2, 3]) await serve(await freePort(), join(folder, `redis-${n}`), first);
  const sentinels: { port: number; child: GuardedChild }[] = [];
  for (const n of [1, 2, 3]) {
    const [at, port] = [join(folder, `sentinel-${n}`), await freePort()];
    mkdirSync(at, { recursive: true });
    const file = join(at, "sentinel.conf");
    const lines = [
      ...[
        `port ${port}`,
        "bind 127.0.0.1",
        `dir ${at}`,
        `requirepass ${watchword}`,
        `sentinel monitor ${name} 127.0.0.1 ${first} 2`,
      ],
      ...[`sentinel auth-pass ${name} ${password}`, `sentinel down-after-milliseconds ${name} ${patienceMs}`],
      ...[`sentinel failover-timeout ${name} 4000`, `sentinel parallel-syncs ${name} 2`],
    ];
    writeFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
    sentinels.push({ port, child: await spawnGuarded("TERM", command, [file, "--sentinel"]) });
  }
  const asked = async (...words: string[]) => {
    const answers = await Promise.allSettled(sentinels.map(({ port }) => ask(command, port, watchword, "SENTINEL", ...words)));
    const answer = answers.find((a) => a.status === "fulfilled");
    if (answer?.status !== "fulfilled") throw new Error("no Sentinel answers");
    return answer.value;
  };
  const primary = async () => {
    const said = await Promise.all(
      sentinels.map(({ port }) => ask(command, port, watchword, "SENTINEL", "get-master-addr-by-name", name).catch(() => "")),
    );
    const ports = new Set(said.map((text) => Number(text.split("\n")[1])));
    const [port = Number.NaN] = ports;
    return ports.size === 1 && servers.has(port) ? port : undefined;
  };
  /** All Sentinels name one primary and know of each other, and somebody could take over from it. */
  const whole = () =>
    waitFor("sentinels and replicas", 60_000, async () => {
      const port = await primary();
      if (port === undefined) return undefined;
      const known = await ask(command, (sentinels[0] as { port: number }).port, watchword, "SENTINEL", "ckquorum", name).catch(
        () => "",
      );
      const told = await ask(command, port, password, "INFO", "replication").catch(() => "");
      const following = [...told.matchAll(/^slave\d+:.*state=online/gm)].length;
      const replicas = await asked("replicas", name).catch(() => "");
      const well = [...replicas.matchAll(/^flags\n(.*)$/gm)].filter(([, flags]) => flags === "slave").length;
      return known.startsWith("OK 3") && told.includes("role:master") && following > 0 && well > 0 ? port : undefined;
    });
  const successor = (before: number) =>
    waitFor("another primary", 60_000, async () => {
      const port = await primary();
      return port !== undefined && port !== before ? port : undefined;
    });
  await whole();
  return {
    url: `redis+sentinel://:${password}@${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(",")}/${name}?sentinel-password=${watchword}`,
    handOver: async () => {
      const before = await whole();
      await ask(command, (sentinels[0] as { port: number }).port, watchword, "SENTINEL", "FAILOVER", name);
      await successor(before);
    },
    strike: async () => {
      const before = await whole();
      const struck = servers.get(before) as { folder: string; running: LocalRedis };
      process.kill(struck.running.pid, "SIGKILL");
      await struck.running.exited;
      await serve(before, struck.folder, await successor(before));
    },
    stop: async () => {
      await Promise.all(sentinels.map(({ child }) => child.stop()));
      await Promise.all([...servers.values()].map(({ running }) => running.stop()));
    },
  };
}
