import { keyFor } from "@saihan/auth";
import type { WebhookConfig } from "@saihan/config";
import { connect, databaseFaults, databaseReady, disconnect, poolOf } from "@saihan/db";
import type { Log } from "@saihan/log";
import { watchPool } from "@saihan/metrics";
import { type Handlers, jobs, openQueueStore, startWorker } from "@saihan/queues";
import { check, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { openPoster } from "@saihan/webhooks";
import type { WebhookContext } from "./context.ts";
import { handleDeliverEvents } from "./handlers/deliver-events.ts";
import { handleResendEvents } from "./handlers/resend-events.ts";
import { handleTestWebhook } from "./handlers/test-webhook.ts";

const mine = { deliverEvents: jobs.deliverEvents, resendEvents: jobs.resendEvents, testWebhook: jobs.testWebhook } as const;
const handlers = {
  "deliver-events": handleDeliverEvents,
  "resend-events": handleResendEvents,
  "test-webhook": handleTestWebhook,
} satisfies Handlers<WebhookContext, typeof mine>;
/** Receivers keep one waiting: a job costs little but time, so more of them are under way than of other work. */
const times = 4;

export async function startWebhookWorker(
  config: WebhookConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "webhook-worker",
    max: 8,
    waitMs: 10_000,
  });
  watchPool("webhook-worker", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  let stopping = false;
  const poster = openPoster({ loopback: config.WEBHOOK_LOOPBACK, timeoutMs: config.WEBHOOK_TIMEOUT_MS });
  const worker = startWorker({
    ...{ db, store, log, now, queue: "webhooks", handlers },
    ctx: { db, now, poster, stopping: () => stopping, key: keyFor(config.MASTER_KEY, "webhook-secret") },
    jobs: Object.values(mine),
    concurrency: config.WORKER_CONCURRENCY * times,
    lockMs: config.WORKER_LOCK_MS,
    retryDelayMs: config.RETRY_DELAY_MS,
  });
  const health = await serveHealth(config.HEALTH_PORT, config.HOST, async () => [
    ...(await check("database", () => databaseReady(db))),
    ...(await check("queue store", () => store.available())),
  ]);
  return {
    port: health.port,
    close: async () => {
      stopping = true;
      await health.close();
      await worker.close();
      await poster.close();
      await store.close();
      await disconnect(db);
    },
  };
}
