import { billingMonthOf, splitByMonth } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import { roundToCurrency } from "../money.ts";
import { period, secondsOf } from "../period.ts";
import { rateFixedPlusTime, rateMonthlyFixed, rateSetUpAndMonthly } from "../rating/monthly-fixed.ts";
import { ratePlanChange } from "../rating/plan-change.ts";
import { rateAcrossVersions } from "../rating/price-versions.ts";
import { feesByPlan, type TimeOnPlan } from "../rating/time-capped.ts";
import { startedMinutes, startedMinutesOf } from "../usage/started-minutes.ts";
import type { Adapter } from "./billing-case.ts";
import type { CaseInput } from "./case-input.ts";

/** Time, months and the charge patterns of the programme. */
export const timeCases: Readonly<Record<string, Adapter>> = {
  time_capped: (input, { currency = "JPY" }) => {
    const capOf = capsOf(input);
    const resources = byResource(input.parts("segments"));
    input.textOr("unit", "");
    const fees = [...resources].map(([resource, stretches]) => ({ resource, fees: feesByPlan(stretches, capOf) }));
    const all = fees.flatMap((one) => one.fees);
    const charge = Exact.sum(all.map(({ fee }) => fee));
    const metered = Exact.sum(all.map((fee) => fee.metered));
    return {
      amount_exact: charge,
      metered_exact: metered,
      metered_printed: roundToCurrency(metered, currency),
      billed: roundToCurrency(charge, currency),
      fee_by_resource: new Map(fees.map((one) => [one.resource, Exact.sum(one.fees.map(({ fee }) => fee))])),
      fee_by_plan: new Map(all.map(({ plan, fee }) => [plan, fee])),
    };
  },
  time_capped_plan_change: (input) => {
    const plans = new Map(
      input.namedParts("plans").map(([plan, terms]) => [plan, { rate: terms.exact("rate"), cap: capIn(terms) }]),
    );
    const stretches = input.parts("segments").map((segment) => {
      const plan = segment.text("plan");
      return { plan, rate: plans.get(plan)?.rate ?? segment.exact("rate"), time: timeIn(segment) };
    });
    input.textOr("unit", "");
    const outerLimit = input.flagOr("outer_limit", true) ? "largest_cap" : "none";
    const rating = ratePlanChange(stretches, (plan) => plans.get(plan)?.cap, outerLimit);
    return {
      amount_exact: rating.charge,
      fee_by_plan: new Map(rating.fees.map(({ plan, fee }) => [plan, fee])),
      largest_cap: rating.largestCap,
      sum: rating.sum,
    };
  },
  price_change_mid_month: (input) => {
    const times = input.exacts("minutes_by_version");
    const versions = input.parts("versions").map((version, i) => {
      version.textOr("from_", "");
      return { rate: version.exact("rate"), cap: capIn(version), time: times[i] ?? Exact.zero };
    });
    const rating = rateAcrossVersions(versions);
    return { amount_exact: rating.charge, fees: rating.fees.map(({ fee }) => fee), largest_cap: rating.largestCap };
  },
  monthly_fixed: (input) => ({ amount: rateMonthlyFixed(input.exact("monthly"), input.exact("starts")) }),
  fixed_plus_time: (input) => {
    const { fixed, metered, charge } = rateFixedPlusTime({
      monthly: input.exact("monthly"),
      starts: input.exactOr("starts", 1),
      rate: input.exact("rate"),
      time: timeIn(input),
      cap: capIn(input),
    });
    return { amount_exact: charge, fixed, metered };
  },
  setup_plus_monthly: (input) => ({ ...rateSetUpAndMonthly(input.exact("setup"), input.exact("monthly")) }),
  round_up_minutes: (input) => ({ minutes: startedMinutes(input.exact("seconds")) }),
  round_up_minutes_per_record: (input) => ({
    minutes: startedMinutesOf(input.exacts("intervals_seconds"), "per_record"),
  }),
  billing_month_of_instant: (input) => ({ billing_month: billingMonthOf(input.instant("instant")) }),
  split_by_month: (input) => {
    const parts = splitByMonth(period(input.instant("start"), input.instant("end")));
    return {
      minutes_by_month: new Map(parts.map(({ month, part }) => [month, startedMinutes(secondsOf(part))])),
      seconds_by_month: new Map(parts.map(({ month, part }) => [month, secondsOf(part)])),
    };
  },
};

/** A cap for all plans, or one for each. */
function capsOf(input: CaseInput): (plan: string) => Exact | undefined {
  if (!input.isObject("monthly_cap")) {
    const cap = input.maybeExact("monthly_cap");
    return () => cap;
  }
  const caps = new Map(input.namedExacts("monthly_cap"));
  return (plan) => caps.get(plan);
}

function capIn(input: CaseInput): Exact | undefined {
  return input.maybeExact("monthly_cap");
}

function timeIn(input: CaseInput): Exact {
  return input.exact(input.nameOf("minutes", "hours"));
}

/** Each resource meets the cap by itself; the state (running, stopped) only chooses the rate. */
function byResource(segments: readonly CaseInput[]): Map<string, TimeOnPlan[]> {
  const resources = new Map<string, TimeOnPlan[]>();
  for (const segment of segments) {
    const resource = segment.textOr("resource", "");
    segment.textOr("state", "");
    const stretch = { plan: segment.textOr("plan", ""), rate: segment.exact("rate"), time: timeIn(segment) };
    resources.set(resource, [...(resources.get(resource) ?? []), stretch]);
  }
  return resources;
}
