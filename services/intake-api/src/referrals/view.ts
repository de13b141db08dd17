import type { ReferralRow } from "@saihan/db";
import { referralStates } from "@saihan/domain";
import { contractIdField, instant, maybeInstant, orderIdField, z } from "../fields.ts";
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
    reason: z.string().nullable(),
  })
  .openapi("Referral");

export function referralView(row: ReferralRow) {
  const { id, partnerId, customerName, contactName, contactAddress, note, state, directContract, concludedOn, reason } = row;
  return {
    ...{ id, partnerId, customerName, contactName, contactAddress, note, state, directContract, concludedOn, reason },
    registeredAt: row.registeredAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
  };
}
