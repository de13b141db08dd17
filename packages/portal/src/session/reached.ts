import { useSyncExternalStore } from "react";

let answered = true;
let online = navigator.onLine;
const listeners = new Set<() => void>();

/** Was there an answer to the last request? */
export function setReached(next: boolean): void {
  answered = next;
  tell();
}

// Without a network nothing is asked at all, so no request fails.
for (const kind of ["online", "offline"] as const) {
  addEventListener(kind, () => {
    online = kind === "online";
    tell();
  });
}

function tell(): void {
  for (const listener of listeners) listener();
}

/** Does the service answer at present? */
export function useReached(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => answered && online,
  );
}
