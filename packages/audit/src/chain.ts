import { type Anchor, firstSeq } from "./anchor.ts";
import { type ChainRow, chainStart, linkHash } from "./entry.ts";

/**
 * What was done to a chain at the place where it first fails.
 * - edited: the entry is not what was written
 * - missing: the entry is not there, others behind it are
 * - swapped: the entry that belongs here stands elsewhere
 * - inserted: an entry that does not belong to the chain
 * - truncated: the chain ends here and went on once
 * - rewritten: entry and hashes fit each other, but not what was anchored
 */
export type Damage = "edited" | "missing" | "swapped" | "inserted" | "truncated" | "rewritten";

export interface Fault {
  /** The first entry that is not what it was. */
  seq: number;
  damage: Damage;
  /** Where anchors without marks leave open which entry was the first: it is one of `seq` to `through`. */
  through?: number;
  /** Where the entry that belongs here was found. */
  foundAt?: number;
  /** The entry that stands here. */
  row?: ChainRow;
}

/** Says where an anchor is without holding what it says. */
export interface AnchorAt {
  from: number;
  seq: number;
  read(): Anchor;
}

export interface Head {
  seq: number;
  hash: string;
}

/** A fault as it was met, before the search for what it is. */
export interface Broken {
  fault: Fault;
  /** The hash before the place, as far as it is confirmed. */
  previous: string;
  next?: ChainRow;
  /** What the first four bytes of the hash were here and one further, in hexadecimal, if an anchor says so. */
  marks: { here: string | undefined; next: string | undefined };
}

/** Follows one partner's chain, row by row in the order of seq. Holds one row at a time. */
export class ChainCheck {
  verified = 0;
  rows = 0;
  broken: Broken | undefined;
  readonly #anchors: readonly AnchorAt[];
  #nextAnchor = 0;
  #open: { from: number; seq: number; hash: string; marks: Buffer | undefined }[] = [];
  #previous = chainStart;
  #confirmed = 0;

  /** @param anchors of this partner, in any order */
  constructor(anchors: readonly AnchorAt[]) {
    this.#anchors = anchors.toSorted((a, b) => a.from - b.from);
  }

  take(row: ChainRow): void {
    this.rows++;
    if (this.broken) {
      this.broken.next ??= row;
      return;
    }
    const fault = this.#faultAt(row);
    if (fault) {
      this.#break(fault, row);
      return;
    }
    this.#previous = row.hash ?? "";
    this.verified = Number(row.seq);
  }

  /** Call it after the last row. */
  end(head: Head | undefined): void {
    if (this.broken) return;
    const anchored = this.#anchors.reduce((most, anchor) => Math.max(most, anchor.seq), 0);
    const claimed = Math.max(head?.seq ?? 0, anchored);
    if (claimed > this.verified) this.#break({ seq: this.verified + 1, damage: "truncated" });
    else if ((head?.seq ?? 0) < this.verified) this.#break({ seq: (head?.seq ?? 0) + 1, damage: "inserted" });
    else if (head && head.seq > 0 && head.hash !== this.#previous) this.#break({ seq: head.seq, damage: "rewritten" });
  }

  #faultAt(row: ChainRow): Fault | undefined {
    const [expected, seq] = [this.verified + 1, Number(row.seq)];
    if (seq > expected) return { seq: expected, damage: "missing" };
    if (seq < expected) return { seq, damage: "inserted", row };
    if (linkHash(this.#previous, row) !== row.hash) return { seq, damage: "edited", row };
    const claims = this.#claims(seq);
    const disagreeing = claims.find((claim) => !row.hash?.startsWith(claim.hash));
    if (disagreeing) {
      const first = disagreeing.exact ? seq : this.#confirmed + 1;
      return { seq: first, damage: "rewritten", row, ...(first < seq ? { through: seq } : {}) };
    }
    if (claims.length > 0) this.#confirmed = seq;
    return undefined;
  }

  #break(fault: Fault, next?: ChainRow): void {
    const mark = (seq: number) => this.#claims(seq).find((claim) => claim.exact)?.hash;
    const marks = { here: mark(fault.seq), next: mark(fault.seq + 1) };
    this.broken = { fault, previous: this.#previous, marks, ...(next && next !== fault.row ? { next } : {}) };
  }

  /** What anchors say of the hash of an entry: its beginning. `exact`: they also confirmed the one before, or could have. */
  #claims(seq: number): { hash: string; exact: boolean }[] {
    for (let anchor = this.#anchors[this.#nextAnchor]; anchor && anchor.from <= seq; anchor = this.#anchors[++this.#nextAnchor]) {
      const { marks, hash } = anchor.read();
      this.#open.push({
        from: anchor.from,
        seq: anchor.seq,
        hash,
        marks: marks === undefined ? undefined : Buffer.from(marks, "base64"),
      });
    }
    // One entry back stays open: the search for what happened asks for the neighbours of a place.
    this.#open = this.#open.filter((anchor) => anchor.seq >= seq - 1);
    return this.#open.flatMap(({ from, seq: last, hash, marks }) => {
      const claims: { hash: string; exact: boolean }[] = [];
      if (marks && seq >= from && seq <= last) {
        claims.push({ hash: marks.subarray((seq - from) * 4, (seq - from) * 4 + 4).toString("hex"), exact: true });
      }
      if (seq === last) claims.push({ hash, exact: this.#confirmed === seq - 1 });
      return claims;
    });
  }
}

/** An anchor that is held in memory. */
export function anchorAt(anchor: Anchor): AnchorAt {
  return { from: firstSeq(anchor), seq: anchor.seq, read: () => anchor };
}

/**
 * Finds out what was done at the place where a chain fails, by looking whether the entry that belongs there stands elsewhere.
 * @param rows every row of the partner
 */
export async function explain(broken: Broken, rows: AsyncIterable<ChainRow>): Promise<Fault> {
  const { fault, previous, marks, next } = broken;
  const { seq, row } = fault;
  if (fault.through !== undefined || fault.damage === "truncated" || Number.isNaN(seq)) return fault;
  let genuine: { row: ChainRow; hash: string } | undefined;
  for await (const other of rows) {
    if (other.id === row?.id && other.seq === row.seq) continue;
    const hash = linkHash(previous, other, String(seq));
    if (hash === other.hash || hash === row?.hash || (marks.here !== undefined && hash.startsWith(marks.here))) {
      genuine = { row: other, hash };
      break;
    }
  }
  if (genuine) {
    const foundAt = Number(genuine.row.seq);
    if (!row) return { ...fault, foundAt };
    const damage = foundAt === seq + 1 && !belongsNext(row, genuine) ? "inserted" : foundAt === seq ? "inserted" : "swapped";
    return { ...fault, damage, foundAt };
  }
  if (!row || fault.damage !== "edited") return fault;
  // Everything behind has moved up by one: the hash of the row behind goes on from this row's, at one place further.
  const movedUp =
    (next && row.hash !== null && linkHash(row.hash, next, String(seq + 2)) === next.hash) ||
    (marks.next !== undefined && row.hash?.startsWith(marks.next));
  return movedUp ? { ...fault, damage: "missing" } : fault;

  function belongsNext(candidate: ChainRow, before: { row: ChainRow; hash: string }): boolean {
    const hash = linkHash(before.hash, candidate, String(seq + 1));
    return hash === candidate.hash || hash === before.row.hash || (marks.next !== undefined && hash.startsWith(marks.next));
  }
}
