import { type Exact, exact } from "../exact.ts";
import type { Plan, PriceVersion, PriceVersionId } from "../prices/price-book.ts";
import type { UsageAggregate } from "../usage/usage-aggregate.ts";
import { rateIncludedThenOverage, ratePoolOverage } from "./allowance.ts";
import { rateGraduated } from "./graduated.ts";
import { rateFixedPlusTime, rateMonthlyFixed } from "./monthly-fixed.ts";
import { ratePackage } from "./package.ts";
import { ratePeak } from "./peak-count.ts";
import { rateStairStep } from "./stair-step.ts";
import { rateThreshold } from "./threshold.ts";
import { rateTimeCapped } from "./time-capped.ts";
import { rateUnits } from "./units.ts";
import { rateVolume } from "./volume.ts";

/** One plan, size and price version of a charge. */
export interface RatedPart {
  readonly plan: Plan;
  readonly priceVersionId: PriceVersionId;
  readonly quantity: Exact;
  readonly size: Exact;
  /** Yen per unit where one figure says it; bands, packs and fixed parts have none. */
  readonly unitPrice: Exact | undefined;
  /** Before the cap. */
  readonly metered: Exact;
  readonly cap: Exact | undefined;
  readonly fee: Exact;
}

/** Applies the pattern of a price version to one aggregate. The aggregate has been checked by rate-month.ts. */
export function ratePart(price: PriceVersion, aggregate: UsageAggregate): RatedPart {
  const size = aggregate.size ?? exact(1);
  const { unitPrice, metered, cap, fee } = rate(price, aggregate, size);
  return { plan: price.plan, priceVersionId: price.id, quantity: aggregate.quantity, size, unitPrice, metered, cap, fee };
}

type Rated = Pick<RatedPart, "unitPrice" | "metered" | "cap" | "fee">;

function rate({ terms }: PriceVersion, { quantity, starts, members }: UsageAggregate, size: Exact): Rated {
  switch (terms.pattern) {
    case "time_capped":
    case "time_capped_plan_change": {
      const units = terms.perSize ? size : exact(1);
      const rating = rateTimeCapped(terms.rate.times(units), quantity.over(terms.minutesPerUnit), terms.cap?.times(units));
      return { unitPrice: terms.rate, metered: rating.metered, cap: rating.cap, fee: rating.fee };
    }
    case "monthly_fixed":
      return uncapped(rateMonthlyFixed(terms.monthly, quantity), terms.monthly);
    case "fixed_plus_time": {
      const { charge } = rateFixedPlusTime({ ...terms, starts: starts ?? 0, time: quantity });
      return uncapped(charge);
    }
    case "monthly_count":
      return uncapped(terms.unitPrice.times(quantity), terms.unitPrice);
    case "peak_count":
      return uncapped(ratePeak(terms.unitPrice, quantity, terms.per).charge, terms.unitPrice);
    case "usage":
      return uncapped(rateUnits(quantity, terms.unitPrice, terms.minimumQuantity), terms.unitPrice);
    case "pool_overage": {
      const pool = { members: members ?? 0, freePerMember: terms.freePerMember, used: quantity, overagePrice: terms.unitPrice };
      return uncapped(ratePoolOverage(pool).charge, terms.unitPrice);
    }
    case "threshold":
      return uncapped(rateThreshold(quantity, terms.threshold, terms.unitPrice), terms.unitPrice);
    case "graduated":
      return uncapped(rateGraduated(terms.bands, quantity, terms.base).charge);
    case "volume":
      return uncapped(rateVolume(terms.bands, quantity, terms.base).charge);
    case "package":
      return uncapped(ratePackage({ ...terms, quantity }).charge);
    case "included_then_overage":
      return uncapped(rateIncludedThenOverage({ ...terms, quantity }));
    case "stair_step":
      return uncapped(rateStairStep(terms.base, [{ per: terms.per, price: terms.stepPrice, peak: quantity }]));
    case "one_time":
      return uncapped(terms.price.times(quantity), terms.price);
    case "free":
      return uncapped(exact(0), exact(0));
  }
}

function uncapped(fee: Exact, unitPrice?: Exact): Rated {
  return { unitPrice, metered: fee, cap: undefined, fee };
}
