import { useTexts } from "../texts/language.ts";

/** How dates, months and yen are written in the language that is spoken. Instants are told in Japan's time. */
export function useFormats() {
  const { language } = useTexts();
  const locale = language === "ja" ? "ja-JP" : "en-GB";
  const timeZone = "Asia/Tokyo";
  const of = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, options);
  return {
    /** An instant (RFC 3339), with date and time of day. */
    instant: (at: string | null) =>
      at === null ? "–" : of({ dateStyle: "medium", timeStyle: "short", timeZone }).format(new Date(at)),
    /** A day (YYYY-MM-DD), which has no time zone. */
    day: (day: string | null) => (day === null ? "–" : of({ dateStyle: "medium", timeZone: "UTC" }).format(new Date(day))),
    /** A UTC billing month (YYYY-MM). */
    month: (month: string) => of({ year: "numeric", month: "long", timeZone: "UTC" }).format(new Date(`${month}-01`)),
    /** The same where there is little room. */
    shortMonth: (month: string) => of({ month: "short", timeZone: "UTC" }).format(new Date(`${month}-01`)),
    /** Whole yen. */
    yen: (amount: number) =>
      new Intl.NumberFormat(locale, { style: "currency", currency: "JPY", currencyDisplay: "narrowSymbol" }).format(amount),
    number: (amount: number) => new Intl.NumberFormat(locale).format(amount),
  };
}
