/** What is seen of a worker and its queue. Times in milliseconds of a clock that only goes on. */
export interface Seen {
  at: number;
  /** Jobs that this worker has taken since it was made. */
  taken: number;
  /** It could take one more. */
  free: boolean;
  /** The job that waits at the head of the queue; null: nothing waits; undefined: the queue cannot be asked. */
  head: string | null | undefined;
}

/**
 * Judges whether a worker still works: libraries have stopped taking jobs without a word after their connection was lost (BullMQ #4585, #4378).
 * It stands still when it is free, takes none, and the same job has waited at the head for `stuckMs`. Then it is to be made anew; when that
 * does not help either, its process is to end.
 * @returns asked with what is seen, again and again
 */
export function judgeProgress(stuckMs: number): (seen: Seen) => "fine" | "make-anew" | "give-up" {
  let since: number | undefined;
  let last: Seen | undefined;
  let madeAnew = false;
  return (seen) => {
    const before = last;
    last = seen;
    if (before && seen.taken !== before.taken) madeAnew = false;
    const still =
      before && seen.free && seen.taken === before.taken && seen.head === before.head && typeof seen.head === "string";
    if (!still || since === undefined) {
      since = seen.at;
      return "fine";
    }
    if (seen.at - since < stuckMs) return "fine";
    since = seen.at;
    if (madeAnew) return "give-up";
    madeAnew = true;
    return "make-anew";
  };
}
