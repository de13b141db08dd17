/** unknown: not asked yet; out: nobody has signed in; in; ended: somebody was signed in, and their page is still there. */
export type SessionState = "unknown" | "out" | "in" | "ended";

let state: SessionState = "unknown";
const listeners = new Set<() => void>();
let waiting: (() => void)[] = [];

export function sessionState(): SessionState {
  return state;
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function setSession(next: SessionState): void {
  state = next;
  if (next === "in") {
    for (const goOn of waiting) goOn();
    waiting = [];
  }
  for (const listener of listeners) listener();
}

/** The session has ended under somebody's hands. Resolves once they have signed in again. */
export function signedInAgain(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (state !== "ended") setSession("ended");
  });
}
