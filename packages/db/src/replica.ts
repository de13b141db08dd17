import { setTimeout as sleep } from "node:timers/promises";
import { ConditionFailed, DatabaseUnavailable, translate } from "./errors.ts";
import { LanePool } from "./lane.ts";
import { type Lag, lagOf } from "./replica-lag.ts";
import { type AskedFirst, type Db, type DbOptions, type Place, single } from "./transaction.ts";

/**
 * What became of a transaction that a replica might have carried. `replica`: it did. Otherwise the primary answered, because the replica had not yet come so
 * far (`behind`), could not be reached or is not trusted (`away`), had to remove what the transaction was reading (`conflict`), or because no
 * standby can do what was asked, such as writing (`unfit`), which is a fault of the program.
 */
export type ReplicaOutcome = "replica" | "behind" | "away" | "conflict" | "unfit";

/** How the replica stands, as last seen. */
export interface ReplicaStanding {
  /** Whether reads are sent to it. */
  asked: boolean;
  /** Milliseconds, measured here: for how long the primary has had something that it has not. */
  lagMs: number;
}

export interface ReplicaOptions extends Omit<DbOptions, "directUrl"> {
  /** It is a pooler's address, as the primary's is. */
  pooled: boolean;
  /** A replica that is further behind is not asked. */
  lagLimitMs: number;
  told: (outcome: ReplicaOutcome) => void;
  /** Called whenever reads begin or cease to be sent to it, with the reason when they cease. */
  turned: (asked: boolean, why: string) => void;
}

/** A standby of the database, which may carry reads that decide nothing. Made once per process. */
export interface Replica {
  /**
   * For the reads of one request: they see at least everything that had been committed when this was called, by whomever and through whichever process,
   * since the replica is first asked whether it has come so far. The primary answers what the replica cannot.
   * @throws DatabaseUnavailable when the primary cannot be asked how far it is
   */
  reader(): Promise<Db>;
  /** Why a program must not start with this replica, one sentence each; nothing when it is away. */
  faults(): Promise<string[]>;
  standing(): ReplicaStanding;
  /** Its pool, as `poolOf` takes it. */
  readonly lanes: LanePool;
  stop(): Promise<void>;
}

const lookEveryMs = 500;
/** A replica that answers nothing for so long is away. */
const lookPatienceMs = 2_000;
/** How long a request waits for a replica that is a few milliseconds behind. */
const patienceMs = 100;

const behind = "REPLICA_HAS_COME_SO_FAR";

/** How far a primary has written. Whoever takes over from it begins a new timeline at some position. */
interface Reached {
  position: string;
  timeline: number;
}

/**
 * Timelines on which a standby is known to have replayed something. One that still follows a dead primary may be beyond the position at which another took
 * over, without anything that was written since. It notes a new timeline at its next restart point, so it rests until then.
 */
const timelines = `array[(select timeline_id from pg_control_checkpoint()), (select min_recovery_end_timeline from pg_control_recovery())]`;

export function createReplica(primary: Db, options: ReplicaOptions): Replica {
  const { told, turned, lagLimitMs, pooled } = options;
  const laneOptions = {
    ...{ url: options.url, applicationName: options.applicationName, pooled, connectTimeoutMs: lookPatienceMs },
    ...{ statementTimeoutMs: options.statementTimeoutMs ?? 10_000, lockTimeoutMs: options.lockTimeoutMs ?? 5_000 },
  };
  const lanes = new LanePool(laneOptions, options.max ?? 10, options.waitMs ?? 3_000);
  // Its own connection: that all others are busy does not mean that the replica is away.
  const looking: Db = { directUrl: options.url, lanes: new LanePool(laneOptions, 1, lookPatienceMs) };
  const position = positionsOf(primary);
  const lag: Lag = lagOf(() => performance.now());
  let standing: ReplicaStanding = { asked: false, lagMs: 0 };
  let known: boolean | undefined;
  let ours: ServerFacts | undefined;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const turn = (asked: boolean, why: string) => {
    if (stopped) return;
    const moved = asked !== known;
    known = asked;
    standing = { asked, lagMs: lag.ms() };
    if (moved) turned(asked, why);
    // Whoever is still waiting for one that has gone silent is answered by the primary.
    if (moved && !asked) lanes.cut();
  };

  const look = async (): Promise<void> => {
    const at = await position().catch(() => undefined);
    // Without the primary nothing is asked of the replica either, and nothing is learnt of it.
    if (at === undefined) return;
    lag.primaryAt(at.position);
    ours ??= await factsOf(primary);
    const seen = await inTime(looking, () => factsOf(looking));
    const faults = faultsOfReplica(seen, ours);
    if (faults[0] !== undefined) return turn(false, faults[0]);
    if (!seen.timelines.includes(at.timeline)) return turn(false, "it has not followed the primary that took over");
    lag.replicaAt(seen.replayed ?? "0/0");
    turn(lag.ms() <= lagLimitMs, "it is too far behind");
  };
  const lookOnce = () => look().catch(() => turn(false, "it cannot be reached"));
  const goOnLooking = () => {
    if (stopped) return;
    timer = setTimeout(() => void lookOnce().finally(goOnLooking), lookEveryMs);
    timer.unref();
  };
  void lookOnce().finally(goOnLooking);

  return {
    reader: async () => {
      if (standing.asked) return { ...primary, replica: askedFirst(lanes, await position(), standing, told) };
      told(standing.lagMs > lagLimitMs ? "behind" : "away");
      return primary;
    },
    faults: async () => faultsOfReplica(await inTime(looking, () => factsOf(looking)), await factsOf(primary)),
    standing: () => standing,
    lanes,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await Promise.all([lanes.close(5_000), looking.lanes.close(1_000)]);
    },
  };
}

/** Sends the transactions of one request to the replica until one of them had to go to the primary: from then on all do. */
function askedFirst(
  lanes: LanePool,
  { position, timeline }: Reached,
  { lagMs }: ReplicaStanding,
  told: ReplicaOptions["told"],
): AskedFirst {
  const place: Place = {
    lanes,
    condition: `select must(pg_is_in_recovery() and pg_last_wal_replay_lsn() >= '${position}'::pg_lsn and ${timeline} = any (${timelines}), '${behind}'); `,
  };
  // It is a second behind already: it will not come so far in time.
  const until = performance.now() + (lagMs < 2 * lookEveryMs ? patienceMs : 0);
  let left = false;
  return {
    carry: async (run) => {
      for (let waitMs = 2; !left; waitMs *= 2) {
        try {
          const value = await run(place);
          told("replica");
          return { value };
        } catch (error) {
          const outcome = outcomeOf(error);
          if (outcome === undefined) throw translate(error);
          if (outcome === "behind" && performance.now() + waitMs < until) {
            await sleep(waitMs);
            continue;
          }
          left = true;
          told(outcome);
        }
      }
      return undefined;
    },
  };
}

/** Why the replica did not carry it; nothing for an error that the primary would give too. */
function outcomeOf(error: unknown): ReplicaOutcome | undefined {
  const known = translate(error);
  if (known instanceof ConditionFailed) return known.condition === behind ? "behind" : undefined;
  const code = (error as { code?: unknown }).code;
  // A statement that takes too long here would take too long there.
  if (code === "57014") return undefined;
  if (known instanceof DatabaseUnavailable) return "away";
  if (code === "40001" || code === "40P01") return "conflict";
  // It writes, or reads a table that is not in the log.
  if (code === "25006" || code === "0A000") return "unfit";
  // Sign-in refused, or no such database.
  return typeof code === "string" && /^(28|3D)/.test(code) ? "away" : undefined;
}

/**
 * How far the primary has written: what anybody has been told is committed lies before it. Questions that come while one is under way share the next, since the one
 * under way may have been answered before they came.
 */
function positionsOf(primary: Db): () => Promise<Reached> {
  let underWay: Promise<unknown> = Promise.resolve();
  let next: Promise<Reached> | undefined;
  const ask = async (): Promise<Reached> => {
    const [row] = await single(
      primary,
      { service: "replica" },
      (tx) => tx<Reached[]>`
        select coalesce(at::text, '') as position, ('x' || left(pg_walfile_name(at), 8))::bit(32)::integer as timeline
          from (select case when not pg_is_in_recovery() then pg_current_wal_flush_lsn() end as at) as reached`,
    );
    if (!row || !/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/.test(row.position))
      throw new DatabaseUnavailable("the primary does not say how far it is");
    return row;
  };
  return () => {
    next ??= underWay.then(() => {
      next = undefined;
      const asked = ask();
      underWay = asked.catch(() => {});
      return asked;
    });
    return next;
  };
}

/** What is asked of a server to know whether one is a standby of the other. */
export interface ServerFacts {
  standby: boolean;
  /** How far a standby has come. */
  replayed: string | null;
  timelines: number[];
  /** Of the cluster, and the database in it. */
  identity: string;
  /** The program's role could pass by the policies. */
  unconfined: boolean;
}

export function faultsOfReplica(replica: ServerFacts, primary: ServerFacts): string[] {
  const faults: string[] = [];
  if (!replica.standby) faults.push("DATABASE_REPLICA_URL leads to a server that is not in recovery, so it is no standby");
  else if (replica.identity !== primary.identity) faults.push("DATABASE_REPLICA_URL leads to a standby of another database");
  if (replica.unconfined)
    faults.push(
      "at DATABASE_REPLICA_URL the program's role is the owner of tables, a superuser or has BYPASSRLS, and could see every partner",
    );
  return faults;
}

async function factsOf(db: Db): Promise<ServerFacts> {
  const [row] = await single(
    db,
    { service: "replica" },
    (tx) => tx<ServerFacts[]>`
      select pg_is_in_recovery() as standby, case when pg_is_in_recovery() then pg_last_wal_replay_lsn()::text end as replayed, to_jsonb(${tx.unsafe(timelines)}) as timelines,
             (select system_identifier from pg_control_system()) || '/' || current_database() as identity,
             (select rolsuper or rolbypassrls or exists (select from pg_tables where schemaname = 'public' and tableowner = rolname)
                from pg_roles where rolname = current_user) as unconfined`,
  );
  if (!row) throw new DatabaseUnavailable("the server says nothing of itself");
  return row;
}

/** @throws DatabaseUnavailable when it takes too long; the connections are then closed */
async function inTime<T>({ lanes }: Db, ask: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => lanes.cut(), lookPatienceMs);
  try {
    return await ask();
  } finally {
    clearTimeout(timer);
  }
}
