import { no, type Rejection } from "@saihan/domain";
import { type BillingMonth, splitByMonth } from "../billing-month.ts";
import { Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import { type Period, secondsOf } from "../period.ts";
import type { InvoiceLine } from "./invoice-line.ts";

/**
 * Service credit (SLA, billing.md 2): a percentage of the month charge of the failed menu, by the downtime of the UTC month added
 * up; only on claim; at most the whole charge.
 */
export interface SlaBand {
  /** Downtime up to and including this. */
  readonly upToSeconds: number;
  readonly percent: Exact;
}

/** The bands that could be read: 0 % to 4 min 19 s, 1 % to 86 min 24 s, 3 % to 432 min. Those beyond are not public. */
export const publishedSlaBands: readonly SlaBand[] = [
  { upToSeconds: 259, percent: exact(0) },
  { upToSeconds: 5184, percent: exact(1) },
  { upToSeconds: 25_920, percent: exact(3) },
];

/** Downtime of each UTC month: an outage over a month end is split there and judged month by month. */
export function downtimeByMonth(outages: readonly Period[]): Map<BillingMonth, Exact> {
  const months = new Map<BillingMonth, Exact>();
  for (const { month, part } of outages.flatMap(splitByMonth)) {
    months.set(month, (months.get(month) ?? Exact.zero).plus(secondsOf(part)));
  }
  return months;
}

export interface SlaCredit {
  readonly ok: true;
  readonly percent: Exact;
  /** Positive, at most the month charge. */
  readonly credit: Exact;
}

/**
 * @param monthCharge of the failed menu, before tax
 * @returns SLA_BAND_UNKNOWN for longer downtime than the bands cover: a person looks the agreement up
 */
export function slaCredit(facts: {
  readonly downtimeSeconds: Numeric;
  readonly monthCharge: Numeric;
  readonly claimed: boolean;
  readonly bands?: readonly SlaBand[];
  readonly rounding: RoundingMode;
  readonly places?: number;
}): SlaCredit | Rejection {
  const downtime = exact(facts.downtimeSeconds);
  if (!facts.claimed) return { ok: true, percent: Exact.zero, credit: Exact.zero };
  const band = (facts.bands ?? publishedSlaBands).find(({ upToSeconds }) => !downtime.isAbove(upToSeconds));
  if (!band) return no("SLA_BAND_UNKNOWN", { downtimeSeconds: downtime.toString() });
  const credit = exact(facts.monthCharge)
    .percent(band.percent)
    .round(facts.rounding, facts.places ?? 0)
    .atMost(facts.monthCharge);
  return { ok: true, percent: band.percent, credit };
}

/** The credit as a line of the open month that names the month of the outage (billing.md 1.8). One line per claim and charge line. */
export function slaCreditLine(
  charge: InvoiceLine,
  claim: { readonly id: string; readonly downtimeSeconds: Exact; readonly openMonth: BillingMonth },
  { percent, credit }: SlaCredit,
): InvoiceLine {
  return {
    ...charge,
    id: `${charge.id}|sla ${claim.id}`,
    kind: "service_credit",
    corrects: charge.usageMonth < claim.openMonth ? charge.usageMonth : undefined,
    net: -credit.toWhole("floor"),
    trace: { of: "service_credit", claimId: claim.id, downtimeSeconds: claim.downtimeSeconds, percent, chargeNet: charge.net },
  };
}
