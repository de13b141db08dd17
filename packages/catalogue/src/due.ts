import { businessDayBefore, firstBusinessDayOfNextMonth } from "./business-days.ts";
import { type Day, jstDay } from "./day.ts";

/** By when a duty must be done, counted from the instant at which it arises. */
export type DueRule = "same-day" | "first-business-day-of-next-month";

/** The last day, in Japan, on which a duty is done in time. */
export function dueOn(rule: DueRule, arisesAt: Date): Day {
  const day = jstDay(arisesAt);
  return rule === "same-day" ? day : firstBusinessDayOfNextMonth(day);
}

/** How long before the due day people are reminded. The row with the latest `from` not after the due day rules. */
export interface ReminderPolicy {
  readonly from: Day;
  readonly businessDaysBefore: number;
}

/** Our own choice, the programme says nothing of reminders. */
export const reminderPolicies: readonly ReminderPolicy[] = [{ from: "1989-01-01", businessDaysBefore: 3 }];

/**
 * The day of the reminder: some business days before the due day, but not before the duty arises. A duty that is due at once is
 * reminded of at once.
 */
export function reminderOn(
  duty: { readonly arisesAt: Date; readonly dueOn: Day },
  policies: readonly ReminderPolicy[] = reminderPolicies,
): Day {
  const arises = jstDay(duty.arisesAt);
  const ruling = policies.filter(({ from }) => from <= duty.dueOn).reduce<ReminderPolicy | undefined>(later, undefined);
  const count = ruling?.businessDaysBefore ?? 0;
  const before = count === 0 ? duty.dueOn : businessDayBefore(duty.dueOn, count);
  return before < arises ? arises : before;
}

function later(best: ReminderPolicy | undefined, next: ReminderPolicy): ReminderPolicy {
  return best && best.from > next.from ? best : next;
}
