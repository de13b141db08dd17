import { nextMonth } from "../billing-month.ts";
import { Exact } from "../exact.ts";
import { adjustClosedMonth } from "../invoicing/late-usage.ts";
import { whatIsDue } from "../invoicing/what-is-due.ts";
import { wholeYen } from "../invoicing/whole-yen.ts";
import { policiesOf } from "../policy.ts";
import { priceBook } from "../prices/price-book.ts";
import { rateMonth } from "../rating/rate-month.ts";
import type { Adapter } from "./billing-case.ts";
import { CaseFault } from "./case-input.ts";

/** Late minutes of one capped resource, through the same steps as a close: rate again, take off what was billed, make a line. */
export const lateUsageAfterClose: Adapter = (input, { expected }) => {
  const closedMonth = input.has("closed_month") ? input.month("closed_month") : namedIn(expected);
  const openMonth = nextMonth(closedMonth);
  const prices = priceBook([
    {
      id: "price",
      menu: "menu",
      plan: "plan",
      component: "minute",
      from: "2000-01-01",
      to: undefined,
      currency: "JPY",
      terms: {
        pattern: "time_capped",
        rate: input.exact("rate"),
        minutesPerUnit: Exact.one,
        perSize: false,
        cap: input.maybeExact("monthly_cap"),
        outerLimit: "largest_cap",
      },
      status: "illustrative",
      source: "the case",
    },
  ]);
  const { yen, lateWindowMonths } = policiesOf(openMonth);
  const rate = (minutes: Exact, records: number) => {
    const row = { contractId: "contract", tenantId: undefined, resourceId: "resource", priceVersionId: "price" };
    const [charge] = wholeYen(rateMonth(closedMonth, [{ ...row, quantity: minutes, usage: { records } }], prices).charges, yen);
    if (!charge) throw new CaseFault("the case cannot be rated");
    return charge;
  };
  const billedMinutes = input.exact("billed_minutes");
  const billed = rate(billedMinutes, 1);
  const again = rate(billedMinutes.plus(input.exact("late_minutes")), 2);
  const { contractId, key } = billed.charge;
  const { lines } = whatIsDue({
    openMonth,
    months: [closedMonth],
    due: [again],
    invoiced: [{ contractId, key, usageMonth: closedMonth, net: billed.yen, records: 1 }],
    lateWindowMonths,
  });
  const late = adjustClosedMonth({ closedMonth, openMonth, billed: billed.charge.exact, ratedAgain: again.charge.exact });
  return {
    adjustment_exact: late.adjustment,
    invoiced_in: late.invoicedIn === openMonth ? "next open month" : late.invoicedIn,
    refers_to: lines[0]?.corrects,
    line_is_still_recorded: lines.length === 1,
  };
};

/** The cases name the closed month in what they expect, not in their input; without one, any month shows the rule. */
function namedIn(expected: unknown): string {
  const month = (expected as { readonly refers_to?: unknown } | null)?.refers_to;
  return typeof month === "string" ? month : "2024-04";
}
