import { closeSync, fdatasyncSync, fstatSync, mkdirSync, openSync, readSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { type Anchor, anchorsOf } from "@saihan/audit";
import { type Db, markAnchored, selectUnanchored, single } from "@saihan/db";
import type { Log } from "@saihan/log";

const scope = { service: "outbox-relay" };
const atOnce = 20_000;

/**
 * Writes down outside of the database what the chains of the audit have become: a line to the file and one to the log for every chain that
 * has moved. If the process dies in between, the same entries are anchored again.
 * @param file gets lines appended; without one only the log has them
 * @returns how many lines
 */
export async function anchorOnce(options: { db: Db; log: Log; now: () => Date; file: string | undefined }): Promise<number> {
  const { db, log, now, file } = options;
  for (let lines = 0; ; ) {
    const entries = await single(db, scope, (tx) => selectUnanchored(tx, atOnce));
    if (entries.length === 0) return lines;
    const anchors = anchorsOf(entries, now());
    if (file !== undefined) append(file, anchors);
    for (const { partnerId, seq, hash } of anchors) log.info("audit anchor", { partnerId, seq, hash });
    await single(db, scope, (tx) => markAnchored(tx, newestOf(anchors)));
    lines += anchors.length;
    if (entries.length < atOnce) return lines;
  }
}

function newestOf(anchors: readonly Anchor[]): { partnerId: string; seq: number }[] {
  const newest = new Map(anchors.map(({ partnerId, seq }) => [partnerId, seq]));
  return [...newest].map(([partnerId, seq]) => ({ partnerId, seq }));
}

function append(file: string, anchors: readonly Anchor[]): void {
  mkdirSync(dirname(file), { recursive: true });
  const fd = openSync(file, "a+", 0o640);
  try {
    // A line that was cut off by a crash must not swallow the next.
    const { size } = fstatSync(fd);
    const last = Buffer.alloc(1);
    const cut = size > 0 && readSync(fd, last, 0, 1, size - 1) === 1 && last.toString() !== "\n";
    writeSync(fd, `${cut ? "\n" : ""}${anchors.map((anchor) => JSON.stringify(anchor)).join("\n")}\n`);
    fdatasyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
