import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { type LocalRedis, startRedis } from "./local-redis.ts";
import { freePort } from "./ports.ts";
import { ask, type RedisSet } from "./redis-set.ts";
import { waitFor } from "./wait-for.ts";

/** How long a node may be silent before the others act; a busy machine must not look like a dead one. */
const patienceMs = 2_000;
const slots = 16_384;

interface Seen {
  id: string;
  port: number;
  flags: string;
  /** Id of the primary that it follows. */
  follows: string;
  connected: boolean;
  ranges: [number, number][];
}

/** A Cluster of three primaries with a replica each on loopback. */
export async function startCluster({ command, folder }: { command: string; folder: string }): Promise<RedisSet> {
  const password = randomBytes(16).toString("hex");
  const nodes: { port: number; bus: number; folder: string; running: LocalRedis }[] = [];
  const serve = (port: number, bus: number, at: string) => {
    const settings = {
      ...{ masterauth: password, "cluster-enabled": "yes", "cluster-config-file": "nodes.conf", "cluster-port": String(bus) },
      ...{ "cluster-node-timeout": String(patienceMs), "cluster-allow-replica-migration": "no" },
      ...{ "cluster-replica-validity-factor": "0", "repl-diskless-sync-delay": "0" },
    };
    return startRedis({ command, folder: at, port, password, settings });
  };
  for (const n of [1, 2, 3, 4, 5, 6]) {
    const [port, bus, at] = [await freePort(), await freePort(), join(folder, `node-${n}`)];
    nodes.push({ port, bus, folder: at, running: await serve(port, bus, at) });
  }
  const tell = (port: number, ...words: string[]) => ask(command, port, password, ...words);
  const ports = nodes.map((node) => node.port);
  const [first = 0] = ports;
  const seenBy = async (port: number): Promise<Seen[]> => (await tell(port, "CLUSTER", "NODES")).split("\n").map(readNode);
  const idOf = (port: number) => tell(port, "CLUSTER", "MYID");

  for (const [i, port] of ports.slice(0, 3).entries()) {
    const [from, to] = [Math.floor((slots * i) / 3), Math.floor((slots * (i + 1)) / 3) - 1];
    await tell(port, "CLUSTER", "SET-CONFIG-EPOCH", String(i + 1));
    await tell(port, "CLUSTER", "ADDSLOTSRANGE", String(from), String(to));
  }
  for (const { port, bus } of nodes.slice(1)) await tell(first, "CLUSTER", "MEET", "127.0.0.1", String(port), String(bus));
  await waitFor("the nodes to know each other", 60_000, async () =>
    (await Promise.all(ports.map(seenBy))).every(
      (list) => list.length === 6 && list.every(({ flags }) => !flags.includes("handshake")),
    )
      ? true
      : undefined,
  );
  for (const [i, port] of ports.slice(3).entries()) await tell(port, "CLUSTER", "REPLICATE", await idOf(ports[i] as number));

  /** Every node finds the Cluster whole, and every primary has a replica that follows it. @returns what a node sees */
  const whole = () =>
    waitFor("a whole cluster", 90_000, async () => {
      const views = await Promise.all(
        ports.map(async (port) => {
          const [info, seen] = await Promise.all([tell(port, "CLUSTER", "INFO"), seenBy(port)]);
          return { fine: info.includes("cluster_state:ok"), seen, follows: await tell(port, "INFO", "replication") };
        }),
      ).catch(() => []);
      const fine = views.every(
        ({ fine, seen, follows }) =>
          fine &&
          seen.every(({ flags, connected }) => !/fail|handshake/.test(flags) && connected) &&
          seen.filter(({ flags }) => flags.includes("master")).length === 3 &&
          follows.split("\n").some((line) => /^slave0:.*state=online|^master_link_status:up/.test(line)),
      );
      return views.length === 6 && fine ? views[0]?.seen : undefined;
    });
  const holderIn = async (key: string, seen: Seen[]) => {
    const slot = Number(await tell((seen.find(({ flags }) => !flags.includes("fail")) as Seen).port, "CLUSTER", "KEYSLOT", key));
    return seen.find(({ ranges }) => ranges.some(([from, to]) => from <= slot && slot <= to));
  };
  const successor = (key: string, before: number) =>
    waitFor("another holder", 60_000, async () => {
      const others = ports.filter((port) => port !== before);
      const held = await Promise.all(others.map(async (port) => (await holderIn(key, await seenBy(port)))?.port)).catch(() => []);
      return held.length === others.length && held.every((port) => port !== undefined && port !== before && port === held[0])
        ? held[0]
        : undefined;
    });
  const nodeAt = (port: number) => nodes.find((node) => node.port === port) as (typeof nodes)[number];
  await whole();
  return {
    url: `redis+cluster://:${password}@${ports.map((port) => `127.0.0.1:${port}`).join(",")}`,
    handOver: async (key) => {
      const seen = await whole();
      const holder = (await holderIn(key, seen)) as Seen;
      await tell((seen.find(({ follows }) => follows === holder.id) as Seen).port, "CLUSTER", "FAILOVER");
      await successor(key, holder.port);
    },
    strike: async (key) => {
      const { port } = (await holderIn(key, await whole())) as Seen;
      const struck = nodeAt(port);
      process.kill(struck.running.pid, "SIGKILL");
      await struck.running.exited;
      await successor(key, port);
      struck.running = await serve(port, struck.bus, struck.folder);
    },
    stop: async () => {
      await Promise.all(nodes.map(({ running }) => running.stop()));
    },
  };
}

/** A line of CLUSTER NODES. */
function readNode(line: string): Seen {
  const [id = "", address = "", flags = "", follows = "", , , , link, ...ranges] = line.split(" ");
  return {
    ...{ id, flags, follows, connected: link === "connected" },
    port: Number(/:(\d+)@/.exec(address)?.[1]),
    ranges: ranges.flatMap((range) => {
      const [, from, to] = /^(\d+)(?:-(\d+))?$/.exec(range) ?? [];
      return from === undefined ? [] : [[Number(from), Number(to ?? from)] as [number, number]];
    }),
  };
}
