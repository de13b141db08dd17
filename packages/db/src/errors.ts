import postgres from "postgres";

/** The database could not be reached or did not answer in time. Nothing of the transaction stands. */
export class DatabaseUnavailable extends Error {
  override name = "DatabaseUnavailable";
}

/** The connection was lost while COMMIT was under way: it may stand or not. Ask by a business key. */
export class CommitUnknown extends DatabaseUnavailable {
  override name = "CommitUnknown";
}

/** All connections are in use and none came free in time. */
export class DatabaseBusy extends DatabaseUnavailable {
  override name = "DatabaseBusy";
}

/** Others held the row for longer than `lock_timeout`, or came across this transaction again and again. */
export class RowLocked extends Error {
  override name = "RowLocked";
}

/** A policy of the database refused a row. The application should have said no before: a right went away between the two, or it has a fault. */
export class PolicyRefused extends Error {
  override name = "PolicyRefused";
}

/** A statement was sent through a transaction that is over. A fault of the program, and harmless: it was not sent. */
export class TransactionOver extends Error {
  override name = "TransactionOver";
  constructor() {
    super("this transaction is over");
  }
}

/** A condition that was stated in SQL with `must` did not hold; nothing of the transaction stands. */
export class ConditionFailed extends Error {
  override name = "ConditionFailed";
  /** What should have held, e.g. NEWEST_ATTEMPT. */
  readonly condition: string;
  constructor(condition: string) {
    super(condition);
    this.condition = condition;
  }
}

const unreachable = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "08000", // connection_exception and its kin
  "08003",
  "08006",
  "53000", // insufficient_resources and its kin
  "53100", // disk_full
  "53200", // out_of_memory
  "53300", // too_many_connections
  "57014", // query_canceled: statement_timeout
  "57P01", // admin_shutdown
  "57P02", // crash_shutdown
  "57P03", // cannot_connect_now
  "58030", // io_error
  "25P03", // idle_in_transaction_session_timeout
]);

/** Turns what the driver throws into what the house knows; anything else is passed on as it is. */
export function translate(error: unknown): unknown {
  const code = codeOf(error);
  if (code === "SA001" && error instanceof Error) return new ConditionFailed(error.message);
  if (code === "42501") return new PolicyRefused(code, { cause: error });
  if (code === "55P03") return new RowLocked("lock_timeout", { cause: error });
  if (mayRunAgain(error)) return new RowLocked("deadlock", { cause: error });
  if (code !== undefined && unreachable.has(code)) {
    return error instanceof DatabaseUnavailable ? error : new DatabaseUnavailable(code, { cause: error });
  }
  return error;
}

/** Serialisation failure or deadlock: the transaction may simply be run again. */
export function mayRunAgain(error: unknown): boolean {
  const code = codeOf(error);
  return code === "40001" || code === "40P01";
}

/** The name of the unique constraint that a statement violated, if that was the error. */
export function violatedUnique(error: unknown): string | undefined {
  return error instanceof postgres.PostgresError && error.code === "23505" ? error.constraint_name : undefined;
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
