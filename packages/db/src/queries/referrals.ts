import type { ReferralState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

/** An end user whom an agency has referred to the provider. */
export interface ReferralRow {
  partnerId: string;
  id: string;
  customerName: string;
  contactName: string;
  contactAddress: string;
  note: string;
  state: ReferralState;
  registeredBy: string;
  registeredAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
  /** The number of the provider's contract with the end user. */
  directContract: string | null;
  /** `YYYY-MM-DD` in Japan. */
  concludedOn: string | null;
  reason: string | null;
  /** Of a lapsed one: the first day of the last month whose charges earn commission. */
  lastMonth: string | null;
}

const columns = (tx: Tx) => tx`
  partner_id, id, customer_name, contact_name, contact_address, note, state, registered_by, registered_at, ended_by, ended_at, direct_contract,
  concluded_on::text, reason, last_month::text`;

export function insertReferral(
  tx: Tx,
  r: Pick<
    ReferralRow,
    "partnerId" | "id" | "customerName" | "contactName" | "contactAddress" | "note" | "registeredBy" | "registeredAt"
  >,
) {
  return tx<ReferralRow[]>`
    insert into referrals (partner_id, id, customer_name, contact_name, contact_address, note, state, registered_by, registered_at)
    values (${r.partnerId}, ${r.id}, ${r.customerName}, ${r.contactName}, ${r.contactAddress}, ${r.note}, 'registered', ${r.registeredBy},
            ${r.registeredAt})
    returning ${columns(tx)}`;
}

export function findReferral(tx: Tx, id: string): Statement<ReferralRow[]> {
  return tx<ReferralRow[]>`select ${columns(tx)} from referrals where id = ${id}`;
}

export function lockReferral(tx: Tx, id: string): Statement<ReferralRow[]> {
  return tx<ReferralRow[]>`select ${columns(tx)} from referrals where id = ${id} for update`;
}

/** Ends a referral that is open. */
export function endReferral(
  tx: Tx,
  id: string,
  end: { state: ReferralState; by: string; at: Date; directContract?: string; concludedOn?: string; reason?: string },
) {
  return tx<ReferralRow[]>`
    update referrals
       set state = ${end.state}, ended_by = ${end.by}, ended_at = ${end.at}, direct_contract = ${end.directContract ?? null},
           concluded_on = ${end.concludedOn ?? null}::date, reason = ${end.reason ?? null}
     where id = ${id} and state = 'registered'
    returning ${columns(tx)}`;
}

/** Lets a concluded referral lapse. Conditions: REFERRAL_HAS_EARNED, when charges after the last month (a first day) have been booked. */
export function lapseReferral(tx: Tx, id: string, { lastMonth, reason }: { lastMonth: string; reason: string }) {
  return tx<ReferralRow[]>`
    update referrals set state = 'lapsed', last_month = ${lastMonth}::date, reason = ${reason} where id = ${id} and state = 'concluded'
    returning ${columns(tx)}`;
}

/** Referrals that the scope may see, newest first. */
export function listReferrals(
  tx: Tx,
  filter: { state?: ReferralState | undefined },
  page: { after?: Cursor; limit: number },
): Statement<Listed<ReferralRow>[]> {
  return tx<Listed<ReferralRow>[]>`
    select ${columns(tx)}, registered_at::text as cursor_at from referrals
     where true
       ${filter.state ? tx`and state = ${filter.state}` : tx``}
       ${page.after ? tx`and (registered_at, id) < (${page.after.at}::text::timestamptz, ${page.after.id}::uuid)` : tx``}
     order by registered_at desc, id desc
     limit ${page.limit}`;
}
