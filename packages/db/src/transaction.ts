import { currentTrace } from "@saihan/tracing";
import type postgres from "postgres";
import { CommitUnknown, DatabaseUnavailable, mayRunAgain, TransactionOver, translate } from "./errors.ts";
import { type Lane, LanePool } from "./lane.ts";

/** May open transactions. Made once per process. */
export interface Db {
  /** Past any pooler: for what needs a session of its own. */
  readonly directUrl: string;
  readonly lanes: LanePool;
  /** A replica that is asked first (replica.ts). Who holds this must only read. */
  readonly replica?: AskedFirst;
}

/** Where a transaction runs. */
export interface Place {
  readonly lanes: LanePool;
  /** A statement behind BEGIN that fails where the transaction must not run; ends in a semicolon. */
  readonly condition?: string;
}

export interface AskedFirst {
  /** @returns what the transaction gave, or nothing: then the primary is to be asked */
  carry<T>(run: (place: Place) => Promise<T>): Promise<{ value: T } | undefined>;
}

/**
 * Lives in one transaction: a tagged template for SQL. Results have camelCase columns. A statement that is
 * sent after the transaction ended is refused and not sent.
 */
export type Tx = postgres.TransactionSql;

/**
 * On whose behalf a transaction runs. The policies of the database (migrations/0002_access.sql) show what belongs to it and nothing
 * else, so statements name rows by their own ids: the partner comes from here.
 */
export type Scope = CallerScope | PartnerScope | { readonly service: string };

/** A program that carries out work of one partner. */
export interface PartnerScope {
  readonly partnerId: string;
  readonly actor: string;
}

/** Somebody who calls the API: sees the contracts that this user, with this key, may see. */
export interface CallerScope extends PartnerScope {
  readonly contractId: string;
  readonly userId: string;
  /** Empty without an API key. */
  readonly keyId: string;
}

export interface DbOptions {
  url: string;
  /** The database itself, where `url` is a pooler's in transaction mode. */
  directUrl?: string | undefined;
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
      pooled: options.directUrl !== undefined,
    },
    options.max ?? 10,
    options.waitMs ?? 3_000,
  );
  return { directUrl: options.directUrl ?? options.url, lanes };
}

/** How busy the pool is at this moment. */
export function poolOf({ lanes }: Pick<Db, "lanes">): { lent: number; most: number; waiting: number } {
  return { lent: lanes.lent, most: lanes.most, waiting: lanes.waiting };
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
 * @throws RowLocked when a row stayed locked by another transaction, or four rounds ended in deadlocks
 */
export async function transaction<T>(db: Db, scope: Scope, work: (tx: Tx) => Promise<T>, timeoutMs = 15_000): Promise<T> {
  const carried = await db.replica?.carry((place) => runOnce(place, scope, work, timeoutMs));
  if (carried) return carried.value;
  for (let round = 1; ; round++) {
    try {
      return await runOnce(db, scope, work, timeoutMs);
    } catch (error) {
      if (round < 4 && mayRunAgain(error)) continue;
      throw translate(error);
    }
  }
}

/** A statement that has been written down and not yet sent. */
export type Statement<T extends readonly (object | undefined)[] = readonly postgres.Row[]> = postgres.PendingQuery<T>;

/** Any statement, for those who send it and do not read its rows. */
export interface AnyStatement {
  execute(): PromiseLike<unknown>;
}

/** The rows that a statement gives. */
export type RowsOf<S> = S extends postgres.PendingQuery<infer Rows> ? Rows : never;

/** One statement in a transaction of its own, in one round trip. @throws as `transaction` */
export async function single<T extends readonly (object | undefined)[]>(
  db: Db,
  scope: Scope,
  statement: (tx: Tx) => Statement<T>,
): Promise<postgres.RowList<T>> {
  const [rows] = await batch(db, scope, (tx) => [statement(tx)]);
  return rows as unknown as postgres.RowList<T>;
}

/**
 * Statements that do not need one another's results: all of them stand, or none, in one round trip. BEGIN, scope, statements and COMMIT
 * travel together; each statement sees what the ones before it have written. What must hold for the whole to stand is
 * said in SQL with `must(condition, name)`.
 *
 * @returns the rows of each statement
 * @throws ConditionFailed when a `must` did not hold, and as `transaction`
 */
export async function batch(
  db: Db,
  scope: Scope,
  statements: (tx: Tx) => readonly AnyStatement[],
): Promise<postgres.RowList<readonly postgres.Row[]>[]> {
  const carried = await db.replica?.carry((place) => batchOnce(place, scope, statements));
  if (carried) return carried.value;
  for (let round = 1; ; round++) {
    try {
      return await batchOnce(db, scope, statements);
    } catch (error) {
      if (round < 4 && mayRunAgain(error)) continue;
      throw translate(error);
    }
  }
}

async function batchOnce(
  { lanes, condition }: Place,
  scope: Scope,
  statements: (tx: Tx) => readonly AnyStatement[],
): Promise<postgres.RowList<readonly postgres.Row[]>[]> {
  const lane = await lanes.acquire();
  const unit = { over: false };
  const timer = setTimeout(() => lane.destroy(), 15_000);
  let committed = false;
  try {
    const sent = lane.together(() => {
      const opening = open(lane, scope, condition);
      const asked = statements(guarded(lane, unit)).map((statement) => statement.execute());
      return { asked: Promise.allSettled(asked), end: Promise.allSettled([opening, lane.sql.unsafe("commit").execute()]) };
    });
    const answers = await lane.orLost(sent.asked);
    // The first that failed names the cause; the others only say that the transaction had failed already.
    const failed = answers.find((a) => a.status === "rejected" && (a.reason as { code?: string }).code !== "25P02");
    if (failed?.status === "rejected") throw failed.reason;
    const [opened, end] = await lane.orLost(sent.end);
    if (opened?.status === "rejected" && lane.alive()) throw opened.reason;
    if (end?.status === "rejected")
      throw lane.alive() ? end.reason : new CommitUnknown("connection lost in COMMIT", { cause: end.reason });
    if (end?.value.command !== "COMMIT") throw new DatabaseUnavailable("the transaction was rolled back");
    committed = true;
    return answers.map((a) => (a as PromiseFulfilledResult<postgres.RowList<readonly postgres.Row[]>>).value);
  } catch (error) {
    throw condition ? error : ofPrimary(lane, error);
  } finally {
    unit.over = true;
    clearTimeout(timer);
    if (!committed && lane.alive()) await rollBack(lane);
    lanes.release(lane);
  }
}

/**
 * Where the primary is meant: a server that only reads is a standby, to which the address leads for a while. The connection goes, since it would lead there
 * for good.
 */
function ofPrimary(lane: Lane, error: unknown): unknown {
  // read_only_sql_transaction
  if ((error as { code?: unknown } | undefined)?.code !== "25006") return error;
  lane.destroy();
  return new DatabaseUnavailable("the address leads to a standby", { cause: error });
}

async function runOnce<T>(
  { lanes, condition }: Place,
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  timeoutMs: number,
): Promise<T> {
  const lane = await lanes.acquire();
  const unit = { over: false };
  const timer = setTimeout(() => lane.destroy(), timeoutMs);
  let stage: "working" | "committing" | "done" = "working";
  try {
    const { opening, begun } = lane.together(() => ({ opening: open(lane, scope, condition), begun: work(guarded(lane, unit)) }));
    // What was wrong at the beginning names the cause: what came behind only says that the transaction had failed already.
    const working = begun.then(
      async (result) => {
        await opening;
        return result;
      },
      async (error) => {
        await opening;
        throw error;
      },
    );
    working.catch(() => {});
    const result = await lane.orLost(working);
    unit.over = true;
    stage = "committing";
    const end = await lane.orLost(lane.sql.unsafe("commit"));
    stage = "done";
    // A statement failed and `work` went on all the same: Postgres answers COMMIT with ROLLBACK.
    if (end.command !== "COMMIT") throw new Error("a failed statement was passed over in a transaction");
    return result;
  } catch (error) {
    if (stage === "committing" && !lane.alive()) throw new CommitUnknown("connection lost in COMMIT", { cause: error });
    throw condition ? error : ofPrimary(lane, error);
  } finally {
    unit.over = true;
    clearTimeout(timer);
    if (stage !== "done" && lane.alive()) await rollBack(lane);
    lanes.release(lane);
  }
}

/** Starts a transaction without waiting: what follows on the lane travels behind it. */
function open(lane: Lane, scope: Scope, condition = ""): Promise<unknown> {
  const trace = currentTrace();
  // Rows that bear a trace take it from here (migrations/0024_operations-desk.sql).
  const noted = trace === undefined ? "" : `set local app.trace = ${literal(trace)}; `;
  const opening = lane.sql.unsafe(`begin; ${condition}${lane.preamble}${noted}${entering(scope)}`).execute();
  opening.catch(() => {});
  return opening;
}

/** Goes on in a transaction as somebody who was not known when it began. */
export function goOnAs(tx: Tx, scope: CallerScope): Statement {
  return tx`select enter(${scope.partnerId}, ${scope.actor}, ${scope.contractId}, ${scope.userId}, ${scope.keyId})`;
}

function entering(scope: Scope): string {
  if ("contractId" in scope) {
    const { partnerId, actor, contractId, userId, keyId } = scope;
    return `select enter(${[partnerId, actor, contractId, userId, keyId].map(literal).join(", ")})`;
  }
  const [partnerId, actor] = "service" in scope ? ["", scope.service] : [scope.partnerId, scope.actor];
  return `set local app.partner_id = ${literal(partnerId)}; set local app.actor = ${literal(actor)}`;
}

/** SET takes no parameters. Ids and names of services are plain; anything else is a fault and goes no further. */
function literal(text: string): string {
  if (!/^[\w:@. -]{0,200}$/.test(text)) throw new Error("a scope holds a character that an id does not have");
  return `'${text}'`;
}

async function rollBack(lane: Lane): Promise<void> {
  const timer = setTimeout(() => lane.destroy(), 2_000);
  try {
    await lane.orLost(lane.sql.unsafe("rollback"));
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
