import { randomBytes } from "node:crypto";
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
  type WorkUnderWay,
} from "@saihan/db";
import { type OpenSpan, openSpan } from "@saihan/tracing";
import type { Job as QueuedJob } from "bullmq";
import type { Job, QueueName } from "./define-job.ts";
import { jobs } from "./jobs.ts";
import type { QueueStore } from "./store.ts";
import { fullLines, giveTurns } from "./turns.ts";

const scope = { service: "outbox-relay" };

/** What travels with every job: its outbox row, or those of a bundle, with the partner it belongs to, and the ids of its payload. */
export type Carried = { partner: string } & (
  | {
      work: number /** `traceparent` of its way to the queue, where traces are recorded. */;
      trace?: string;
      [id: string]: string | number | undefined;
    }
  | { works: number[] /** The same for each of `works`. */; traces?: (string | null)[] }
);

/** The id of a job in the queue. A new generation is a new job, since a queue keeps ids of jobs that have failed. */
export function jobIdOf(work: { id: number; generation: number; carrier?: string | null }): string {
  return work.carrier ?? `w${work.id}-${work.generation}`;
}

const bundles = new Map(Object.values(jobs).flatMap((job: Job) => (job.bundle ? [[job.name, job.bundle] as const] : [])));

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
    const loads = loadsOf(due);
    const ways = waysOf(due);
    const jobsOf = (some: readonly Load[]) => some.map((load) => jobFor(load, ways));
    await Promise.all([...byQueue(loads)].map(([queue, some]) => store.queue(queue).addBulk(jobsOf(some))));
    const carried = loads.flatMap(({ carrier, works }) => works.map((work) => ({ ...work, carrier })));
    await markSent(tx, carried, now());
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

/** A job in the queue and the work that it carries. */
interface Load {
  works: readonly [WorkInTurn, ...WorkInTurn[]];
  /** Null: one piece of work that has a job of its own. */
  carrier: string | null;
}

/**
 * Work of a kind that travels in bundles goes with others of its partner, in its order; all other work alone. A carrier's name is new each
 * time: if this process dies before it has marked the work, the job that it left finds none that it carries.
 */
export function loadsOf(due: readonly WorkInTurn[]): Load[] {
  const loads: { works: [WorkInTurn, ...WorkInTurn[]]; carrier: string | null }[] = [];
  const filling = new Map<string, (typeof loads)[number]>();
  for (const work of due) {
    const most = bundles.get(work.name);
    const line = `${work.partnerId} ${work.queue} ${work.name}`;
    const open = filling.get(line);
    if (most && open && open.works.length < most) {
      open.works.push(work);
      continue;
    }
    const load = { works: [work] as [WorkInTurn], carrier: most ? `b${work.id}-${randomBytes(6).toString("hex")}` : null };
    loads.push(load);
    if (most) filling.set(line, load);
  }
  return loads;
}

function byQueue(loads: readonly Load[]): Map<QueueName, Load[]> {
  const map = new Map<QueueName, Load[]>();
  for (const load of loads) {
    const queue = load.works[0].queue as QueueName;
    const list = map.get(queue);
    if (list) list.push(load);
    else map.set(queue, [load]);
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

function jobFor({ works, carrier }: Load, ways: ReadonlyMap<WorkInTurn, OpenSpan>) {
  const [work] = works;
  const partner = work.partnerId;
  const traces = works.map((one) => ways.get(one)?.trace ?? one.trace ?? null);
  const [trace] = traces;
  const data: Carried = carrier
    ? { works: works.map(({ id }) => id), partner, ...(traces.some((t) => t !== null) ? { traces } : {}) }
    : { ...work.payload, work: work.id, partner, ...(trace ? { trace } : {}) };
  return {
    name: work.name,
    data,
    opts: {
      jobId: carrier ?? jobIdOf(work),
      priority: work.turn,
      attempts: 12,
      // The delay itself comes from the worker: doubling up to a minute, half of it random.
      backoff: { type: "patient" },
      sizeLimit: 8_192,
    },
  };
}

/** That the queue store has lost a job does not mean that the worker which took it is dead: for so long it is left to end what it has begun. */
const begunRestMs = 15_000;

/**
 * Looks after work that was handed over a while ago and is not done. If its job is no longer in the queue (the store has
 * lost it), or has used up its attempts there, it is handed over again under a new generation.
 * @returns how many were looked at, how many of them are sent again, and how many are lost and left to who has begun them: these are to be
 * looked at again
 */
export async function reconcileOnce(
  db: Db,
  store: QueueStore,
  options: { sentBefore: Date; now: Date; limit: number; failedRestMs: number },
): Promise<{ checked: number; resent: number; left: number }> {
  await store.available();
  return transaction(db, scope, async (tx) => {
    const works = await takeUnfinished(tx, options.sentBefore, options.limit);
    const asked = new Map<string, ReturnType<typeof stateInQueue>>();
    const stateOf = (work: WorkUnderWay) => {
      const id = jobIdOf(work);
      const state = asked.get(id) ?? stateInQueue(store, work.queue as QueueName, id);
      asked.set(id, state);
      return state;
    };
    const states = await Promise.all(works.map(stateOf));
    const gone = works.filter((_, i) => states[i] === "unknown" || states[i] === "completed");
    const left = gone.filter(({ startedAt }) => startedAt !== null && options.now.getTime() - startedAt.getTime() < begunRestMs);
    const lost = gone.filter((w) => !left.includes(w));
    const failed = works.filter((_, i) => states[i] === "failed");
    const kept = works.filter((w) => !gone.includes(w) && !failed.includes(w));
    if (kept.length > 0) await markChecked(tx, kept, options.now);
    if (lost.length > 0) await resend(tx, lost, options.now);
    if (failed.length > 0) await resend(tx, failed, new Date(options.now.getTime() + options.failedRestMs));
    return { checked: works.length, resent: lost.length + failed.length, left: left.length };
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
