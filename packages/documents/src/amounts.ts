import { type Exact, formatYen, type RoundingMode, type TaxCategory } from "@saihan/billing";
import type { Bilingual, Language } from "@saihan/domain";

/** `¥12,345`; below zero `△¥678` in Japanese (billing.md 8) and `-¥678` in English. */
export function yenText(yen: bigint, language: Language): string {
  return language === "en" && yen < 0n ? `-${formatYen(-yen)}` : formatYen(yen);
}

/** A quantity as people read it: thousands grouped, at most six decimals. Files for programs use `decimalText`. */
export function quantityText(quantity: Exact): string {
  const [whole = "0", decimals] = decimalText(quantity, 6).split(".");
  const grouped = whole.replace(/\d+/, (digits) => BigInt(digits).toLocaleString("en-US"));
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** A plain decimal such as `-1234.5`; a fraction without an end is rounded half up to so many places. */
export function decimalText(value: Exact, places = 12): string {
  const text = value.toString();
  return text.includes("/") || (text.split(".")[1]?.length ?? 0) > places ? value.round("half_up", places).toString() : text;
}

/** The rate of a line or of a total: `10%`, `8%※` for the reduced rate (the mark that a qualified invoice owes), or why there is none. */
export function taxLabel({ category, percent }: { category: TaxCategory; percent: string }, language: Language): string {
  if (category === "S") return `${percent}%`;
  if (category === "AA") return `${percent}%${reducedMark}`;
  return untaxed[category][language];
}

export const reducedMark = "※";
/** On everything that stands on a price that was invented for demonstration. */
export const illustrativeMark = "＊";

const untaxed: Readonly<Record<"E" | "O" | "G", Bilingual>> = {
  E: { ja: "非課税", en: "Exempt" },
  O: { ja: "不課税", en: "Not subject" },
  G: { ja: "輸出免税", en: "Export" },
};

/** How a rounding mode is called on paper. */
export const roundingWords: Readonly<Record<RoundingMode, Bilingual>> = {
  floor: { ja: "切り捨て", en: "rounded down" },
  ceil: { ja: "切り上げ", en: "rounded up" },
  truncate: { ja: "切り捨て", en: "rounded towards zero" },
  half_up: { ja: "四捨五入", en: "rounded half up" },
};
