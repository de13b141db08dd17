import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

/*
 * Every measure of the house stands here, with its name and its labels. Labels are kinds, routes, queues and states: few, and
 * known beforehand. Never an id, a name or an address.
 */

const register = new Registry();
const registers = [register];

const waiting = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const lasting = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3_600, 14_400, 86_400];

const requests = new Histogram({
  registers,
  name: "saihan_http_request_seconds",
  help: "Requests by route pattern and status class, and how long they took",
  labelNames: ["method", "route", "status"],
  buckets: waiting,
});
const attempts = new Histogram({
  registers,
  name: "saihan_attempt_seconds",
  help: "Attempts at work by queue, job and how they ended, and how long they took",
  labelNames: ["queue", "job", "outcome"],
  buckets: [...waiting, 30, 60],
});
const orders = new Histogram({
  registers,
  name: "saihan_order_seconds",
  help: "From the acceptance of an order to its end, by kind and how it ended",
  labelNames: ["kind", "state"],
  buckets: lasting,
});
const mails = new Counter({
  registers,
  name: "saihan_mails_total",
  help: "Mails by what became of them",
  labelNames: ["outcome"],
});
const stood = new Counter({
  registers,
  name: "saihan_worker_stood_still_total",
  help: "Times that a worker took no job although some waited, and was made anew or ended",
  labelNames: ["queue"],
});
const orphans = new Counter({
  registers,
  name: "saihan_jobs_orphaned_total",
  help: "Jobs in the queue store for which there is no work, and which were dropped",
  labelNames: ["queue"],
});
const losses = new Counter({
  registers,
  name: "saihan_queue_store_lost_total",
  help: "Times that the queue store had forgotten what it held",
});
const circuit = new Gauge({
  registers,
  name: "saihan_platform_circuit_open",
  help: "1 while calls to the cloud platform are held back because it fails",
});
const lanes = new Gauge({
  registers,
  name: "saihan_database_connections",
  help: "Connections of the pool that are lent, the most there can be, and callers who wait for one",
  labelNames: ["pool", "what"],
  collect() {
    for (const [pool, look] of pools) for (const [what, count] of Object.entries(look())) this.set({ pool, what }, count);
  },
});

const replicaReads = new Counter({
  registers,
  name: "saihan_replica_reads_total",
  help: "Reads that the replica could answer: it did (replica), or the primary, because it was behind, away, in conflict, or cannot do it",
  labelNames: ["outcome"],
});
const replicaAsked = new Gauge({
  registers,
  name: "saihan_replica_asked",
  help: "1 while reads are sent to the replica, 0 while the primary answers them because it is away or too far behind",
  labelNames: ["pool"],
  collect() {
    for (const [pool, look] of replicas) this.set({ pool }, look().asked ? 1 : 0);
  },
});
const replicaLag = new Gauge({
  registers,
  name: "saihan_replica_lag_seconds",
  help: "For how long the primary has had something that the replica has not",
  labelNames: ["pool"],
  collect() {
    for (const [pool, look] of replicas) this.set({ pool }, look().lagMs / 1_000);
  },
});

export type AttemptOutcome = "done" | "again" | "fenced" | "set_aside";
export type MailOutcome = "sent" | "refused" | "unknown" | "later";

/** @param route the pattern, not the address @param status of the answer */
export function requestAnswered(method: string, route: string, status: number, seconds: number): void {
  requests.observe({ method, route, status: `${Math.floor(status / 100)}xx` }, seconds);
}

export function attemptEnded(queue: string, job: string, outcome: AttemptOutcome, seconds: number): void {
  attempts.observe({ queue, job, outcome }, seconds);
}

/** @param seconds from its acceptance; by the clock of the house */
export function orderEnded(kind: string, state: "succeeded" | "failed", seconds: number): void {
  orders.observe({ kind, state }, seconds);
}

export function workerStood(queue: string): void {
  stood.inc({ queue });
}

export function jobOrphaned(queue: string): void {
  orphans.inc({ queue });
}

export function queueStoreLost(): void {
  losses.inc();
}

export function mailEnded(outcome: MailOutcome): void {
  mails.inc({ outcome });
}

export function circuitMoved(state: "open" | "half-open" | "closed"): void {
  circuit.set(state === "open" ? 1 : 0);
}

export function replicaRead(outcome: "replica" | "behind" | "away" | "conflict" | "unfit"): void {
  replicaReads.inc({ outcome });
}

const replicas = new Map<string, () => { asked: boolean; lagMs: number }>();

/** Shows how a replica stands for as long as the process lives. */
export function watchReplica(name: string, look: () => { asked: boolean; lagMs: number }): void {
  replicas.set(name, look);
  void [replicaAsked, replicaLag];
}

const pools = new Map<string, () => Record<"lent" | "most" | "waiting", number>>();

/** Shows a pool of database connections for as long as the process lives. */
export function watchPool(name: string, look: () => Record<"lent" | "most" | "waiting", number>): void {
  pools.set(name, look);
  void lanes;
}

/** A figure that is asked for when somebody looks. */
export interface Looked {
  labels: Record<string, string>;
  value: number;
}

/**
 * A gauge whose figures are read together when the process is asked for its measures.
 * @param read what is not among them any more is not shown any more; when it fails, the gauge shows nothing
 * @returns takes it away
 */
export function lookedAt(
  name: string,
  help: string,
  labelNames: readonly string[],
  read: () => Promise<readonly Looked[]>,
): () => void {
  register.removeSingleMetric(name);
  new Gauge({
    registers,
    name,
    help,
    labelNames: [...labelNames],
    async collect() {
      this.reset();
      for (const { labels, value } of await read().catch(() => [])) this.set(labels, value);
    },
  });
  return () => register.removeSingleMetric(name);
}

let measuring = false;

/** Begins to measure what Node tells of itself: event-loop lag, garbage collection, memory. Once per process. */
export function measureProcess(service: string): void {
  if (measuring) return;
  measuring = true;
  register.setDefaultLabels({ service });
  collectDefaultMetrics({ register });
}

/** Everything, in the text form of Prometheus. */
export async function scrape(): Promise<{ type: string; text: string }> {
  return { type: register.contentType, text: await register.metrics() };
}
