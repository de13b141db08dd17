import type { RelayConfig } from "@saihan/config";
import { connect, databaseFaults, databaseReady, disconnect, listen, poolOf } from "@saihan/db";
import type { Log } from "@saihan/log";
import { watchPool } from "@saihan/metrics";
import { openQueueStore, outboxChannel, type QueueStore } from "@saihan/queues";
import { check, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { startFiling } from "./filing.ts";
import { failedRestMs, startHousekeeping } from "./housekeeping.ts";
import { startMeasures } from "./measures.ts";
import { startNumbering } from "./numbering.ts";
import { startRelaying } from "./relaying.ts";
import { startSealing } from "./sealing.ts";
import { startStoreWatch } from "./watch-store.ts";

export interface RelayOverrides {
  now?: () => Date;
}

export async function startRelay(config: RelayConfig, log: Log, overrides: RelayOverrides = {}): Promise<Running> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "outbox-relay",
    max: 4,
  });
  watchPool("outbox-relay", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  const relaying = startRelaying({ db, store, log, now, batch: config.RELAY_BATCH });
  const unlisten = listen(db, outboxChannel, () => relaying.wake());
  const sealing = startSealing({ db, log });
  const numbering = startNumbering({ db, log, now, wakeRelay: () => relaying.wake() });
  const filing = startFiling({ db, log });
  const storeWatch = startStoreWatch({ db, store, log, now, failedRestMs });
  const housekeeping = startHousekeeping({
    db,
    store,
    log,
    now,
    reconcileAfterMs: config.RECONCILE_AFTER_MS,
    retentionDays: config.RETENTION_DAYS,
    anchorFile: config.AUDIT_ANCHOR_FILE,
    anchorMs: config.AUDIT_ANCHOR_SECONDS * 1_000,
  });
  const endMeasures = startMeasures({ db, store, now });
  const health = await serveHealth(config.HEALTH_PORT, config.HOST, async () => [
    ...(await check("database", () => databaseReady(db))),
    ...(await check("queue store", () => trusted(store))),
    ...relaying.stuck(),
    ...sealing.stuck(),
    ...numbering.stuck(),
    ...filing.stuck(),
  ]);
  return {
    port: health.port,
    close: async () => {
      await health.close();
      endMeasures();
      await Promise.all([unlisten(), relaying.stop(), sealing.stop(), numbering.stop(), filing.stop()]);
      await Promise.all([housekeeping.stop(), storeWatch.stop()]);
      await store.close();
      await disconnect(db);
    },
  };
}

/** The queue store answers, and keeps what it is given. @throws with `why` when not */
async function trusted(store: QueueStore): Promise<void> {
  await store.queue("provisioning").getWaitingCount();
  const [why] = await store.faults();
  if (why !== undefined) throw Object.assign(new Error("not to be trusted"), { why });
}
