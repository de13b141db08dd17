import type { BillingMonth } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import type { InvoiceLine } from "./invoice-line.ts";

/** Why a month differs from the one before (field.md 3.6). The causes add up to the change, to the yen. */
export const changeCauses = ["new", "ended", "quantity", "price", "correction"] as const;
export type ChangeCause = (typeof changeCauses)[number];

export interface ChangeOfCharge {
  /** Resource, menu and component; corrections stand by themselves. */
  readonly resourceId: string | undefined;
  readonly menu: string;
  readonly component: string;
  readonly before: bigint;
  readonly after: bigint;
  readonly causes: Readonly<Partial<Record<ChangeCause, bigint>>>;
}

export interface ChangeSplit {
  readonly from: BillingMonth;
  readonly to: BillingMonth;
  readonly change: bigint;
  readonly byCause: Readonly<Record<ChangeCause, bigint>>;
  /** Charges that changed, largest change first. */
  readonly charges: readonly ChangeOfCharge[];
}

/**
 * Splits the change of one contract from month to month. A charge in one month only is `new` or `ended`. One in both, at the same
 * price versions, changed by `quantity`, whatever caps and bands made of it. Where a price version or plan changed, `quantity` is
 * what the new quantity would have cost at last month's average price, and `price` is the rest.
 * Adjustments, credits and manual lines are `correction`.
 */
export function splitChange(
  from: { readonly month: BillingMonth; readonly lines: readonly InvoiceLine[] },
  to: { readonly month: BillingMonth; readonly lines: readonly InvoiceLine[] },
): ChangeSplit {
  const pairs = new Map<string, { before?: InvoiceLine; after?: InvoiceLine }>();
  for (const line of from.lines) if (line.kind === "charge") pairs.set(chargeOf(line), { before: line });
  for (const line of to.lines) {
    if (line.kind === "charge") pairs.set(chargeOf(line), { ...pairs.get(chargeOf(line)), after: line });
  }
  const charges = [...pairs.values()].map(changeOf);
  for (const line of from.lines) if (line.kind !== "charge") charges.push(correction(line, line.net, 0n));
  for (const line of to.lines) if (line.kind !== "charge") charges.push(correction(line, 0n, line.net));
  const byCause = { new: 0n, ended: 0n, quantity: 0n, price: 0n, correction: 0n };
  for (const { causes } of charges) for (const cause of changeCauses) byCause[cause] += causes[cause] ?? 0n;
  const changed = charges.filter(
    ({ before, after, causes }) => before !== after || Object.values(causes).some((yen) => yen !== 0n),
  );
  return {
    from: from.month,
    to: to.month,
    change: changeCauses.reduce((sum, cause) => sum + byCause[cause], 0n),
    byCause,
    charges: changed.sort((a, b) => Number(size(b) - size(a))),
  };
}

function changeOf({ before, after }: { before?: InvoiceLine; after?: InvoiceLine }): ChangeOfCharge {
  const line = (after ?? before) as InvoiceLine;
  const [was, is] = [before?.net ?? 0n, after?.net ?? 0n];
  return { ...subjectOf(line), before: was, after: is, causes: causesOf(before, after, is - was) };
}

function causesOf(before: InvoiceLine | undefined, after: InvoiceLine | undefined, change: bigint): ChangeOfCharge["causes"] {
  if (!before) return { new: change };
  if (!after) return { ended: change };
  const [was, is] = [quantityOf(before), quantityOf(after)];
  if (is.equals(was)) return { price: change };
  if (samePrices(before, after)) return { quantity: change };
  if (was.isZero()) return { price: change };
  const byQuantity = Exact.of(before.net).times(is.minus(was)).over(was).toWhole("half_up");
  return { quantity: byQuantity, price: change - byQuantity };
}

/** Size x quantity over the parts: minutes, GB-minutes, pieces. */
function quantityOf({ trace }: InvoiceLine): Exact {
  return trace.of === "usage" ? Exact.sum(trace.parts.map((part) => part.quantity.times(part.size))) : Exact.zero;
}

function samePrices(a: InvoiceLine, b: InvoiceLine): boolean {
  const versions = ({ trace }: InvoiceLine) =>
    trace.of === "usage" ? [...new Set(trace.parts.map((part) => part.priceVersionId))].sort().join("\n") : "";
  return versions(a) === versions(b);
}

function correction(line: InvoiceLine, before: bigint, after: bigint): ChangeOfCharge {
  return { ...subjectOf(line), before, after, causes: { correction: after - before } };
}

function subjectOf({ resourceId, menu, component }: InvoiceLine) {
  return { resourceId, menu, component };
}

function chargeOf({ resourceId, menu, component }: InvoiceLine): string {
  return JSON.stringify([resourceId ?? null, menu, component]);
}

function size({ before, after }: ChangeOfCharge): bigint {
  return after > before ? after - before : before - after;
}
