import { Cluster, type ClusterOptions, Redis, type RedisOptions } from "ioredis";
import { type RedisAddress, readRedisAddress } from "./redis-address.ts";

/** A connection to whatever REDIS_URL names. What is common to both is all that the house uses. */
export type RedisClient = Redis | Cluster;

/** What a client is for: `work` waits for a store that is away, `ask` says within seconds that it is. */
export type Manner = "ask" | "work";

/**
 * A connection on which an answer is owed for so long is dead, whatever TCP says of it: it is closed and made anew. No command of a queue takes
 * longer; a worker waits for a job at most ten seconds at a time.
 */
export const deafAfterMs = 20_000;

/**
 * Connects to the Redis, the Sentinels' primary or the Cluster of an address.
 *
 * @throws TypeError when the address is none
 */
export function openRedis(address: string, manner: Manner): RedisClient {
  const at = readRedisAddress(address);
  const options = optionsOf(at, manner);
  if (at.kind === "single") return new Redis(at.url, options.redis);
  if (at.kind === "sentinel") return new Redis(options.redis);
  return new Cluster(at.servers, options.cluster);
}

type OneOptions = Omit<RedisOptions, "replyMapping">;
type ManyOptions = Omit<ClusterOptions, "redisOptions"> & { redisOptions?: Omit<OneOptions, "himportFieldsets"> };

/** How ioredis is told of an address; apart, so that it can be looked at. */
export function optionsOf(at: RedisAddress, manner: Manner): { redis: OneOptions; cluster: ManyOptions } {
  const asking = manner === "ask";
  const each = {
    maxRetriesPerRequest: asking ? 1 : null,
    socketTimeout: deafAfterMs,
    ...(asking ? { commandTimeout: 5_000 } : {}),
  };
  const waiting = { enableOfflineQueue: !asking };
  if (at.kind === "single") return { redis: { ...each, ...waiting }, cluster: {} };
  const { username, password } = at;
  const signIn = { ...(username ? { username } : {}), ...(password ? { password } : {}), ...(at.tls ? { tls: {} } : {}) };
  // A primary that became a replica under an open connection, or was cut off from its replicas, refuses writes: Sentinels are asked anew for the
  // primary. Asking again by itself is safe only where nothing was done.
  const reconnectOnError = (error: Error) => (error.message.includes("READONLY") ? 2 : error.message.includes("NOREPLICAS"));
  if (at.kind === "cluster") {
    return {
      redis: {},
      cluster: {
        ...waiting,
        redisOptions: { ...each, ...signIn },
        slotsRefreshTimeout: 5_000,
        slotsRefreshInterval: 5_000,
        // Certificates of a Cluster stand for names, which must not be turned into addresses before.
        ...(at.tls ? { dnsLookup: (host: string, found: (error: null, address: string) => void) => found(null, host) } : {}),
        clusterRetryStrategy: (times: number) => Math.min(100 * times, 2_000),
      },
    };
  }
  const { sentinelUsername, sentinelPassword } = at;
  return {
    cluster: {},
    redis: {
      ...{ ...each, ...waiting, ...signIn, db: at.db, sentinels: at.servers, name: at.name, reconnectOnError },
      ...(sentinelUsername ? { sentinelUsername } : {}),
      ...(sentinelPassword ? { sentinelPassword } : {}),
      ...(at.tls ? { sentinelTLS: {}, enableTLSForSentinelMode: true } : {}),
      sentinelRetryStrategy: (times: number) => Math.min(50 * times, 1_000),
      sentinelCommandTimeout: 3_000,
    },
  };
}

/** Every primary that holds keys; one, but on a Cluster. */
export function primariesOf(client: RedisClient): Redis[] {
  return client instanceof Cluster ? client.nodes("master") : [client];
}
