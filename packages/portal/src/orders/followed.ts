import { useSyncExternalStore } from "react";
import { api, type Shape } from "../session/api.ts";
import { lookAnew } from "../session/me.ts";

type Order = Shape["Order"];

let followed: readonly Order[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Order[]): void {
  followed = next;
  for (const listener of listeners) listener();
}

/** Follows an order that was just accepted to its end, and lets every screen look anew then. */
export function follow(order: Order): void {
  set([...followed.filter(({ id }) => id !== order.id), order]);
  const show = (seen: Order) => set(followed.map((known) => (known.id === seen.id ? seen : known)));
  api
    .follow(order, { onLook: show })
    // Without an answer it stands as it was last seen; the feed of events goes on by itself.
    .catch(() => undefined)
    .finally(() => void lookAnew());
}

/** What an operation that makes an order answers; follows that order. */
export async function ordered<T extends { order: Order }>(accepted: Promise<T>): Promise<T> {
  const answer = await accepted;
  follow(answer.order);
  return answer;
}

export function forget(orderId: string): void {
  set(followed.filter(({ id }) => id !== orderId));
}

/** The orders of this visit that are still shown, oldest first. */
export function useFollowed(): readonly Order[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => followed,
  );
}
