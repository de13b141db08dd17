import { addMonths, type BillingMonth, billingMonthOf, jstOffsetMs, monthPeriod } from "@saihan/billing";

/** When a month is closed: at 09:00 JST on this day of the month after. No source names the day, so it is configuration (sdpf 5.2). */
export interface ClosingDay {
  /** 1 to 28. */
  readonly day: number;
}

/** 00:00 UTC is 09:00 in Japan, so the hour at which a billing month ends and the hour of the close are the same. */
export function closingTimeOf(month: BillingMonth, { day }: ClosingDay): Date {
  const { to } = monthPeriod(month);
  return new Date(to.getTime() + (day - 1) * 86_400_000 + 9 * 3_600_000 - jstOffsetMs);
}

/** The newest month whose closing time has come. */
export function newestDueMonth(at: Date, closing: ClosingDay): BillingMonth {
  const before = addMonths(billingMonthOf(at), -1);
  return closingTimeOf(before, closing) <= at ? before : addMonths(before, -1);
}
