import { addMonths, type BillingMonth, policiesOf } from "@saihan/billing";
import {
  type Check,
  checks,
  commissionChecks,
  type Db,
  hashedRows,
  prepareRecomputation,
  recompute,
  type Scope,
  transaction,
} from "@saihan/db";
import { textOf } from "./close-jobs.ts";
import { sha256 } from "./prices.ts";

/**
 * Holds a closed month against a second path: amounts computed again in plain SQL from usage and prices, sums, coverage, numbers, hashes.
 * Reads only. @returns a line per check; the month is clean when none of them found anything wrong
 */
export async function verifyMonth(db: Db, scope: Scope, month: BillingMonth, timeoutMs = 600_000): Promise<Check[]> {
  const first = `${month}-01`;
  const { lateWindowMonths } = policiesOf(month);
  return transaction(
    db,
    scope,
    async (tx) => {
      for (const statement of prepareRecomputation(tx, first)) await statement;
      for (let back = 0; back <= lateWindowMonths; back++) await recompute(tx, first, `${addMonths(month, -back)}-01`);
      const made: Check[] = [];
      for (const check of [...checks(tx, first), ...commissionChecks(tx, first)]) made.push(...(await check));
      const hashed = await hashedRows(tx, first);
      const wrong = hashed.filter(({ content, sha256: stored }) => sha256(textOf(content)) !== stored).map(({ what }) => what);
      const examples = wrong.slice(0, 5);
      return [
        ...made,
        { name: "documents and certificates are what was hashed", looked: hashed.length, wrong: wrong.length, examples },
      ];
    },
    timeoutMs,
  );
}
