import { no, type Rejection } from "@saihan/domain";
import { type BillingMonth, billingMonthOf, lastDayOf, monthPeriod, splitWithin } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import { intersection, type Period, secondsOf } from "../period.ts";
import type { MinutePolicy } from "../policy.ts";
import { aggregateNeedOf } from "../prices/charge-terms.ts";
import { type PriceBook, type PriceVersion, priceChangesOf, priceOn } from "../prices/price-book.ts";
import { startedMinutesOf } from "./started-minutes.ts";
import type { UsageAggregate } from "./usage-aggregate.ts";
import { type IntervalRecord, type ReadingRecord, type UsageRecord, usageKey } from "./usage-record.ts";

/**
 * What the close computes in SQL, said in code: usage records of a month become one aggregate per contract, resource, price
 * version and size. Estimates, what-if previews and the tests of the SQL use it; it reads records one by one, so the close of
 * a large month does not.
 */
export interface AggregationRules {
  readonly minutes: MinutePolicy;
  /** How many members a pool has in the month. */
  readonly poolMembers: (pool: { contractId: string; resourceId: string; menu: string; plan: string }) => Exact;
}

export interface UnpricedRecord {
  readonly record: UsageRecord;
  readonly reason: Rejection;
}

export function aggregateUsage(
  month: BillingMonth,
  records: Iterable<UsageRecord>,
  prices: PriceBook,
  rules: AggregationRules,
): { readonly aggregates: readonly UsageAggregate[]; readonly unpriced: readonly UnpricedRecord[] } {
  const unpriced: UnpricedRecord[] = [];
  const buckets = new Map<string, Bucket>();
  for (const record of records) {
    if (!touches(month, record)) continue;
    const placed = place(month, record, prices);
    if (placed.length === 0) {
      const { menu, plan, component } = record;
      unpriced.push({ record, reason: no("PRICE_UNKNOWN", { priceVersionId: `${menu}/${plan}/${component}` }) });
    }
    for (const { price, piece } of placed) {
      const { also } = aggregateNeedOf(price.terms);
      const size = also.includes("size") && record.kind === "interval" ? record.size : undefined;
      const key = JSON.stringify([record.contractId, record.resourceId, price.id, size ?? null]);
      const bucket = buckets.get(key) ?? { record, price, size, intervals: [], readings: [], ids: new Set() };
      if (record.kind === "reading") bucket.readings.push(record);
      else bucket.intervals.push({ ...record, period: piece });
      bucket.ids.add(usageKey(record));
      buckets.set(key, bucket);
    }
  }
  return { aggregates: [...buckets.values()].map((bucket) => toAggregate(month, bucket, rules)), unpriced };
}

/** The records of one aggregate; the intervals are already cut to the month and to the time of the price version. */
interface Bucket {
  readonly record: UsageRecord;
  readonly price: PriceVersion;
  readonly size: Exact | undefined;
  readonly intervals: IntervalRecord[];
  readonly readings: ReadingRecord[];
  readonly ids: Set<string>;
}

/** Which price versions a record falls under, with the stretch of time under each. */
function place(month: BillingMonth, record: UsageRecord, prices: PriceBook): { price: PriceVersion; piece: Period }[] {
  const { menu, plan, component } = record;
  const whole = record.kind === "interval" ? intersection(record.period, monthPeriod(month)) : { from: record.at, to: record.at };
  const atEnd = priceOn(prices, menu, plan, component, lastDayOf(month));
  if (whole && atEnd && aggregateNeedOf(atEnd.terms).versionBy === "month_end") return [{ price: atEnd, piece: whole }];
  const pieces =
    record.kind === "interval"
      ? splitWithin(month, record.period, priceChangesOf(prices, menu, plan, component))
      : [{ from: record.at, to: record.at }];
  const placed = pieces.map((piece) => ({ price: priceOn(prices, menu, plan, component, dayOf(piece.from)), piece }));
  return placed.every((one): one is { price: PriceVersion; piece: Period } => one.price !== undefined) ? placed : [];
}

function toAggregate(month: BillingMonth, bucket: Bucket, rules: AggregationRules): UsageAggregate {
  const { record, price, size, ids } = bucket;
  const { also } = aggregateNeedOf(price.terms);
  return {
    contractId: record.contractId,
    tenantId: record.tenantId,
    resourceId: record.resourceId,
    priceVersionId: price.id,
    quantity: quantityOf(month, bucket, rules),
    ...(size ? { size } : {}),
    ...(also.includes("starts") ? { starts: Exact.of(livesOf(bucket.intervals)) } : {}),
    ...(also.includes("members") ? { members: rules.poolMembers(record) } : {}),
    usage: { records: ids.size, ids: [...ids].sort() },
  };
}

function quantityOf(month: BillingMonth, { price, intervals, readings }: Bucket, rules: AggregationRules): Exact {
  const need = aggregateNeedOf(price.terms);
  switch (need.quantity) {
    case "started minutes": {
      const seconds = intervals.map((interval) => secondsOf(interval.period));
      return Exact.of(startedMinutesOf(seconds, rules.minutes.rounds));
    }
    case "lives touching the month":
      return Exact.of(livesOf(intervals));
    case "existed in the month":
      return Exact.sum([...intervals.map((interval) => interval.size), ...readings.map((reading) => reading.quantity)]);
    case "month peak":
      return readings.reduce((peak, reading) => peak.atLeast(reading.quantity), peakOf(intervals));
    case "month average":
      return averageOf(month, intervals);
    case "sum":
    case "sum of the pool":
    case "orders placed":
      return Exact.sum(readings.map((reading) => reading.quantity));
  }
}

/** How many separate lives the intervals make when those that meet are joined: n starts in a month are n lives. */
export function livesOf(intervals: readonly Pick<IntervalRecord, "period">[]): number {
  let lives = 0;
  let end = Number.NEGATIVE_INFINITY;
  for (const { period } of intervals.toSorted((a, b) => a.period.from.getTime() - b.period.from.getTime())) {
    if (period.from.getTime() > end) lives++;
    end = Math.max(end, period.to.getTime());
  }
  return lives;
}

/** The largest total size that existed at one instant. An end and a start at the same instant do not meet: periods are half open. */
export function peakOf(intervals: readonly Pick<IntervalRecord, "period" | "size">[]): Exact {
  const steps = intervals
    .filter(({ period }) => period.from < period.to)
    .flatMap(({ period, size }) => [
      { at: period.from.getTime(), by: size },
      { at: period.to.getTime(), by: size.negated() },
    ])
    .sort((a, b) => a.at - b.at || a.by.compare(b.by));
  let now = Exact.zero;
  let peak = Exact.zero;
  for (const { by } of steps) {
    now = now.plus(by);
    peak = peak.atLeast(now);
  }
  return peak;
}

/** Size x time over the length of the month: a TB that existed for half the month is half a TB on average. */
function averageOf(month: BillingMonth, intervals: readonly IntervalRecord[]): Exact {
  return Exact.sum(intervals.map(({ size, period }) => size.times(secondsOf(period)))).over(secondsOf(monthPeriod(month)));
}

function touches(month: BillingMonth, record: UsageRecord): boolean {
  return record.kind === "interval"
    ? intersection(record.period, monthPeriod(month)) !== undefined
    : billingMonthOf(record.at) === month;
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
