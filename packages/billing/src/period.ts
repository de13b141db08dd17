import { Exact } from "./exact.ts";

/** A half-open stretch of time: `from` belongs to it, `to` does not. Instants have milliseconds. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** @throws RangeError when it ends before it starts, or when an instant is no instant */
export function period(from: Date, to: Date): Period {
  if (!(from.getTime() <= to.getTime())) throw new RangeError(`not a period: ${String(from)} to ${String(to)}`);
  return { from, to };
}

/** Length in seconds, exact to the millisecond. */
export function secondsOf(span: Period): Exact {
  return Exact.of(span.to.getTime() - span.from.getTime()).over(1000);
}

/** The part that both have, or undefined. Periods that only touch have none. */
export function intersection(a: Period, b: Period): Period | undefined {
  const from = a.from > b.from ? a.from : b.from;
  const to = a.to < b.to ? a.to : b.to;
  return from < to ? { from, to } : undefined;
}

/** Cuts at every instant that lies inside; the pieces follow each other without gap or overlap. */
export function splitAt(span: Period, cuts: Iterable<Date>): Period[] {
  const inside = [...new Set([...cuts].map((cut) => cut.getTime()))]
    .filter((cut) => cut > span.from.getTime() && cut < span.to.getTime())
    .sort((a, b) => a - b);
  const edges = [span.from.getTime(), ...inside, span.to.getTime()];
  return edges.slice(1).map((to, i) => ({ from: new Date(edges[i] as number), to: new Date(to) }));
}

/**
 * Reads an instant with its offset: `2024-04-01T08:59:59+09:00`, `...Z`.
 * @throws RangeError when the offset is missing (a local time is no instant) or the date does not exist
 */
export function parseInstant(text: string): Date {
  const parts = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/.exec(text);
  const at = new Date(text);
  if (!parts || Number.isNaN(at.getTime())) throw new RangeError(`not an instant with an offset: ${text}`);
  parseDate(parts[1] ?? "");
  return at;
}

/** A day on the calendar, `2024-04-01`, without a time or a zone. Compares as text. */
export type CalendarDate = string;

/** @throws RangeError when there is no such day */
export function parseDate(text: string): CalendarDate {
  const at = new Date(`${text}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== text) {
    throw new RangeError(`not a date: ${text}`);
  }
  return text;
}

/** Whole days from one date to another; the second is exclusive, so a month has as many days as it has. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return (Date.parse(`${parseDate(to)}T00:00:00Z`) - Date.parse(`${parseDate(from)}T00:00:00Z`)) / 86_400_000;
}

/** Japan has no summer time: JST is always 9 hours ahead of UTC (billing.md 1.1). */
export const jstOffsetMs = 9 * 3_600_000;

/** The day on a Japanese wall calendar at that instant. */
export function jstDateOf(at: Date): CalendarDate {
  return new Date(at.getTime() + jstOffsetMs).toISOString().slice(0, 10);
}
