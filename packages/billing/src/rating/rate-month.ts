import { no, type Rejection } from "@saihan/domain";
import type { BillingMonth } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import { aggregateNeedOf, type ChargePattern } from "../prices/charge-terms.ts";
import type { Menu, PriceBook, PriceStatus, PriceVersion } from "../prices/price-book.ts";
import { joinAggregates, joinTraces, type UsageAggregate, type UsageTrace } from "../usage/usage-aggregate.ts";
import { limitFees } from "./plan-change.ts";
import { type RatedPart, ratePart } from "./rate-part.ts";

/**
 * The charge of one resource, menu and component for a month, exact: yen are rounded later, by whole-yen.ts.
 * `exact` is what the rule gives; `parts` are the plans, sizes and price versions that it was made of.
 */
export interface RatedCharge {
  /** Identity of the charge over all runs: contract, resource, menu, component, month. */
  readonly key: string;
  readonly contractId: string;
  readonly tenantId: string | undefined;
  readonly resourceId: string;
  readonly menu: Menu;
  readonly component: string;
  readonly month: BillingMonth;
  readonly pattern: ChargePattern;
  readonly currency: string;
  readonly parts: readonly RatedPart[];
  /** Largest cap among the plans held, where it limited the sum of the parts. */
  readonly outerCap: Exact | undefined;
  readonly exact: Exact;
  /** True when any of its prices is invented: to be said wherever the charge is shown. */
  readonly illustrative: boolean;
  readonly usage: UsageTrace;
}

/** An aggregate that cannot be rated: listed with its reason for a person, never dropped (billing.md 5, I2). */
export interface UnratedUsage {
  readonly aggregate: UsageAggregate;
  readonly reason: Rejection;
}

export interface MonthRating {
  /** In the order of their keys: the order, batches and number of workers that produced the aggregates do not show (I3). */
  readonly charges: readonly RatedCharge[];
  readonly unrated: readonly UnratedUsage[];
}

/**
 * Rates a month. Pure: the dry run, the close and the recomputation call this one function with the same rows (I7).
 * It takes aggregates, not usage records, so that a close of millions of records hands over one row for each resource, price
 * version and size; any split of the aggregates into several calls is right as long as a resource's rows stay together.
 */
export function rateMonth(month: BillingMonth, aggregates: Iterable<UsageAggregate>, prices: PriceBook): MonthRating {
  const unrated: UnratedUsage[] = [];
  const groups = new Map<string, Map<string, Priced>>();
  for (const aggregate of aggregates) {
    const price = prices.byId.get(aggregate.priceVersionId);
    const reason = reasonAgainst(aggregate, price);
    if (reason || price === undefined) {
      unrated.push({ aggregate, reason: reason ?? no("PRICE_UNKNOWN", { priceVersionId: aggregate.priceVersionId }) });
      continue;
    }
    const key = chargeKey(aggregate.contractId, aggregate.resourceId, price.menu, price.component, month);
    const parts = groups.get(key) ?? new Map<string, Priced>();
    const partKey = `${price.id}|${aggregate.size ?? ""}`;
    const earlier = parts.get(partKey);
    const joined = earlier ? joinAggregates(earlier.aggregate, aggregate, aggregateNeedOf(price.terms).joins) : aggregate;
    groups.set(key, parts.set(partKey, { aggregate: joined, price }));
  }
  const charges = [...groups].map(([key, parts]) => rateCharge(key, month, inOrder(parts)));
  return { charges: charges.sort((a, b) => (a.key < b.key ? -1 : 1)), unrated };
}

/** Text parts with `|` between them; a `|` inside a part is escaped, so that two different charges never share a key. */
export function chargeKey(...parts: readonly string[]): string {
  return parts.map((part) => part.replace(/[\\|]/g, "\\$&")).join("|");
}

interface Priced {
  readonly aggregate: UsageAggregate;
  readonly price: PriceVersion;
}

function rateCharge(key: string, month: BillingMonth, priced: readonly [Priced, ...Priced[]]): RatedCharge {
  const [{ aggregate, price }] = priced;
  const parts = priced.map((part) => ratePart(part.price, part.aggregate));
  const sum = Exact.sum(parts.map((part) => part.fee));
  const limited = limitByLargestCap(price, parts);
  const statuses: readonly PriceStatus[] = priced.map((part) => part.price.status);
  return {
    key,
    contractId: aggregate.contractId,
    tenantId: aggregate.tenantId,
    resourceId: aggregate.resourceId,
    menu: price.menu,
    component: price.component,
    month,
    pattern: price.terms.pattern,
    currency: price.currency,
    parts,
    outerCap: limited?.isBelow(sum) ? limited : undefined,
    exact: limited ?? sum,
    illustrative: statuses.includes("illustrative"),
    usage: joinTraces(priced.map((part) => part.aggregate.usage)),
  };
}

/** Step (ii) of the plan change rule, for menus that have an outer limit; undefined for all others. */
function limitByLargestCap({ terms }: PriceVersion, parts: readonly RatedPart[]): Exact | undefined {
  if (terms.pattern !== "time_capped" && terms.pattern !== "time_capped_plan_change") return undefined;
  return limitFees(parts, terms.outerLimit).charge;
}

function reasonAgainst(aggregate: UsageAggregate, price: PriceVersion | undefined): Rejection | undefined {
  if (price === undefined) return no("PRICE_UNKNOWN", { priceVersionId: aggregate.priceVersionId });
  if (price.currency !== "JPY") return no("CURRENCY_NOT_BILLED", { priceVersionId: price.id, currency: price.currency });
  const { quantity, size, starts, members } = aggregate;
  for (const figure of [quantity, size, starts, members]) {
    if (figure?.isNegative()) return no("USAGE_NEGATIVE", { resourceId: aggregate.resourceId });
  }
  const need = aggregateNeedOf(price.terms);
  const counts = need.quantity === "lives touching the month" ? [quantity] : [starts];
  if (counts.some((count) => count !== undefined && !count.isWhole())) {
    return no("USAGE_NOT_WHOLE", { resourceId: aggregate.resourceId });
  }
  const missing = need.also.find((field) => aggregate[field] === undefined);
  return missing && no("USAGE_INCOMPLETE", { resourceId: aggregate.resourceId, missing });
}

/** The parts by price version and size, so that the order in which rows arrived does not show in the trace. */
function inOrder(parts: ReadonlyMap<string, Priced>): readonly [Priced, ...Priced[]] {
  const sorted = [...parts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, part]) => part);
  return sorted as [Priced, ...Priced[]];
}
