import { businessDayAfter, businessDayBefore } from "./business-days.ts";
import { addDays, type Day, jstDay, startOfDay } from "./day.ts";

/** How long the provider's staff have for an answer case by case. The row with the latest `from` not after the day of the order rules. */
export interface AnswerPolicy {
  readonly from: Day;
  /** The answer is due by the end of this business day after the order. */
  readonly businessDays: number;
  /** The staff are reminded so many business days before it is due, at nine in Japan. */
  readonly remindBefore: number;
}

/** Our own choice: the programme says that the provider tells individually, and not by when. */
export const answerPolicies: readonly AnswerPolicy[] = [{ from: "1989-01-01", businessDays: 5, remindBefore: 2 }];

/** When the staff are reminded of an order that awaits their answer, and when it expires without one. */
export function answerTimes(at: Date, policies: readonly AnswerPolicy[] = answerPolicies): { remindAt: Date; deadline: Date } {
  const day = jstDay(at);
  const ruling = policies.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (!ruling) throw new RangeError(`no policy of answers on ${day}`);
  const due = businessDayAfter(day, ruling.businessDays);
  const remindOn = businessDayBefore(due, ruling.remindBefore);
  return { remindAt: new Date(startOfDay(remindOn).getTime() + 9 * 3_600_000), deadline: startOfDay(addDays(due, 1)) };
}
