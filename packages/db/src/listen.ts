import postgres from "postgres";
import { driverOptions } from "./lane.ts";
import type { Db } from "./transaction.ts";
import { single } from "./transaction.ts";

/** A notification that names nothing: anything may have happened. */
export const anything = "*";

/**
 * Hears notifications on a channel, over a connection of its own that comes back by itself.
 * After every (re)connect `heard` is called with `anything`: something may have been missed meanwhile.
 * @returns a function that stops listening
 */
export function listen(db: Db, channel: string, heard: (payload: string) => void): () => Promise<void> {
  let stopped = false;
  let client: postgres.Sql | undefined;
  const again = () => {
    if (stopped) return;
    const mine = postgres(db.directUrl, {
      ...driverOptions({
        url: db.directUrl,
        applicationName: `listen ${channel}`,
        connectTimeoutMs: 5_000,
        statementTimeoutMs: 0,
        lockTimeoutMs: 0,
      }),
      max: 1,
      onclose: () => {
        if (client !== mine) return;
        client = undefined;
        void mine.end({ timeout: 0 }).catch(() => {});
        if (!stopped) setTimeout(again, 250).unref();
      },
    });
    client = mine;
    mine
      .listen(channel, heard, () => heard(anything))
      .catch(() => {
        if (client !== mine) return;
        client = undefined;
        void mine.end({ timeout: 0 }).catch(() => {});
        if (!stopped) setTimeout(again, 1_000).unref();
      });
  };
  again();
  return async () => {
    stopped = true;
    await client?.end({ timeout: 0 }).catch(() => {});
  };
}

/**
 * Tells the listeners of a channel, after a commit and never inside one (NOTIFY serialises commits), at most once per
 * `everyMs`. A notification that is lost costs time only: whoever listens also looks by itself.
 */
export function createNotifier(db: Db, channel: string, everyMs = 5) {
  let pending = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let sentAt = Number.NEGATIVE_INFINITY;
  const send = () => {
    timer = undefined;
    sentAt = performance.now();
    const payloads = [...pending];
    pending = new Set();
    // A payload holds 8,000 bytes; ids are joined and cut well below.
    const texts: string[] = [];
    for (let i = 0; i < payloads.length; i += 150) texts.push(payloads.slice(i, i + 150).join(","));
    single(
      db,
      { service: "notifier" },
      (tx) => tx`select pg_notify(${channel}, t) from unnest(string_to_array(${texts.join("\n")}, ${"\n"})) as t`,
    ).catch(() => {});
  };
  return {
    tell(payload = anything): void {
      pending.add(payload);
      // The first after a pause goes at once; what comes soon after it goes together.
      timer ??= setTimeout(send, Math.max(0, sentAt + everyMs - performance.now()));
    },
    stop(): void {
      clearTimeout(timer);
    },
  };
}
export type Notifier = ReturnType<typeof createNotifier>;
