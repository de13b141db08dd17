import { lastDayOf } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import { roundToCurrency, taxInclusiveDisplay } from "../money.ts";
import { type Band, bandsOf } from "../prices/bands.ts";
import { priceBook } from "../prices/price-book.ts";
import { programmePrices, thingsCloudAllowance } from "../prices/price-list.ts";
import { readPriceList } from "../prices/price-list-file.ts";
import { rateIncludedThenOverage, ratePooledLines } from "../rating/allowance.ts";
import { rateGraduated, rateGraduatedIncrement } from "../rating/graduated.ts";
import { ratePackage } from "../rating/package.ts";
import { existedInMonth, ratePeak } from "../rating/peak-count.ts";
import { kcpsObjectStorageSteps, roundQuantity, roundQuantityOn } from "../rating/quantity-step.ts";
import { rateStairStep } from "../rating/stair-step.ts";
import { rateThingsCloudMonth, thingsCloudPrices } from "../rating/things-cloud.ts";
import { rateThreshold } from "../rating/threshold.ts";
import { rateUnits } from "../rating/units.ts";
import { rateVolume } from "../rating/volume.ts";
import type { Adapter } from "./billing-case.ts";
import { CaseFault, type CaseInput } from "./case-input.ts";

/** Quantities: how they are rounded, pooled, banded and packed. */
export const quantityCases: Readonly<Record<string, Adapter>> = {
  graduated: (input) => ({
    amount: rateGraduated(bandsIn(input), input.exact("quantity"), input.exactOr("base", 0)).charge,
  }),
  graduated_multi: (input) => ({
    amount: Exact.sum(
      input
        .parts("meters")
        .map((meter) => rateGraduated(bandsIn(meter), meter.exact("quantity"), meter.exactOr("base", 0)).charge),
    ),
  }),
  graduated_incremental: (input) => ({
    charge: rateGraduatedIncrement(bandsIn(input), input.exact("before"), input.exact("amount")),
  }),
  volume: (input) => ({ amount: rateVolume(bandsIn(input), input.exact("quantity"), input.exactOr("base", 0)).charge }),
  package: (input) => {
    const { charge, packs } = ratePackage({
      quantity: input.exact("quantity"),
      packSize: input.exact("pack_size"),
      packPrice: input.exact("pack_price"),
      freeUnits: input.exactOr("free_units", 0),
    });
    return { amount: charge, packs };
  },
  stair_step: (input) => ({
    amount: rateStairStep(
      input.exactOr("base", 0),
      input.parts("steps").map((step) => ({ per: step.exact("per"), price: step.exact("price"), peak: step.exact("peak") })),
    ),
  }),
  threshold_price: (input) => ({
    amount: rateThreshold(
      input.exact(input.nameOf("gb", "quantity")),
      input.exact(input.nameOf("threshold_gb", "threshold")),
      input.exact("unit_price"),
    ),
  }),
  included_then_overage: (input) => ({
    amount: rateIncludedThenOverage({
      quantity: input.exact(input.nameOf("gb", "quantity")),
      included: input.exact(input.nameOf("pack_gb", "included")),
      packPrice: input.exact("pack_price"),
      overagePrice: input.exact("overage_price"),
    }),
  }),
  pooled_allowance: (input) => {
    const rating = ratePooledLines({
      members: input.exact("lines"),
      base: input.exact("base"),
      freePerMember: rateUnits(input.exact("free_hours_per_line"), 60),
      used: rateUnits(input.exact("used_hours"), 60),
      overagePrice: input.exact("rate_per_minute"),
      capPerMember: input.maybeExact("cap_per_line"),
    });
    return { amount: rating.charge, metered: rating.metered, over_minutes: rating.over };
  },
  things_cloud_month: (input) => {
    const wanted = input.text("plan").toLowerCase().replace(/[_-]/g, " ");
    const versions = programmePrices(readPriceList());
    const plan = versions.find((version) => version.menu === "Things Cloud" && version.plan.toLowerCase() === wanted)?.plan;
    const prices =
      plan && thingsCloudPrices(priceBook(versions), plan, lastDayOf(input.has("month") ? input.month("month") : "2024-01"));
    if (!prices) throw new CaseFault(`the price list has no Things Cloud plan ${wanted}`);
    const included = input.has("included_per_device") ? input.part("included_per_device") : undefined;
    const rating = rateThingsCloudMonth(prices, {
      tenants: input.exact("tenants"),
      devices: input.exact("devices"),
      apiCalls: input.exact("api_calls"),
      dataMb: input.exact("data_mb"),
      includedPerDevice: {
        apiCalls: included?.exact("api_calls") ?? thingsCloudAllowance.apiCalls,
        dataMb: included?.exact("data_mb") ?? thingsCloudAllowance.dataMb,
      },
    });
    return {
      amount_exact: rating.charge,
      tenants: rating.tenants,
      devices: rating.devices,
      api_calls: rating.apiCalls,
      data: rating.data,
    };
  },
  peak_count: (input) => {
    const count = input.has("peak")
      ? input.exact("peak")
      : existedInMonth({ carriedIn: input.exactOr("carried_in", 0), created: input.exact("created") });
    input.maybeExact("deleted");
    const { packs, charge } = ratePeak(input.exact("unit_price"), count, input.exactOr("per", 1));
    return { amount: charge, billed_count: packs };
  },
  round_quantity: (input) => {
    if (input.has("tb")) {
      return { billed_tb: roundQuantityOn(kcpsObjectStorageSteps, `${input.month("usage_month")}-01`, input.exact("tb")) };
    }
    const quantity = roundQuantity(input.exact("quantity"), [
      { step: input.exactOr("step", 1), mode: input.roundingOr("rounding", "ceil") },
    ]);
    return { quantity, amount: rateUnits(quantity, input.exactOr("unit_price", 0)) };
  },
  currency_rounding: (input, { currency = "JPY" }) => {
    const amount = rateUnits(input.exact("quantity"), input.exact("unit_price"));
    const rounded = roundToCurrency(amount, input.textOr("currency", currency), input.roundingOr("rounding", "half_up"));
    return { amount: rounded, exact: amount };
  },
  line_yen: (input) => {
    const amount = rateUnits(input.exact("quantity"), input.exact("unit_price"));
    return {
      exact: amount,
      yen_floor: roundToCurrency(amount, "JPY", "floor"),
      yen_ceil: roundToCurrency(amount, "JPY", "ceil"),
      yen_half_up: roundToCurrency(amount, "JPY", "half_up"),
    };
  },
  tax_inclusive_display: (input) => {
    const percent = input.exact("rate_percent");
    return { incl: input.exacts("excl").map((price) => taxInclusiveDisplay(price, percent)) };
  },
};

/** `tiers` of a case: up_to, unit, flat. */
export function bandsIn(input: CaseInput): Band[] {
  return bandsOf(
    input.parts("tiers").map((tier) => ({
      upTo: tier.maybeExact("up_to"),
      unit: tier.maybeExact("unit"),
      flat: tier.maybeExact("flat"),
    })),
  );
}
