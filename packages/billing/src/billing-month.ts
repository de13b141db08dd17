import { type CalendarDate, intersection, jstOffsetMs, type Period, parseDate, splitAt } from "./period.ts";

/** `2024-04`: a month in UTC, not in Japan (billing.md 1.1, sdpf 5.1). It begins at 09:00 JST on the 1st. Compares as text. */
export type BillingMonth = string;

const monthPattern = /^\d{4}-(0[1-9]|1[0-2])$/;

export function isBillingMonth(text: string): boolean {
  return monthPattern.test(text);
}

/** @throws RangeError unless it is `YYYY-MM` */
export function parseBillingMonth(text: string): BillingMonth {
  if (!isBillingMonth(text)) throw new RangeError(`not a billing month: ${text}`);
  return text;
}

/** The month that an instant belongs to: work done before 09:00 JST on the 1st belongs to the month before. */
export function billingMonthOf(at: Date): BillingMonth {
  return at.toISOString().slice(0, 7);
}

/** @param months may be negative */
export function addMonths(month: BillingMonth, months: number): BillingMonth {
  const [year, number] = yearAndMonth(month);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

export function nextMonth(month: BillingMonth): BillingMonth {
  return addMonths(month, 1);
}

/** How many months `to` lies after `from`; negative when before. */
export function monthsFrom(from: BillingMonth, to: BillingMonth): number {
  const [fromYear, fromMonth] = yearAndMonth(from);
  const [toYear, toMonth] = yearAndMonth(to);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

/** [00:00 UTC on the 1st, 00:00 UTC on the next 1st). */
export function monthPeriod(month: BillingMonth): Period {
  const [year, number] = yearAndMonth(month);
  return { from: new Date(Date.UTC(year, number - 1, 1)), to: new Date(Date.UTC(year, number, 1)) };
}

export function daysIn(month: BillingMonth): number {
  const { from, to } = monthPeriod(month);
  return (to.getTime() - from.getTime()) / 86_400_000;
}

/** The last day of the UTC month: the date of supply of a month's charges (see `supplyDateOf` in policy.ts). */
export function lastDayOf(month: BillingMonth): CalendarDate {
  const known = lastDays.get(month);
  if (known !== undefined) return known;
  const day = parseDate(`${month}-${String(daysIn(month)).padStart(2, "0")}`);
  if (lastDays.size > 1_000) lastDays.clear();
  lastDays.set(month, day);
  return day;
}

/** A close asks for the same day for each contract. */
const lastDays = new Map<BillingMonth, CalendarDate>();

/** Cuts a stretch of time at every month end. A part for each month that it touches, in order. */
export function splitByMonth(span: Period): { month: BillingMonth; part: Period }[] {
  const parts: { month: BillingMonth; part: Period }[] = [];
  for (let month = billingMonthOf(span.from); monthPeriod(month).from < span.to; month = nextMonth(month)) {
    const part = intersection(span, monthPeriod(month));
    if (part) parts.push({ month, part });
  }
  return parts;
}

/** The pieces of a period inside one month, cut at price changes and the like. */
export function splitWithin(month: BillingMonth, span: Period, cuts: Iterable<Date>): Period[] {
  const part = intersection(span, monthPeriod(month));
  return part ? splitAt(part, cuts) : [];
}

/** The first and last moment of a month as a Japanese clock shows them: 09:00 on the 1st, to 09:00 on the next 1st. */
export function jstBounds(month: BillingMonth): { from: string; to: string } {
  const { from, to } = monthPeriod(month);
  return { from: jstClock(from), to: jstClock(to) };
}

/** An instant as `2024-04-01T09:00:00+09:00`. */
export function jstClock(at: Date): string {
  return `${new Date(at.getTime() + jstOffsetMs).toISOString().slice(0, 19)}+09:00`;
}

function yearAndMonth(month: BillingMonth): [number, number] {
  parseBillingMonth(month);
  return [Number(month.slice(0, 4)), Number(month.slice(5))];
}
