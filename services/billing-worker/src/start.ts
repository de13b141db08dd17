import type { BillingConfig } from "@saihan/config";
import { connect, databaseReady, disconnect } from "@saihan/db";
import type { Log } from "@saihan/log";
import { openQueueStore, startWorker } from "@saihan/queues";
import { check, type Running, serveHealth } from "@saihan/runtime";

/** Takes the jobs of the billing queue. It knows none yet: a job that arrives here is set aside for operations. */
export async function startBillingWorker(
  config: BillingConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({ url: config.DATABASE_URL, applicationName: "billing-worker", max: 4 });
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  const worker = startWorker({
    db,
    store,
    log,
    now,
    queue: "billing",
    ctx: { db, now },
    jobs: [],
    handlers: {},
    concurrency: 2,
    lockMs: config.WORKER_LOCK_MS,
    retryDelayMs: config.RETRY_DELAY_MS,
  });
  const health = await serveHealth(config.HEALTH_PORT, config.HOST, () => check("database", () => databaseReady(db)));
  return {
    port: health.port,
    close: async () => {
      await health.close();
      await worker.close();
      await store.close();
      await disconnect(db);
    },
  };
}
