import { addMonths, type BillingMonth, policiesOf } from "@saihan/billing";
import {
  type Check,
  checks,
  commissionChecks,
  type Db,
  hashedRows,
  recomputeMonth,
  resaleChecks,
  type Scope,
  type Tx,
  transaction,
  usageChecks,
} from "@saihan/db";
import { textOf } from "./close-jobs.ts";
import { sha256 } from "./prices.ts";

/**
 * Holds a closed month against a second path: amounts computed again in plain SQL from usage and prices, sums, coverage, numbers, hashes.
 * Reads only. What must hold of the usage by itself is looked at meanwhile, over a connection of its own.
 * @returns a line per check; the month is clean when none of them found anything wrong
 */
export async function verifyMonth(db: Db, scope: Scope, month: BillingMonth, timeoutMs = 600_000): Promise<Check[]> {
  const first = `${month}-01`;
  const { lateWindowMonths } = policiesOf(month);
  const late = Array.from({ length: lateWindowMonths }, (_, back) => `${addMonths(month, -back - 1)}-01`);
  const [books, usage] = await Promise.all([
    transaction(db, scope, (tx) => checkBooks(tx, first, late), timeoutMs),
    transaction(db, scope, (tx) => usageChecks(tx, first), timeoutMs),
  ]);
  return [...books, ...usage];
}

async function checkBooks(tx: Tx, first: string, late: readonly string[]): Promise<Check[]> {
  await recomputeMonth(tx, first, late);
  const made: Check[] = [];
  for (const check of [...checks(tx, first), ...commissionChecks(tx, first), ...resaleChecks(tx, first)])
    made.push(...(await check));
  const hashed = await hashedRows(tx, first);
  const wrong = hashed.filter(({ content, sha256: stored }) => sha256(textOf(content)) !== stored).map(({ what }) => what);
  const examples = wrong.slice(0, 5);
  return [
    ...made,
    { name: "documents and certificates are what was hashed", looked: hashed.length, wrong: wrong.length, examples },
  ];
}
