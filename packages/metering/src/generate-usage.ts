import { createHash } from "node:crypto";
import { aggregateNeedOf, type BillingMonth, lastDayOf, type PriceBook, priceOn } from "@saihan/billing";
import type { HeldPlan } from "@saihan/db";
import type { ReadUsage } from "./read-event.ts";

const day = 86_400_000;

/**
 * Usage as a metering would send it for what resources held in a month: an interval a day (cut at plan changes and at the resource's start and
 * end) for what is charged by existing, a reading a day for what is charged by quantity. The same facts give the same events, so sending them
 * twice counts once. Invented figures, for the sample programme.
 */
export function* generateUsage(
  month: BillingMonth,
  held: Iterable<HeldPlan>,
  prices: PriceBook,
  source: string,
): Generator<ReadUsage> {
  for (const plan of held) {
    for (const component of prices.componentsOf(plan.menu, plan.plan)) {
      const price = priceOn(prices, plan.menu, plan.plan, component, lastDayOf(month));
      if (!price) continue;
      const { quantity } = aggregateNeedOf(price.terms);
      const reads = quantity === "sum" || quantity === "sum of the pool" || quantity === "orders placed";
      for (let from = plan.startedAt.getTime(); from < plan.endedAt.getTime(); from = endOfDay(from, plan)) {
        const toMs = reads ? from : endOfDay(from, plan);
        const { contractId, resourceId, menu } = plan;
        const eventId = `${resourceId}/${component}/${new Date(from).toISOString()}`;
        const amount = reads ? drawn(eventId) : plan.size;
        const what = { contractId, resourceId, menu, plan: plan.plan, component, currency: null };
        yield { ok: true, usage: { ...what, source, eventId, reading: reads, fromMs: from, toMs, quantity: amount } };
        // An order is placed once.
        if (quantity === "orders placed") break;
      }
    }
  }
}

function endOfDay(from: number, { endedAt }: HeldPlan): number {
  return Math.min((Math.floor(from / day) + 1) * day, endedAt.getTime());
}

/** Between 0.00 and 9.99, from the id of the event. */
function drawn(eventId: string): string {
  const number = createHash("sha256").update(eventId).digest().readUInt16BE(0) % 1_000;
  return (number / 100).toFixed(2);
}
