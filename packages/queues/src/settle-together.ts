/** Collects what ends at about the same time, and writes it together. */
export interface Settler<End> {
  /** Ends when it is written. @throws what the writing threw */
  settle(end: End): Promise<void>;
  /** No more will come: what waits goes now. */
  last(): void;
}

/**
 * The first to come waits for others, `withinMs` at most; `most` of them go at once.
 */
export function settleTogether<End>(
  write: (ends: readonly End[]) => Promise<void>,
  { withinMs, most }: { withinMs: number; most: number },
): Settler<End> {
  let waiting: { end: End; resolve: () => void; reject: (error: unknown) => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.length === 0) return;
    const going = waiting;
    waiting = [];
    write(going.map(({ end }) => end)).then(
      () => {
        for (const { resolve } of going) resolve();
      },
      (error) => {
        for (const { reject } of going) reject(error);
      },
    );
  };
  return {
    settle: (end) =>
      new Promise((resolve, reject) => {
        waiting.push({ end, resolve, reject });
        if (waiting.length >= most) flush();
        else timer ??= setTimeout(flush, withinMs);
      }),
    last: flush,
  };
}
