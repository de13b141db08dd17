/**
 * Calendar days of the programme. The provider's dates (end of sales, due dates, start of a catalogue version) are Japanese days;
 * the billing month, which is a UTC month, has no place here. Japan is UTC+9 the whole year.
 */

/** A calendar day in Japan, `YYYY-MM-DD`. Days compare as strings. */
export type Day = string;

const jstOffsetMs = 9 * 60 * 60 * 1000;
const dayMs = 24 * 60 * 60 * 1000;

/** Is this text a day of the calendar? `2023-02-29` is not. */
export function isDay(text: string): boolean {
  return /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && dayText(Date.parse(text)) === text;
}

/** The day on the wall calendar in Japan at an instant. */
export function jstDay(at: Date): Day {
  return dayText(at.getTime() + jstOffsetMs);
}

/** The instant at which a day begins in Japan, 15:00 UTC of the day before. */
export function startOfDay(day: Day): Date {
  return new Date(Date.parse(day) - jstOffsetMs);
}

/** An instant on the wall clock in Japan, to the minute: `2026-04-10 12:00 JST`. */
export function jstMinute(at: Date): string {
  return `${new Date(at.getTime() + jstOffsetMs).toISOString().slice(0, 16).replace("T", " ")} JST`;
}

/** @param days whole days, negative for earlier */
export function addDays(day: Day, days: number): Day {
  return dayText(Date.parse(day) + days * dayMs);
}

/** The first day of the month after the one that holds `day`. */
export function firstOfNextMonth(day: Day): Day {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return dayText(Date.UTC(year, month, 1));
}

/** 0 for Sunday to 6 for Saturday. */
export function weekday(day: Day): number {
  return new Date(Date.parse(day)).getUTCDay();
}

function dayText(ms: number): Day {
  return new Date(ms).toISOString().slice(0, 10);
}
