import { once } from "node:events";
import type { Log } from "@saihan/log";
import { errorFacts } from "@saihan/log";
import {
  type ConnectionOptions,
  createPostgresBackend,
  type Processor,
  Queue,
  runMigrations,
  Worker,
  type WorkerOptions,
} from "bullmq";
import pg from "pg";
import { type QueueName, queueNames } from "./define-job.ts";
import { deafAfterMs, type Manner, openRedis, type RedisClient } from "./redis-client.ts";
import { type Beat, beatOf, faultsOfRedis } from "./redis-standing.ts";

/** What the queues run on. Postgres is the one that is there anyway; Redis is the one for volume. */
export type Backend = "redis" | "postgres";

export interface QueueStoreOptions {
  /** One Redis, Sentinels or a Cluster (redis-address.ts); without it the queues live in the database. */
  redisUrl: string | undefined;
  databaseUrl: string;
  /** Keys in Redis begin with it; the braces keep one queue's keys on one node of a cluster. */
  prefix?: string;
}

/** The only module that knows on what the queues run. */
export interface QueueStore {
  readonly backend: Backend;
  /** For adding and looking: answers or fails within seconds, never waits for a queue store that is away. */
  queue(name: QueueName): Queue;
  /** For working: waits for a queue store that is away, and goes on when it is back. */
  worker(name: QueueName, process: Processor, options: Omit<WorkerOptions, "connection" | "prefix">): Worker;
  /** Answers at once when the queue store can be reached. @throws when not */
  available(): Promise<void>;
  /** Why it cannot be trusted with work, one sentence each. @throws when it cannot be reached */
  faults(): Promise<string[]>;
  /** Tells whether the store still keeps what it was given. Nothing where the queues share the fate of the database. */
  beat(): Promise<Beat | undefined>;
  /** Makes or updates the store's own tables. Nothing to do on Redis. */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

export class QueueStoreAway extends Error {
  override name = "QueueStoreAway";
}

const jobsKept = {
  removeOnComplete: { age: 3_600, count: 1_000 },
  removeOnFail: { age: 7 * 24 * 3_600, count: 5_000 },
};

export function openQueueStore(options: QueueStoreOptions, log: Log): QueueStore {
  return options.redisUrl
    ? redisStore(options.redisUrl, options.prefix ?? "{saihan}", log)
    : postgresStore(options.databaseUrl, log);
}

function redisStore(url: string, prefix: string, log: Log): QueueStore {
  const open = (manner: Manner) => watched(openRedis(url, manner), log);
  const producer = open("ask");
  // Each worker has a connection of its own: one that is made anew starts with a new one.
  const consumers: RedisClient[] = [];
  const consumer = () => {
    const made = open("work");
    consumers.push(made);
    return made;
  };
  const opened = register();
  return {
    backend: "redis",
    queue: (name) =>
      opened.queue(name, () =>
        quiet(
          new Queue(name, {
            connection: producer as unknown as ConnectionOptions,
            prefix,
            defaultJobOptions: jobsKept,
            streams: { events: { maxLen: 1_000 } },
          }),
          log,
        ),
      ),
    worker: (name, process, more) =>
      opened.worker(
        quiet(new Worker(name, process, { ...more, connection: consumer() as unknown as ConnectionOptions, prefix }), log),
      ),
    available: async () => {
      if (producer.status !== "ready") throw new QueueStoreAway("redis is not connected");
    },
    faults: async () => {
      if (producer.status !== "ready") await once(producer, "ready");
      return faultsOfRedis(producer, `${prefix}:beat`);
    },
    beat: () => beatOf(producer, `${prefix}:beat`),
    prepare: async () => {},
    close: async () => {
      await opened.close();
      producer.disconnect();
      for (const made of consumers) made.disconnect();
    },
  };
}

function postgresStore(url: string, log: Log): QueueStore {
  const pools: pg.Pool[] = [];
  const pool = (max: number) => {
    const made = new pg.Pool({
      connectionString: url,
      max,
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: deafAfterMs,
      // The backend names its tables without their schema; they belong to a role of their own.
      options: "-c role=saihan_queue -c search_path=bullmq",
    });
    made.on("error", (error) => log.warn("queue store connection lost", errorFacts(error)));
    // While a client is lent, between two of its queries, nobody but us hears that its connection is gone.
    made.on("connect", (client) => client.on("error", (error) => log.debug("queue store connection lost", errorFacts(error))));
    pools.push(made);
    return made;
  };
  const adding = lazily(() => pool(3));
  const working = lazily(() => pool(6));
  const opened = register();
  return {
    backend: "postgres",
    queue: (name) =>
      opened.queue(name, () =>
        quiet(
          new Queue(
            name,
            { connection: adding.get(), defaultJobOptions: jobsKept } as never,
            createPostgresBackend as never,
          ) as unknown as Queue,
          log,
        ),
      ),
    worker: (name, process, more) =>
      opened.worker(
        quiet(
          new Worker(
            name,
            process,
            { ...more, connection: working.get() } as never,
            createPostgresBackend as never,
          ) as unknown as Worker,
          log,
        ),
      ),
    available: async () => {
      await adding.get().query("select 1");
    },
    faults: async () => [],
    beat: async () => undefined,
    prepare: async () => {
      const client = new pg.Client({ connectionString: url, options: "-c role=saihan_queue" });
      await client.connect();
      try {
        await runMigrations(client);
      } finally {
        await client.end();
      }
    },
    close: async () => {
      await opened.close();
      await Promise.all(pools.map((p) => p.end().catch(() => {})));
    },
  };
}

function register() {
  const queues = new Map<QueueName, Queue>();
  const workers: Worker[] = [];
  return {
    queue(name: QueueName, make: () => Queue): Queue {
      if (!queueNames.includes(name)) throw new Error(`no such queue: ${name}`);
      const known = queues.get(name);
      if (known) return known;
      const made = make();
      queues.set(name, made);
      // BullMQ remembers a first connection that failed for good: such a queue is of no use any more.
      made.waitUntilReady().catch(() => {
        if (queues.get(name) === made) queues.delete(name);
        made.close().catch(() => {});
      });
      return made;
    },
    worker(made: Worker): Worker {
      workers.push(made);
      return made;
    },
    async close(): Promise<void> {
      await Promise.allSettled([...workers.map((w) => w.close()), ...[...queues.values()].map((q) => q.close())]);
    },
  };
}

function lazily<T>(make: () => T): { get(): T } {
  let value: T | undefined;
  return {
    get: () => {
      value ??= make();
      return value;
    },
  };
}

function watched(redis: RedisClient, log: Log): RedisClient {
  redis.on("error", (error) => log.warn("queue store connection", errorFacts(error)));
  return redis;
}

function quiet<T extends { on(event: "error", heard: (error: Error) => void): unknown }>(made: T, log: Log): T {
  made.on("error", (error) => log.warn("queue store", errorFacts(error)));
  return made;
}
