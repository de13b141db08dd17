import { type BillingMonth, type InvoicedCharge, policiesOf, type Statement } from "@saihan/billing";
import {
  type BatchContract,
  contractsOfBatch,
  type Db,
  batch as inOneTrip,
  invoicedCharges,
  type PartnerScope,
  type RatedBatch,
  type StoredReason,
  single,
} from "@saihan/db";
import { type GatheredUsage, gatherUsage } from "./gather-usage.ts";
import { rowOfLine, rowOfStatement } from "./line-rows.ts";
import type { Prices } from "./prices.ts";
import { type RatedContract, rateContract } from "./rate-contract.ts";

/** What a batch of contracts came to, before it is written. */
export interface BatchResult {
  readonly statements: readonly Statement[];
  readonly rows: RatedBatch;
}

export interface BatchFacts {
  readonly month: BillingMonth;
  /** Usage that arrived before counts. */
  readonly cutoffAt: Date;
  /** Undefined: every contract of the partner's month. */
  readonly batch: number | undefined;
  readonly prices: Prices;
  /** The cut-off is this moment, so nobody has added usage up for it yet. */
  readonly estimate?: boolean;
}

/**
 * Rates a batch of a partner's contracts over a frozen snapshot: usage up to the cut-off, prices, and what is invoiced. Reads only. The close
 * writes what it returns; the dry run shows it (I7).
 */
export async function rateBatch(db: Db, scope: PartnerScope, facts: BatchFacts): Promise<BatchResult> {
  const { lateWindowMonths } = policiesOf(facts.month);
  const contracts = await single(db, scope, (tx) =>
    contractsOfBatch(tx, scope.partnerId, `${facts.month}-01`, facts.batch ?? null, lateWindowMonths),
  );
  return rateContracts(db, scope, facts, contracts);
}

/** The same for contracts that the caller names. */
export async function rateContracts(
  db: Db,
  scope: PartnerScope,
  facts: BatchFacts,
  contracts: readonly BatchContract[],
): Promise<BatchResult> {
  const { month, cutoffAt, prices } = facts;
  const again = [...new Set(contracts.flatMap((contract) => contract.again))].sort().map((first) => first.slice(0, 7));
  const usage: GatheredUsage[] = [];
  for (const one of [...again, month]) {
    const concerned = one === month ? contracts : contracts.filter((contract) => contract.again.includes(`${one}-01`));
    const ids = concerned.map(({ contractId }) => contractId);
    const { minutes } = policiesOf(one);
    usage.push(
      await gatherUsage(db, scope, { month: one, cutoffAt, contracts: ids, prices, minutes, together: !facts.estimate }),
    );
  }
  const invoiced = await invoicedOf(db, scope, month, contracts, again);
  const rated: RatedContract[] = [];
  const parked: { contractId: string; reason: StoredReason }[] = [];
  for (const { contractId, again: months } of contracts) {
    const of = usage.filter((one) => one.month === month || months.includes(`${one.month}-01`));
    try {
      rated.push(rateContract({ contractId, openMonth: month, usage: of, invoiced: invoiced.get(contractId) ?? [], prices }));
    } catch (fault) {
      parked.push({ contractId, reason: reasonOf(fault) });
    }
  }
  const statements = rated.map(({ statement }) => statement);
  return {
    statements,
    rows: {
      statements: statements.map(rowOfStatement),
      lines: statements.flatMap((statement) => statement.lines.map(rowOfLine)),
      exceptions: rated.flatMap(({ statement: { contractId }, exceptions }) =>
        exceptions.map(({ key, usageMonth, records, reason: { code, variables } }) => ({
          ...{ contractId, key, records, usageMonth: `${usageMonth}-01` },
          reason: { code, variables },
        })),
      ),
      parked,
    },
  };
}

async function invoicedOf(
  db: Db,
  scope: PartnerScope,
  month: BillingMonth,
  contracts: readonly BatchContract[],
  again: readonly BillingMonth[],
): Promise<ReadonlyMap<string, InvoicedCharge[]>> {
  const found = new Map<string, InvoicedCharge[]>();
  if (again.length === 0) return found;
  const concerned = contracts.filter((contract) => contract.again.length > 0);
  const months = again.map((one) => `${one}-01`);
  const [rows] = await inOneTrip(db, scope, (tx) => [
    invoicedCharges(
      tx,
      scope.partnerId,
      `${month}-01`,
      concerned.map(({ contractId }) => contractId),
      months,
    ),
  ]);
  for (const row of rows as unknown as (Omit<InvoicedCharge, "net"> & { net: string })[]) {
    const contract = concerned.find(({ contractId }) => contractId === row.contractId);
    if (!contract?.again.includes(row.usageMonth)) continue;
    const charge = { ...row, usageMonth: row.usageMonth.slice(0, 7), net: BigInt(row.net) };
    found.set(row.contractId, [...(found.get(row.contractId) ?? []), charge]);
  }
  return found;
}

/** What a person is told of a contract that could not be rated. */
function reasonOf(fault: unknown): StoredReason {
  const error = fault instanceof Error ? fault : new Error(String(fault));
  return { code: "RATING_FAILED", variables: { fault: `${error.name}: ${error.message}`.slice(0, 300) } };
}
