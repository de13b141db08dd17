import {
  addMonths,
  type BillingMonth,
  type ChangeSplit,
  explainLine,
  type InvoiceLine,
  monthPeriod,
  policiesOf,
  type Step,
  splitChange,
} from "@saihan/billing";
import {
  closedExceptionsOf,
  closedLinesOf,
  contractsOfMonth,
  type Db,
  type PartnerScope,
  single,
  transaction,
  unpricedPlansOf,
} from "@saihan/db";
import { lineOfRow } from "./line-rows.ts";
import type { Prices } from "./prices.ts";
import { rateContracts } from "./rate-batch.ts";

/** A contract's charges of one month, at the partner's cost. */
export interface ContractCharges {
  readonly month: BillingMonth;
  /** `estimated`: usage so far, may change; `fixed`: of a closed month. */
  readonly status: "estimated" | "fixed";
  readonly net: bigint;
  readonly lines: readonly InvoiceLine[];
  /** What stands on no line, each with its reason. */
  readonly uncharged: readonly { what: string; code: string; variables: Readonly<Record<string, string | number | boolean>> }[];
}

/** How many months back charges are shown (sdpf 5.2). */
export const monthsShown = 24;

/**
 * The charges of a contract in a month: the fixed ones of a closed month, otherwise an estimate by the close's own functions over the usage that
 * has arrived (I7). @returns nothing for a month that is neither closed nor open
 */
export async function chargesOfContract(
  db: Db,
  scope: PartnerScope,
  facts: {
    contractId: string;
    month: BillingMonth;
    lastClosed: BillingMonth | undefined;
    at: Date;
    prices: () => Promise<Prices>;
  },
): Promise<ContractCharges> {
  const { contractId, month, lastClosed, at } = facts;
  return lastClosed !== undefined && month <= lastClosed
    ? fixed(db, scope, contractId, month)
    : estimated(db, scope, { contractId, month, at, prices: await facts.prices() });
}

async function fixed(db: Db, scope: PartnerScope, contractId: string, month: BillingMonth): Promise<ContractCharges> {
  const [rows, exceptions] = await transaction(db, scope, (tx) =>
    Promise.all([closedLinesOf(tx, contractId, `${month}-01`), closedExceptionsOf(tx, contractId, `${month}-01`)]),
  );
  const lines = rows.map(lineOfRow);
  const uncharged = exceptions.map(({ key, reason }) => ({ what: key, ...reason }));
  return { month, status: "fixed", net: sum(lines), lines, uncharged };
}

async function estimated(
  db: Db,
  scope: PartnerScope,
  facts: { contractId: string; month: BillingMonth; at: Date; prices: Prices },
): Promise<ContractCharges> {
  const { contractId, month, at, prices } = facts;
  const { lateWindowMonths } = policiesOf(month);
  const due = await single(db, scope, (tx) => contractsOfMonth(tx, scope.partnerId, `${month}-01`, lateWindowMonths));
  const contract = due.find((one) => one.contractId === contractId) ?? { contractId, again: [] };
  const { statements, rows } = await rateContracts(db, scope, { month, cutoffAt: at, batch: undefined, prices, estimate: true }, [
    contract,
  ]);
  const { from, to } = monthPeriod(month);
  const unpriced = await single(db, scope, (tx) => unpricedPlansOf(tx, contractId, { from, to: at < to ? at : to }));
  const lines = statements.flatMap((statement) => statement.lines);
  const uncharged = [
    ...rows.parked.map(({ reason }) => ({ what: contractId, ...reason })),
    ...rows.exceptions.map(({ key, reason }) => ({ what: key, ...reason })),
    ...unpriced.map(({ resourceId, menu, plan }) => ({
      ...{ what: resourceId, code: "PRICE_UNKNOWN", variables: { priceVersionId: `${menu}/${plan}` } },
    })),
  ];
  return { month, status: "estimated", net: sum(lines), lines, uncharged };
}

/** Why a month differs from the one before (field.md 3.6); the causes add up to the change. */
export function changeBetween(before: ContractCharges, after: ContractCharges): ChangeSplit {
  return splitChange(before, after);
}

/** Why a line has its amount: usage, price version, rule, cap, rounding. @returns nothing when the month has no such line */
export function explanationOf(
  charges: ContractCharges,
  lineId: string,
  prices: Prices,
): { line: InvoiceLine; steps: Step[] } | undefined {
  const line = charges.lines.find(({ id }) => id === lineId);
  return line && { line, steps: explainLine(line, prices.book) };
}

/** The months that are shown: the current one and those before it. */
export function isShown(month: BillingMonth, current: BillingMonth): boolean {
  return month <= current && month >= addMonths(current, -monthsShown);
}

function sum(lines: readonly InvoiceLine[]): bigint {
  return lines.reduce((net, line) => net + line.net, 0n);
}
