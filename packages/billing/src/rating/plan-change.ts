import { Exact } from "../exact.ts";
import type { OuterLimit } from "../prices/charge-terms.ts";
import { feesByPlan, type PlanFee, type TimeOnPlan } from "./time-capped.ts";

/**
 * 従量上限課金(プラン変更あり), billing.md 1.3, sdpf 5.1:
 * (i) per plan: add the time of all its stretches, then min(cap, fee); (ii) add the plans, then limit the sum by the largest
 * cap among the plans held in the month, even if that plan was held for its last minute only.
 * The older Cloudn has no outer limit, so it is a property of the menu (billing.md 1.3).
 * Two price versions, and two sizes of a volume, are treated like two plans (billing.md 3.4 [P]).
 *
 * Aggregate needed: as time-capped.ts, one row per plan, size and price version.
 */
export interface LimitedFees {
  /** Sum of the plans' fees. */
  readonly sum: Exact;
  /** Of the plans held; undefined when one of them has no cap, or when none was held. */
  readonly largestCap: Exact | undefined;
  readonly charge: Exact;
}

/** Both steps, from the stretches of time that a resource spent on its plans. */
export function ratePlanChange(
  stretches: Iterable<TimeOnPlan>,
  capOf: (plan: string) => Exact | undefined,
  outerLimit: OuterLimit,
): LimitedFees & { readonly fees: readonly PlanFee[] } {
  const fees = feesByPlan(stretches, capOf);
  return { fees, ...limitFees(fees, outerLimit) };
}

/** Step (ii) alone, from the capped fee of each plan held. */
export function limitFees(fees: readonly Pick<PlanFee, "fee" | "cap">[], outerLimit: OuterLimit): LimitedFees {
  const sum = Exact.sum(fees.map((fee) => fee.fee));
  const largestCap = largest(fees.map((fee) => fee.cap));
  return { sum, largestCap, charge: outerLimit === "none" ? sum : sum.atMost(largestCap) };
}

function largest(caps: readonly (Exact | undefined)[]): Exact | undefined {
  let best: Exact | undefined;
  for (const cap of caps) {
    if (cap === undefined) return undefined;
    best = best === undefined ? cap : best.atLeast(cap);
  }
  return best;
}
