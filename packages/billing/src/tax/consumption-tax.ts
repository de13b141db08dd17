import { Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import { returnInvoiceDutyFrom } from "../policy.ts";

/**
 * Consumption tax: computed once per tax rate per document, never per line (billing.md 1.7, 8).
 * The functions take nets as integers in the smallest unit of the currency, or with `places` decimals.
 */

/** UN/CEFACT tax categories that JP PINT uses: S standard, AA reduced (軽減税率), E exempt, O out of scope, G export. */
export const taxCategories = ["S", "AA", "E", "O", "G"] as const;
export type TaxCategory = (typeof taxCategories)[number];

/**
 * A line carries its rate and the reason for it, since transitional rules may keep an old rate (billing.md 8).
 * The old standard 8 % and the reduced 8 % are two rates.
 */
export interface TaxTerms {
  readonly category: TaxCategory;
  /** Decimal text, so that it can be stored and compared: `10`, `8`, `0`. */
  readonly percent: string;
  readonly reason: string;
}

/** A net amount, tax excluded, with its rate. */
export interface TaxableAmount {
  readonly net: Numeric;
  readonly percent: Numeric;
  readonly category?: TaxCategory;
}

export interface TaxOfRate {
  readonly percent: Exact;
  readonly category: TaxCategory;
  readonly net: Exact;
  readonly tax: Exact;
}

export interface DocumentTax {
  /** Highest rate first. */
  readonly byRate: readonly TaxOfRate[];
  readonly net: Exact;
  readonly tax: Exact;
  readonly total: Exact;
}

/** Adds the nets of each rate, applies the rate, rounds once per rate. */
export function taxOncePerRate(amounts: Iterable<TaxableAmount>, mode: RoundingMode, places = 0): DocumentTax {
  const byRate = netByRate(amounts).map((rate) => ({ ...rate, tax: rate.net.percent(rate.percent).round(mode, places) }));
  const net = Exact.sum(byRate.map((rate) => rate.net));
  const tax = Exact.sum(byRate.map((rate) => rate.tax));
  return { byRate, net, tax, total: net.plus(tax) };
}

/**
 * One rounding for a whole document of several rates, as engines outside Japan do. A Japanese qualified invoice must not:
 * it needs the tax of each rate.
 */
export function taxOncePerDocument(amounts: Iterable<TaxableAmount>, mode: RoundingMode, places = 0): Exact {
  return Exact.sum([...amounts].map(({ net, percent }) => exact(net).percent(percent))).round(mode, places);
}

/** What the tax would be if every line were rounded: shown to explain a difference, never booked. */
export function taxIfRoundedPerLine(amounts: Iterable<TaxableAmount>, mode: RoundingMode, places = 0): Exact {
  return Exact.sum([...amounts].map(({ net, percent }) => exact(net).percent(percent).round(mode, places)));
}

/** JP PINT: floor(net x rate) <= tax <= ceil(net x rate), and no decimals in yen (billing.md 8, I13). */
export function isWithinPintBounds(net: Numeric, percent: Numeric, tax: Numeric): boolean {
  const exactTax = exact(net).percent(percent);
  const claimed = exact(tax);
  return claimed.isWhole() && !claimed.isBelow(exactTax.toWhole("floor")) && !claimed.isAbove(exactTax.toWhole("ceil"));
}

/** May a price reduction go without a return invoice? Only below 10,000 yen, tax included. */
export function isReturnInvoiceExempt(amountWithTax: Numeric): boolean {
  return exact(amountWithTax).isBelow(returnInvoiceDutyFrom);
}

function netByRate(amounts: Iterable<TaxableAmount>): { percent: Exact; category: TaxCategory; net: Exact }[] {
  const rates = new Map<string, { percent: Exact; category: TaxCategory; net: Exact }>();
  for (const { net, percent, category = "S" } of amounts) {
    const rate = exact(percent);
    const key = `${category} ${rate}`;
    const found = rates.get(key);
    if (found) found.net = found.net.plus(net);
    else rates.set(key, { percent: rate, category, net: exact(net) });
  }
  return [...rates.values()].sort(
    (a, b) => b.percent.compare(a.percent) || taxCategories.indexOf(a.category) - taxCategories.indexOf(b.category),
  );
}
