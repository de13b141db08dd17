import { type BillingMonth, type CalendarDate, documentDate, documentMonth, parseDate } from "@saihan/billing";
import type { Language } from "@saihan/domain";

/** Dates as documents write them: `2024年4月1日` in Japanese (billing.md 8), `1 April 2024` in English. */
export function dateText(date: CalendarDate, language: Language): string {
  if (language === "ja") return documentDate(date);
  const [year, month, day] = parseDate(date).split("-").map(Number);
  return `${day} ${monthNames[(month ?? 1) - 1]} ${year}`;
}

/** `2024年4月分`, `April 2024`. */
export function monthText(month: BillingMonth, language: Language): string {
  if (language === "ja") return documentMonth(month);
  return `${monthNames[Number(month.slice(5)) - 1]} ${month.slice(0, 4)}`;
}

const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;
