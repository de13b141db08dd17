/** How work has gone lately, as it was measured. */
export interface RecentWork {
  /** Pieces of work of the partner that this queue has done lately. */
  done: number;
  /** Milliseconds from the first of them until now. */
  overMs: number;
  /** Median milliseconds that work of this kind took once begun, whoever's it was; null without any. */
  typicalMs: number | null;
  /** How many pieces of work that median is of. */
  typicalOf: number;
}

/** With fewer, an estimate would be a guess. Our own choice. */
export const leastForEstimate = 10;

export type NoEstimate = "TOO_LITTLE_OF_THIS_KIND" | "LINE_NOT_MEASURED";
export type Estimate = { at: Date; why: null } | { at: null; why: NoEstimate };

/**
 * When an order that waits in line is likely to have ended: what stands before it at the pace at which this partner's work was done lately, and
 * then what work of its kind takes. Other partners' turns are in that pace.
 * @param before pieces of work of the partner that come first
 */
export function estimateEnd(before: number, recent: RecentWork, now: Date): Estimate {
  const { done, overMs, typicalMs, typicalOf } = recent;
  if (typicalMs === null || typicalOf < leastForEstimate) return { at: null, why: "TOO_LITTLE_OF_THIS_KIND" };
  if (before > 0 && done < leastForEstimate) return { at: null, why: "LINE_NOT_MEASURED" };
  const lineMs = before === 0 ? 0 : (before * overMs) / done;
  return { at: new Date(Math.ceil(now.getTime() + lineMs + typicalMs)), why: null };
}
