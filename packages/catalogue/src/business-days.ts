import holidayJp from "@holiday-jp/holiday_jp";
import { addDays, type Day, firstOfNextMonth, weekday } from "./day.ts";

/**
 * Days on which the provider's offices are closed beside weekends and national holidays. The policy with the latest `from` that is
 * not after a day rules that day, so a change is one more row and never rewrites a due date of the past.
 */
export interface OfficeClosure {
  /** First day ruled by this row. */
  readonly from: Day;
  /** `MM-DD`, every year. */
  readonly days: readonly string[];
}

/**
 * Our own choice, the programme says only 第一営業日: the turn of the year counts as closed, 29 December to 3 January, as in public
 * offices (Act No. 91 of 1988, in force from 1989). Banks close on 31 December; for the first business day of January
 * both come to the same.
 */
export const officeClosures: readonly OfficeClosure[] = [
  { from: "1989-01-01", days: ["12-29", "12-30", "12-31", "01-01", "01-02", "01-03"] },
];

/**
 * The provider's business days in [from, to), in order: not a Saturday or Sunday, not a national holiday or its substitute
 * (Act No. 178 of 1948), not a day of the policy of closures.
 *
 * The one function that knows the package of holidays; all else here stands on it.
 * @throws RangeError when a day lies outside the years of which the holidays are known
 */
export function businessDays(from: Day, to: Day, closures: readonly OfficeClosure[] = officeClosures): Day[] {
  const days: Day[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) {
    if (!isNationalHoliday(day) && !isWeekend(day) && !isClosed(day, closures)) days.push(day);
  }
  return days;
}

/** The first business day of the month after the one that holds `day`: 翌月第一営業日. */
export function firstBusinessDayOfNextMonth(day: Day, closures: readonly OfficeClosure[] = officeClosures): Day {
  const first = firstOfNextMonth(day);
  return found(businessDays(first, firstOfNextMonth(first), closures)[0], `a business day in the month of ${first}`);
}

/** The `count`th business day before `day`, which itself is not counted. @param count 1 or more */
export function businessDayBefore(day: Day, count: number, closures: readonly OfficeClosure[] = officeClosures): Day {
  const longEnough = count * 2 + 30;
  return found(businessDays(addDays(day, -longEnough), day, closures).at(-count), `${count} business days before ${day}`);
}

/** The `count`th business day after `day`, which itself is not counted. @param count 1 or more */
export function businessDayAfter(day: Day, count: number, closures: readonly OfficeClosure[] = officeClosures): Day {
  const next = addDays(day, 1);
  return found(businessDays(next, addDays(next, count * 2 + 30), closures)[count - 1], `${count} business days after ${day}`);
}

/** Keyed by `YYYY-MM-DD`, so no time zone of a machine can shift them. */
const nationalHolidays: Readonly<Record<string, unknown>> = holidayJp.holidays;
const knownDays = Object.keys(nationalHolidays).sort();
const firstKnownYear = yearOf(knownDays[0] ?? "");
const lastKnownYear = yearOf(knownDays.at(-1) ?? "");

function isNationalHoliday(day: Day): boolean {
  const year = yearOf(day);
  if (!(year >= firstKnownYear && year <= lastKnownYear)) {
    throw new RangeError(`holidays are known from ${firstKnownYear} to ${lastKnownYear}, not on ${day}`);
  }
  return Object.hasOwn(nationalHolidays, day);
}

function isWeekend(day: Day): boolean {
  return weekday(day) % 6 === 0;
}

function isClosed(day: Day, closures: readonly OfficeClosure[]): boolean {
  let ruling: OfficeClosure | undefined;
  for (const closure of closures) {
    if (closure.from <= day && (!ruling || closure.from > ruling.from)) ruling = closure;
  }
  return ruling?.days.includes(day.slice(5)) ?? false;
}

function yearOf(day: Day): number {
  return Number(day.slice(0, 4));
}

function found(day: Day | undefined, what: string): Day {
  if (day === undefined) throw new RangeError(`there is no ${what}`);
  return day;
}
