import type { UserConfig } from "@saihan/config";
import { connect, databaseFaults, databaseReady, disconnect, poolOf } from "@saihan/db";
import { type FulfilmentContext, watchPlatform } from "@saihan/fulfilment";
import type { Log } from "@saihan/log";
import { watchPool } from "@saihan/metrics";
import { openPlatform } from "@saihan/platform";
import { type Handlers, jobs, openQueueStore, startWorker } from "@saihan/queues";
import { check, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { handleChangeRepresentative } from "./handlers/change-representative.ts";
import { handleChangeUser } from "./handlers/change-user.ts";
import { handleCreateUser } from "./handlers/create-user.ts";
import { handleDeleteUser } from "./handlers/delete-user.ts";
import { handleEndAccess } from "./handlers/end-access.ts";
import { handleGrantAccess } from "./handlers/grant-access.ts";
import { handleRevokeAccess } from "./handlers/revoke-access.ts";

const mine = {
  createUser: jobs.createUser,
  changeUser: jobs.changeUser,
  changeRepresentative: jobs.changeRepresentative,
  deleteUser: jobs.deleteUser,
  grantAccess: jobs.grantAccess,
  revokeAccess: jobs.revokeAccess,
  endAccess: jobs.endAccess,
} as const;

const handlers = {
  "create-user": handleCreateUser,
  "change-user": handleChangeUser,
  "change-representative": handleChangeRepresentative,
  "delete-user": handleDeleteUser,
  "grant-access": handleGrantAccess,
  "revoke-access": handleRevokeAccess,
  "end-access": handleEndAccess,
} satisfies Handlers<FulfilmentContext, typeof mine>;

export async function startUserWorker(config: UserConfig, log: Log, overrides: { now?: () => Date } = {}): Promise<Running> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "user-worker",
    max: 10,
  });
  watchPool("user-worker", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  const { platform, watch } = watchPlatform((heard) => openPlatform(config, heard), { db, log, now, program: "user-worker" });
  const worker = startWorker({
    db,
    store,
    log,
    now,
    queue: "users",
    ctx: { db, platform, now },
    jobs: Object.values(mine),
    handlers,
    concurrency: config.WORKER_CONCURRENCY,
    lockMs: config.WORKER_LOCK_MS,
    retryDelayMs: config.RETRY_DELAY_MS,
  });
  const health = await serveHealth(config.HEALTH_PORT, config.HOST, async () => [
    ...(await check("database", () => databaseReady(db))),
    ...(await check("platform", () => platform.ready())),
  ]);
  return {
    port: health.port,
    close: async () => {
      await health.close();
      await worker.close();
      await watch.stop();
      await store.close();
      await disconnect(db);
    },
  };
}
