import type { BillingMonth } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import type { InvoiceLine } from "../invoicing/invoice-line.ts";
import type { Choice } from "./choose-rule.ts";
import type { ResalePrice } from "./resale-price.ts";

/** A line with both its sides: for the partner's eyes. */
export interface ResaleLine {
  readonly cost: InvoiceLine;
  readonly choice: Choice;
  readonly resale: ResalePrice;
}

/**
 * What an end user may see of a line: the resale side alone (I20). Built field by field, so that a field added to the cost side
 * does not reach it by itself.
 */
export interface EndUserLine {
  readonly menu: string;
  readonly component: string;
  readonly resourceId: string | undefined;
  readonly usageMonth: BillingMonth;
  readonly corrects: BillingMonth | undefined;
  /** Yen, tax excluded. */
  readonly price: bigint;
}

export interface EndUserStatement {
  readonly contractId: string;
  readonly month: BillingMonth;
  readonly lines: readonly EndUserLine[];
  readonly net: bigint;
  readonly illustrative: boolean;
}

export function endUserStatement(contractId: string, month: BillingMonth, lines: readonly ResaleLine[]): EndUserStatement {
  const own = lines.filter(({ cost }) => cost.contractId === contractId);
  const shown = own.map(({ cost, resale }) => ({
    menu: cost.menu,
    component: cost.component,
    resourceId: cost.resourceId,
    usageMonth: cost.usageMonth,
    corrects: cost.corrects,
    price: resale.price.toWhole("floor"),
  }));
  return {
    contractId,
    month,
    lines: shown,
    net: shown.reduce((sum, line) => sum + line.price, 0n),
    illustrative: own.some(({ cost }) => cost.illustrative),
  };
}

/** Resale net less cost net per child contract; a loss is shown, not hidden. For the partner only. */
export function marginOf(children: readonly { readonly contractId: string; readonly cost: Exact; readonly resale: Exact }[]): {
  readonly byContract: ReadonlyMap<string, Exact>;
  readonly total: Exact;
} {
  const byContract = new Map(children.map(({ contractId, cost, resale }) => [contractId, resale.minus(cost)]));
  return { byContract, total: Exact.sum(byContract.values()) };
}
