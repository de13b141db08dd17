/**
 * Notices that this process has stood still: frozen, or kept from the processor. A job's lock is renewed every half of its
 * time, so after a standstill of that length another worker may hold the job.
 * @param lockMs the time of the lock
 * @param now milliseconds of a clock that goes on while the process stands still
 * @returns asked again and again, tells whether there was no such standstill since the beginning
 */
export function watchStandstill(lockMs: number, now: () => number = () => performance.now()): () => boolean {
  let seen = now();
  let steady = true;
  return () => {
    const at = now();
    if (at - seen > lockMs / 2) steady = false;
    seen = at;
    return steady;
  };
}
