import type { ProvisioningConfig } from "@saihan/config";
import { connect, databaseFaults, databaseReady, disconnect, poolOf } from "@saihan/db";
import { comparePlatform, type FulfilmentContext, watchPlatform } from "@saihan/fulfilment";
import type { Log } from "@saihan/log";
import { watchPool } from "@saihan/metrics";
import { openPlatform } from "@saihan/platform";
import { type Handlers, jobs, openQueueStore, startWorker } from "@saihan/queues";
import { check, type Running, refuseToStart, serveHealth } from "@saihan/runtime";
import { handleApplyBulk } from "./handlers/apply-bulk.ts";
import { handleBeginOrder } from "./handlers/begin-order.ts";
import { handleCancelOrder } from "./handlers/cancel-order.ts";
import { handleChangeContract } from "./handlers/change-contract.ts";
import { handleChangeTenant } from "./handlers/change-tenant.ts";
import { handleCreateContract } from "./handlers/create-contract.ts";
import { handleCreateTenant } from "./handlers/create-tenant.ts";
import { handleDeleteTenant } from "./handlers/delete-tenant.ts";
import { handleEndOverdue } from "./handlers/end-overdue.ts";
import { handleExpireApproval } from "./handlers/expire-approval.ts";
import { handleMoveSubscription } from "./handlers/move-subscription.ts";
import { handleRepairContract } from "./handlers/repair-contract.ts";
import { handleResumeContract } from "./handlers/resume-contract.ts";
import { handleSettleApproval } from "./handlers/settle-approval.ts";
import { handleSuspendContract } from "./handlers/suspend-contract.ts";
import { handleTerminateContract } from "./handlers/terminate-contract.ts";

const mine = {
  applyBulk: jobs.applyBulk,
  createContract: jobs.createContract,
  changeContract: jobs.changeContract,
  suspendContract: jobs.suspendContract,
  resumeContract: jobs.resumeContract,
  terminateContract: jobs.terminateContract,
  repairContract: jobs.repairContract,
  createTenant: jobs.createTenant,
  changeTenant: jobs.changeTenant,
  deleteTenant: jobs.deleteTenant,
  moveSubscription: jobs.moveSubscription,
  settleApproval: jobs.settleApproval,
  cancelOrder: jobs.cancelOrder,
  beginOrder: jobs.beginOrder,
  endOverdue: jobs.endOverdue,
  expireApproval: jobs.expireApproval,
} as const;

const handlers = {
  "apply-bulk": handleApplyBulk,
  "create-contract": handleCreateContract,
  "change-contract": handleChangeContract,
  "suspend-contract": handleSuspendContract,
  "resume-contract": handleResumeContract,
  "terminate-contract": handleTerminateContract,
  "repair-contract": handleRepairContract,
  "create-tenant": handleCreateTenant,
  "change-tenant": handleChangeTenant,
  "delete-tenant": handleDeleteTenant,
  "move-subscription": handleMoveSubscription,
  "settle-approval": handleSettleApproval,
  "cancel-order": handleCancelOrder,
  "begin-order": handleBeginOrder,
  "end-overdue": handleEndOverdue,
  "expire-approval": handleExpireApproval,
} satisfies Handlers<FulfilmentContext, typeof mine>;

export async function startProvisioningWorker(
  config: ProvisioningConfig,
  log: Log,
  overrides: { now?: () => Date } = {},
): Promise<Running> {
  const now = overrides.now ?? (() => new Date());
  const db = connect({
    url: config.DATABASE_URL,
    directUrl: config.DATABASE_DIRECT_URL,
    applicationName: "provisioning-worker",
    max: 10,
  });
  watchPool("provisioning-worker", () => poolOf(db));
  const store = openQueueStore(
    { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
    log,
  );
  await refuseToStart([() => databaseFaults(db, () => Date.now()), () => store.faults()], () =>
    Promise.all([store.close(), disconnect(db)]),
  );
  const { platform, watch } = watchPlatform((heard) => openPlatform(config, heard), {
    db,
    log,
    now,
    program: "provisioning-worker",
  });
  const compare = async () => {
    const { contracts, drift, strangers, trouble } = await comparePlatform({ db, listing: platform.listing, now });
    if (trouble !== undefined) log.warn("the platform could not be compared as a whole", { cause: trouble });
    const differing = new Set(drift.map((d) => d.contractId)).size + strangers.length;
    if (differing > 0) log.warn("the platform differs from the books", { count: differing });
    else log.info("the platform was compared with the books", { count: contracts });
  };
  const worker = startWorker({
    db,
    store,
    log,
    now,
    queue: "provisioning",
    ctx: { db, platform, now },
    jobs: Object.values(mine),
    handlers,
    concurrency: config.WORKER_CONCURRENCY,
    lockMs: config.WORKER_LOCK_MS,
    retryDelayMs: config.RETRY_DELAY_MS,
    bells: [{ name: "drift", pattern: config.DRIFT_SCHEDULE, timezone: "UTC", ring: compare }],
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
