import { type AnchorAt, type Broken, ChainCheck, explain, type Fault, type Head } from "./chain.ts";
import type { ChainRow } from "./entry.ts";

/** Where chains are read from. All answers must show the same moment. */
export interface ChainSource {
  heads(): Promise<Map<string, Head>>;
  /** Entries without a seal, and when the oldest was written. */
  unsealed(): Promise<Map<string, { count: number; oldest: string }>>;
  /** Sealed entries ordered by partner and seq, some at a time. */
  rows(): AsyncIterable<readonly ChainRow[]>;
  rowsOf(partnerId: string): AsyncIterable<readonly ChainRow[]>;
}

/** Anchors by partner. */
export type Anchors = ReadonlyMap<string, readonly AnchorAt[]>;

export interface Verdict {
  partnerId: string;
  /** Sealed entries that are there. */
  rows: number;
  /** Entries from the first on that are as they were written. */
  verified: number;
  unsealed: number;
  oldestUnsealed?: string;
  /** The newest entry that an anchor names; 0 without anchors. */
  anchored: number;
  fault?: Fault;
}

/**
 * Recomputes the chains of every partner of whom there are entries, a head or anchors. Holds one row, one line per partner, and where
 * the anchors are.
 */
export async function verifyChains(source: ChainSource, anchors: Anchors): Promise<Verdict[]> {
  const [heads, unsealed] = [await source.heads(), await source.unsealed()];
  const verdicts = new Map<string, Verdict>();
  const broken: [Verdict, Broken][] = [];
  const settle = (partnerId: string, check: ChainCheck) => {
    check.end(heads.get(partnerId));
    const waiting = unsealed.get(partnerId);
    const verdict: Verdict = {
      partnerId,
      rows: check.rows,
      verified: check.verified,
      unsealed: waiting?.count ?? 0,
      ...(waiting ? { oldestUnsealed: waiting.oldest } : {}),
      anchored: (anchors.get(partnerId) ?? []).reduce((most, anchor) => Math.max(most, anchor.seq), 0),
    };
    verdicts.set(partnerId, verdict);
    if (check.broken) broken.push([verdict, check.broken]);
  };
  const begin = (partnerId: string) => new ChainCheck(anchors.get(partnerId) ?? []);

  let current: { partnerId: string; check: ChainCheck } | undefined;
  for await (const rows of source.rows()) {
    for (const row of rows) {
      if (current?.partnerId !== row.partnerId) {
        if (current) settle(current.partnerId, current.check);
        current = { partnerId: row.partnerId, check: begin(row.partnerId) };
      }
      current.check.take(row);
    }
  }
  if (current) settle(current.partnerId, current.check);
  for (const partnerId of new Set([...heads.keys(), ...unsealed.keys(), ...anchors.keys()])) {
    if (!verdicts.has(partnerId)) settle(partnerId, begin(partnerId));
  }
  for (const [verdict, place] of broken) verdict.fault = await explain(place, eachOf(source.rowsOf(verdict.partnerId)));
  return [...verdicts.values()].toSorted((a, b) => (a.partnerId < b.partnerId ? -1 : 1));
}

async function* eachOf(batches: AsyncIterable<readonly ChainRow[]>): AsyncGenerator<ChainRow> {
  for await (const rows of batches) yield* rows;
}
