import {
  askForEndOfAccess,
  askForEndOfOverdue,
  type Db,
  linesInQueues,
  listPauses,
  markChecked,
  markSent,
  resend,
  type Tx,
  takeTurns,
  takeUnfinished,
  takeUnsent,
  transaction,
  type WorkToSend,
} from "@saihan/db";
import { type OpenSpan, openSpan } from "@saihan/tracing";
import type { Job as QueuedJob } from "bullmq";
import type { QueueName } from "./define-job.ts";
import { jobs } from "./jobs.ts";
import type { QueueStore } from "./store.ts";
import { fullLines, giveTurns } from "./turns.ts";

const scope = { service: "outbox-relay" };

/** What travels with every job: its outbox row with the partner it belongs to, and the ids of its payload. */
export interface Carried {
  work: number;
  partner: string;
  /** `traceparent` of its way to the queue, where traces are recorded. */
  trace?: string;
  [id: string]: string | number | undefined;
}

/** The id of a job in the queue. A new generation is a new job, since a queue keeps ids of jobs that have failed. */
export function jobIdOf(work: { id: number; generation: number }): string {
  return `w${work.id}-${work.generation}`;
}

/**
 * Hands due work to the queues and marks it, in one transaction: if the process dies between the two, the work is
 * handed over again under the same job id.
 * @returns how many were handed over; `limit` means that there may be more
 */
export async function relayOnce(db: Db, store: QueueStore, limit: number, now: () => Date): Promise<number> {
  await store.available();
  return transaction(db, scope, async (tx) => {
    const due = await takeInTurn(tx, limit, now());
    if (due.length === 0) return 0;
    const ways = waysOf(due);
    const jobs = (works: readonly WorkInTurn[]) => works.map((work) => jobFor(work, ways.get(work)));
    await Promise.all([...byQueue(due)].map(([queue, works]) => store.queue(queue).addBulk(jobs(works))));
    await markSent(tx, due, now());
    for (const way of ways.values()) way.end();
    return due.length;
  });
}

type WorkInTurn = WorkToSend & { turn: number };

/** Everything that is due, or where that is more than `limit`, of every partner a share. */
async function takeInTurn(tx: Tx, limit: number, now: Date): Promise<WorkInTurn[]> {
  const [lines, pauses] = await Promise.all([linesInQueues(tx), listPauses(tx)]);
  const full = fullLines(lines);
  // Whose line is full has more in the outbox: the oldest there may all be theirs.
  const oldest = full.length > 0 ? undefined : await takeUnsent(tx, limit, now, pauses);
  const due = oldest && oldest.length < limit ? oldest : await takeTurns(tx, limit, now, full, pauses);
  return giveTurns(due, lines);
}

function byQueue(due: WorkInTurn[]): Map<QueueName, WorkInTurn[]> {
  const map = new Map<QueueName, WorkInTurn[]>();
  for (const work of due) {
    const queue = work.queue as QueueName;
    const list = map.get(queue);
    if (list) list.push(work);
    else map.set(queue, [work]);
  }
  return map;
}

/** For work that belongs to a trace, its way to the queue as a span of it. */
function waysOf(due: readonly WorkInTurn[]): Map<WorkInTurn, OpenSpan> {
  const ways = new Map<WorkInTurn, OpenSpan>();
  for (const work of due) {
    if (work.trace === null) continue;
    const facts = { outboxId: work.id, partnerId: work.partnerId, queue: work.queue, job: work.name };
    const way = openSpan(`hand over ${work.name}`, { kind: "producer", parent: work.trace, facts });
    if (way) ways.set(work, way);
  }
  return ways;
}

function jobFor(work: WorkInTurn, way: OpenSpan | undefined) {
  const trace = way?.trace ?? work.trace;
  return {
    name: work.name,
    data: { ...work.payload, work: work.id, partner: work.partnerId, ...(trace === null ? {} : { trace }) } satisfies Carried,
    opts: {
      jobId: jobIdOf(work),
      priority: work.turn,
      attempts: 12,
      // The delay itself comes from the worker: doubling up to a minute, half of it random.
      backoff: { type: "patient" },
      sizeLimit: 8_192,
    },
  };
}

/**
 * Looks after work that was handed over a while ago and is not done. If its job is no longer in the queue (the store has
 * lost it), or has used up its attempts there, it is handed over again under a new generation.
 * @returns how many were looked at and how many of them are sent again
 */
export async function reconcileOnce(
  db: Db,
  store: QueueStore,
  options: { sentBefore: Date; now: Date; limit: number; failedRestMs: number },
): Promise<{ checked: number; resent: number }> {
  await store.available();
  return transaction(db, scope, async (tx) => {
    const works = await takeUnfinished(tx, options.sentBefore, options.limit);
    const states = await Promise.all(works.map((w) => stateInQueue(store, w.queue as QueueName, jobIdOf(w))));
    const lost = works.filter((_, i) => states[i] === "unknown" || states[i] === "completed");
    const failed = works.filter((_, i) => states[i] === "failed");
    const kept = works.filter((w) => !lost.includes(w) && !failed.includes(w));
    if (kept.length > 0) await markChecked(tx, kept, options.now);
    if (lost.length > 0) await resend(tx, lost, options.now);
    if (failed.length > 0) await resend(tx, failed, new Date(options.now.getTime() + options.failedRestMs));
    return { checked: works.length, resent: lost.length + failed.length };
  });
}

/** Writes work for access whose end has come. @returns how many */
export function endDueAccessOnce(db: Db, options: { now: Date; limit: number }): Promise<number> {
  const { queue, name } = jobs.endAccess;
  return transaction(db, scope, (tx) => askForEndOfAccess(tx, { queue, name }, options.now, options.limit));
}

/** Writes work for orders whose deadline has passed while their work lies aside. @returns how many */
export function endOverdueOnce(db: Db, options: { now: Date; limit: number }): Promise<number> {
  const { queue, name } = jobs.endOverdue;
  return transaction(db, scope, (tx) => askForEndOfOverdue(tx, { queue, name }, options.now, options.limit));
}

function stateInQueue(store: QueueStore, queue: QueueName, jobId: string): Promise<Awaited<ReturnType<QueuedJob["getState"]>>> {
  return store.queue(queue).getJobState(jobId);
}
