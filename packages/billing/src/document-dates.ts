import { addMonths, type BillingMonth, monthPeriod } from "./billing-month.ts";
import { type CalendarDate, jstOffsetMs, parseDate } from "./period.ts";

/** `2024年4月1日`: dates inside are ISO, on documents they are written so (billing.md 8). */
export function documentDate(date: CalendarDate): string {
  const [year, month, day] = numbers(parseDate(date));
  return `${year}年${month}月${day}日`;
}

/** `令和6年4月1日`; the first year of an era is 元年. Display only; before Heisei it stays in the common era. */
export function documentDateInEra(date: CalendarDate): string {
  const [year, month, day] = numbers(parseDate(date));
  const era = eras.find((e) => date >= e.from);
  if (!era) return documentDate(date);
  const yearOfEra = year - Number(era.from.slice(0, 4)) + 1;
  return `${era.name}${yearOfEra === 1 ? "元" : yearOfEra}年${month}月${day}日`;
}

/** `2024年4月分`. */
export function documentMonth(month: BillingMonth): string {
  return `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月分`;
}

/**
 * The service period of a month in both clocks, so that nobody takes it for a Japanese month (billing.md 1.1):
 * `2024年4月1日 9:00 から 2024年5月1日 9:00 まで(日本時間)`.
 */
export function documentServicePeriod(month: BillingMonth): string {
  const { from } = monthPeriod(month);
  const { from: to } = monthPeriod(addMonths(month, 1));
  return `${documentInstant(from)} から ${documentInstant(to)} まで(日本時間)`;
}

/** `2024年4月1日 9:00`, Japanese time. */
export function documentInstant(at: Date): string {
  const wall = new Date(at.getTime() + jstOffsetMs);
  const minute = String(wall.getUTCMinutes()).padStart(2, "0");
  return `${documentDate(wall.toISOString().slice(0, 10))} ${wall.getUTCHours()}:${minute}`;
}

const eras = [
  { name: "令和", from: "2019-05-01" },
  { name: "平成", from: "1989-01-08" },
] as const;

function numbers(date: CalendarDate): [number, number, number] {
  return [Number(date.slice(0, 4)), Number(date.slice(5, 7)), Number(date.slice(8, 10))];
}
