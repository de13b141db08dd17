import { createWriteStream, existsSync, renameSync, statSync, type WriteStream } from "node:fs";

const limitBytes = 20 * 1024 * 1024;
/** How long after a failure the file is tried again. */
const tryAgainMs = 1_000;
/** How much may wait for a slow disk. */
const mostWaiting = 4 * 1024 * 1024;

/**
 * The log of one service on this machine. Lines that the disk does not take are lost and counted, never waited for: a full disk must not stop
 * the work. The file says how many are missing when it can be written again.
 */
export class LogFile {
  readonly #path: string;
  #stream: WriteStream | undefined;
  #lost = 0;
  #tryAt = 0;

  constructor(path: string) {
    this.#path = path;
    if (existsSync(path) && statSync(path).size > limitBytes) renameSync(path, `${path}.1`);
    this.#open();
  }

  write(line: string): void {
    if (!this.#stream && performance.now() >= this.#tryAt) this.#open();
    const stream = this.#stream;
    if (!stream || stream.writableLength > mostWaiting) {
      this.#lost++;
      return;
    }
    if (this.#lost > 0) {
      const lost = this.#lost;
      this.#lost = 0;
      this.#send(stream, `${JSON.stringify({ msg: "lines of this log are missing", lines: lost })}\n`, lost);
    }
    this.#send(stream, `${line}\n`, 1);
  }

  end(): void {
    this.#stream?.end();
    this.#stream = undefined;
    this.#tryAt = Number.POSITIVE_INFINITY;
  }

  #send(stream: WriteStream, text: string, lines: number): void {
    stream.write(text, (error) => {
      if (error) this.#lost += lines;
    });
  }

  #open(): void {
    const stream = createWriteStream(this.#path, { flags: "a" });
    this.#stream = stream;
    stream.on("error", () => {
      if (this.#stream === stream) this.#stream = undefined;
      this.#tryAt = Math.max(this.#tryAt, performance.now() + tryAgainMs);
    });
  }
}
