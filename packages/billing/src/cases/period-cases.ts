import type { Rejection } from "@saihan/domain";
import { addMonths } from "../billing-month.ts";
import { type Exact, exact } from "../exact.ts";
import { bandPriceOf, type QuantityPrice, rateDelta, rateLateQuantity, unitPriceOf } from "../invoicing/late-usage.ts";
import { decimalsOf } from "../money.ts";
import { daysBetween } from "../period.ts";
import { ratePackage } from "../rating/package.ts";
import { linesByVersion, priceForSubscription } from "../rating/price-versions.ts";
import {
  creditForUnused,
  type DaysUsed,
  prorate,
  type Rounding,
  shareOfPeriod,
  upgradeInTwoLines,
  upgradeLessInvoiced,
} from "../rating/proration.ts";
import { discountThenLimit, limitSpend, minimumTrueUp } from "../rating/spend-limits.ts";
import type { Adapter } from "./billing-case.ts";
import type { CaseInput } from "./case-input.ts";
import { lateUsageAfterClose } from "./late-usage-case.ts";
import { bandsIn } from "./quantity-cases.ts";

/** Parts of periods: proration, limits over several parts, price versions, late usage. */
export const periodCases: Readonly<Record<string, Adapter>> = {
  prorate_days: (input, { currency = "USD" }) => ({
    amount: prorate(input.exact("price"), daysIn(input), roundingIn(input, currency)),
  }),
  no_intermediate_rounding: (input) => ({
    correct: prorate(input.exact("unit_cents"), daysIn(input), { mode: "half_up", places: 0 }, input.exact("units")),
  }),
  upgrade_difference: (input, { currency = "USD" }) => {
    const share = input.has("fraction") ? input.exact("fraction") : shareOfPeriod(daysIn(input));
    const rounding = roundingIn(input, currency);
    if (!input.has("old_price")) {
      return { amount: upgradeLessInvoiced(input.exact("new_price"), share, input.exactOr("already_invoiced", 0), rounding) };
    }
    const { net, credit, debit } = upgradeInTwoLines(input.exact("old_price"), input.exact("new_price"), share, rounding);
    return { net, credit, debit, amount: net };
  },
  credit_on_cancel: (input, { currency = "USD" }) => ({
    ...creditForUnused(input.exact("price"), daysIn(input), input.exactOr("tax_percent", 0), roundingIn(input, currency)),
  }),
  credit_note_tax: (input) => ({
    ...creditForUnused(input.exact("net"), daysIn(input), input.exact("tax_percent"), {
      mode: input.roundingOr("rounding", "half_up"),
      places: 0,
    }),
  }),
  minimum_true_up: (input) => ({
    true_up: minimumTrueUp({
      minimum: input.exact("minimum"),
      usage: input.exact(input.nameOf("usage", "usage_now")),
      alreadyBilled: input.exactOr("already_billed", 0),
      isLastPart: input.flagOr("is_last_part", true),
    }),
  }),
  maximum_spend: (input) => {
    const { discount, total } = limitSpend({
      amount: input.exact("amount"),
      alreadyBilled: input.exactOr("already_billed", 0),
      cap: input.exact("cap"),
    });
    return { total, cap_discount: discount };
  },
  discount_then_cap: (input) => {
    const { percentDiscount, capDiscount, total } = discountThenLimit({
      amount: input.exact("amount"),
      percentDiscount: input.exact("percent_discount"),
      alreadyBilled: input.exactOr("already_billed", 0),
      cap: input.exact("cap"),
    });
    return { total, percent_discount: percentDiscount, cap_discount: capDiscount };
  },
  price_version_usage: (input) => {
    const prices = input.parts("prices").map((price) => ({ from: price.date("from_"), value: price.exact("unit") }));
    const usage = input.parts("usage").map((day) => ({ on: day.date("on"), quantity: day.exact("q") }));
    return {
      lines: linesByVersion(prices, usage).map(({ from, to, quantity, amount }) => ({ from_: from, to, quantity, amount })),
    };
  },
  price_version_fixed: (input) => ({
    amount: priceForSubscription(
      input.parts("versions").map((version) => ({
        from: version.date("from_"),
        price: version.exact("price"),
        existingFrom: version.maybeDate("existing_from"),
      })),
      input.date("subscribed"),
      input.date("bill_from"),
    ),
  }),
  delta_rating: (input) => ({
    adjustment: rateDelta(priceIn(input), input.exact("billed_quantity"), input.exact("cumulative_quantity")),
  }),
  late_usage_window: (input) => {
    const openMonth = "2024-04";
    const rating = rateLateQuantity({
      price: priceIn(input),
      billedQuantity: input.exactOr("billed_quantity", 0),
      lateQuantity: input.exact("late_quantity"),
      usageMonth: addMonths(openMonth, -input.count("periods_back")),
      openMonth,
      windowMonths: input.count("window"),
    });
    return { extra: extraOf(rating), reason: rating.ok ? undefined : rating.code };
  },
  late_usage_after_close: lateUsageAfterClose,
};

function daysIn(input: CaseInput): DaysUsed {
  const from = input.maybeDate("from");
  const to = input.maybeDate("to");
  const days = !input.has("days") && from && to ? exact(daysBetween(from, to)) : input.exact("days");
  return { days, daysInPeriod: input.exact("days_in_period") };
}

function roundingIn(input: CaseInput, currency: string): Rounding {
  return {
    mode: input.roundingOr("rounding", "half_up"),
    places: input.has("decimals") ? input.count("decimals") : decimalsOf(currency),
  };
}

/** A unit price, packs, or bands; bands are a volume price unless the case says graduated. */
function priceIn(input: CaseInput): QuantityPrice {
  if (input.has("pack_size")) {
    const [packSize, packPrice] = [input.exact("pack_size"), input.exact("pack_price")];
    const freeUnits = input.exactOr("free_units", 0);
    return (quantity) => ratePackage({ quantity, packSize, packPrice, freeUnits }).charge;
  }
  if (input.has("tiers"))
    return bandPriceOf(bandsIn(input), input.textOr("model", "volume") === "graduated" ? "graduated" : "volume");
  return unitPriceOf(input.exact("unit_price"));
}

/** Outside the window nothing is charged; the refusal is a person's to settle. */
function extraOf(rating: Rejection | { readonly ok: true; readonly extra: Exact }): Exact {
  return rating.ok ? rating.extra : exact(0);
}
