import { type ContractId, no, type Rejection, type Turn } from "@saihan/domain";
import type { ConditionCode } from "./condition.ts";
import { type Day, jstDay } from "./day.ts";
import { reminderOn } from "./due.ts";
import { explainEligibility } from "./eligibility.ts";
import type { Facts, MenuCode } from "./facts.ts";
import type { Menu } from "./menu.ts";

/** Something that must be done because of a sale: give a name, tell a third party. */
export interface Duty {
  /** The same for every sale that leads to the same duty; the first of them makes it. */
  readonly key: string;
  readonly code: ConditionCode;
  readonly menu: MenuCode;
  readonly contractId: ContractId;
  readonly turn: Turn;
  /** The instant at which the order was accepted. */
  readonly arisesAt: Date;
  /** The last day, in Japan, on which it is done in time. */
  readonly dueOn: Day;
  /** `done` with evidence, or `withdrawn` with a reason, when the sale came to nothing. */
  readonly settled?: Settlement | undefined;
}

export interface Settlement {
  readonly as: "done" | "withdrawn";
  readonly at: Date;
  /** Who says so. */
  readonly by: string;
  /** The evidence, or the reason: a reference, never the name that was given. */
  readonly grounds: string;
}

/** `due-soon` from the day of the reminder to the due day; `overdue` from the day after. */
export type DutyState = "open" | "due-soon" | "overdue" | "done" | "done-late" | "withdrawn";

/** The duties that a sale accepted at this instant leaves behind. */
export function dutiesOf(menu: Menu, facts: Facts, at: Date): Duty[] {
  return explainEligibility(menu, facts, at).duties.map(({ key, code, turn, dueOn }) => ({
    key,
    code,
    menu: menu.code,
    contractId: facts.contractId,
    turn,
    arisesAt: at,
    dueOn,
  }));
}

/** How a duty stands at an instant. A settlement recorded later than that does not count yet. */
export function dutyState(duty: Duty, now: Date): DutyState {
  const { settled, dueOn } = duty;
  if (settled && settled.at <= now) {
    if (settled.as === "withdrawn") return "withdrawn";
    return jstDay(settled.at) <= dueOn ? "done" : "done-late";
  }
  const today = jstDay(now);
  if (today > dueOn) return "overdue";
  return today >= reminderOn(duty) ? "due-soon" : "open";
}

/**
 * Marks a duty done, or withdraws it.
 *
 * @returns the duty settled; DUTY_SETTLED when it was settled before; DUTY_GROUNDS_MISSING without evidence or reason
 */
export function settleDuty(duty: Duty, settlement: Settlement): { readonly ok: true; readonly duty: Duty } | Rejection {
  if (duty.settled) return no("DUTY_SETTLED", { duty: duty.key, state: duty.settled.as });
  if (settlement.grounds.trim() === "") return no("DUTY_GROUNDS_MISSING", { duty: duty.key });
  return { ok: true, duty: { ...duty, settled: settlement } };
}
