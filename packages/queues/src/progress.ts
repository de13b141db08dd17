/** What is seen of a worker and its queue. */
export interface Seen {
  /** Jobs that this worker has taken since its process began. */
  taken: number;
  /** It could take one more. */
  free: boolean;
  /** The job that waits at the head of the queue; null: nothing waits; undefined: the queue cannot be asked. */
  head: string | null | undefined;
}

/**
 * Judges whether a worker still works: libraries have stopped taking jobs without a word after their connection was lost (BullMQ #4585, #4378).
 * It stands still when it is free, takes none, and the same job waits at the head, look after look. Then it is to be made anew; when that
 * does not help either, its process is to end. Looks count and not time: a process that was frozen has looked at nothing meanwhile.
 * @param most looks in a row after the first at which nothing has moved
 * @returns asked with what is seen, at a steady pace
 */
export function judgeProgress(most: number): (seen: Seen) => "fine" | "make-anew" | "give-up" {
  let last: Seen | undefined;
  let still = 0;
  let madeAnew = false;
  return (seen) => {
    const before = last;
    last = seen;
    if (before && seen.taken !== before.taken) madeAnew = false;
    const stands =
      before !== undefined &&
      seen.free &&
      seen.taken === before.taken &&
      typeof seen.head === "string" &&
      seen.head === before.head;
    still = stands ? still + 1 : 0;
    if (still < most) return "fine";
    still = 0;
    if (madeAnew) return "give-up";
    madeAnew = true;
    return "make-anew";
  };
}
