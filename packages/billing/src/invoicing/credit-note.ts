import { no, type Rejection } from "@saihan/domain";
import { type Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import { frozenCopy } from "../frozen-copy.ts";
import type { CalendarDate } from "../period.ts";
import { isReturnInvoiceExempt, type TaxCategory } from "../tax/consumption-tax.ts";
import type { Invoice } from "./invoice.ts";
import { netOf } from "./invoice-line.ts";

/**
 * Tax of one credit note on one rate of an invoice: the tax of everything credited so far, less the tax that earlier notes took.
 * Rounded like the invoice, so that each note stays between floor and ceiling and the last one takes the rest (I11, I13).
 */
export function taxOfCredit(facts: {
  readonly invoiceNet: Numeric;
  readonly invoiceTax: Numeric;
  readonly percent: Numeric;
  readonly creditedNet: Numeric;
  readonly creditedTax: Numeric;
  readonly net: Numeric;
  readonly rounding: RoundingMode;
  readonly places?: number;
}): Exact {
  const credited = exact(facts.creditedNet).plus(facts.net);
  if (credited.equals(facts.invoiceNet)) return exact(facts.invoiceTax).minus(facts.creditedTax);
  return credited
    .percent(facts.percent)
    .round(facts.rounding, facts.places ?? 0)
    .minus(facts.creditedTax);
}

/** What a credit note takes back of one line. Positive yen, tax excluded. */
export interface CreditedLine {
  readonly lineId: string;
  readonly net: bigint;
}

export interface CreditedRate {
  readonly category: TaxCategory;
  readonly percent: string;
  readonly net: bigint;
  readonly tax: bigint;
}

/**
 * 適格返還請求書: it names the original, its period and its date, and the amounts per rate (billing.md 8). Amounts are positive and
 * are given back.
 */
export interface CreditNoteDraft {
  readonly amends: string;
  readonly parentContractId: string;
  /** When the supply took place that is now reduced. */
  readonly supplyDate: CalendarDate;
  readonly reductionDate: CalendarDate;
  readonly reason: string;
  readonly lines: readonly CreditedLine[];
  readonly taxes: readonly CreditedRate[];
  readonly net: bigint;
  readonly tax: bigint;
  readonly total: bigint;
  /** False below 10,000 yen with tax: the law then asks for no return invoice. It may be issued all the same. */
  readonly mustBeIssued: boolean;
}

/**
 * Drafts a credit note against a finalised invoice.
 * Refuses a line that the invoice does not have, and credits of a line or of a rate that would exceed it (I11); a rate may hold
 * less than its lines where the invoice had discounts or adjustments.
 * @param earlier the credit notes already issued against the same invoice
 */
export function draftCreditNote(
  invoice: Invoice,
  earlier: readonly CreditNoteDraft[],
  credit: { readonly lines: readonly CreditedLine[]; readonly reason: string; readonly reductionDate: CalendarDate },
): { readonly ok: true; readonly note: CreditNoteDraft } | Rejection {
  const netByRate = netsToCredit(invoice, earlier, credit.lines);
  if (!netByRate.ok) return netByRate;
  const taxes: CreditedRate[] = [];
  for (const rate of invoice.taxes) {
    const net = netByRate.nets.get(rateKey(rate));
    if (net === undefined) continue;
    const before = earlier.flatMap((note) => note.taxes).filter((tax) => rateKey(tax) === rateKey(rate));
    const creditedNet = netOf(before);
    if (creditedNet + net > rate.net) {
      return no("CREDIT_EXCEEDS_INVOICE", { invoice: invoice.number, net: String(rate.net), credited: String(creditedNet) });
    }
    const tax = taxOfCredit({
      invoiceNet: rate.net,
      invoiceTax: rate.tax,
      percent: rate.percent,
      creditedNet,
      creditedTax: taxSum(before),
      net,
      rounding: invoice.taxRounding,
    });
    taxes.push({ category: rate.category, percent: rate.percent, net, tax: tax.toWhole("floor") });
  }
  const [net, tax] = [netOf(taxes), taxSum(taxes)];
  const note: CreditNoteDraft = {
    amends: invoice.number,
    parentContractId: invoice.parentContractId,
    supplyDate: invoice.supplyDate,
    reductionDate: credit.reductionDate,
    reason: credit.reason,
    lines: credit.lines,
    taxes,
    net,
    tax,
    total: net + tax,
    mustBeIssued: !isReturnInvoiceExempt(net + tax),
  };
  return { ok: true, note: frozenCopy(note) };
}

/** What is to be credited of each rate, when every line may be credited so far. */
function netsToCredit(
  invoice: Invoice,
  earlier: readonly CreditNoteDraft[],
  lines: readonly CreditedLine[],
): { readonly ok: true; readonly nets: ReadonlyMap<string, bigint> } | Rejection {
  const invoiceLines = new Map(invoice.statements.flatMap((statement) => statement.lines.map((line) => [line.id, line])));
  const nets = new Map<string, bigint>();
  const seen = new Set<string>();
  for (const { lineId, net } of lines) {
    const line = invoiceLines.get(lineId);
    if (!line || seen.has(lineId)) return no("CREDIT_LINE_UNKNOWN", { lineId, invoice: invoice.number });
    seen.add(lineId);
    const credited = netOf(earlier.flatMap((note) => note.lines).filter((one) => one.lineId === lineId));
    if (net <= 0n || credited + net > line.net) {
      return no("CREDIT_EXCEEDS_LINE", { lineId, line: String(line.net), credited: String(credited) });
    }
    const rate = rateKey(line.tax);
    nets.set(rate, (nets.get(rate) ?? 0n) + net);
  }
  return nets.size > 0 ? { ok: true, nets } : no("CREDIT_EMPTY", { invoice: invoice.number });
}

function taxSum(rates: readonly { readonly tax: bigint }[]): bigint {
  return rates.reduce((sum, rate) => sum + rate.tax, 0n);
}

function rateKey({ category, percent }: { readonly category: TaxCategory; readonly percent: string }): string {
  return `${category} ${percent}`;
}
