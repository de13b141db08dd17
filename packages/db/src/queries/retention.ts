import type { RetentionCode } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

/**
 * Carries a rule out for what is older than `before`.
 * @param most at once @returns how many; `most` means that there may be more
 */
export function applyRetention(tx: Tx, code: RetentionCode, before: Date, at: Date, most: number): Statement<{ gone: number }[]> {
  return tx<
    { gone: number }[]
  >`select apply_retention(${code}, ${before}::timestamptz, ${at}::timestamptz, ${most}::int) as gone`;
}

/** Months of usage that lie in partitions (YYYY-MM-DD), and whether every partner has closed them. */
export function usageMonths(tx: Tx): Statement<{ month: string; closed: boolean }[]> {
  return tx<{ month: string; closed: boolean }[]>`select month::text, closed from usage_months()`;
}

/** Conditions: USAGE_MONTH_CLOSED. @param month its first day, YYYY-MM-DD */
export function dropUsageMonth(tx: Tx, month: string): Statement {
  return tx`select drop_usage_month(${month}::date)`;
}

/** Makes the place for a month's usage, if it is not there. @param month its first day, YYYY-MM-DD */
export function makeUsageMonth(tx: Tx, month: string): Statement {
  return tx`select make_usage_month(${month}::date)`;
}

/** Forgets a person who has left. @returns whether it was done: false when there is nobody, they have not left, or it was done before */
export function erasePerson(
  tx: Tx,
  partnerId: string,
  userId: string,
  at: Date,
  reason: string,
): Statement<{ erased: boolean }[]> {
  return tx<{ erased: boolean }[]>`select erase_person(${partnerId}, ${userId}, ${at}::timestamptz, ${reason}) as erased`;
}
