import { type Db, listParkedUsage, type ParkedUsage, type Scope, settleTaken, single } from "@saihan/db";
import type { ReadUsage } from "./read-event.ts";
import { takeUsage } from "./take-usage.ts";

/**
 * Tries parked usage again, after a resource, a price or a contract was entered. What still cannot be billed stays parked. Each event comes
 * alone, since one that overlaps another in the same batch would be parked with it.
 * @returns how many were tried and how many of them are taken now
 */
export async function retryParked(db: Db, scope: Scope, now: () => Date): Promise<{ tried: number; taken: number }> {
  const sum = { tried: 0, taken: 0 };
  for (let after = 0; ; ) {
    const parked = await single(db, scope, (tx) => listParkedUsage(tx, 500, after));
    const last = parked.at(-1);
    if (!last) return sum;
    after = last.no;
    const readable = parked.filter((p) => p.code !== "USAGE_EVENT_CONFLICT" && p.code !== "USAGE_UNREADABLE");
    await takeUsage(db, scope, readable.map(eventOf), { now, batchRows: 1 });
    const settled = await single(db, scope, (tx) =>
      settleTaken(
        tx,
        readable.map((p) => p.no),
        now(),
      ),
    );
    sum.tried += readable.length;
    sum.taken += settled.count;
  }
}

function eventOf({ content, source, eventId, contractId }: ParkedUsage): ReadUsage {
  const { resourceId, menu, plan, component, currency, quantity } = content as Record<string, string>;
  const { reading, fromMs, toMs } = content as { reading: boolean; fromMs: number; toMs: number };
  const names = { source, eventId, contractId, resourceId: String(resourceId), menu: String(menu), plan: String(plan) };
  return {
    ok: true,
    usage: {
      ...names,
      component: String(component),
      reading,
      fromMs,
      toMs,
      quantity: String(quantity),
      currency: currency ?? null,
    },
  };
}
