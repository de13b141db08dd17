import type { Statement } from "./statement.ts";

/** One row of a bill to hold ours against: the provider's amount for a contract and menu, yen without tax. */
export interface BillRow {
  readonly contractId: string;
  readonly menu: string;
  readonly net: bigint;
}

/** Where two bills differ. Zero stands for a row that one side does not have. */
export interface BillDifference {
  readonly contractId: string;
  readonly menu: string;
  readonly ours: bigint;
  readonly theirs: bigint;
  readonly difference: bigint;
}

/**
 * Holds our statements against another bill of the same month, per contract and menu (I15). Differences are listed, not spread.
 * @param tolerance yen by which a row may differ; 0 unless agreed (billing.md 4)
 */
export function reconcile(statements: readonly Statement[], bill: readonly BillRow[], tolerance = 0n): BillDifference[] {
  const rows = new Map<string, { contractId: string; menu: string; ours: bigint; theirs: bigint }>();
  const add = (contractId: string, menu: string, ours: bigint, theirs: bigint) => {
    const key = JSON.stringify([contractId, menu]);
    const row = rows.get(key) ?? { contractId, menu, ours: 0n, theirs: 0n };
    rows.set(key, { ...row, ours: row.ours + ours, theirs: row.theirs + theirs });
  };
  for (const { contractId, byMenu } of statements) for (const { menu, net } of byMenu) add(contractId, menu, net, 0n);
  for (const { contractId, menu, net } of bill) add(contractId, menu, 0n, net);
  return [...rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, row]) => ({ ...row, difference: row.ours - row.theirs }))
    .filter(({ difference }) => (difference < 0n ? -difference : difference) > tolerance);
}
