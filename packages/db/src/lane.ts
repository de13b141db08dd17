import type { Socket } from "node:net";
import postgres from "postgres";
import { DatabaseBusy, DatabaseUnavailable, translate } from "./errors.ts";
import { openSocket } from "./socket.ts";

/**
 * A lane is one connection for the whole of its life. It never reconnects: when the connection dies, the lane and
 * everything that was queued on it die too. That is what makes a transaction on postgres.js safe, whose own pool
 * lets a statement of a broken transaction run on the connection of another.
 */
export interface Lane {
  readonly sql: postgres.ReservedSql;
  /** True until the connection is lost or closed. */
  readonly alive: () => boolean;
  /** The work, or DatabaseUnavailable as soon as the connection is lost: what was queued on it is never answered. */
  orLost<T>(work: Promise<T>): Promise<T>;
  /**
   * Sends in one write what `start` starts: postgres.js writes whenever it has a kilobyte, and each write costs more than
   * what is in it.
   */
  together<T>(start: () => T): T;
  /** Statements with which every transaction begins. */
  readonly preamble: string;
  /** Closes the connection, whatever it is doing. */
  destroy(): void;
}

export interface LaneOptions {
  url: string;
  /** Shown in pg_stat_activity. */
  applicationName: string;
  connectTimeoutMs: number;
  statementTimeoutMs: number;
  lockTimeoutMs: number;
  /**
   * The address is a pooler's (PgBouncer in transaction mode), which may give every transaction another connection to the database: nothing is
   * prepared, and limits are set in each transaction anew.
   */
  pooled?: boolean;
}

async function openLane(options: LaneOptions): Promise<Lane> {
  let alive = true;
  const concerned = new Set<(error: Error) => void>();
  const lose = (what: string) => {
    alive = false;
    for (const reject of concerned) reject(new DatabaseUnavailable(what));
    concerned.clear();
  };
  const orLost = <T>(work: Promise<T>) =>
    new Promise<T>((resolve, reject) => {
      if (!alive) reject(new DatabaseUnavailable("the connection is gone"));
      concerned.add(reject);
      work.then(resolve, reject).finally(() => concerned.delete(reject));
    });
  let socket: Socket | undefined;
  const client = postgres(options.url, {
    ...driverOptions(options),
    // The driver's types do not know this option.
    ...({
      socket: async (at: Parameters<typeof openSocket>[0]) => {
        socket = await openSocket(at);
        return socket;
      },
    } as object),
    max: 1,
    onclose: () => lose("connection lost"),
  });
  const destroy = () => {
    lose("connection closed");
    void client.end({ timeout: 0 }).catch(() => {});
  };
  const preamble = options.pooled
    ? Object.entries(limitsOf(options))
        .map(([name, ms]) => `set local ${name} = ${ms}; `)
        .join("")
    : "";
  const timer = setTimeout(destroy, options.connectTimeoutMs);
  try {
    // Connect first: postgres.js 3.4.9 never answers a reservation that has to connect when it fetches no types. For the
    // same reason a connection that is lost between the two must end the wait.
    const sql = await orLost(client.unsafe("select 1").then(() => client.reserve()));
    return { sql, alive: () => alive, orLost, destroy, together: (start) => corked(socket, start), preamble };
  } catch (error) {
    destroy();
    throw translate(error);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Statements that are started now reach the socket within two ticks and one turn of the event loop; the immediate that is
 * asked for after them comes after theirs.
 */
function corked<T>(socket: Socket | undefined, start: () => T): T {
  socket?.cork();
  try {
    return start();
  } finally {
    void Promise.resolve()
      .then(() => {})
      .then(() => {})
      .then(() => setImmediate(() => socket?.uncork()));
  }
}

/** Settings that every connection of the house shares, and how its values are read. */
export function driverOptions(options: LaneOptions) {
  return {
    connect_timeout: options.connectTimeoutMs / 1000,
    idle_timeout: null as unknown as number,
    max_lifetime: null,
    fetch_types: false,
    onnotice: () => {},
    prepare: !options.pooled,
    connection: { application_name: options.applicationName, ...(options.pooled ? {} : limitsOf(options)) },
    transform: { column: { from: postgres.toCamel } },
    types: {
      /** bigint: exact as a number up to 2^53, an error beyond, never rounded. */
      int8: { to: 20, from: [20], serialize: String, parse: exactNumber },
      /** date: `YYYY-MM-DD` as it stands, not an instant. */
      date: { to: 1082, from: [1082], serialize: String, parse: String },
    },
  };
}

/** Milliseconds. */
function limitsOf({ statementTimeoutMs, lockTimeoutMs }: LaneOptions) {
  return {
    statement_timeout: statementTimeoutMs,
    lock_timeout: lockTimeoutMs,
    idle_in_transaction_session_timeout: 60_000,
  };
}

function exactNumber(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError("bigint beyond 2^53");
  return value;
}

/** Lends lanes, at most `max` at once; those who come later wait in line for a while. */
export class LanePool {
  readonly #options: LaneOptions;
  readonly #max: number;
  readonly #waitMs: number;
  readonly #idle: Lane[] = [];
  readonly #busy = new Set<Lane>();
  readonly #waiting: Array<{ resolve: (lane: Lane | undefined) => void; reject: (error: Error) => void }> = [];
  #lent = 0;
  #closed = false;
  #drained: () => void = () => {};

  constructor(options: LaneOptions, max: number, waitMs: number) {
    this.#options = options;
    this.#max = max;
    this.#waitMs = waitMs;
  }

  get lent(): number {
    return this.#lent;
  }

  get most(): number {
    return this.#max;
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** @throws DatabaseBusy after `waitMs` in line, DatabaseUnavailable when no connection can be made */
  async acquire(): Promise<Lane> {
    if (this.#closed) throw new DatabaseUnavailable("the pool is closed");
    let lane: Lane | undefined;
    if (this.#lent < this.#max) {
      this.#lent++;
      lane = this.#takeIdle();
    } else {
      lane = await this.#waitInLine();
    }
    if (lane?.alive()) return this.#lend(lane);
    try {
      return this.#lend(this.#takeIdle() ?? (await openLane(this.#options)));
    } catch (error) {
      this.#handOn(undefined);
      throw error;
    }
  }

  release(lane: Lane): void {
    this.#busy.delete(lane);
    if (this.#closed) lane.destroy();
    this.#handOn(lane.alive() ? lane : undefined);
  }

  /** Closes every connection, whatever it is doing; the next who asks gets a new one. */
  cut(): void {
    for (const lane of [...this.#idle.splice(0), ...this.#busy]) lane.destroy();
  }

  /** Waits for lanes that are lent, but no longer than `graceMs`, then closes every connection. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    for (const waiter of this.#waiting.splice(0)) waiter.reject(new DatabaseUnavailable("the pool is closed"));
    if (this.#lent > 0) {
      let timer: NodeJS.Timeout | undefined;
      await Promise.race([
        new Promise<void>((resolve) => {
          this.#drained = resolve;
        }),
        new Promise<void>((resolve) => {
          timer = setTimeout(resolve, graceMs);
        }),
      ]);
      clearTimeout(timer);
    }
    for (const lane of this.#idle.splice(0)) lane.destroy();
  }

  #lend(lane: Lane): Lane {
    this.#busy.add(lane);
    return lane;
  }

  #takeIdle(): Lane | undefined {
    for (;;) {
      const lane = this.#idle.pop();
      if (!lane || lane.alive()) return lane;
    }
  }

  /** Gives the place of a lane that comes back to the next in line, with its connection if that still lives. */
  #handOn(lane: Lane | undefined): void {
    const next = this.#waiting.shift();
    if (next) {
      next.resolve(lane);
      return;
    }
    this.#lent--;
    if (lane && !this.#closed) this.#idle.push(lane);
    if (this.#lent === 0) this.#drained();
  }

  #waitInLine(): Promise<Lane | undefined> {
    return new Promise((resolve, reject) => {
      const waiter = {
        resolve: (lane: Lane | undefined) => {
          clearTimeout(timer);
          resolve(lane);
        },
        reject: (error: Error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      const timer = setTimeout(() => {
        const at = this.#waiting.indexOf(waiter);
        if (at >= 0) this.#waiting.splice(at, 1);
        reject(new DatabaseBusy("no connection came free in time"));
      }, this.#waitMs);
      this.#waiting.push(waiter);
    });
  }
}
