import { closeSync, openSync, readSync } from "node:fs";
import { type Anchor, type AnchorAt, type Anchors, firstSeq, readAnchor } from "@saihan/audit";

const chunkBytes = 1 << 16;

export interface OpenAnchors {
  anchors: Anchors;
  /** Lines that are anchors. */
  lines: number;
  close(): void;
}

/**
 * Opens files of anchors, or logs that hold them. Keeps in memory where each line is and reads it again when its place in the chain is
 * reached.
 * @param partners none: all of them
 * @throws when a file cannot be read
 */
export function openAnchors(files: readonly string[], partners: readonly string[]): OpenAnchors {
  const anchors = new Map<string, AnchorAt[]>();
  const fds: number[] = [];
  let lines = 0;
  for (const file of files) {
    const fd = openSync(file, "r");
    fds.push(fd);
    for (const { text, offset, length } of linesOf(fd)) {
      const anchor = readAnchor(text);
      if (!anchor || (partners.length > 0 && !partners.includes(anchor.partnerId))) continue;
      lines++;
      const read = () => readAnchor(textAt(fd, offset, length)) as Anchor;
      const list = anchors.get(anchor.partnerId) ?? [];
      list.push({ from: firstSeq(anchor), seq: anchor.seq, read });
      anchors.set(anchor.partnerId, list);
    }
  }
  const close = () => {
    for (const fd of fds) closeSync(fd);
  };
  return { anchors, lines, close };
}

function* linesOf(fd: number): Generator<{ text: string; offset: number; length: number }> {
  let rest = Buffer.alloc(0);
  const chunk = Buffer.alloc(chunkBytes);
  for (let offset = 0, position = 0; ; ) {
    const got = readSync(fd, chunk, 0, chunkBytes, position);
    position += got;
    rest = Buffer.concat([rest, chunk.subarray(0, got)]);
    for (let end = rest.indexOf(10); end >= 0 || (got === 0 && rest.length > 0); end = rest.indexOf(10)) {
      const length = end < 0 ? rest.length : end;
      yield { text: rest.toString("utf8", 0, length), offset, length };
      offset += length + 1;
      rest = rest.subarray(Math.min(rest.length, length + 1));
    }
    if (got === 0) return;
  }
}

function textAt(fd: number, offset: number, length: number): string {
  const bytes = Buffer.alloc(length);
  readSync(fd, bytes, 0, length, offset);
  return bytes.toString("utf8");
}
