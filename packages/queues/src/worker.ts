import {
  type AnyStatement,
  batch,
  type ClaimedWork,
  ConditionFailed,
  claimedWork,
  claimWork,
  createNotifier,
  DatabaseUnavailable,
  type Db,
  finishWork,
  type Notifier,
  noteFault,
  quarantineWork,
  single,
  type Tx,
  transaction,
} from "@saihan/db";
import { errorFacts, type Log } from "@saihan/log";
import type { Job as QueuedJob, Worker as QueueWorker } from "bullmq";
import type { z } from "zod";
import type { Job, QueueName } from "./define-job.ts";
import { failOrder, orderChannel } from "./order-work.ts";
import { outboxChannel } from "./outbox.ts";
import type { Carried } from "./relay.ts";
import type { QueueStore } from "./store.ts";

/** Something outside did not answer, or said "later": the same attempt may succeed after a while. */
export class Transient extends Error {
  override name = "Transient";
  /** A code for the order's history, e.g. PLATFORM_TIMEOUT. */
  readonly cause_: string;
  constructor(cause: string, options?: ErrorOptions) {
    super(cause, options);
    this.cause_ = cause;
  }
}

/** Nothing will change by trying again. The frame sets the work aside; handlers end their order themselves. */
export class Permanent extends Error {
  override name = "Permanent";
}

/** Another attempt has taken over. Nothing of this one stands; that is not a fault. */
export class Fenced extends Error {
  override name = "Fenced";
}

/** One start of a piece of work. */
export interface Attempt {
  /** Counts from 1, over every worker and restart. It is the fence: only the newest attempt can write its effect. */
  readonly number: number;
  readonly work: ClaimedWork;
  readonly actor: string;
  readonly log: Log;
  /**
   * Writes the effect and marks the work done, in one transaction and one round trip.
   * @throws Fenced when a later attempt has begun meanwhile: then nothing is written
   */
  complete(effect: (tx: Tx) => readonly AnyStatement[]): Promise<void>;
  /** The same for an effect whose statements need one another's results. */
  completeStepwise(effect: (tx: Tx) => Promise<void>): Promise<void>;
}

export type Handlers<Ctx, Jobs extends Record<string, Job>> = {
  [J in Jobs[keyof Jobs] as J["name"]]: (ctx: Ctx, payload: z.infer<J["payload"]>, attempt: Attempt) => Promise<void>;
};

export interface WorkerOptions<Ctx> {
  db: Db;
  store: QueueStore;
  log: Log;
  now: () => Date;
  queue: QueueName;
  ctx: Ctx;
  jobs: readonly Job[];
  handlers: Record<string, (ctx: Ctx, payload: never, attempt: Attempt) => Promise<void>>;
  /** Jobs under way at once in this process. */
  concurrency?: number;
  /** How long a job is held without a sign of life before another worker takes it over. */
  lockMs?: number;
  /** First delay after a transient failure; doubles up to a minute. */
  retryDelayMs?: number;
  /** Attempts that may end with the death of the process before the work is set aside. */
  crashLimit?: number;
}

export interface WorkerHandle {
  /** Jobs under way now. */
  busy(): number;
  /** Takes no more jobs and waits for those under way. */
  close(): Promise<void>;
}

/** Starts taking jobs from a queue. Every job goes the same way: claim, handle, and one of four outcomes. */
export function startWorker<Ctx>(options: WorkerOptions<Ctx>): WorkerHandle {
  const actor = `worker:${options.queue}`;
  const known = new Map(options.jobs.map((job) => [job.name, job]));
  const outbox = createNotifier(options.db, outboxChannel);
  const orders = createNotifier(options.db, orderChannel);
  const retryDelayMs = options.retryDelayMs ?? 1_000;
  let busy = 0;
  const lockMs = options.lockMs ?? 20_000;
  const keeping = keepWorker(options.log, () =>
    options.store.worker(
      options.queue,
      async (queued: QueuedJob) => {
        busy++;
        try {
          await runJob(options, { actor, known, outbox, orders }, queued);
        } finally {
          busy--;
        }
      },
      {
        concurrency: options.concurrency ?? 50,
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
      },
    ),
  );
  return {
    busy: () => busy,
    close: async () => {
      await keeping.close();
      outbox.stop();
      orders.stop();
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

interface Frame {
  actor: string;
  known: ReadonlyMap<string, Job>;
  outbox: Notifier;
  orders: Notifier;
}

async function runJob<Ctx>(options: WorkerOptions<Ctx>, frame: Frame, queued: QueuedJob): Promise<void> {
  const { db, now } = options;
  const scope = { service: frame.actor };
  const carried = queued.data as Partial<Carried>;
  const workId = Number.isSafeInteger(carried.work) ? (carried.work as number) : undefined;
  if (workId === undefined) {
    options.log.warn("a job without a work number was refused", { queue: options.queue, jobId: String(queued.id) });
    return;
  }
  const [claimed] = await single(db, scope, (tx) => claimWork(tx, workId, frame.actor, now()));
  if (!claimed) return; // Done before, set aside, or never written: there is nothing to do.
  const work = claimedWork(claimed);
  const log = options.log.child({
    outboxId: work.id,
    job: work.name,
    attempt: work.attempt,
    ...(work.orderId ? { orderId: work.orderId } : {}),
  });
  if (work.queue !== options.queue) {
    log.warn("a job arrived on the wrong queue", { queue: options.queue });
    return;
  }
  if (work.crashes >= (options.crashLimit ?? 20)) {
    await setAside(options, frame, work, "CRASHED_TOO_OFTEN", log);
    return;
  }
  const attempt: Attempt = {
    number: work.attempt,
    work,
    actor: frame.actor,
    log,
    complete: (effect) =>
      finish(frame, work, () => batch(db, scope, (tx) => [finishWork(tx, work.id, work.attempt, now()), ...effect(tx)])),
    completeStepwise: (effect) =>
      finish(frame, work, () =>
        transaction(db, scope, async (tx) => {
          await finishWork(tx, work.id, work.attempt, now());
          await effect(tx);
        }),
      ),
  };
  try {
    if (await pastDeadline(options, work, attempt)) return;
    const job = frame.known.get(work.name);
    const handler = options.handlers[work.name];
    if (!job || !handler) throw new Permanent(`no handler for ${work.name}`);
    const payload = job.payload.safeParse(work.payload);
    if (!payload.success) throw new Permanent("the payload does not fit its schema");
    await handler(options.ctx, payload.data as never, attempt);
    log.debug("done");
  } catch (error) {
    await settleFailure(options, frame, work, error, log);
  }
}

async function finish(frame: Frame, work: ClaimedWork, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (error instanceof ConditionFailed && error.condition === "NEWEST_ATTEMPT") throw new Fenced();
    throw error;
  }
  frame.outbox.tell();
  if (work.orderId) frame.orders.tell(work.orderId);
}

async function settleFailure<Ctx>(
  options: WorkerOptions<Ctx>,
  frame: Frame,
  work: ClaimedWork,
  error: unknown,
  log: Log,
): Promise<void> {
  // ORDER_OPEN: another attempt has ended the order meanwhile.
  if (error instanceof Fenced || error instanceof ConditionFailed) {
    log.info("fenced");
    return;
  }
  if (error instanceof Permanent) {
    log.error("set aside", { ...errorFacts(error), cause: error.message });
    await setAside(options, frame, work, error.message, log);
    return;
  }
  const cause =
    error instanceof Transient ? error.cause_ : error instanceof DatabaseUnavailable ? "DATABASE_UNAVAILABLE" : "INTERNAL_FAULT";
  log.warn("will be tried again", { ...errorFacts(error), cause });
  await single(options.db, { service: frame.actor }, (tx) => noteFault(tx, work.id, work.attempt, cause)).catch(() => {});
  // BullMQ counts and delays; it must be given an Error, and one that says nothing of the order.
  throw new Error(cause);
}

async function setAside<Ctx>(
  options: WorkerOptions<Ctx>,
  frame: Frame,
  work: ClaimedWork,
  cause: string,
  log: Log,
): Promise<void> {
  await single(options.db, { service: frame.actor }, (tx) => quarantineWork(tx, work.id, cause, options.now()));
  log.error("quarantined", { cause });
}

/** An order that could not be carried out in time ends as failed, so that nobody waits for ever. */
async function pastDeadline<Ctx>(options: WorkerOptions<Ctx>, work: ClaimedWork, attempt: Attempt): Promise<boolean> {
  const { order } = work;
  if (!order || work.attempt === 1 || order.endedAt || order.deadlineAt > options.now()) return false;
  const ending = { at: options.now(), actor: attempt.actor, attempt: attempt.number };
  await attempt.completeStepwise((tx) => failOrder(tx, order, { code: "DEADLINE_PASSED", variables: {} }, ending));
  return true;
}
