import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { parseArgs } from "node:util";
import { monthPeriod } from "@saihan/billing";
import { readPrices } from "@saihan/closing";
import { disconnect, type HeldPlan, heldPlans, single } from "@saihan/db";
import { generateUsage, intervalType, type ReadUsage, readingType, takeUsage } from "@saihan/metering";
import { monthGiven, openLedger } from "./ledger.ts";

/**
 * npm run usage:generate -- --month YYYY-MM [--out FILE.ndjson]
 *
 * Invents the usage of a month for every resource that is charged, up to now, and takes it in; or writes it as CloudEvents.
 */
const { values } = parseArgs({ options: { month: { type: "string" }, out: { type: "string" } } });
const month = monthGiven(values.month);
const scope = { service: "usage-generator" };
const source = "/sample-metering";
const db = openLedger("usage-generate");
try {
  const prices = await readPrices(db, scope);
  const events = (async function* () {
    for await (const page of pages()) yield* generateUsage(month, page, prices.book, source);
  })();
  if (values.out) console.log(`${await write(events, values.out)} events written to ${values.out}`);
  else {
    const sum = await takeUsage(db, scope, events, { now: () => new Date() });
    console.log(`${sum.taken} taken, ${sum.repeated} repeated, ${sum.parked} parked`);
  }
} finally {
  await disconnect(db);
}

/** What resources held, some resources at a time; nothing that has not happened yet. */
async function* pages(): AsyncGenerator<HeldPlan[]> {
  const { from, to } = monthPeriod(month);
  const end = new Date(Math.min(to.getTime(), Date.now() - 1));
  for (let after = 0; ; ) {
    const held = await single(db, scope, (tx) => heldPlans(tx, { from, to: end }, { after, limit: 1_000 }));
    const last = held.at(-1);
    if (!last) return;
    after = last.no;
    yield held;
  }
}

async function write(events: AsyncIterable<ReadUsage>, file: string): Promise<number> {
  const out = createWriteStream(file);
  let count = 0;
  for await (const event of events) {
    if (!event.ok) continue;
    const { eventId, source: from, resourceId, contractId, menu, plan, component, reading, fromMs, toMs, quantity } = event.usage;
    const data = { contractId, menu, plan, component };
    const instant = (ms: number) => new Date(ms).toISOString();
    const what = reading ? { at: instant(fromMs), quantity } : { from: instant(fromMs), to: instant(toMs), size: quantity };
    const line = {
      specversion: "1.0",
      id: eventId,
      source: from,
      type: reading ? readingType : intervalType,
      subject: resourceId,
    };
    if (!out.write(`${JSON.stringify({ ...line, data: { ...data, ...what } })}\n`)) await once(out, "drain");
    count++;
  }
  out.end();
  await once(out, "finish");
  return count;
}
