import { Exact, exact, type Numeric } from "../exact.ts";

/**
 * 従量上限課金: month charge = min(cap, time x rate). The cap is a figure of the whole month and is never prorated: a resource
 * made on the 8th can still reach it (billing.md 1.2, sdpf 5.1).
 *
 * Aggregate needed: `quantity` = started minutes (or hours) of one resource and plan, summed per usage record in the month;
 * `size` = the provisioned size for menus priced by size (GB of a volume, number of IDs), else 1.
 */
export interface TimeOnPlan {
  /** Stretches of the same plan are added before the cap. A running and a stopped rate of one plan share its cap (Cloudn). */
  readonly plan: string;
  /** Yen per unit of time. */
  readonly rate: Exact;
  /** In the unit of the rate. */
  readonly time: Exact;
}

/** What one plan costs in the month. */
export interface PlanFee {
  readonly plan: string;
  readonly time: Exact;
  /** Before the cap. */
  readonly metered: Exact;
  readonly cap: Exact | undefined;
  /** min(cap, metered). */
  readonly fee: Exact;
}

/** Time of one plan at one rate, limited by its cap. A plan without a cap is plain metering (従量課金). */
export function rateTimeCapped(rate: Numeric, time: Numeric, cap: Numeric | undefined): Omit<PlanFee, "plan"> {
  const metered = exact(rate).times(notNegative(time));
  return { time: exact(time), metered, cap: cap === undefined ? undefined : exact(cap), fee: metered.atMost(cap) };
}

/** Adds the stretches of each plan, in the order in which the plans first appear, and caps each sum. */
export function feesByPlan(stretches: Iterable<TimeOnPlan>, capOf: (plan: string) => Exact | undefined): PlanFee[] {
  const plans = new Map<string, { time: Exact; metered: Exact }>();
  for (const { plan, rate, time } of stretches) {
    const sum = plans.get(plan) ?? { time: Exact.zero, metered: Exact.zero };
    plans.set(plan, { time: sum.time.plus(notNegative(time)), metered: sum.metered.plus(rate.times(time)) });
  }
  return [...plans].map(([plan, { time, metered }]) => {
    const cap = capOf(plan);
    return { plan, time, metered, cap, fee: metered.atMost(cap) };
  });
}

function notNegative(time: Numeric): Exact {
  const value = exact(time);
  if (value.isNegative()) throw new RangeError("time is negative");
  return value;
}
