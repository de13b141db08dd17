import { Cluster } from "ioredis";
import type { RedisClient } from "./redis-client.ts";

/**
 * A figure that grows with every call for as long as the store keeps what it holds, and the server that holds it. A server that took over from
 * another may lack the newest of what that one had acknowledged: Redis hands it on afterwards.
 */
export interface Beat {
  figure: number;
  /** Drawn by the server each time that it starts. */
  server: string;
}

const beat = `return {redis.call('incr', KEYS[1]), redis.call('info', 'server')}`;

/** @param key one of the house's: on a Cluster the server that holds it is asked */
export async function beatOf(client: RedisClient, key: string): Promise<Beat> {
  const [figure, info] = (await client.eval(beat, 1, key)) as [number, string];
  return { figure, server: factsIn(info).get("run_id") ?? "" };
}

/** As `faultsIn`, of the server that holds a key. @throws when it cannot be reached */
export async function faultsOfRedis(client: RedisClient, key: string): Promise<string[]> {
  if (client instanceof Cluster) return faultsIn((await client.eval("return redis.call('info')", 1, key)) as string);
  const info = await client.info();
  const facts = factsIn(info);
  if (facts.get("redis_mode") === "cluster")
    return ["Redis is a node of a Cluster, so REDIS_URL must begin with redis+cluster:// or rediss+cluster://"];
  if (facts.get("role") === "slave")
    return ["Redis is a replica of another, which takes no jobs; REDIS_URL must name the primary or Sentinels"];
  return faultsIn(info);
}

function factsIn(info: string): Map<string, string> {
  return new Map(info.split(/\r?\n/).map((line) => line.split(":", 2) as [string, string]));
}

/**
 * Why a Redis cannot be trusted with queues (BullMQ, Going to production): one sentence each, none when it can.
 * @param info its answer to INFO
 */
export function faultsIn(info: string): string[] {
  const facts = factsIn(info);
  const faults: string[] = [];
  const policy = facts.get("maxmemory_policy");
  if (policy !== undefined && policy !== "noeviction")
    faults.push(`Redis has maxmemory-policy ${policy}, which throws jobs away when memory is short; it must be noeviction`);
  if (facts.get("aof_enabled") === "0")
    faults.push("Redis keeps no append-only file (appendonly no), and forgets every job when it ends");
  const version = facts.get("redis_version");
  const [major = 0, minor = 0] = (version ?? "").split(".").map(Number);
  if (version !== undefined && (major < 6 || (major === 6 && minor < 2)))
    faults.push(`Redis ${version} is too old: 6.2 or newer`);
  return faults;
}
