import { type ChildProcess, spawn } from "node:child_process";

/**
 * A program that is not ours and must not outlive us. A small shell stands between: it holds a pipe from us, and when the pipe
 * closes, because we ended or were killed, it passes `stopSignal` on, every second until the program has ended: a Redis that is
 * writing its first append-only file refuses to end, and does not remember that it was asked.
 */
export interface GuardedChild {
  /** The program itself, not the shell. */
  readonly pid: number;
  readonly exited: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Sends the stop signal and waits for the end. */
  stop(): Promise<void>;
  onLine(heard: (line: string) => void): void;
}

const guard = `
sig=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
p=$!
echo "guarded $p"
(cat <&3 >/dev/null; while kill -$sig $p 2>/dev/null; do sleep 1; done) 3<&3 &
g=$!
trap "kill -$sig $p" TERM INT
wait $p; r=$?
while kill -0 $p 2>/dev/null; do wait $p; r=$?; done
kill $g 2>/dev/null
exit $r`;

export async function spawnGuarded(
  stopSignal: "INT" | "TERM",
  command: string,
  args: string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; uid?: number; gid?: number } = {},
): Promise<GuardedChild> {
  const child: ChildProcess = spawn("/bin/sh", ["-c", guard, "guard", stopSignal, command, ...args], {
    stdio: ["pipe", "pipe", "pipe"],
    // Not in our process group: Ctrl-C is for us, and we stop it last.
    detached: true,
    ...options,
  });
  const heard: Array<(line: string) => void> = [];
  // A quick program has said that it is ready before whoever started it listens.
  const unheard: string[] = [];
  let known: (pid: number) => void = () => {};
  const pid = new Promise<number>((resolve) => {
    known = resolve;
  });
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const [, guarded] = /^guarded (\d+)$/.exec(line) ?? [];
        if (guarded) known(Number(guarded));
        else if (heard.length > 0) for (const hear of heard) hear(line);
        else if (unheard.length < 200) unheard.push(line);
      }
    });
  }
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => resolve({ code, signal }));
  });
  const early = exited.then(() => {
    throw new Error(`${command} ended at once`);
  });
  early.catch(() => {});
  return {
    pid: await Promise.race([pid, early]),
    exited,
    onLine: (hear) => {
      heard.push(hear);
      for (const line of unheard.splice(0)) hear(line);
    },
    stop: async () => {
      child.stdin?.end();
      await exited;
    },
  };
}
