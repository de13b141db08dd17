import { useSyncExternalStore } from "react";

let reached = true;
const listeners = new Set<() => void>();

/** Was there an answer to the last request? */
export function setReached(next: boolean): void {
  if (next === reached) return;
  reached = next;
  for (const listener of listeners) listener();
}

/** Does the service answer at present? */
export function useReached(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => reached,
  );
}
