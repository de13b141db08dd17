import { useEffect } from "react";
import { type Account, api, may, problemOf } from "../session/api.ts";
import { lookAnew } from "../session/me.ts";
import { sessionState } from "../session/session.ts";

/** A page that nobody touches for so long asks no more: a session that is not used must be able to end. */
const restAfterMs = 10 * 60_000;
const pauseMs = 3_000;

/** What is on the page is asked for anew when the feed of events tells that something has changed. */
export function useLive(me: Account): void {
  const sees = may(me, "own", "event.view");
  useEffect(() => {
    if (!sees) return;
    const gone = new AbortController();
    let touchedAt = Date.now();
    const touch = () => {
      touchedAt = Date.now();
    };
    for (const kind of ["pointerdown", "keydown", "focus"]) addEventListener(kind, touch, { signal: gone.signal });
    void listen(gone.signal, () => Date.now() - touchedAt < restAfterMs);
    return () => gone.abort();
  }, [sees]);
}

async function listen(signal: AbortSignal, touched: () => boolean): Promise<void> {
  let after: number | undefined;
  while (!signal.aborted) {
    try {
      if (!touched() || sessionState() !== "in") await rest(signal);
      else if (after === undefined) after = (await api.get("/v1/events", { signal, params: { query: { limit: 1 } } })).latest;
      else {
        const { events, next } = await api.get("/v1/events", { signal, params: { query: { after, wait: 20 } } });
        after = next;
        if (events.length > 0) await lookAnew();
      }
    } catch (error) {
      // A number that is too old or too new: from the newest on, and everything is looked at once.
      if (problemOf(error)) after = undefined;
      await rest(signal);
    }
  }
}

function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, pauseMs);
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
