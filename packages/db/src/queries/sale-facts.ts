import type { Statement, Tx } from "../transaction.ts";
import type { MenuControlRow } from "./menu-control.ts";

/** What sales of a partner rest on (migrations/0005_catalogue.sql). Instants are ISO 8601 texts, days `YYYY-MM-DD`. */
export interface PartnerSaleFacts {
  legalName: string;
  agreements: { id: string; from: string; to: string | null; names: string[]; contractorGivenTo: Record<string, string> }[];
  /** Contracts for other services of the provider, by the service's code. */
  services: Record<string, { number: string | null; legalName: string | null }>;
  /** When terms were accepted, by the code of the terms. */
  terms: Record<string, string>;
  rackContractedFrom: string | null;
  controlChanges: (Omit<MenuControlRow, "at"> & { at: string })[];
}

export interface VisitRow {
  endUserAttends?: boolean | undefined;
  contactName?: string | undefined;
  contactAddress?: string | undefined;
  at?: string | undefined;
  place?: string | undefined;
}

export interface OwnSoftwareRow {
  runs: boolean;
  licencesChecked?: boolean | undefined;
}

/** What sales under one contract rest on. */
export interface ContractSaleFacts {
  approvals: Record<string, { decision: "approved" | "refused"; at: string }>;
  consents: { to: "rack-work" | "direct-contact" | "provider-name"; by: "partner" | "end-user"; at: string }[];
  endUserNameGivenAt: string | null;
  managedBy: "partner" | "end-user" | null;
  visit: VisitRow | null;
  ownSoftware: OwnSoftwareRow | null;
}

/** Of the partner in scope. A child's user gets them too, for judging an order; no route shows them to one. */
export function partnerSaleFacts(tx: Tx): Statement<{ facts: PartnerSaleFacts }[]> {
  return tx<{ facts: PartnerSaleFacts }[]>`select partner_sale_facts() as facts`;
}

/** Of contracts that the caller is known to see: nothing for those of others. */
export function contractSaleFacts(
  tx: Tx,
  contractIds: readonly string[],
): Statement<{ contractId: string; facts: ContractSaleFacts }[]> {
  return tx<{ contractId: string; facts: ContractSaleFacts }[]>`
    select contract_id, facts
      from contract_sale_facts(array(select jsonb_array_elements_text(${tx.json([...contractIds])})))`;
}

export interface Recorded {
  by: string;
  at: Date;
}

export function recordPartnerService(
  tx: Tx,
  partnerId: string,
  service: { service: string; number: string | null; legalName: string | null },
  { by, at }: Recorded,
) {
  return tx`
    insert into partner_services (partner_id, service, number, legal_name, recorded_by, recorded_at)
    values (${partnerId}, ${service.service}, ${service.number}, ${service.legalName}, ${by}, ${at})
    on conflict (partner_id, service) do update
       set number = excluded.number, legal_name = excluded.legal_name, recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

/** The first acceptance stands. */
export function recordAcceptedTerms(tx: Tx, partnerId: string, terms: string, { by, at }: Recorded) {
  return tx`
    insert into accepted_terms (partner_id, terms, accepted_by, accepted_at) values (${partnerId}, ${terms}, ${by}, ${at})
    on conflict do nothing`;
}

/** What is left out stays as it was. */
export function recordStatements(
  tx: Tx,
  contract: { partnerId: string; contractId: string },
  stated: { managedBy?: string | undefined; visit?: VisitRow | undefined; ownSoftware?: OwnSoftwareRow | undefined },
  { by, at }: Recorded,
) {
  const json = (value: object | undefined) => (value ? tx.json(value as never) : null);
  return tx`
    insert into contract_statements as s (partner_id, contract_id, managed_by, visit, own_software, recorded_by, recorded_at)
    values (${contract.partnerId}, ${contract.contractId}, ${stated.managedBy ?? null}, ${json(stated.visit)}, ${json(stated.ownSoftware)}, ${by}, ${at})
    on conflict (partner_id, contract_id) do update
       set managed_by = coalesce(excluded.managed_by, s.managed_by), visit = coalesce(excluded.visit, s.visit),
           own_software = coalesce(excluded.own_software, s.own_software), recorded_by = excluded.recorded_by, recorded_at = excluded.recorded_at`;
}

/** The first consent stands. */
export function recordConsent(
  tx: Tx,
  contract: { partnerId: string; contractId: string },
  consent: { topic: string; by: "partner" | "end-user"; consentedAt: Date; contact: string | null; place: string | null },
  { by, at }: Recorded,
) {
  return tx`
    insert into colocation_consents (partner_id, contract_id, topic, by, consented_at, contact, place, recorded_by, recorded_at)
    values (${contract.partnerId}, ${contract.contractId}, ${consent.topic}, ${consent.by}, ${consent.consentedAt}, ${consent.contact},
            ${consent.place}, ${by}, ${at})
    on conflict do nothing`;
}

export interface ConsentRow {
  topic: "rack-work" | "direct-contact" | "provider-name";
  by: "partner" | "end-user";
  consentedAt: Date;
  contact: string | null;
  place: string | null;
  recordedBy: string;
}

export function listConsents(tx: Tx, contractId: string): Statement<ConsentRow[]> {
  return tx<ConsentRow[]>`
    select topic, by, consented_at, contact, place, recorded_by from colocation_consents
     where contract_id = ${contractId} order by topic, by`;
}

/** The name given to the provider; given again, it is changed and the first time stands. */
export function recordEndUserName(
  tx: Tx,
  contract: { partnerId: string; contractId: string },
  name: string,
  { by, at }: Recorded,
) {
  return tx`
    insert into end_user_names as n (partner_id, contract_id, name, given_at, given_by)
    values (${contract.partnerId}, ${contract.contractId}, ${name}, ${at}, ${by})
    on conflict (partner_id, contract_id) do update set name = excluded.name, changed_at = ${at} where n.name <> excluded.name`;
}

export function findEndUserName(tx: Tx, contractId: string): Statement<{ name: string; givenAt: Date }[]> {
  return tx<{ name: string; givenAt: Date }[]>`select name, given_at from end_user_names where contract_id = ${contractId}`;
}
