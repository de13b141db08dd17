import { loadUserConfig } from "@saihan/config";
import { connect } from "@saihan/db";
import { silentLog } from "@saihan/log";
import { openPlatform, type Platform } from "@saihan/platform";
import { type Handler, jobs, openQueueStore, type QueueStore, startWorker } from "@saihan/queues";
import { handleCreateUser } from "../../services/user-worker/src/handlers/create-user.ts";

/*
 * A user worker as a process of its own, which is killed or frozen (STRUCK_WITH: a signal) at one point (STRUCK_AT) of its work on one order
 * (STRUCK_ORDER): once it has it from the queue, when its attempt has begun, before and after it acts on the platform, before and after it commits.
 */
const config = loadUserConfig(process.env);
const { STRUCK_AT, STRUCK_ORDER, STRUCK_WITH, CRASH_LIMIT } = process.env;
let struckOrder = false;
let frozen = false;
function strike(point: string): void {
  if (!struckOrder || point !== STRUCK_AT || frozen) return;
  // A process that was frozen and goes on is not struck again.
  frozen = STRUCK_WITH === "SIGSTOP";
  process.kill(process.pid, STRUCK_WITH);
}

const now = () => new Date();
const db = connect({ url: config.DATABASE_URL, directUrl: config.DATABASE_DIRECT_URL, applicationName: "struck-worker", max: 4 });
const opened = openQueueStore(
  { redisUrl: config.REDIS_URL, databaseUrl: config.DATABASE_DIRECT_URL ?? config.DATABASE_URL, prefix: config.QUEUE_PREFIX },
  silentLog,
);
const store: QueueStore = {
  ...opened,
  worker: (name, process_, options) =>
    opened.worker(
      name,
      async (...job) => {
        struckOrder = job[0].data.orderId === STRUCK_ORDER;
        strike("taken");
        return typeof process_ === "function" ? process_(...job) : undefined;
      },
      options,
    ),
};
const real = openPlatform(config, () => {});
const platform: Platform = {
  ...real,
  make: async (object) => {
    strike("before-act");
    const made = await real.make(object);
    strike("after-act");
    return made;
  },
};
const handler = handleCreateUser as Handler<unknown, { orderId: string }>;
const struck: Handler<unknown, { orderId: string }> = {
  load: handler.load,
  handle: (ctx, payload, attempt, loaded) => {
    strike("begun");
    const complete: typeof attempt.complete = async (effect) => {
      strike("before-commit");
      await attempt.complete(effect);
      strike("after-commit");
    };
    return handler.handle(ctx, payload, { ...attempt, mayAct: attempt.mayAct, complete }, loaded);
  },
};
startWorker({
  ...{ db, store, log: silentLog, now, queue: "users" },
  ctx: { db, platform, now },
  jobs: [jobs.createUser],
  handlers: { "create-user": struck as Handler<unknown, never> },
  concurrency: 1,
  lockMs: config.WORKER_LOCK_MS,
  crashLimit: Number(CRASH_LIMIT ?? 20),
});
