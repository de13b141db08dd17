import {
  closeContext,
  closeHandlers,
  closeJobs,
  commissionJobs,
  deemStatement,
  openDueCloses,
  resaleJobs,
  settleCommission,
  settleResale,
} from "@saihan/closing";
import type { BillingConfig } from "@saihan/config";
import { connect, createNotifier, databaseFaults, databaseReady, disconnect, poolOf } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { watchPool } from "@saihan/metrics";
import { openQueueStore, outboxChannel, startWorker } from "@saihan/queues";
import { check, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { advanceOffboardings } from "./offboarding.ts";
import { retainOnce } from "./retention.ts";
import { keepHeapSmall } from "./small-heap.ts";

const scope = { service: "billing-worker" };

/** Takes the jobs of the billing queue, and opens the closes that are due: when it starts, and whenever the bell rings. */
export async function startBillingWorker(
  config: BillingConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running> {
  keepHeapSmall();
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "billing-worker",
    max: 6,
    statementTimeoutMs: 120_000,
    lockTimeoutMs: 60_000,
  });
  watchPool("billing-worker", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  const ctx = closeContext(db, now, config);
  const outbox = createNotifier(db, outboxChannel);
  const ring = async () => {
    const { closing, batchSize } = ctx;
    const opened = await openDueCloses(db, scope, { at: now(), closing, batchSize, actor: "worker:billing" });
    if (opened.length > 0) log.info("months are being closed", { count: opened.length });
    outbox.tell();
  };
  const retain = async () => {
    const done = await retainOnce({ db, now, actor: "worker:billing" });
    const count = done.reduce((sum, { gone }) => sum + gone, 0);
    if (count > 0) log.info("removed what is past its retention", { count });
    for (const { partnerId, did } of await advanceOffboardings({ db, now, actor: "worker:billing" }))
      log.info(did === "closed" ? "the books of a partner who left are closed" : "a partner who left was erased", { partnerId });
  };
  const worker = startWorker({
    db,
    store,
    log,
    now,
    queue: "billing",
    ctx,
    jobs: Object.values({ ...closeJobs, ...commissionJobs, ...resaleJobs }),
    handlers: {
      ...closeHandlers,
      "settle-commission": settleCommission,
      "deem-statement": deemStatement,
      "settle-resale": settleResale,
    },
    // A job waits for the database most of its time.
    concurrency: 4,
    lockMs: config.WORKER_LOCK_MS,
    retryDelayMs: config.RETRY_DELAY_MS,
    bells: [
      { name: "month-close", pattern: `0 0 9 ${config.CLOSING_DAY} * *`, timezone: "Asia/Tokyo", ring },
      { name: "retention", pattern: "0 30 3 * * *", timezone: "Asia/Tokyo", ring: retain },
    ],
  });
  const health = await serveHealth(config.HEALTH_PORT, config.HOST, () => check("database", () => databaseReady(db)));
  // What came due while nobody was here. Waited for: who moves the clock or enters contracts after the start is not overtaken by this look.
  await ring().catch((error) => log.warn("could not look for due months", errorFacts(error)));
  return {
    port: health.port,
    close: async () => {
      await health.close();
      await worker.close();
      outbox.stop();
      await store.close();
      await disconnect(db);
    },
  };
}
