import type { CalendarDate } from "./period.ts";

/** A value that holds from a day on, until the next one of its list starts. */
export interface Dated<T> {
  readonly from: CalendarDate;
  readonly value: T;
}

/** The value in force on a day, or undefined before the first. The order of the list does not matter. */
export function inForceOn<T>(list: readonly Dated<T>[], date: CalendarDate): T | undefined {
  let best: Dated<T> | undefined;
  for (const entry of list) {
    if (entry.from <= date && (best === undefined || entry.from >= best.from)) best = entry;
  }
  return best?.value;
}

/** The same where a gap is a fault of the table. @throws RangeError before the first entry */
export function mustBeInForceOn<T>(list: readonly Dated<T>[], date: CalendarDate, what: string): T {
  const value = inForceOn(list, date);
  if (value === undefined) throw new RangeError(`no ${what} in force on ${date}`);
  return value;
}
