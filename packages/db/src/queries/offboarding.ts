import type { OffboardingFacts, PartnerHolds } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

export interface OffboardingRow extends OffboardingFacts {
  partnerId: string;
  reason: string;
  askedBy: string;
  askedAt: Date;
  approvedBy: string | null;
  exportedBy: string | null;
  exportedSha256: string | null;
}

/** The scope's partner on its way out. Kept from changing by others until the transaction ends. */
export function lockOffboarding(tx: Tx): Statement<OffboardingRow[]> {
  return tx<OffboardingRow[]>`select * from offboardings where partner_id = current_setting('app.partner_id') for update`;
}

export function findOffboarding(tx: Tx): Statement<OffboardingRow[]> {
  return tx<OffboardingRow[]>`select * from offboardings where partner_id = current_setting('app.partner_id')`;
}

/** What the scope's partner still has. */
export function partnerHolds(tx: Tx): Statement<PartnerHolds[]> {
  return tx<PartnerHolds[]>`
    select (select count(*)::int from contracts where partner_id = p and kind = 'child' and state not in ('terminated', 'failed')) as contracts,
           (select count(*)::int from tenants where partner_id = p and state not in ('deleted', 'failed')) as tenants,
           (select count(*)::int from subscriptions where partner_id = p and ended_at is null and state not in ('ended', 'failed')) as subscriptions,
           (select count(*)::int from orders where partner_id = p and ended_at is null) as orders
      from current_setting('app.partner_id') as p`;
}

/** @returns no row when somebody has asked already */
export function insertOffboarding(
  tx: Tx,
  o: { partnerId: string; reason: string; by: string; at: Date },
): Statement<{ partnerId: string }[]> {
  return tx<{ partnerId: string }[]>`
    insert into offboardings (partner_id, reason, asked_by, asked_at) values (${o.partnerId}, ${o.reason}, ${o.by}, ${o.at})
    on conflict do nothing returning partner_id`;
}

export function deleteOffboarding(tx: Tx): Statement {
  return tx`delete from offboardings where partner_id = current_setting('app.partner_id') and approved_at is null`;
}

/** Ends everybody's access, in the transaction of the approval. */
export async function approveOffboarding(tx: Tx, partnerId: string, by: string, at: Date): Promise<void> {
  await tx`update offboardings set approved_by = ${by}, approved_at = ${at} where partner_id = ${partnerId}`;
  await tx`select end_partner_access(${partnerId}, ${at}::timestamptz)`;
}

export interface OffboardingUnderWay {
  partnerId: string;
  approvedAt: Date;
  closedAt: Date | null;
  exportedAt: Date | null;
  eraseAt: Date | null;
  unclosed: number;
}

export function offboardingsUnderWay(tx: Tx): Statement<OffboardingUnderWay[]> {
  return tx<OffboardingUnderWay[]>`select * from offboardings_under_way()`;
}

export function noteOffboardingClosed(tx: Tx, partnerId: string, at: Date): Statement {
  return tx`select note_offboarding_closed(${partnerId}, ${at}::timestamptz)`;
}

/** Conditions: OFFBOARDING_ERASABLE. */
export function erasePartner(tx: Tx, partnerId: string, at: Date): Statement {
  return tx`select erase_partner(${partnerId}, ${at}::timestamptz)`;
}

/** Notes that the partner's data was handed out. @returns no row unless its books are closed */
export function noteHandedOut(
  tx: Tx,
  given: { partnerId: string; by: string; at: Date; sha256: string; eraseAt: Date },
): Statement<{ partnerId: string }[]> {
  return tx<{ partnerId: string }[]>`
    update offboardings set exported_by = ${given.by}, exported_at = ${given.at}, exported_sha256 = ${given.sha256}, erase_at = ${given.eraseAt}
     where partner_id = ${given.partnerId} and closed_at is not null and erased_at is null returning partner_id`;
}
