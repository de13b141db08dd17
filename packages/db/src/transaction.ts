import type postgres from "postgres";
import { CommitUnknown, DatabaseUnavailable, mayRunAgain, TransactionOver, translate } from "./errors.ts";
import { type Lane, LanePool } from "./lane.ts";

/** May open transactions. Made once per process. */
export interface Db {
  readonly url: string;
  readonly lanes: LanePool;
}

/**
 * Lives in one transaction: a tagged template for SQL. Results have camelCase columns. A statement that is
 * sent after the transaction ended is refused and not sent.
 */
export type Tx = postgres.TransactionSql;

/** On whose behalf a transaction runs. The database sees it as `app.partner_id` and `app.actor`. */
export type Scope = { readonly partnerId: string; readonly actor: string } | { readonly service: string };

export interface DbOptions {
  url: string;
  applicationName: string;
  /** Connections at most. */
  max?: number;
  /** How long a transaction may wait for a connection. */
  waitMs?: number;
  statementTimeoutMs?: number;
  lockTimeoutMs?: number;
}

export function connect(options: DbOptions): Db {
  const lanes = new LanePool(
    {
      url: options.url,
      applicationName: options.applicationName,
      connectTimeoutMs: 5_000,
      statementTimeoutMs: options.statementTimeoutMs ?? 10_000,
      lockTimeoutMs: options.lockTimeoutMs ?? 5_000,
    },
    options.max ?? 10,
    options.waitMs ?? 3_000,
  );
  return { url: options.url, lanes };
}

export async function disconnect(db: Db): Promise<void> {
  await db.lanes.close(5_000);
}

/**
 * Runs `work` in one transaction: all of it stands, or nothing.
 *
 * BEGIN and the scope travel together with the first statement. Statements that do not need each other's results should be
 * started together and awaited together: they then travel together too.
 * `work` may be run again after a deadlock or serialisation failure, so it must not act on anything but `tx`.
 *
 * @throws DatabaseUnavailable when the database cannot be reached, does not answer within `timeoutMs`, or is lost: nothing stands
 * @throws CommitUnknown when it was lost during COMMIT: ask by a business key
 * @throws RowLocked when a row stayed locked by another transaction
 */
export async function transaction<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>, timeoutMs = 15_000): Promise<T> {
  for (let round = 1; ; round++) {
    try {
      return await runOnce(db, scope, work, timeoutMs);
    } catch (error) {
      if (round < 4 && mayRunAgain(error)) continue;
      throw translate(error);
    }
  }
}

/**
 * One statement in a transaction of its own, in one round trip: BEGIN, scope, statement and COMMIT travel together.
 * @throws as `transaction`
 */
export async function single<T extends readonly (object | undefined)[]>(
  db: Db,
  scope: Scope,
  statement: (tx: Tx) => postgres.PendingQuery<T>,
): Promise<postgres.RowList<T>> {
  const lane = await db.lanes.acquire();
  const unit = { over: false };
  const timer = setTimeout(() => lane.destroy(), 15_000);
  let asked: Promise<postgres.RowList<T>> | undefined;
  let committed = false;
  try {
    const tx = guarded(lane, unit);
    const opening = open(lane, scope);
    asked = statement(tx).execute();
    const sent = [opening, asked, lane.sql.unsafe("commit").execute()] as const;
    const settled = await Promise.race([lane.lost, Promise.allSettled(sent)]);
    unit.over = true;
    const [, answer, end] = settled;
    if (answer.status === "rejected") throw answer.reason;
    if (end.status === "rejected") throw end.reason;
    if (end.value.command !== "COMMIT") throw new DatabaseUnavailable("the transaction was rolled back");
    committed = true;
    return answer.value;
  } catch (error) {
    asked?.catch(() => {});
    throw translate(error);
  } finally {
    unit.over = true;
    clearTimeout(timer);
    if (!committed && lane.alive()) await rollBack(lane);
    db.lanes.release(lane);
  }
}

async function runOnce<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>, timeoutMs: number): Promise<T> {
  const lane = await db.lanes.acquire();
  const unit = { over: false };
  const timer = setTimeout(() => lane.destroy(), timeoutMs);
  let stage: "working" | "committing" | "done" = "working";
  try {
    const opening = open(lane, scope);
    const working = work(guarded(lane, unit)).then(async (result) => {
      await opening;
      return result;
    });
    working.catch(() => {});
    const result = await Promise.race([lane.lost, working]);
    unit.over = true;
    stage = "committing";
    const end = await Promise.race([lane.lost, lane.sql.unsafe("commit")]);
    stage = "done";
    // A statement failed and `work` went on all the same: Postgres answers COMMIT with ROLLBACK.
    if (end.command !== "COMMIT") throw new Error("a failed statement was passed over in a transaction");
    return result;
  } catch (error) {
    if (stage === "committing" && !lane.alive()) throw new CommitUnknown("connection lost in COMMIT", { cause: error });
    throw error;
  } finally {
    unit.over = true;
    clearTimeout(timer);
    if (stage !== "done" && lane.alive()) await rollBack(lane);
    db.lanes.release(lane);
  }
}

/** Starts a transaction without waiting: what follows on the lane travels behind it. */
function open(lane: Lane, scope: Scope): Promise<unknown> {
  const begin = lane.sql.unsafe("begin").execute();
  const [partnerId, actor] = "service" in scope ? ["", scope.service] : [scope.partnerId, scope.actor];
  const context = lane.sql`
    select set_config('app.partner_id', ${partnerId}, true), set_config('app.actor', ${actor}, true)`.execute();
  const opening = Promise.all([begin, context]);
  opening.catch(() => {});
  return opening;
}

async function rollBack(lane: Lane): Promise<void> {
  const timer = setTimeout(() => lane.destroy(), 2_000);
  try {
    await Promise.race([lane.lost, lane.sql.unsafe("rollback")]);
  } catch {
    lane.destroy();
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The lane's SQL function, switched off when the unit is over. postgres.js sends a query a tick after it is first
 * awaited, so the check sits where the query is sent and not where it is written down.
 */
function guarded(lane: Lane, unit: { over: boolean }): Tx {
  const watch = (made: unknown): unknown => {
    if (!(made instanceof Promise) || !("handler" in made)) return made;
    const query = made as unknown as { handler: (q: unknown) => unknown; reject: (e: Error) => void };
    const send = query.handler;
    query.handler = (q) => (unit.over || !lane.alive() ? query.reject(new TransactionOver()) : send(q));
    return made;
  };
  const { sql } = lane;
  const call = (...args: unknown[]) => watch((sql as unknown as (...a: unknown[]) => unknown)(...args));
  return Object.assign(call, {
    json: sql.json,
    array: sql.array,
    typed: sql.typed,
    types: sql.types,
    unsafe: (...args: Parameters<typeof sql.unsafe>) => watch(sql.unsafe(...args)),
  }) as unknown as Tx;
}
