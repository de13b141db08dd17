import { connect, disconnect, insertAuditEntries, insertPause, skipNumbers, transaction } from "@saihan/db";
import { providerId } from "@saihan/domain";
import { queueNames } from "@saihan/queues";

export const holdReason = "restored from a backup: npm run after-restore";

/**
 * What must be done to a restored database before anything works with it: all work rests until somebody has looked at what the world has and the
 * database does not, and no number is given out that may have been given out before.
 * @param url of the owner of the tables
 */
export async function holdRestored(url: string, facts: { at: Date; actor: string; to: string }): Promise<void> {
  const db = connect({ url, applicationName: "restore", max: 1 });
  try {
    await transaction(db, { service: "restore" }, async (tx) => {
      for (const queue of queueNames)
        await insertPause(tx, { queue, job: "", reason: holdReason, actor: facts.actor, at: facts.at });
      await skipNumbers(tx);
      await insertAuditEntries(tx, [
        {
          ...{ partnerId: providerId, contractId: providerId, at: facts.at, actor: facts.actor },
          ...{ action: "database.restore", target: "database", after: { to: facts.to } },
        },
      ]);
    });
  } finally {
    await disconnect(db);
  }
}
