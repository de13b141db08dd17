import { pino } from "pino";
import { createOutput } from "./output.ts";

/**
 * Facts that may stand in a log line. Ids, counts, names of steps: never names, addresses or bodies.
 * A fact that is not listed here does not compile, and so cannot be logged by accident.
 */
export interface Facts {
  orderId?: string;
  traceId?: string;
  contractId?: string;
  partnerId?: string;
  tenantId?: string;
  userId?: string;
  mailId?: string;
  outboxId?: number;
  requestId?: string;
  reference?: string;
  actor?: string;
  queue?: string;
  job?: string;
  jobId?: string;
  attempt?: number;
  generation?: number;
  seq?: number;
  hash?: string;
  count?: number;
  state?: string;
  code?: string;
  cause?: string;
  method?: string;
  route?: string;
  status?: number;
  tookMs?: number;
  port?: number;
  address?: string;
  backend?: string;
  file?: string;
  step?: string;
  errorName?: string;
  errorAt?: string;
}

/** A logger of constant messages with facts beside them. */
export interface Log {
  debug(message: string, facts?: Facts): void;
  info(message: string, facts?: Facts): void;
  warn(message: string, facts?: Facts): void;
  error(message: string, facts?: Facts): void;
  fatal(message: string, facts?: Facts): void;
  child(facts: Facts): Log;
}

/**
 * One JSON object a line on standard output.
 * @param level pino's level names
 * @param traceId of what is under way, where traces are recorded: every line then bears it
 */
export function createLog(service: string, level = "info", traceId?: () => string | undefined): Log {
  const output = createOutput(1);
  process.once("exit", () => output.flushNow());
  const root = pino(
    {
      ...{
        level,
        base: { service },
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
      },
      ...(traceId ? { mixin: () => withTrace(traceId()) } : {}),
    },
    output,
  );
  return wrap(root);
}

function withTrace(traceId: string | undefined): { traceId?: string } {
  return traceId === undefined ? {} : { traceId };
}

/** A log that says nothing, for tests that look at effects. */
export const silentLog: Log = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  fatal() {},
  child: () => silentLog,
};

/**
 * What may be said of an error: its name, its code and where it arose. Messages can carry a user's input
 * (a parser quotes the body, a database quotes the row), so they stay out.
 */
export function errorFacts(error: unknown): Facts {
  if (!(error instanceof Error)) return { errorName: typeof error };
  const code = "code" in error && /^[A-Z0-9_]{1,40}$/.test(String(error.code)) ? String(error.code) : undefined;
  const name = /^[A-Z][A-Za-z]{0,40}$/.test(error.name) ? error.name : "Error";
  const at = placeIn(framesOf(error));
  return { errorName: name, ...(code ? { code } : {}), ...(at ? { errorAt: at } : {}) };
}

/** Where the first frame of a stack is that names a source file: the end of its path, with line and column. */
function placeIn(frames: string): string | undefined {
  for (const line of frames.split("\n", 50)) {
    if (!/^\s{1,8}at /.test(line)) continue;
    const path = line.replace(/\)$/, "").split("/").slice(-4).join("/");
    const found = path.length < 400 && /(?<![\w.@/-])(?:[\w.@-]+\/){0,3}[\w.-]+\.[cm]?[jt]s:\d+:\d+$/.exec(path);
    if (found) return found[0];
  }
  return undefined;
}

/** A stack begins with the message, which may hold lines that look like frames. */
function framesOf({ stack = "", message }: Error): string {
  const start = stack.indexOf(message);
  return start < 0 ? "" : stack.slice(start + message.length);
}

function wrap(target: import("pino").Logger): Log {
  return {
    debug: (message, facts) => target.debug(facts ?? {}, message),
    info: (message, facts) => target.info(facts ?? {}, message),
    warn: (message, facts) => target.warn(facts ?? {}, message),
    error: (message, facts) => target.error(facts ?? {}, message),
    fatal: (message, facts) => {
      target.fatal(facts ?? {}, message);
    },
    child: (facts) => wrap(target.child(facts)),
  };
}
