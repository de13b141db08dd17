import { isDeepStrictEqual } from "node:util";
import {
  batch,
  type ClaimedWork,
  ConditionFailed,
  claimedWork,
  claimWork,
  DatabaseUnavailable,
  type Db,
  finishWork,
  moveOrder,
  type Notifier,
  noteFault,
  type PartnerScope,
  quarantineWork,
  single,
  transaction,
} from "@saihan/db";
import { contractIdPattern, providerId, whenOverdue } from "@saihan/domain";
import { errorFacts, type Log } from "@saihan/log";
import { type AttemptOutcome, attemptEnded, orderEnded } from "@saihan/metrics";
import type { Job as QueuedJob } from "bullmq";
import type { Job } from "./define-job.ts";
import { type Attempt, Fenced, type Handler, Permanent, Transient } from "./handler.ts";
import { failOrder } from "./order-work.ts";
import { watchStandstill } from "./standstill.ts";

/** What every job of a worker shares. */
export interface Frame<Ctx> {
  db: Db;
  log: Log;
  now: () => Date;
  queue: string;
  actor: string;
  ctx: Ctx;
  jobs: ReadonlyMap<string, Job>;
  handlers: ReadonlyMap<string, Handler<Ctx, never>>;
  outbox: Notifier;
  orders: Notifier;
  crashLimit: number;
  lockMs: number;
  retryDelayMs: number;
}

/** Work is a partner's, or the provider's own. */
export function isOwner(value: unknown): value is string {
  return typeof value === "string" && (value === providerId || contractIdPattern.test(value));
}

interface Begun {
  work: ClaimedWork;
  loaded: readonly (readonly object[])[];
}

/**
 * The way of every job: begin the attempt, handle, and one of four outcomes. Returning is done; Transient and unforeseen
 * errors are tried again later; Permanent sets the work aside; Fenced means that someone else has it.
 */
export async function runJob<Ctx>(frame: Frame<Ctx>, queued: QueuedJob): Promise<void> {
  const { work: workId, partner: partnerId, ...carried } = queued.data as Record<string, unknown>;
  if (!Number.isSafeInteger(workId) || (workId as number) < 1 || !isOwner(partnerId)) {
    frame.log.warn("a job without a work number or a partner was refused", {
      queue: frame.queue,
      jobId: String(queued.id).slice(0, 64),
    });
    return;
  }
  const mayAct = watchStandstill(frame.lockMs);
  // From here on the database shows rows of this partner only, whatever the job names.
  const scope = { partnerId, actor: frame.actor };
  const begun = await begin(frame, scope, workId as number, queued.name, carried);
  if (!begun) return; // Done before, set aside, or never written: there is nothing to do.
  const { work } = begun;
  const log = frame.log.child({
    outboxId: work.id,
    job: work.name,
    attempt: work.attempt,
    ...(work.orderId ? { orderId: work.orderId } : {}),
  });
  const began = performance.now();
  const ended = (outcome: AttemptOutcome) => attemptEnded(work.queue, work.name, outcome, (performance.now() - began) / 1_000);
  try {
    if (work.queue !== frame.queue) throw new Permanent("the work belongs to another queue");
    if (work.crashes >= frame.crashLimit) throw new Permanent("its process died too often");
    const attempt = attemptOf(frame, work, log, mayAct);
    if (await pastDeadline(frame, work, attempt)) return ended("done");
    const [job, handler] = [frame.jobs.get(work.name), frame.handlers.get(work.name)];
    const payload = job?.payload.safeParse(work.payload);
    if (!handler || !payload?.success) throw new Permanent(`no handler for ${work.name} with such a payload`);
    // The row is the truth: a job that carries other ids than its row is given the row's.
    const same = queued.name === work.name && isDeepStrictEqual(carried, work.payload);
    if (!same) log.warn("a job disagreed with its row");
    const loaded = same ? begun.loaded : await loadAgain(frame, scope, work, handler, payload.data);
    await handler.handle(frame.ctx, payload.data as never, attempt, loaded);
    ended("done");
    log.debug("done");
  } catch (error) {
    ended(outcomeOf(error));
    await settleFailure(frame, work, error, log);
  }
}

function outcomeOf(error: unknown): AttemptOutcome {
  if (error instanceof Fenced || error instanceof ConditionFailed) return "fenced";
  return error instanceof Permanent ? "set_aside" : "again";
}

/** Counts the attempt and reads what its handler needs, in one round trip. */
async function begin<Ctx>(
  frame: Frame<Ctx>,
  scope: PartnerScope,
  workId: number,
  name: string,
  carried: Record<string, unknown>,
): Promise<Begun | undefined> {
  const payload = frame.jobs.get(name)?.payload.safeParse(carried);
  const handler = frame.handlers.get(name);
  const at = frame.now();
  const [rows, ...loaded] = await batch(frame.db, scope, (tx) => [
    claimWork(tx, workId, frame.actor, at),
    ...(payload?.success && handler ? handler.load(tx, payload.data as never, { workId, at }) : []),
  ]);
  const [claimed] = rows as unknown as Parameters<typeof claimedWork>[0][];
  return claimed && { work: claimedWork(claimed), loaded };
}

async function loadAgain<Ctx>(
  frame: Frame<Ctx>,
  scope: PartnerScope,
  work: ClaimedWork,
  handler: Handler<Ctx, never>,
  payload: unknown,
) {
  const loading = { workId: work.id, at: frame.now() };
  return batch(frame.db, scope, (tx) => handler.load(tx, payload as never, loading));
}

function attemptOf<Ctx>(frame: Frame<Ctx>, work: ClaimedWork, log: Log, mayAct: () => boolean): Attempt {
  const scope = { partnerId: work.partnerId, actor: frame.actor };
  const finish = async (write: () => Promise<unknown>) => {
    try {
      await write();
    } catch (error) {
      if (error instanceof ConditionFailed && error.condition === "NEWEST_ATTEMPT") throw new Fenced();
      throw error;
    }
    frame.outbox.tell();
    if (work.order) frame.orders.tell(work.order.id);
  };
  return {
    number: work.attempt,
    work,
    actor: frame.actor,
    scope,
    log,
    mayAct,
    complete: (effect) =>
      finish(() => batch(frame.db, scope, (tx) => [finishWork(tx, work.id, work.attempt, frame.now()), ...effect(tx)])),
    completeStepwise: (effect) =>
      finish(() =>
        transaction(frame.db, scope, async (tx) => {
          await finishWork(tx, work.id, work.attempt, frame.now());
          await effect(tx);
        }),
      ),
  };
}

/** An order that could not be carried out in time ends as failed, when what it may have made is put back, so that nobody waits for ever. */
async function pastDeadline<Ctx>(frame: Frame<Ctx>, work: ClaimedWork, attempt: Attempt): Promise<boolean> {
  const { order } = work;
  const ending = { at: frame.now(), actor: attempt.actor, attempt: attempt.number };
  const due = order ? whenOverdue(order, attempt.number, ending.at) : "go-on";
  if (!order || due === "go-on") return false;
  const failure = order.failure ?? { code: "DEADLINE_PASSED", variables: {} };
  if (due === "take-back") {
    const move = { to: "compensating", cause: failure.code, failure, ...ending } as const;
    await single(frame.db, attempt.scope, (tx) => moveOrder(tx, order, move));
    work.order = { ...order, state: "compensating", failure };
    return false;
  }
  await attempt.completeStepwise((tx) => failOrder(tx, order, failure, ending));
  orderEnded(order.kind, "failed", (ending.at.getTime() - order.acceptedAt.getTime()) / 1_000);
  return true;
}

async function settleFailure<Ctx>(frame: Frame<Ctx>, work: ClaimedWork, error: unknown, log: Log): Promise<void> {
  // ORDER_OPEN: another attempt has ended the order meanwhile.
  if (error instanceof Fenced || error instanceof ConditionFailed) {
    log.info("fenced");
    return;
  }
  const scope = { partnerId: work.partnerId, actor: frame.actor };
  if (error instanceof Permanent) {
    await single(frame.db, scope, (tx) => quarantineWork(tx, work.id, error.message, frame.now()));
    log.error("set aside", { ...errorFacts(error), cause: error.message });
    return;
  }
  const cause =
    error instanceof Transient ? error.code : error instanceof DatabaseUnavailable ? "DATABASE_UNAVAILABLE" : "INTERNAL_FAULT";
  log.warn("will be tried again", { ...errorFacts(error), cause });
  await single(frame.db, scope, (tx) => noteFault(tx, work.id, work.attempt, cause)).catch(() => {});
  // BullMQ counts and delays; it must be given an Error, and one that says nothing of the order.
  throw new Error(cause);
}
