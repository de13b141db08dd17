import { writeSync } from "node:fs";

/** Lines wait for each other this long, so that a busy process does not pay a system call for each. */
const gatherMs = 50;
const gatherBytes = 16_384;
/** When nobody reads, lines beyond this are dropped: a log must not eat the process that writes it. */
const mostBytes = 4 * 1024 * 1024;

/**
 * Where pino writes to. pino's own destination waits for ever at exit when its reader has gone away; this one writes what it
 * can and lets the process end.
 */
export function createOutput(fd: number): { write(line: string): void; flushNow(): void } {
  let gathered: string[] = [];
  let bytes = 0;
  let rest: Buffer = Buffer.alloc(0);
  let due = false;
  let gone = false;

  /** @returns false when the reader takes no more for now */
  const send = (): boolean => {
    if (gathered.length > 0) rest = Buffer.concat([rest, Buffer.from(gathered.join(""))]);
    gathered = [];
    bytes = 0;
    try {
      while (rest.length > 0 && !gone) rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "EAGAIN") return false;
      gone = true;
    }
    return true;
  };
  const later = () => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      if (!send()) later();
    }, gatherMs).unref();
  };

  return {
    write: (line) => {
      if (gone || rest.length + bytes > mostBytes) return;
      gathered.push(line);
      bytes += line.length;
      if (bytes < gatherBytes || rest.length > 0 || !send()) later();
    },
    flushNow: () => {
      for (let round = 0; round < 20 && !send(); round++) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    },
  };
}
