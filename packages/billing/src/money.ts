import { type Exact, exact, type Numeric, type RoundingMode } from "./exact.ts";

/** ISO 4217. The programme is billed in yen; other currencies serve price lists of foreign regions and never share an invoice. */
export type Currency = string;

/** How many decimals an amount of a currency has. Those that are not here have two (ISO 4217 has few others). */
const minorDigits: Readonly<Record<Currency, number>> = { JPY: 0, KRW: 0, VND: 0, BHD: 3, KWD: 3 };

export function decimalsOf(currency: Currency): number {
  return minorDigits[currency] ?? 2;
}

/** An exact amount as it is printed in its currency: once, half up unless said otherwise (billing.md 3). */
export function roundToCurrency(amount: Numeric, currency: Currency, mode: RoundingMode = "half_up"): Exact {
  return exact(amount).round(mode, decimalsOf(currency));
}

/** An amount as it stands on a document: `¥12,345`; a negative one as `△¥678`, or with `▲` by the issuer's choice (billing.md 8). */
export function formatYen(yen: bigint, negativeSign: "△" | "▲" = "△"): string {
  return yen < 0n ? `${negativeSign}¥${grouped(-yen)}` : `¥${grouped(yen)}`;
}

/** A unit price keeps its decimals: `¥0.118`. Prices of a price list are never negative. */
export function formatUnitPrice(price: Exact): string {
  const [, decimals] = price.toString().split(".");
  return `¥${grouped(price.toWhole("truncate"))}${decimals === undefined ? "" : `.${decimals}`}`;
}

/** A unit price with tax, for display only: it keeps every decimal (0.118 at 10 % is 0.1298; billing.md 3). */
export function taxInclusiveDisplay(unitPrice: Numeric, taxPercent: Numeric): Exact {
  const price = exact(unitPrice);
  return price.plus(price.percent(taxPercent));
}

function grouped(whole: bigint): string {
  return whole.toLocaleString("en-US");
}
