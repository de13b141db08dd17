import type { ReferralRow } from "@saihan/db";
import { referralStates } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, orderIdField, z } from "../fields.ts";
import { monthField } from "../invoices/view.ts";
import { dayField } from "../menus/view.ts";

export const referralSchema = z
  .object({
    id: orderIdField,
    partnerId: contractIdField.openapi({ description: "The agency" }),
    customerName: z.string(),
    contactName: z.string(),
    contactAddress: z.string(),
    note: z.string(),
    state: z.enum(referralStates),
    registeredAt: instant,
    endedAt: maybeInstant,
    directContract: z.string().nullable().openapi({ description: "The number of the provider's contract with the end user" }),
    concludedOn: dayField.nullable(),
    lastMonth: monthField.nullable().openapi({ description: "Of a lapsed one: the last month whose charges earn commission" }),
    reason: z.string().nullable(),
  })
  .openapi("Referral");

export function referralView(row: ReferralRow) {
  const { id, partnerId, customerName, contactName, contactAddress, note, state, directContract, concludedOn, reason } = row;
  return {
    ...{ id, partnerId, customerName, contactName, contactAddress, note, state, directContract, concludedOn, reason },
    lastMonth: row.lastMonth?.slice(0, 7) ?? null,
    registeredAt: row.registeredAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
