import { loadUserConfig } from "@saihan/config";
import { connect } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { openPlatform } from "@saihan/platform";
import { type Handler, jobs, openQueueStore, startWorker } from "@saihan/queues";
import { handleCreateUser } from "../../services/user-worker/src/handlers/create-user.ts";

/*
 * A user worker as a process of its own, which dies without a word (as of too much memory) whenever it begins the order named by DEADLY_ORDER.
 */
const config = loadUserConfig(process.env);
const now = () => new Date();
const db = connect({ url: config.DATABASE_URL, applicationName: "deadly-worker", max: 4 });
const store = openQueueStore(
  { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
  silentLog,
);
const real = handleCreateUser as Handler<unknown, { orderId: string }>;
const deadly: Handler<unknown, { orderId: string }> = {
  load: real.load,
  handle: async (ctx, payload, attempt, loaded) => {
    if (payload.orderId === process.env.DEADLY_ORDER) process.kill(process.pid, "SIGKILL");
    await real.handle(ctx, payload, attempt, loaded);
  },
};
startWorker({
  ...{ db, store, log: silentLog, now, queue: "users" },
  ctx: { db, platform: openPlatform(config, () => {}), now },
  jobs: [jobs.createUser],
  handlers: { "create-user": deadly as Handler<unknown, never> },
  concurrency: 1,
  lockMs: config.WORKER_LOCK_MS,
  crashLimit: Number(process.env.CRASH_LIMIT),
});
