import { type BillingMonth, Exact, exact, type MonthPolicies, monthPeriod, type UsageAggregate } from "@saihan/billing";
import {
  batch,
  type Db,
  type LivesAndPeak,
  livesAndPeaks,
  type Scope,
  sumStretchedUsage,
  sumUsage,
  type UsageMonth,
  type UsageSum,
} from "@saihan/db";
import { type Placement, placementsOf } from "./placements.ts";
import type { Prices } from "./prices.ts";

/** A month's usage of some contracts, ready to be rated. */
export interface GatheredUsage {
  readonly month: BillingMonth;
  readonly aggregates: ReadonlyMap<string, readonly UsageAggregate[]>;
  /** Usage that has no price, per contract. */
  readonly unpriced: ReadonlyMap<string, readonly UnpricedUsage[]>;
}

export interface UnpricedUsage {
  readonly resourceId: string;
  readonly item: number;
  readonly records: number;
}

/** The component that counts the members of a pool: devices bring their allowance to it (price list, "Things Cloud, (allowance)"). */
const memberComponent = "device-month";

/**
 * Reads what `aggregateUsage` of packages/billing says in code, set by set.
 * @param cutoffAt usage that arrived before counts
 * @param together whether it may have been added up for all partners with this cut-off
 */
export async function gatherUsage(
  db: Db,
  scope: Scope & { partnerId: string },
  facts: {
    month: BillingMonth;
    cutoffAt: Date;
    contracts: readonly string[];
    prices: Prices;
    minutes: MonthPolicies["minutes"];
    together: boolean;
  },
): Promise<GatheredUsage> {
  const { month, cutoffAt, contracts, prices } = facts;
  const { from, to } = monthPeriod(month);
  const usageMonth: UsageMonth = { month: `${month}-01`, fromMs: from.getTime(), toMs: to.getTime(), cutoffAt };
  const places = placementsOf(month, prices);
  const stretches = places.stretches.filter(({ item }) => places.stretched.includes(item));
  const [sums, stretched, lively] = await batch(db, scope, (tx) => [
    sumUsage(tx, scope.partnerId, contracts, usageMonth, places, facts.together),
    stretches.length > 0
      ? sumStretchedUsage(tx, scope.partnerId, contracts, usageMonth, { ...places, stretches: stretches.map(toStretch) })
      : tx`select where false`,
    places.lively.length > 0 ? livesAndPeaks(tx, scope.partnerId, contracts, usageMonth, places.lively) : tx`select where false`,
  ]);
  const rows = [...(sums as unknown as UsageSum[]), ...(stretched as unknown as UsageSum[])];
  const lives = new Map(
    (lively as unknown as LivesAndPeak[]).map((row) => [`${row.contractId} ${row.resourceId} ${row.item}`, row]),
  );
  const members = membersOf(rows, places.whole);
  const aggregates = new Map<string, UsageAggregate[]>();
  const unpriced = new Map<string, UnpricedUsage[]>();
  for (const row of rows) {
    const place = row.stretch === null ? places.whole.get(row.item) : places.stretches[row.stretch];
    if (!place?.price || !place.need) {
      push(unpriced, row.contractId, { resourceId: row.resourceId, item: row.item, records: row.records });
      continue;
    }
    const life = lives.get(`${row.contractId} ${row.resourceId} ${row.item}`);
    push(aggregates, row.contractId, toAggregate(row, place, life, facts, members));
  }
  return { month, aggregates, unpriced };
}

function toAggregate(
  row: UsageSum,
  { price, need }: Placement,
  life: LivesAndPeak | undefined,
  { month, minutes }: { month: BillingMonth; minutes: MonthPolicies["minutes"] },
  members: ReadonlyMap<string, Exact>,
): UsageAggregate {
  if (!price || !need) throw new RangeError("usage without a price is not aggregated");
  const starts = exact(life?.lives ?? 0);
  const quantity = (): Exact => {
    switch (need.quantity) {
      case "started minutes":
        return minutes.rounds === "per_record" ? exact(row.minutes) : exact(exact(row.ms).over(60_000).toWhole("ceil"));
      case "lives touching the month":
        return starts;
      case "existed in the month":
        return exact(row.quantity);
      case "month peak":
        return exact(life?.peak ?? 0);
      case "month average": {
        const { from, to } = monthPeriod(month);
        return exact(row.sizeMs).over(to.getTime() - from.getTime());
      }
      case "sum":
      case "sum of the pool":
      case "orders placed":
        return exact(row.read);
    }
  };
  return {
    contractId: row.contractId,
    tenantId: row.tenantId ?? undefined,
    resourceId: row.resourceId,
    priceVersionId: price.id,
    quantity: quantity(),
    ...(row.size === null ? {} : { size: exact(row.size) }),
    ...(need.also.includes("starts") ? { starts } : {}),
    ...(need.also.includes("members")
      ? { members: members.get(poolKey(row.contractId, price.menu, price.plan)) ?? Exact.zero }
      : {}),
    usage: { records: row.records },
  };
}

/** How many members each pool has: devices of the same contract, menu and plan that existed in the month. */
function membersOf(rows: readonly UsageSum[], whole: ReadonlyMap<number, Placement>): ReadonlyMap<string, Exact> {
  const members = new Map<string, Exact>();
  for (const row of rows) {
    const price = whole.get(row.item)?.price;
    if (price?.component !== memberComponent) continue;
    const key = poolKey(row.contractId, price.menu, price.plan);
    members.set(key, (members.get(key) ?? Exact.zero).plus(row.quantity));
  }
  return members;
}

function poolKey(...parts: readonly string[]): string {
  return JSON.stringify(parts);
}

function toStretch({ i, item, fromMs, toMs, gap }: Placement) {
  return { i, item, fromMs, toMs, gap };
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
