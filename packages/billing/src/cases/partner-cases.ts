import {
  carryForward,
  commissionOn,
  commissionPerItem,
  commissionWithClawBack,
  commissionWithMinimum,
  payableCommission,
} from "../agency/commission.ts";
import { withholdingOn } from "../agency/withholding.ts";
import { newestStandardTaxRate } from "../policy.ts";
import { chooseFirstMatch } from "../resale/choose-rule.ts";
import { marginOf } from "../resale/end-user-statement.ts";
import { adjustByPercent, priceForResale, volumeDiscount } from "../resale/resale-price.ts";
import { effectiveMonthOf, type ResaleKind, versionIn } from "../resale/resale-rule.ts";
import type { Adapter } from "./billing-case.ts";
import { CaseFault, type CaseInput } from "./case-input.ts";
import { bandsIn } from "./quantity-cases.ts";

/** The partner's own prices, its margin, and the agency model. */
export const partnerCases: Readonly<Record<string, Adapter>> = {
  percent_adjustment: (input) => ({ price: adjustByPercent(input.exact("cost"), input.exact("percent")) }),
  rule_match: (input) => {
    const overrides = input.parts("overrides").map((one) => ({ group: one.text("group"), percent: one.exact("percent") }));
    const choice = chooseFirstMatch(overrides, input.exact("base_percent"), input.texts("sku_groups"));
    return { percent: choice.percent, price: adjustByPercent(input.exact("cost"), choice.percent), because: choice.because };
  },
  resale_price: (input) => {
    const rule = input.part("rule");
    const [cost, list] = [input.exact("cost"), input.exact("list")];
    const quantity = rule.maybeExact("quantity") ?? input.exactOr("quantity", 1);
    const used = input.flagOr("used", !(cost.isZero() && list.isZero()));
    const rounding = rule.roundingOr("rounding", "floor");
    const { price, exact, limitedBy } = priceForResale(kindIn(rule), { cost, list, quantity, used }, rounding);
    return { price, exact, limited_by: limitedBy ?? null };
  },
  volume_discount: (input) => {
    const bands = input
      .parts("tiers")
      .map((tier) => ({ upTo: tier.maybeExact("up_to") ?? null, percent: tier.exact("percent") }));
    return { ...volumeDiscount(input.exact("amount"), bands) };
  },
  effective_month: (input) => {
    const earliest = effectiveMonthOf(new Date(`${input.date("change_made")}T00:00:00Z`));
    const effective = input.has("effective_month") ? input.month("effective_month") : earliest;
    if (effective < earliest) throw new CaseFault(`a change made then takes effect in ${earliest} at the earliest`);
    return {
      rule_version_by_month: new Map(input.texts("billing_months").map((month) => [month, versionIn(month, effective)])),
      effective_month: effective,
    };
  },
  commission_flat: (input) => {
    const rounding = input.roundingOr("rounding", "floor");
    const line = commissionOn(input.exact("base_net"), input.exact("percent"), rounding);
    return { ...payableCommission([line], input.maybeExact("tax_percent") ?? newestStandardTaxRate(), rounding) };
  },
  commission_per_item: (input) => ({ fee: commissionPerItem(bandsIn(input), input.exact("items")) }),
  commission_minimum: (input) => ({
    fee: commissionWithMinimum(input.exact("base"), input.exact("percent"), input.exact("minimum")),
  }),
  commission_clawback: (input) => ({
    ...commissionWithClawBack(input.exact("percent"), input.exact("next_base_net"), input.exact("credits_net")),
  }),
  commission_carry: (input) => {
    const months = carryForward(input.exact("minimum_payout"), input.exacts("months"));
    return { paid: months.map((month) => month.paid), carried: months.map((month) => month.carried) };
  },
  sales_agent_withholding: (input) => {
    const payee = input.text("payee");
    if (payee !== "individual" && payee !== "corporation") throw new CaseFault(`no payee is called ${payee}`);
    return {
      withheld: withholdingOn({ fee: input.exact("fee"), salary: input.exactOr("salary", 0), payee, paidOn: "2024-04-30" }),
    };
  },
  partner_margin: (input) => {
    const children = input.parts("children").map((child) => ({
      contractId: child.text("id"),
      cost: child.exact("cost"),
      resale: child.exact("resale"),
    }));
    const { byContract, total } = marginOf(children);
    return { total, margin: byContract };
  },
};

function kindIn(rule: CaseInput): ResaleKind {
  const type = rule.text("type");
  const limits = limitsIn(rule);
  const basis = () => (rule.textOr("basis", "cost") === "list" ? "list" : "cost");
  switch (type) {
    case "percent":
      return { kind: "percent", basis: basis(), percent: rule.exact("percent"), ...limits };
    case "fixed":
    case "fixed_unit":
      return { kind: "fixed_unit", unitPrice: rule.exact("price"), ...limits };
    case "fixed_month":
      return { kind: "fixed_month", monthly: rule.exact("price"), ...limits };
    case "graduated":
    case "volume":
      return { kind: type, bands: bandsIn(rule), ...limits };
    case "package":
      return {
        kind: "package",
        packSize: rule.exact("pack_size"),
        packPrice: rule.exact("pack_price"),
        freeUnits: rule.exactOr("free_units", 0),
        ...limits,
      };
    case "free_allowance":
      return { kind: "free_allowance", basis: basis(), amount: rule.exact("amount"), ...limits };
    default:
      throw new CaseFault(`no resale rule is of type ${type}`);
  }
}

function limitsIn(rule: CaseInput) {
  const [minimum, cap] = [rule.maybeExact("minimum"), rule.maybeExact("cap")];
  const when = rule.textOr("minimum_when", "always");
  if (when !== "always" && when !== "used") throw new CaseFault(`a minimum applies always or when used, not ${when}`);
  return { ...(minimum ? { minimum } : {}), ...(cap ? { cap } : {}), minimumWhen: when } as const;
}
