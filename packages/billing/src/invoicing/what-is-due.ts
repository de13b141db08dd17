import { no, type Rejection } from "@saihan/domain";
import type { BillingMonth } from "../billing-month.ts";
import { chargeRules } from "../prices/charge-terms.ts";
import type { TaxTerms } from "../tax/consumption-tax.ts";
import { decideLateMonth } from "../usage/usage-record.ts";
import { type InvoiceLine, taxTermsOf } from "./invoice-line.ts";
import type { CostLine } from "./whole-yen.ts";

/** What earlier invoices hold of a charge, over all their lines. */
export interface InvoicedCharge {
  readonly contractId: string;
  readonly key: string;
  readonly usageMonth: BillingMonth;
  readonly net: bigint;
  /** Usage records that were billed. */
  readonly records: number;
}

/** Adds up what issued lines hold of each charge. Give them in the order of their invoices: the last one knows all records. */
export function invoicedChargesOf(lines: Iterable<InvoiceLine>): InvoicedCharge[] {
  const charges = new Map<string, InvoicedCharge>();
  for (const { contractId, usageMonth, net, trace } of lines) {
    if (trace.of !== "usage") continue;
    const before = charges.get(trace.chargeKey)?.net ?? 0n;
    const { chargeKey: key, usage } = trace;
    charges.set(key, { contractId, key, usageMonth, net: before + net, records: usage.records });
  }
  return [...charges.values()];
}

/** A charge that no line may be made of without a person. */
export interface DueException {
  readonly key: string;
  readonly contractId: string;
  readonly usageMonth: BillingMonth;
  readonly reason: Rejection;
}

/**
 * The lines of the open month: what is due minus what is already invoiced (I6, I19; billing.md 1.8).
 * A charge of the open month is a `charge`. A closed month that was rated again gives an `adjustment` of the difference, which
 * names the month; at a cap the difference can be 0 and is still recorded. Nothing new gives no line, so a second run over the
 * same facts adds nothing (I3).
 * Usage that was billed and is gone is an exception to be seen, never a silent credit, until a person has signed it off.
 * @param months the months that `due` covers, the open one and every closed month rated again; charges of other months are not asked about
 * @param invoiced everything invoiced so far for the contracts in question
 */
export function whatIsDue(facts: {
  readonly openMonth: BillingMonth;
  readonly months: readonly BillingMonth[];
  readonly due: readonly CostLine[];
  readonly invoiced: readonly InvoicedCharge[];
  readonly lateWindowMonths: number;
  /** Charges whose lost usage a person has accepted. One that is gone as a whole is then corrected by a credit note, not here. */
  readonly signedOff?: ReadonlySet<string>;
}): { readonly lines: readonly InvoiceLine[]; readonly exceptions: readonly DueException[] } {
  const { openMonth, months, due, lateWindowMonths } = facts;
  const signedOff = facts.signedOff ?? new Set<string>();
  const taxOf = new Map(months.map((month) => [month, taxTermsOf(month)]));
  const invoiced = new Map(facts.invoiced.map((charge) => [charge.key, charge]));
  const lines: InvoiceLine[] = [];
  const exceptions: DueException[] = [];
  const except = (charge: Omit<DueException, "reason">, reason: Rejection) => {
    const { key, contractId, usageMonth } = charge;
    exceptions.push({ key, contractId, usageMonth, reason });
  };
  for (const cost of due) {
    const { key, contractId, month, usage } = cost.charge;
    const before = invoiced.get(key);
    invoiced.delete(key);
    const charge = { key, contractId, usageMonth: month };
    const tax = taxOf.get(month);
    if (!tax || month > openMonth) throw new RangeError(`${month} is rated, but is not one of the months up to ${openMonth}`);
    const inWindow = decideLateMonth(month, openMonth, lateWindowMonths);
    const lost = (before?.records ?? 0) - usage.records;
    const net = cost.yen - (before?.net ?? 0n);
    if (lost > 0 && !signedOff.has(key)) except(charge, no("USAGE_MISSING", { usageMonth: month, records: lost }));
    else if (before && net === 0n && lost === 0) continue;
    else if (!inWindow.ok) except(charge, inWindow);
    else lines.push(toLine(cost, openMonth, tax, net, before?.net ?? 0n));
  }
  for (const charge of invoiced.values()) {
    if (!months.includes(charge.usageMonth) || signedOff.has(charge.key)) continue;
    except(charge, no("USAGE_MISSING", { usageMonth: charge.usageMonth, records: charge.records }));
  }
  return { lines, exceptions };
}

function toLine(cost: CostLine, openMonth: BillingMonth, tax: TaxTerms, net: bigint, alreadyInvoiced: bigint): InvoiceLine {
  const { charge, rounding } = cost;
  const isLate = charge.month < openMonth;
  return {
    id: isLate ? `${charge.key}|in ${openMonth}` : charge.key,
    kind: isLate ? "adjustment" : "charge",
    contractId: charge.contractId,
    tenantId: charge.tenantId,
    resourceId: charge.resourceId,
    menu: charge.menu,
    component: charge.component,
    usageMonth: charge.month,
    corrects: isLate ? charge.month : undefined,
    net,
    tax,
    illustrative: charge.illustrative,
    trace: {
      of: "usage",
      chargeKey: charge.key,
      usage: charge.usage,
      pattern: charge.pattern,
      rule: chargeRules[charge.pattern],
      parts: charge.parts,
      outerCap: charge.outerCap,
      exact: charge.exact,
      rounding,
      alreadyInvoiced,
    },
  };
}
