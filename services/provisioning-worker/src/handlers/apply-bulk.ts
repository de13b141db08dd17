import { type BulkRow, type CallerScope, findBulk, finishBulk, transaction, violatedUnique } from "@saihan/db";
import type { FulfilmentContext } from "@saihan/fulfilment";
import { defineHandler, Permanent, placeBulkRows, Transient } from "@saihan/queues";

/** Rows placed in one transaction. */
const together = 200;
/** How often a transaction is begun again because others take login ids of its rows. */
const patience = 10;

/**
 * Places the orders of a bulk, some rows at a time, each time in one transaction with what is noted on the rows: whenever the process
 * dies, the rows that were placed are noted and the others are not, and the next attempt goes on with those.
 */
export const handleApplyBulk = defineHandler({
  load: (tx, { bulkId }: { bulkId: string }) => [findBulk(tx, bulkId)],
  handle: async (ctx: FulfilmentContext, _payload, attempt, [[bulk]]) => {
    if (!bulk) throw new Permanent("the bulk does not exist");
    while (bulk.state === "applying" && (await placeSome(ctx, bulk)) > 0) {
      if (!attempt.mayAct()) throw new Transient("WORKER_STOOD_STILL");
    }
    await attempt.complete((tx) => [finishBulk(tx, bulk.id, ctx.now())]);
  },
});

async function placeSome(ctx: FulfilmentContext, bulk: BulkRow): Promise<number> {
  const { partnerId, keyId, actor, authority } = bulk;
  if (authority.kind !== "user") throw new Permanent("a bulk is applied by a user of the partner");
  const scope: CallerScope = { partnerId, contractId: partnerId, userId: authority.userId, keyId, actor };
  for (let round = 1; ; round++) {
    try {
      return await transaction(ctx.db, scope, (tx) => placeBulkRows(tx, bulk, together, ctx.now));
    } catch (error) {
      // Another order took the login id between the look and the writing; the next look sees it.
      if (round === patience || violatedUnique(error) !== "users_login_id") throw error;
    }
  }
}
