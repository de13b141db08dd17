/**
 * An anchor writes down, outside of the database, what a partner's chain looked like: the hash of its newest entry and, to find the place
 * should the chain ever disagree, the first four bytes of the hash of every entry since the anchor before.
 */
export interface Anchor {
  partnerId: string;
  /** The newest entry. */
  seq: number;
  /** Its hash in hexadecimal. */
  hash: string;
  /** Base64 of four bytes for each entry, the last of them `seq`. Absent in anchors that were read from a log. */
  marks?: string;
  /** When it was written; for readers. */
  at?: string;
}

/** Entries that one anchor covers at most. */
export const anchorSpan = 10_000;

/**
 * The anchors for entries that are sealed and not yet anchored.
 * @param entries partner by partner, in the order of their chains, without gaps
 */
export function anchorsOf(entries: readonly { partnerId: string; seq: number; hash: Uint8Array }[], at: Date): Anchor[] {
  const anchors: Anchor[] = [];
  for (let first = 0; first < entries.length; ) {
    const partnerId = entries[first]?.partnerId ?? "";
    let end = first;
    while (entries[end]?.partnerId === partnerId && end - first < anchorSpan) end++;
    const covered = entries.slice(first, end);
    const newest = covered.at(-1);
    if (newest) {
      const marks = Buffer.concat(covered.map((entry) => entry.hash.subarray(0, 4))).toString("base64");
      anchors.push({ partnerId, seq: newest.seq, hash: hex(newest.hash), marks, at: at.toISOString() });
    }
    first = end;
  }
  return anchors;
}

/** One line of an anchor file, or of a log, as an anchor; nothing when it is none. A line that was cut off is none. */
export function readAnchor(line: string): Anchor | undefined {
  if (!line.includes('"partnerId"') || !line.includes('"hash"')) return undefined;
  let value: Partial<Record<keyof Anchor, unknown>>;
  try {
    value = JSON.parse(line) as typeof value;
  } catch {
    return undefined;
  }
  const { partnerId, seq, hash, marks, at } = value;
  if (typeof partnerId !== "string" || !Number.isSafeInteger(seq) || (seq as number) < 1) return undefined;
  if (typeof hash !== "string" || !/^[0-9a-f]{64}$/.test(hash)) return undefined;
  return {
    ...{ partnerId, seq: seq as number, hash },
    ...(typeof marks === "string" ? { marks } : {}),
    ...(typeof at === "string" ? { at } : {}),
  };
}

/** The first entry that an anchor says something of. */
export function firstSeq(anchor: Pick<Anchor, "seq" | "marks">): number {
  const covered = anchor.marks === undefined ? 1 : Math.max(1, Math.floor(Buffer.byteLength(anchor.marks, "base64") / 4));
  return Math.max(1, anchor.seq - covered + 1);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
