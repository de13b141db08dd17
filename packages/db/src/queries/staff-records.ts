import type { Statement, Tx } from "../transaction.ts";
import type { Recorded } from "./sale-facts.ts";

/** What only the provider's staff write; the policies of the database hold everybody else off. */

export function recordLegalName(tx: Tx, partnerId: string, legalName: string, { by, at }: Recorded) {
  return tx`
    insert into partner_legal_names (partner_id, legal_name, recorded_by, recorded_at) values (${partnerId}, ${legalName}, ${by}, ${at})
    on conflict (partner_id) do update set legal_name = excluded.legal_name, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

export interface AgreementRow {
  id: string;
  fromDay: string;
  toDay: string | null;
  names: string[];
  recordedBy: string;
  recordedAt: Date;
}

/** Agreements of a partner, kept from changing by anybody else until the transaction ends. */
export async function lockAgreements(tx: Tx, partnerId: string): Promise<AgreementRow[]> {
  await tx`select pg_advisory_xact_lock(hashtext('reseller_agreements'), hashtext(${partnerId}))`;
  return tx<AgreementRow[]>`
    select id, from_day::text, to_day::text, names, recorded_by, recorded_at from reseller_agreements
     where partner_id = ${partnerId} order by from_day`;
}

export function recordAgreement(
  tx: Tx,
  partnerId: string,
  agreement: { id: string; fromDay: string; toDay: string | null; names: readonly string[] },
  { by, at }: Recorded,
) {
  return tx`
    insert into reseller_agreements (partner_id, id, from_day, to_day, names, recorded_by, recorded_at)
    values (${partnerId}, ${agreement.id}, ${agreement.fromDay}::date, ${agreement.toDay}::date, ${tx.json([...agreement.names])}, ${by}, ${at})
    on conflict (partner_id, id) do update
       set to_day = excluded.to_day, names = excluded.names, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

export function recordTelling(tx: Tx, partnerId: string, telling: { agreementId: string; party: string }, { by, at }: Recorded) {
  return tx`
    insert into contractor_tellings (partner_id, agreement_id, party, told_at, told_by)
    values (${partnerId}, ${telling.agreementId}, ${telling.party}, ${at}, ${by})
    on conflict do nothing`;
}

export function recordRack(tx: Tx, partnerId: string, rack: { id: string; contractedFrom: string }, { by, at }: Recorded) {
  return tx`
    insert into colocation_racks (partner_id, id, contracted_from, recorded_by, recorded_at)
    values (${partnerId}, ${rack.id}, ${rack.contractedFrom}::date, ${by}, ${at})
    on conflict (partner_id, id) do update
       set contracted_from = excluded.contracted_from, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

export interface MenuApprovalRow {
  partnerId: string;
  id: string;
  contractId: string;
  menu: string;
  decision: "approved" | "refused";
  reason: string;
  decidedBy: string;
  decidedAt: Date;
}

/** The answer, and the work of letting the orders that await it go on or end. */
export function insertMenuApproval(tx: Tx, approval: MenuApprovalRow, work: { queue: string; name: string }) {
  const { partnerId, id, contractId, menu, decision, reason, decidedBy, decidedAt } = approval;
  return [
    tx`
      insert into menu_approvals (partner_id, id, contract_id, menu, decision, reason, decided_by, decided_at)
      values (${partnerId}, ${id}, ${contractId}, ${menu}, ${decision}, ${reason}, ${decidedBy}, ${decidedAt})`,
    tx`
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      values (${partnerId}, ${work.queue}, ${work.name}, ${tx.json({ approvalId: id })}, ${decidedAt}, ${decidedAt})`,
  ];
}

export function findMenuApproval(tx: Tx, id: string): Statement<MenuApprovalRow[]> {
  return tx<MenuApprovalRow[]>`select * from menu_approvals where id = ${id}`;
}
