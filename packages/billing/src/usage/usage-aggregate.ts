import { Exact } from "../exact.ts";
import type { PriceVersionId } from "../prices/price-book.ts";

/** Which usage records a figure stands on. The count is always known; the ids where the caller read them too. */
export interface UsageTrace {
  readonly records: number;
  readonly ids?: readonly string[];
}

/**
 * One row of a month's usage as the close aggregates it in SQL: per contract, resource, price version (which names menu, plan
 * and component) and size. What `quantity` holds depends on the pattern: see `aggregateNeedOf`.
 */
export interface UsageAggregate {
  readonly contractId: string;
  readonly tenantId: string | undefined;
  /** The key of the bill: a later rename does not reach it (billing.md 2, ecl2-faq). Pools use an id of the pool. */
  readonly resourceId: string;
  readonly priceVersionId: PriceVersionId;
  readonly quantity: Exact;
  /** Provisioned size for menus priced by size; undefined = 1. */
  readonly size?: Exact;
  /** Lives that touch the month, for a fixed part beside a metered one. */
  readonly starts?: Exact;
  /** Members of a pool. */
  readonly members?: Exact;
  readonly usage: UsageTrace;
}

/** A second row of the same key, joined to the first. */
export function joinAggregates(a: UsageAggregate, b: UsageAggregate, joins: "add" | "max"): UsageAggregate {
  const join = (x: Exact, y: Exact) => (joins === "add" ? x.plus(y) : x.atLeast(y));
  const starts = added(a.starts, b.starts);
  const members = a.members && b.members ? a.members.atLeast(b.members) : (a.members ?? b.members);
  return {
    ...a,
    quantity: join(a.quantity, b.quantity),
    ...(starts === undefined ? {} : { starts }),
    ...(members === undefined ? {} : { members }),
    usage: joinTraces([a.usage, b.usage]),
  };
}

/**
 * The ids are kept only when every part has them: half a trace would look whole. A record that a price change cut in two counts
 * once; without ids the counts are added.
 */
export function joinTraces(traces: readonly UsageTrace[]): UsageTrace {
  if (traces.length === 1 && traces[0]) return traces[0];
  if (traces.some((trace) => trace.ids === undefined)) {
    return { records: traces.reduce((sum, trace) => sum + trace.records, 0) };
  }
  const ids = [...new Set(traces.flatMap((trace) => trace.ids ?? []))].sort();
  return { records: ids.length, ids };
}

function added(a: Exact | undefined, b: Exact | undefined): Exact | undefined {
  return a || b ? Exact.sum([a ?? 0, b ?? 0]) : undefined;
}
