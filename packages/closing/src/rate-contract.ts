import {
  type BillingMonth,
  buildStatement,
  type InvoicedCharge,
  policiesOf,
  rateMonth,
  type Statement,
  whatIsDue,
  wholeYen,
} from "@saihan/billing";
import { no, type Rejection } from "@saihan/domain";
import type { GatheredUsage } from "./gather-usage.ts";
import type { Prices } from "./prices.ts";

/** Usage or a charge of a contract that stands on no line, with its reason (billing.md I2). */
export interface RatingException {
  readonly key: string;
  readonly usageMonth: BillingMonth;
  readonly records: number;
  readonly reason: Rejection;
}

export interface RatedContract {
  readonly statement: Statement;
  readonly exceptions: readonly RatingException[];
}

/**
 * What a contract owes with its open month: that month's charges, and what closed months that are rated again differ by. Pure: the close, the
 * dry run and the tests call it with the same facts and get the same statement (I7).
 * @param usage of the open month and of each closed month to be rated again
 * @param invoiced what earlier months hold of the charges of those closed months
 * @throws RangeError when the month's yen are rounded over the whole invoice: such a month cannot be rated contract by contract
 */
export function rateContract(facts: {
  readonly contractId: string;
  readonly openMonth: BillingMonth;
  readonly usage: readonly GatheredUsage[];
  readonly invoiced: readonly InvoicedCharge[];
  readonly prices: Prices;
}): RatedContract {
  const { contractId, openMonth, usage, invoiced, prices } = facts;
  const exceptions: RatingException[] = [];
  const months = usage.map(({ month }) => month);
  const due = usage.flatMap(({ month, aggregates, unpriced }) => {
    for (const { resourceId, item, records } of unpriced.get(contractId) ?? []) {
      const { menu, plan, component } = prices.list.find((known) => known.item === item) ?? {
        menu: "?",
        plan: "?",
        component: item,
      };
      const reason = no("PRICE_UNKNOWN", { priceVersionId: `${menu}/${plan}/${component}` });
      exceptions.push({ key: `unpriced ${month} ${resourceId} ${item}`, usageMonth: month, records, reason });
    }
    const { charges, unrated } = rateMonth(month, aggregates.get(contractId) ?? [], prices.book);
    for (const { aggregate, reason } of unrated) {
      const key = `unrated ${month} ${aggregate.resourceId} ${aggregate.priceVersionId} ${aggregate.size ?? ""}`;
      exceptions.push({ key, usageMonth: month, records: aggregate.usage.records, reason });
    }
    const { yen } = policiesOf(month);
    if (yen.scope === "invoice") throw new RangeError("yen are rounded over the whole invoice");
    return wholeYen(charges, yen);
  });
  const { lateWindowMonths } = policiesOf(openMonth);
  const owed = whatIsDue({ openMonth, months, due, invoiced, lateWindowMonths });
  for (const { key, usageMonth, reason } of owed.exceptions) {
    const records = Number(due.find(({ charge }) => charge.key === key)?.charge.usage.records ?? 0);
    exceptions.push({ key: `due ${key}`, usageMonth, records, reason });
  }
  return { statement: buildStatement(contractId, openMonth, owed.lines), exceptions };
}
