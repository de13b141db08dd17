import { type Db, houseFigures, single } from "@saihan/db";
import { type Looked, lookedAt } from "@saihan/metrics";
import { type QueueStore, queueNames } from "@saihan/queues";

const scope = { service: "outbox-relay" };
const queueStates = ["waiting", "active", "delayed", "prioritized", "failed"] as const;
/** How long figures stand: many gauges are read by one look. */
const freshMs = 2_000;

/**
 * What only the database and the queue store know of the house as a whole: age and amount of work, orders that wait, mails, months.
 * Read when somebody looks, by the relay, which sees every partner. @returns takes the gauges away
 */
export function startMeasures({ db, store, now }: { db: Db; store: QueueStore; now: () => Date }): () => void {
  let read: { at: number; figures: Promise<Awaited<ReturnType<typeof look>>> } | undefined;
  const figures = (what: string) => async () => {
    if (!read || performance.now() - read.at > freshMs) read = { at: performance.now(), figures: look(db, now()) };
    return (await read.figures).filter((figure) => figure.what === what).map(({ labels, value }) => ({ labels, value }));
  };
  const ends = [
    lookedAt("saihan_work_items", "Pieces of work by queue and state", ["queue", "state"], figures("work")),
    lookedAt(
      "saihan_work_age_seconds",
      "Age of the oldest piece of work by queue and state",
      ["queue", "state"],
      figures("work-age"),
    ),
    lookedAt("saihan_orders_open", "Orders that have not ended, by kind and state", ["kind", "state"], figures("orders")),
    lookedAt(
      "saihan_orders_oldest_seconds",
      "Age of the oldest order that has not ended",
      ["kind", "state"],
      figures("orders-age"),
    ),
    lookedAt("saihan_orders_overdue", "Orders past their deadline that have not ended", [], figures("orders-overdue")),
    lookedAt("saihan_close_partners", "Partners by the state of the newest month that was opened", ["state"], figures("close")),
    lookedAt(
      "saihan_close_contracts",
      "Contracts by their state in the newest month that was opened",
      ["state"],
      figures("close-contracts"),
    ),
    lookedAt(
      "saihan_work_paused_seconds",
      "How long operations have paused a queue, or a kind of its work",
      ["queue", "job"],
      figures("pause-age"),
    ),
    lookedAt("saihan_queue_store_faults", "Reasons why the queue store cannot be trusted with work", [], async () => [
      { labels: {}, value: (await store.faults()).length },
    ]),
    lookedAt("saihan_queue_jobs", "Jobs in the queue store by queue and state", ["queue", "state"], () => queueJobs(store)),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function look(db: Db, at: Date) {
  return single(db, scope, (tx) => houseFigures(tx, at));
}

async function queueJobs(store: QueueStore): Promise<Looked[]> {
  const counts = await Promise.all(
    queueNames.map(async (queue) => ({ queue, jobs: await store.queue(queue).getJobCounts(...queueStates) })),
  );
  return counts.flatMap(({ queue, jobs }) => Object.entries(jobs).map(([state, value]) => ({ labels: { queue, state }, value })));
}
