import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LogFile } from "./log-file.ts";
import { nodeArgs } from "./node-args.ts";
import { waitFor } from "./wait-for.ts";

export interface ServiceSpec {
  name: string;
  /** Its main.ts. */
  main: string;
  env: Record<string, string>;
  /** Answers 200 once the process works. */
  health: string;
}

export interface Supervised {
  readonly name: string;
  readonly pid: number | undefined;
  readonly restarts: number;
}

/** How long after its end a process is started again. */
const restartAfterMs = 300;
const stopWithinMs = 9_500;

/**
 * Runs services as child processes: one pid file each under `<state>/run`, their logs under `<state>/logs`, a dead one
 * started again within a second. A service whose settings are wrong (exit code 2) is not started again.
 */
export class Supervisor {
  readonly #state: string;
  readonly #say: (name: string, line: string) => void;
  readonly #gaveUp: (name: string, why: string) => void;
  readonly #children = new Map<
    string,
    { spec: ServiceSpec; child?: ChildProcess | undefined; restarts: number; log: LogFile; timer?: NodeJS.Timeout }
  >();
  #stopping = false;

  constructor(options: {
    stateFolder: string;
    /** Hears every line of every service. */
    say: (name: string, line: string) => void;
    gaveUp: (name: string, why: string) => void;
  }) {
    this.#state = options.stateFolder;
    this.#say = options.say;
    this.#gaveUp = options.gaveUp;
    mkdirSync(join(this.#state, "run"), { recursive: true });
    mkdirSync(join(this.#state, "logs"), { recursive: true });
  }

  /** Starts a service and waits until it answers. */
  async start(spec: ServiceSpec, withinMs = 30_000): Promise<void> {
    const entry = { spec, restarts: 0, log: new LogFile(join(this.#state, "logs", `${spec.name}.log`)) };
    this.#children.set(spec.name, entry);
    this.#spawn(spec.name);
    await waitFor(spec.name, withinMs, async () => {
      if (this.#stopping) return true;
      try {
        const answer = await fetch(spec.health, { signal: AbortSignal.timeout(2_000) });
        await answer.arrayBuffer();
        return answer.ok ? true : undefined;
      } catch {
        return undefined;
      }
    });
  }

  list(): Supervised[] {
    return [...this.#children].map(([name, { child, restarts }]) => ({ name, pid: child?.pid, restarts }));
  }

  /** Notes a process that is not a service, such as the database, beside the others. */
  writePid(name: string, pid: number): void {
    try {
      writeFileSync(join(this.#state, "run", `${name}.pid`), `${pid}\n`);
    } catch (error) {
      // A note for people and tools: work goes on without it when the disk is full.
      this.#say(name, `its number could not be noted: ${(error as Error).message}`);
    }
  }

  removePid(name: string): void {
    rmSync(join(this.#state, "run", `${name}.pid`), { force: true });
  }

  /** Stops every service at once, and waits; one that does not stop in time is killed, which is always safe. */
  async stop(): Promise<void> {
    this.#stopping = true;
    await Promise.all(
      [...this.#children].map(async ([name, entry]) => {
        clearTimeout(entry.timer);
        const { child } = entry;
        if (child && child.exitCode === null && child.signalCode === null) {
          const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
          child.kill("SIGTERM");
          const timer = setTimeout(() => child.kill("SIGKILL"), stopWithinMs);
          await ended;
          clearTimeout(timer);
        }
        this.removePid(name);
        entry.log.end();
      }),
    );
  }

  #spawn(name: string): void {
    const entry = this.#children.get(name);
    if (!entry || this.#stopping) return;
    const child = spawn(process.execPath, [...nodeArgs(), entry.spec.main], {
      stdio: ["pipe", "pipe", "pipe"],
      env: { ...process.env, ...entry.spec.env, STOP_WITH_STDIN: "1" },
    });
    entry.child = child;
    if (child.pid) this.writePid(name, child.pid);
    for (const stream of [child.stdout, child.stderr]) {
      let rest = "";
      stream.setEncoding("utf8").on("data", (text: string) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) {
          entry.log.write(line);
          this.#say(name, line);
        }
      });
    }
    child.stdin.on("error", () => {});
    child.once("error", () => {});
    child.once("exit", (code, signal) => {
      if (entry.child === child) entry.child = undefined;
      if (this.#stopping) return;
      if (code === 2) return this.#gaveUp(name, "its settings are wrong");
      this.#say(name, `ended (${signal ?? `code ${code}`}), starting again`);
      entry.restarts++;
      entry.timer = setTimeout(() => this.#spawn(name), restartAfterMs);
    });
  }
}
