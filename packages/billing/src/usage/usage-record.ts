import { type Decision, no, type Rejection, yes } from "@saihan/domain";
import { type BillingMonth, billingMonthOf, monthsFrom } from "../billing-month.ts";
import type { Exact } from "../exact.ts";
import { intersection, type Period } from "../period.ts";

/**
 * One usage event as the platform sends it. Charged for existing, not for running: an interval says that a resource of a size
 * existed (billing.md 1.5); a reading says that so much was used, or stood on a gauge, at an instant.
 */
export type UsageRecord = IntervalRecord | ReadingRecord;

interface RecordCore {
  /** With `id` the identity of the event (CloudEvents source and id). */
  readonly source: string;
  readonly id: string;
  readonly contractId: string;
  readonly tenantId: string | undefined;
  readonly resourceId: string;
  readonly menu: string;
  readonly plan: string;
  /** Which component of the plan it feeds, in the price list's words. */
  readonly component: string;
}

export interface IntervalRecord extends RecordCore {
  readonly kind: "interval";
  readonly period: Period;
  /** Provisioned size, 1 for menus without one. */
  readonly size: Exact;
}

export interface ReadingRecord extends RecordCore {
  readonly kind: "reading";
  readonly at: Date;
  readonly quantity: Exact;
}

export function usageKey({ source, id }: Pick<UsageRecord, "source" | "id">): string {
  return JSON.stringify([source, id]);
}

/** The content of an event in one text; two events with the same text say the same. */
export function usageContent(record: UsageRecord): string {
  const { contractId, tenantId, resourceId, menu, plan, component } = record;
  const what =
    record.kind === "interval"
      ? [record.period.from.toISOString(), record.period.to.toISOString(), record.size.toString()]
      : [record.at.toISOString(), record.quantity.toString()];
  return JSON.stringify([record.kind, contractId, tenantId ?? null, resourceId, menu, plan, component, ...what]);
}

/**
 * The same event sent twice counts once; the same id with other content is an error, never an overwrite (I4).
 * @param known contents already taken in, by usage key
 */
export function decideAgainstKnown(record: UsageRecord, known: ReadonlyMap<string, string>): "new" | "repeated" | Rejection {
  const earlier = known.get(usageKey(record));
  if (earlier === undefined) return "new";
  return earlier === usageContent(record)
    ? "repeated"
    : no("USAGE_EVENT_CONFLICT", { source: record.source, eventId: record.id });
}

/** Facts against which one usage event is judged. */
export interface UsageContext {
  /** When the resource was charged for: from its creation to its end; undefined = no such resource. */
  readonly resource: { readonly contractId: string; readonly from: Date; readonly to: Date | undefined } | undefined;
  readonly now: Date;
  /** The earliest month that is not closed. */
  readonly openMonth: BillingMonth;
  /** Closed months back that are still billed as late usage. */
  readonly lateWindowMonths: number;
}

/** May this event be billed? A "no" parks the row with its reason; nothing is dropped. */
export function decideUsage(record: UsageRecord, context: UsageContext): Decision {
  const { resourceId } = record;
  const { resource, now, openMonth, lateWindowMonths } = context;
  const { from, to } = record.kind === "interval" ? record.period : { from: record.at, to: record.at };
  const figure = record.kind === "interval" ? record.size : record.quantity;
  if (figure.isNegative()) return no("USAGE_NEGATIVE", { resourceId });
  if (!resource || resource.contractId !== record.contractId) return no("USAGE_RESOURCE_UNKNOWN", { resourceId });
  if (from < resource.from || (resource.to !== undefined && to > resource.to)) return no("USAGE_RESOURCE_ENDED", { resourceId });
  if (to > now) return no("USAGE_IN_FUTURE", { resourceId });
  const late = decideLateMonth(billingMonthOf(from), openMonth, lateWindowMonths);
  return late.ok ? yes : late;
}

/** Late usage is billed with the open month as long as its own month lies inside the window; older usage goes to a person. */
export function decideLateMonth(
  usageMonth: BillingMonth,
  openMonth: BillingMonth,
  windowMonths: number,
): { readonly ok: true; readonly monthsBack: number } | Rejection {
  const monthsBack = Math.max(0, monthsFrom(usageMonth, openMonth));
  return monthsBack <= windowMonths ? { ok: true, monthsBack } : no("USAGE_TOO_OLD", { usageMonth, openMonth, windowMonths });
}

/** Two intervals that would charge the same time twice. */
export interface Overlap {
  readonly first: IntervalRecord;
  readonly second: IntervalRecord;
  readonly both: Period;
  readonly reason: Rejection;
}

/**
 * At most one live charge per resource, component and instant, whatever the plan: a resource holds one plan at a time. Overlaps
 * stop the run for that resource (I10).
 */
export function overlapsOf(records: Iterable<UsageRecord>): Overlap[] {
  const lanes = new Map<string, IntervalRecord[]>();
  for (const record of records) {
    if (record.kind !== "interval") continue;
    const lane = JSON.stringify([record.resourceId, record.menu, record.component]);
    const inLane = lanes.get(lane);
    if (inLane) inLane.push(record);
    else lanes.set(lane, [record]);
  }
  return [...lanes.values()].flatMap(overlapsInLane);
}

function overlapsInLane(lane: readonly IntervalRecord[]): Overlap[] {
  const inTime = lane.toSorted((a, b) => a.period.from.getTime() - b.period.from.getTime());
  const overlaps: Overlap[] = [];
  let longest: IntervalRecord | undefined;
  for (const record of inTime) {
    const both = longest && intersection(longest.period, record.period);
    if (longest && both) overlaps.push({ first: longest, second: record, both, reason: overlapReason(longest, record) });
    if (!longest || record.period.to > longest.period.to) longest = record;
  }
  return overlaps;
}

function overlapReason(first: IntervalRecord, second: IntervalRecord): Rejection {
  return no("USAGE_OVERLAPS", { resourceId: first.resourceId, eventId: first.id, otherEventId: second.id });
}
