import { type BillingMonth, monthsFrom } from "../billing-month.ts";
import type { Exact } from "../exact.ts";
import { standardTaxRateOn, supplyDateOf } from "../policy.ts";
import type { ChargePattern } from "../prices/charge-terms.ts";
import type { RatedPart } from "../rating/rate-part.ts";
import type { TaxTerms } from "../tax/consumption-tax.ts";
import type { UsageTrace } from "../usage/usage-aggregate.ts";
import type { RoundingTrace } from "./whole-yen.ts";

/**
 * `charge`: a month's usage. `adjustment`: corrects a month that is closed. `service_credit`: SLA. `manual`: entered by a person,
 * for the current or the previous month only (billing.md 6).
 */
export const lineKinds = ["charge", "adjustment", "service_credit", "manual"] as const;
export type LineKind = (typeof lineKinds)[number];

/** A line of a statement and of the invoice. Amounts are yen, tax excluded. */
export interface InvoiceLine {
  /** Unique on a document, and the same in every run over the same facts. */
  readonly id: string;
  readonly kind: LineKind;
  readonly contractId: string;
  readonly tenantId: string | undefined;
  readonly resourceId: string | undefined;
  readonly menu: string;
  readonly component: string;
  readonly usageMonth: BillingMonth;
  /** The closed month that this line corrects. */
  readonly corrects: BillingMonth | undefined;
  readonly net: bigint;
  readonly tax: TaxTerms;
  /** True when a price behind it is invented: to be said wherever the line is shown. */
  readonly illustrative: boolean;
  readonly trace: LineTrace;
}

/** What a line stands on, so that every yen opens (I2). */
export type LineTrace =
  | {
      readonly of: "usage";
      /** Identity of the charge over all months in which lines were made of it. */
      readonly chargeKey: string;
      readonly usage: UsageTrace;
      readonly pattern: ChargePattern;
      readonly rule: { readonly source: string; readonly version: number };
      readonly parts: readonly RatedPart[];
      readonly outerCap: Exact | undefined;
      /** Before yen rounding. */
      readonly exact: Exact;
      readonly rounding: RoundingTrace;
      /** What earlier invoices have billed for the same charge; the line's net is what is due less this. */
      readonly alreadyInvoiced: bigint;
    }
  | {
      readonly of: "service_credit";
      readonly claimId: string;
      readonly downtimeSeconds: Exact;
      readonly percent: Exact;
      readonly chargeNet: bigint;
    }
  | { readonly of: "manual"; readonly reason: string; readonly enteredBy: string };

/** Tax of a month's lines: the standard rate on the day of supply. Nothing in the programme is reduced or exempt. */
export function taxTermsOf(usageMonth: BillingMonth): TaxTerms {
  const day = supplyDateOf(usageMonth);
  return { category: "S", percent: standardTaxRateOn(day).toString(), reason: `standard rate on ${day}` };
}

/** Lines in the order of a document: contract, then month, menu, component, resource; the id settles the rest. */
export function byDocumentOrder(a: InvoiceLine, b: InvoiceLine): number {
  return (
    compareText(a.contractId, b.contractId) ||
    compareText(a.usageMonth, b.usageMonth) ||
    compareText(a.menu, b.menu) ||
    compareText(a.component, b.component) ||
    compareText(a.resourceId ?? "", b.resourceId ?? "") ||
    compareText(a.id, b.id)
  );
}

export function netOf(lines: Iterable<{ readonly net: bigint }>): bigint {
  let net = 0n;
  for (const line of lines) net += line.net;
  return net;
}

/** A manual line may name the open month or the one before it (billing.md 6, after AWS). */
export function mayEnterManualLine(usageMonth: BillingMonth, openMonth: BillingMonth): boolean {
  const monthsBack = monthsFrom(usageMonth, openMonth);
  return monthsBack === 0 || monthsBack === 1;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
