import type { Allowance, TaxCategory } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { taxLabel, yenText } from "../amounts.ts";
import { plainText } from "../plain-text.ts";
import { ink, type Sheet } from "./sheet.ts";
import { type Row, table } from "./table.ts";

/** Sums under each other at the right edge. Kept on one page. */
export function totals(
  sheet: Sheet,
  sums: readonly (readonly [label: string, amount: bigint, weight: "plain" | "strong"])[],
  language: Language,
): void {
  const width = sheet.width * 0.5;
  const x = sheet.right - width;
  const heights = sums.map(([, , weight]) => (weight === "strong" ? 20 : 16));
  sheet.needs(heights.reduce((sum, height) => sum + height, 0));
  sums.forEach(([label, amount, weight], i) => {
    const height = heights[i] ?? 0;
    const style = weight === "strong" ? ({ size: 11, weight: "bold" } as const) : {};
    if (weight === "strong") sheet.box(x, sheet.y, width, height);
    const y = sheet.y + (weight === "strong" ? 2 : 1.5);
    sheet.textAt(label, x + 6, y, width * 0.55, style);
    sheet.textAt(yenText(amount, language), x + width * 0.5, y, width * 0.5 - 4, { ...style, align: "right" });
    sheet.y += height;
    sheet.rule(x, sheet.y, width, ink.rule);
  });
}

/** What a qualified invoice owes: per rate the amount, the rate and the tax. */
export function taxTable(
  sheet: Sheet,
  taxes: readonly { readonly category: TaxCategory; readonly percent: string; readonly net: bigint; readonly tax: bigint }[],
  language: Language,
): void {
  const w = words[language];
  table(
    sheet,
    [
      { head: w.rate, share: 25 },
      { head: w.net, share: 25, align: "right" },
      { head: w.tax, share: 25, align: "right" },
      { head: w.gross, share: 25, align: "right" },
    ],
    taxes.map((rate) => ({
      kind: "plain",
      cells: [
        language === "ja" ? `${taxLabel(rate, language)}対象` : taxLabel(rate, language),
        yenText(rate.net, language),
        yenText(rate.tax, language),
        yenText(rate.net + rate.tax, language),
      ],
    })),
  );
}

/** One row per discount and tax rate; which contract bears what is in the CSV and the statements. */
export function allowanceRows(allowances: readonly Allowance[], language: Language): Row[] {
  const joined = new Map<string, Allowance>();
  for (const allowance of allowances) {
    const key = JSON.stringify([allowance.discountId, allowance.tax.category, allowance.tax.percent]);
    joined.set(key, { ...allowance, amount: allowance.amount + (joined.get(key)?.amount ?? 0n) });
  }
  return [...joined.values()].map(({ label, tax, amount }) => ({
    kind: "plain",
    cells: [`${words[language].discount}: ${plainText(label)}`, undefined, taxLabel(tax, language), yenText(-amount, language)],
  }));
}

const words = {
  ja: { rate: "税率区分", net: "対象額(税抜)", tax: "消費税額", gross: "税込額", discount: "割引" },
  en: { rate: "Tax rate", net: "Taxable amount", tax: "Consumption tax", gross: "With tax", discount: "Discount" },
} as const;
