import { addMonths, billingMonthOf, policiesOf } from "@saihan/billing";
import { type Db, type Scope, StagedBatch, takeUsageBatch, transaction, type UsageTaken } from "@saihan/db";
import type { ReadUsage } from "./read-event.ts";

/** Usage that began more months ago than this is too old for anybody, whatever is closed. Events are told apart within this time. */
export const ancientMonths = 6;

const mostRows = 20_000;
const mostBytes = 4 * 1024 * 1024;

/**
 * Takes usage events in, batch by batch: each batch stands or falls as a whole, and a batch that is sent again counts once. While one is
 * judged the next is copied and a third is read; never more than three are held.
 * @param events one by one, or some at a time, which costs less
 * @returns what became of the events; parked ones are in usage_parked, each with its reason
 * @throws DatabaseUnavailable and its kin: the batches before stand, and everything may be sent again
 */
export async function takeUsage(
  db: Db,
  scope: Scope,
  events: AsyncIterable<ReadUsage | readonly ReadUsage[]> | Iterable<ReadUsage | readonly ReadUsage[]>,
  options: { now: () => Date; batchRows?: number; heard?: (sofar: UsageTaken) => void },
): Promise<UsageTaken> {
  const total: UsageTaken = { taken: 0, repeated: 0, late: 0, parked: 0 };
  const batchRows = options.batchRows ?? mostRows;
  let filling = new StagedBatch();
  let before: Promise<void> = Promise.resolve();
  let writing: Promise<void> = Promise.resolve();
  const write = async (batch: StagedBatch) => {
    const at = options.now();
    const month = billingMonthOf(at);
    const facts = {
      at,
      earliest: `${addMonths(month, -ancientMonths)}-01`,
      lateWindowMonths: policiesOf(month).lateWindowMonths,
    };
    const taken = await transaction(db, scope, (tx) => takeUsageBatch(tx, batch, facts), 60_000);
    for (const what of ["taken", "repeated", "late", "parked"] as const) total[what] += taken[what];
    options.heard?.(total);
  };
  const flush = async () => {
    const batch = filling;
    filling = new StagedBatch();
    await before;
    before = writing;
    writing = write(batch);
    // Waited for with a later batch; until then nobody listens.
    writing.catch(() => {});
  };
  for await (const some of events) {
    for (const event of Array.isArray(some) ? (some as readonly ReadUsage[]) : [some as ReadUsage]) {
      if (event.ok) filling.add(event.usage);
      else filling.addUnreadable(event.unreadable);
      if (filling.rows >= batchRows || filling.bytes >= mostBytes) await flush();
    }
  }
  if (filling.rows > 0) await flush();
  await before;
  await writing;
  return total;
}
