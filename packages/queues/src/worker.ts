import { createNotifier, type Db } from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import { workerStood } from "@saihan/metrics";
import { DelayedError, type Job as QueuedJob, type Worker as QueueWorker } from "bullmq";
import type { AnyBundleHandler } from "./bundle.ts";
import type { Job, QueueName } from "./define-job.ts";
import { type Handler, Later } from "./handler.ts";
import { orderChannel } from "./order-work.ts";
import { outboxChannel } from "./outbox.ts";
import { judgeProgress } from "./progress.ts";
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
  /** How long the same job may wait at the head of the queue while this worker is free. */
  stuckMs?: number;
  /** Called when the worker stands still although it was made anew. Default: the process ends, and its supervisor starts a clean one. */
  giveUp?: () => void;
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
  let taken = 0;
  const work = async (queued: QueuedJob, token?: string) => {
    busy++;
    taken++;
    try {
      const bell = bells.get(queued.name);
      const bundle = bundles.get(queued.name);
      await (bell ? bell.ring() : bundle ? inTurn(() => runBundle(frame, bundle, queued)) : runJob(frame, queued));
    } catch (error) {
      if (!(error instanceof Later)) throw error;
      await queued.moveToDelayed(Date.now() + error.delayMs, token);
      throw new DelayedError();
    } finally {
      busy--;
    }
  };
  const concurrency = options.concurrency ?? 20;
  const keeping = keepWorker(log, () =>
    store.worker(queue, work, {
      concurrency,
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
  const stopWatching = watchProgress({
    log,
    store,
    queue,
    stuckMs: options.stuckMs ?? 30_000,
    look: () => ({ taken, free: busy < concurrency }),
    makeAnew: keeping.makeAnew,
    giveUp: options.giveUp ?? (() => process.exit(1)),
  });
  return {
    busy: () => busy,
    close: async () => {
      stopWatching();
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

/** Looks at a worker within the time that it may stand still. */
const looks = 6;

/** Looks whether the worker takes what waits, and acts when it does not. @returns ends it */
function watchProgress(options: {
  log: Log;
  store: QueueStore;
  queue: QueueName;
  stuckMs: number;
  look: () => { taken: number; free: boolean };
  makeAnew: () => void;
  giveUp: () => void;
}): () => void {
  const { log, store, queue, stuckMs, look } = options;
  const judge = judgeProgress(looks);
  let asking = false;
  const timer = setInterval(async () => {
    if (asking) return;
    asking = true;
    const { free } = look();
    const head = free ? await headOf(store, queue).catch(() => undefined) : undefined;
    asking = false;
    const verdict = judge({ head, ...look() });
    if (verdict === "fine") return;
    workerStood(queue);
    if (verdict === "make-anew") {
      log.error("no job was taken although some wait: the worker is made anew", { queue });
      options.makeAnew();
    } else {
      log.fatal("the worker stands still although it was made anew", { queue });
      options.giveUp();
    }
  }, stuckMs / looks);
  timer.unref();
  return () => clearInterval(timer);
}

/** The job that is taken next. */
async function headOf(store: QueueStore, name: QueueName): Promise<string | null> {
  const queue = store.queue(name);
  if (await queue.isPaused()) return null;
  // Work without a turn goes before work with one.
  const [head] = [...(await queue.getWaiting(0, 0)), ...(await queue.getPrioritized(0, 0))];
  return head?.id ?? null;
}

/** How often bells are looked after: a queue store that has forgotten everything has forgotten them too. */
const hangAgainMs = 5_000;

/** Puts the bells into the queue store as soon as it can be reached, and again when they are gone. */
function hangBells({ store, queue, bells = [], log }: Pick<WorkerOptions<never>, "store" | "queue" | "bells" | "log">) {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const hung = new Set<string>();
  const hang = async () => {
    try {
      for (const { name, pattern, timezone } of bells) {
        if (hung.has(name) && (await store.queue(queue).getJobScheduler(name))) continue;
        if (hung.has(name)) log.warn("a bell was gone and is hung again", { job: name });
        await store.queue(queue).upsertJobScheduler(name, { pattern, tz: timezone }, { name });
        hung.add(name);
      }
    } catch (error) {
      if (stopped) return;
      log.warn("a bell could not be hung yet", errorFacts(error));
    }
    if (!stopped) timer = setTimeout(() => void hang(), hangAgainMs);
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
function keepWorker(log: Log, make: () => QueueWorker): { makeAnew(): void; close(): Promise<void> } {
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
    makeAnew: () => {
      if (closed) return;
      // Nobody waits for what stands still; jobs that it holds go to another when their lock ends.
      current?.close(true).catch(() => {});
      begin();
    },
    close: async () => {
      closed = true;
      clearTimeout(timer);
      await current?.close();
    },
  };
}
