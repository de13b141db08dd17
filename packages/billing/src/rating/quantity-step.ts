import { type Dated, mustBeInForceOn } from "../dated.ts";
import { type Exact, exact, type Numeric, type RoundingMode } from "../exact.ts";
import type { CalendarDate } from "../period.ts";

/** A quantity as it is billed: rounded to whole multiples of a step, one after the other. */
export interface QuantityStep {
  readonly step: Exact;
  readonly mode: RoundingMode;
}

/** @example 3.09 with [up to 1] is 4; with [down to 0.1, up to 1] it is 3 */
export function roundQuantity(quantity: Numeric, steps: readonly QuantityStep[]): Exact {
  return steps.reduce((value, { step, mode }) => step.times(value.over(step).toWhole(mode)), exact(quantity));
}

/**
 * KDDI KCPS object storage, in TB: a started TB counts; for use from 2022-04 on a part below 0.1 TB is let go first
 * (release note 45830). An example of a quantity rule that changed on a date.
 */
export const kcpsObjectStorageSteps: readonly Dated<readonly QuantityStep[]>[] = [
  { from: "2000-01-01", value: [{ step: exact(1), mode: "ceil" }] },
  {
    from: "2022-04-01",
    value: [
      { step: exact("0.1"), mode: "floor" },
      { step: exact(1), mode: "ceil" },
    ],
  },
];

export function roundQuantityOn(table: readonly Dated<readonly QuantityStep[]>[], date: CalendarDate, quantity: Numeric): Exact {
  return roundQuantity(quantity, mustBeInForceOn(table, date, "quantity rule"));
}
