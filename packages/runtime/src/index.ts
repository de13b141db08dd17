import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createLog, errorFacts, type Log } from "@saihan/log";
import { measureProcess, scrape } from "@saihan/metrics";
import { currentTraceId, startTracing, tracing } from "@saihan/tracing";

/** A part of the house that is running. */
export interface Running {
  /** Where it listens, if it does. */
  port?: number;
  /** Stops taking work, finishes what is under way, lets go of everything. Called once. */
  close(): Promise<void>;
}

/** Answers whether the process can do its work now: names of what is missing, empty when all is well. */
export type Readiness = () => Promise<string[]>;

/** How long a process may take to stop. Killing it after that is safe. */
export const stopWithinMs = 9_000;

/**
 * The frame of every main.ts: start, say so, stop on SIGTERM or SIGINT within ten seconds.
 * A fault that nobody caught ends the process: the supervisor starts a clean one.
 */
export async function run(service: string, start: (log: Log, env: NodeJS.ProcessEnv) => Promise<Running>): Promise<void> {
  const endTracing = await startTracing(service, process.env).catch((error: Error) => {
    if (error.name !== "ConfigError") throw error;
    process.stderr.write(`${service}: ${error.message}\n`);
    process.exit(2);
  });
  const log = createLog(service, process.env.LOG_LEVEL, tracing() ? currentTraceId : undefined);
  measureProcess(service);
  const fail = (message: string) => (error: unknown) => {
    log.fatal(message, errorFacts(error));
    process.exit(1);
  };
  process.on("uncaughtException", fail("fault that nobody caught"));
  process.on("unhandledRejection", fail("rejection that nobody caught"));
  let running: Running;
  try {
    running = await start(log, process.env);
  } catch (error) {
    if (error instanceof Error && error.name === "ConfigError") {
      process.stderr.write(`${service}: ${error.message}\n`);
      process.exit(2);
    }
    throw error;
  }
  log.info("ready", running.port === undefined ? {} : { port: running.port });
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.warn("stopped before everything had ended");
      process.exit(0);
    }, stopWithinMs).unref();
    const ended = running.close().then(endTracing);
    ended.then(() => {
      log.info("stopped");
      process.exit(0);
    }, fail("fault while stopping"));
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
  // A supervisor holds our standard input; when it is gone, for whatever reason, nobody looks after us any more.
  if (process.env.STOP_WITH_STDIN === "1") process.stdin.on("end", stop).on("error", stop).resume();
}

/** Listens, and rejects when it cannot: Express 5 would keep a taken port to itself. */
export function listenOn(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops listening; connections that still work are given `graceMs`, idle ones none. */
export function closeServer(server: Server, graceMs = 4_000): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), graceMs).unref();
  });
}

/** `/healthz`: the process lives. `/readyz`: it can do its work, or 503 with what is missing. */
export async function answerHealth(path: string, response: ServerResponse, readiness: Readiness): Promise<boolean> {
  if (path === "/healthz") {
    send(response, 200, { status: "ok" });
    return true;
  }
  if (path === "/readyz") {
    const missing = await readiness().catch(() => ["readiness check failed"]);
    send(
      response,
      missing.length === 0 ? 200 : 503,
      missing.length === 0 ? { status: "ready" } : { status: "not ready", missing },
    );
    return true;
  }
  return false;
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** The health endpoints of a process, and its measures at `/metrics`: for the provider's own network, never for callers. */
export async function serveHealth(port: number, host: string, readiness: Readiness): Promise<Running & { port: number }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path === "/metrics") {
      scrape().then(
        ({ type, text }) => response.writeHead(200, { "content-type": type }).end(text),
        () => response.destroy(),
      );
      return;
    }
    answerHealth(path, response, readiness).then(
      (answered) => {
        if (!answered) send(response, 404, { status: "not found" });
      },
      () => response.destroy(),
    );
  });
  const actual = await listenOn(server, port, host);
  return { port: actual, close: () => closeServer(server, 500) };
}

/**
 * Asks what a program is about to stand on whether it can be trusted. What cannot be reached within two seconds is not judged: the program
 * starts, says in its readiness what is missing, and works when it is there.
 * @param asks each answers with one sentence per fault
 * @param letGo called before it throws
 * @throws an error named ConfigError with the sentences
 */
export async function refuseToStart(asks: readonly (() => Promise<string[]>)[], letGo: () => Promise<unknown>): Promise<void> {
  const answers = await Promise.all(asks.map((ask) => within(2_000, ask).catch(() => [])));
  const faults = answers.flat();
  if (faults.length === 0) return;
  await letGo();
  const error = new Error(`cannot start: ${faults.join("; ")}`);
  error.name = "ConfigError";
  throw error;
}

/**
 * Resolves to `missing` when the check fails or takes too long. An error may tell operators more in a property `why`, one
 * sentence that holds no secret.
 */
export async function check(missing: string, ask: () => Promise<unknown>, withinMs = 2_000): Promise<string[]> {
  try {
    await within(withinMs, ask);
    return [];
  } catch (error) {
    const why = error instanceof Error && "why" in error && typeof error.why === "string" ? `: ${error.why}` : "";
    return [`${missing}${why}`];
  }
}

async function within<T>(ms: number, ask: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error("too late")), ms);
    });
    return await Promise.race([ask(), late]);
  } finally {
    clearTimeout(timer);
  }
}
