import { addMonths, type BillingMonth, documentServicePeriod, lastDayOf, type RoundingMode } from "@saihan/billing";
import type { Language } from "@saihan/domain";
import { illustrativeMark, reducedMark, roundingWords } from "../amounts.ts";
import { dateText } from "../dates.ts";

/** Sentences that stand on several kinds of documents. */

/** The billing month is a UTC month, and Japan's clock is nine hours ahead (billing.md 1.1): both are said. `period`: as the document calls it in Japanese. */
export function periodNote(month: BillingMonth, language: Language, period = "ご利用期間"): string {
  if (language === "ja") return `${period}は協定世界時(UTC)の暦月で、${documentServicePeriod(month)} です。`;
  const [from, to] = [`${month}-01`, `${addMonths(month, 1)}-01`].map((day) => `${dateText(day, "en")} 09:00`);
  return `The billing month is a calendar month in UTC. On a Japanese clock it runs from ${from} until ${to}.`;
}

/** First and last day, in UTC, in one line. */
export function periodText(month: BillingMonth, language: Language): string {
  const [from, to] = [dateText(`${month}-01`, language), dateText(lastDayOf(month), language)];
  return language === "ja" ? `${from}〜${to}(UTC)` : `${from} to ${to} (UTC)`;
}

export function taxNote(rounding: RoundingMode, language: Language): string {
  const word = roundingWords[rounding][language];
  return language === "ja"
    ? `消費税額は税率ごとに本書全体で1回計算し、1円未満の端数は${word}としています。`
    : `Consumption tax is computed once per tax rate for the whole document; fractions of a yen are ${word}.`;
}

export function illustrativeNote(language: Language): string {
  return language === "ja"
    ? `${illustrativeMark} を付けた行は、公表価格ではない例示用の単価に基づきます。`
    : `Lines marked ${illustrativeMark} stand on illustrative prices, which were invented for demonstration and are not published.`;
}

export function reducedNote(language: Language): string {
  return language === "ja" ? `${reducedMark} は軽減税率の対象です。` : `${reducedMark} marks items at the reduced tax rate.`;
}

export function correctionNote(language: Language): string {
  return language === "ja"
    ? "確定した月の金額は変更しません。訂正の行は、その月を再計算した金額と請求済みの金額との差額です。"
    : "A closed month never changes. A correction is the difference between that month rated again and what was invoiced for it.";
}
