import { type Duty, dutyState } from "@saihan/catalogue";
import type { DutyRow } from "@saihan/db";
import { contractIdField, instant, orderIdField, z } from "../fields.ts";
import { bilingual, dayField, menuCodeField } from "../menus/view.ts";
import { turns } from "../orders/view.ts";

export const dutyStates = ["open", "due-soon", "overdue", "done", "done-late", "withdrawn"] as const;

export const dutySchema = z
  .object({
    id: orderIdField,
    code: z.string(),
    says: bilingual,
    state: z.enum(dutyStates).openapi({ description: "`due-soon` from the day of the reminder on" }),
    partnerId: contractIdField,
    contractId: contractIdField,
    menu: menuCodeField,
    orderId: orderIdField.openapi({ description: "The first order that led to it" }),
    turn: z.enum(turns),
    arisesAt: instant,
    dueOn: dayField,
    settled: z.object({ as: z.enum(["done", "withdrawn"]), at: instant, by: z.string(), grounds: z.string() }).nullable(),
  })
  .openapi("Duty");

export function dutyView(row: DutyRow, now: Date) {
  const { id, code, says, partnerId, contractId, menu, orderId, turn, dueOn } = row;
  const { settled } = dutyOf(row);
  return {
    ...{ id, code, says, state: dutyState(dutyOf(row), now), partnerId, contractId, menu, orderId, turn, dueOn },
    arisesAt: row.arisesAt.toISOString(),
    settled: settled ? { ...settled, at: settled.at.toISOString() } : null,
  };
}

export function dutyOf(row: DutyRow): Duty {
  const { key, code, menu, contractId, turn, arisesAt, dueOn, settledAs, settledAt, settledBy, grounds } = row;
  const settled =
    settledAs && settledAt && settledBy !== null && grounds !== null
      ? { as: settledAs, at: settledAt, by: settledBy, grounds }
      : undefined;
  return { key, code, menu, contractId, turn, arisesAt, dueOn, settled } as Duty;
}
