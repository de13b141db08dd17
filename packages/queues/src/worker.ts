import { createNotifier, type Db } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import type { Job as QueuedJob, Worker as QueueWorker } from "bullmq";
import type { AnyBundleHandler } from "./bundle.ts";
import type { Job, QueueName } from "./define-job.ts";
import type { Handler } from "./handler.ts";
import { orderChannel } from "./order-work.ts";
import { outboxChannel } from "./outbox.ts";
import { runBundle } from "./run-bundle.ts";
import { runJob } from "./run-job.ts";
import type { QueueStore } from "./store.ts";

export interface WorkerOptions<Ctx> {
  db: Db;
  store: QueueStore;
  log: Log;
  now: () => Date;
  queue: QueueName;
  ctx: Ctx;
  jobs: readonly Job[];
  handlers: Readonly<Record<string, Handler<Ctx, never>>>;
  /** Of work that comes in bundles. */
  bundleHandlers?: readonly AnyBundleHandler<Ctx>[];
  /** Bundles under way at once in this process; default 4. What a bundle holds has been begun, and ends unknown if the process dies. */
  bundlesAtOnce?: number;
  /** Jobs under way at once in this process. */
  concurrency?: number;
  /** How long a job is held without a sign of life before another worker takes it over. */
  lockMs?: number;
  /** First delay after a transient failure; doubles up to a minute. */
  retryDelayMs?: number;
  /** Attempts that may end with the death of the process before the work is set aside. */
  crashLimit?: number;
  bells?: readonly Bell[];
}

/**
 * Rings at set times. A bell carries no work: what is due is found by looking, so one that was missed, or rings twice, changes nothing.
 */
export interface Bell {
  /** Of the scheduler in the queue store; one there, however many workers name it. */
  name: string;
  /** Cron with seconds, in the time of `timezone`. */
  pattern: string;
  timezone: string;
  ring(): Promise<void>;
}

export interface WorkerHandle {
  /** Jobs under way now. */
  busy(): number;
  /** Takes no more jobs and waits for those under way. */
  close(): Promise<void>;
}

/** Starts taking jobs from a queue. */
export function startWorker<Ctx>(options: WorkerOptions<Ctx>): WorkerHandle {
  const { db, log, now, queue, ctx, store } = options;
  const outbox = createNotifier(db, outboxChannel);
  const orders = createNotifier(db, orderChannel);
  const lockMs = options.lockMs ?? 20_000;
  const retryDelayMs = options.retryDelayMs ?? 1_000;
  const frame = {
    ...{
      db,
      log,
      now,
      queue,
      ctx,
      outbox,
      orders,
      actor: `worker:${queue}`,
      crashLimit: options.crashLimit ?? 20,
      lockMs,
      retryDelayMs,
    },
    jobs: new Map(options.jobs.map((job) => [job.name, job])),
    handlers: new Map(Object.entries(options.handlers)),
  };
  const bundles = new Map(options.bundleHandlers?.map((handler) => [handler.job.name, handler]));
  const inTurn = atMost(options.bundlesAtOnce ?? 4);
  const bells = new Map(options.bells?.map((bell) => [bell.name, bell]));
  const hanging = hangBells(options);
  let busy = 0;
  const process = async (queued: QueuedJob) => {
    busy++;
    try {
      const bell = bells.get(queued.name);
      const bundle = bundles.get(queued.name);
      await (bell ? bell.ring() : bundle ? inTurn(() => runBundle(frame, bundle, queued)) : runJob(frame, queued));
    } finally {
      busy--;
    }
  };
  const keeping = keepWorker(log, () =>
    store.worker(queue, process, {
      concurrency: options.concurrency ?? 20,
      lockDuration: lockMs,
      stalledInterval: Math.max(1_000, lockMs / 4),
      // A worker that was killed is no fault of its job. The limit on crashes is kept in Postgres.
      maxStalledCount: 1_000_000,
      drainDelay: 5,
      removeOnComplete: { age: 3_600, count: 1_000 },
      removeOnFail: { age: 7 * 24 * 3_600, count: 5_000 },
      settings: {
        backoffStrategy: (failures: number) => {
          const delay = Math.min(60_000, retryDelayMs * 2 ** Math.min(failures - 1, 10));
          return Math.round(delay * (0.5 + Math.random() / 2));
        },
      },
    }),
  );
  return {
    busy: () => busy,
    close: async () => {
      hanging.stop();
      await keeping.close();
      outbox.stop();
      orders.stop();
    },
  };
}

/** Lets so many run at once; the others wait for their turn. */
function atMost(places: number) {
  let free = places;
  const waiting: (() => void)[] = [];
  return async (run: () => Promise<void>): Promise<void> => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      await run();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

/** Puts the bells into the queue store, as soon as it can be reached. */
function hangBells({ store, queue, bells = [], log }: Pick<WorkerOptions<never>, "store" | "queue" | "bells" | "log">) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const hang = async () => {
    try {
      for (const { name, pattern, timezone } of bells) {
        await store.queue(queue).upsertJobScheduler(name, { pattern, tz: timezone }, { name });
      }
    } catch (error) {
      if (stopped) return;
      log.warn("a bell could not be hung yet", errorFacts(error));
      timer = setTimeout(() => void hang(), 5_000);
    }
  };
  if (bells.length > 0) void hang();
  return {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

/**
 * Makes the worker, and makes another when its first connection failed: BullMQ remembers such a failure for good, and the worker
 * would never take a job.
 */
function keepWorker(log: Log, make: () => QueueWorker): { close(): Promise<void> } {
  let closed = false;
  let current: QueueWorker | undefined;
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    const mine = make();
    current = mine;
    mine.waitUntilReady().catch((error) => {
      if (closed) return;
      log.warn("the worker could not reach its queue", errorFacts(error));
      mine.close(true).catch(() => {});
      timer = setTimeout(begin, 500);
    });
  };
  begin();
  return {
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await current?.close();
    },
  };
}
