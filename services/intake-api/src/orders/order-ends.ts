import { anything } from "@saihan/db";

/** How often a waiting request looks by itself, in case a notification was lost. */
const lookAgainMs = 2_000;

/** Wakes requests that wait for an order to move. */
export function createOrderEnds() {
  const waiting = new Map<string, Set<() => void>>();
  let stopped = false;
  return {
    /** @param ids order ids joined by commas, `anything` among them perhaps */
    heard(ids: string): void {
      if (ids.includes(anything)) for (const wakes of waiting.values()) for (const wake of wakes) wake();
      else for (const id of ids.split(",")) for (const wake of waiting.get(id) ?? []) wake();
    },
    /** Resolves when the order may have moved, `ms` have passed, the client has gone, or the process stops. */
    moved(orderId: string, ms: number, gone: AbortSignal): Promise<void> {
      if (stopped || gone.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        const wakes = waiting.get(orderId) ?? new Set();
        const wake = () => {
          clearTimeout(timer);
          gone.removeEventListener("abort", wake);
          wakes.delete(wake);
          if (wakes.size === 0) waiting.delete(orderId);
          resolve();
        };
        const timer = setTimeout(wake, Math.min(ms, lookAgainMs));
        gone.addEventListener("abort", wake);
        wakes.add(wake);
        waiting.set(orderId, wakes);
      });
    },
    stopped: () => stopped,
    stop(): void {
      stopped = true;
      for (const wakes of waiting.values()) for (const wake of wakes) wake();
    },
  };
}
export type OrderEnds = ReturnType<typeof createOrderEnds>;
