import {
  type ContractKind,
  type ContractState,
  foldText,
  type Language,
  type PartnerModel,
  type SuspensionReason,
} from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

export interface ContractRow {
  id: string;
  partnerId: string;
  kind: ContractKind;
  state: ContractState;
  customerName: string;
  customerNumber: string;
  language: Language;
  representativeId: string;
  labels: Readonly<Record<string, string>>;
  /** The user who ordered it; null for a parent contract. */
  createdBy: string | null;
  suspendedFor: SuspensionReason | null;
  platformId: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

export interface NewContract {
  id: string;
  partnerId: string;
  kind: ContractKind;
  state: ContractState;
  customerName: string;
  customerNumber: string;
  language: Language;
  representativeId: string;
  at: Date;
}

export function insertContract(tx: Tx, c: NewContract) {
  return tx`
    insert into contracts (id, partner_id, kind, state, customer_name, customer_name_folded, customer_number, language, representative_id, created_at, started_at)
    values (${c.id}, ${c.partnerId}, ${c.kind}, ${c.state}, ${c.customerName}, ${foldText(c.customerName)}, ${c.customerNumber}, ${c.language},
            ${c.representativeId}, ${c.at}, ${c.state === "active" ? c.at : null})`;
}

/** A contract of this partner: the parent itself or a child. */
export function findContract(tx: Tx, partnerId: string, id: string) {
  return tx<ContractRow[]>`
    select * from contracts where partner_id = ${partnerId} and id = ${id}`;
}

/** A contract that the scope may see, as far as permission must know it. */
export function findContractInReach(tx: Tx, id: string) {
  return tx<Pick<ContractRow, "id" | "partnerId">[]>`select id, partner_id from contracts where id = ${id}`;
}

/** The contract that an order is about. */
export function findContractOfOrder(tx: Tx, orderId: string) {
  return tx<ContractRow[]>`
    select c.* from orders o join contracts c on c.id = o.contract_id where o.id = ${orderId}`;
}

/** The contract that holds a tenant. */
export function findContractOfTenant(tx: Tx, tenantId: string) {
  return tx<ContractRow[]>`
    select c.* from tenants t join contracts c on c.id = t.contract_id where t.id = ${tenantId}`;
}

/**
 * A contract of this partner, locked until the transaction ends: decisions about one contract come one after the other. `for update` would
 * also hold back everybody who writes a row that names the contract, workers that hold its orders among them: that is a deadlock.
 */
export function lockContract(tx: Tx, partnerId: string, id: string) {
  return tx<ContractRow[]>`
    select * from contracts where partner_id = ${partnerId} and id = ${id} for no key update`;
}

/** Contracts that the scope may see, locked until the transaction ends. */
export function lockContracts(tx: Tx, ids: readonly string[]): Statement<ContractRow[]> {
  return tx<ContractRow[]>`
    select * from contracts where id in (select jsonb_array_elements_text(${tx.json([...ids])})) order by id for no key update`;
}

/** Where a page ended: the creation time (microseconds, as text) and id of its last row. */
export interface Cursor {
  at: string;
  id: string;
}

export type Listed<Row> = Row & { cursorAt: string };

export interface PartnerRow {
  id: string;
  customerName: string;
  customerNumber: string;
  state: ContractState;
  model: PartnerModel;
  /** Child contracts that have not ended. */
  children: number;
  createdAt: Date;
}

/** Parent contracts in the order of their ids; rows only for an operator. @param after id of the last one on the page before */
export function listPartners(tx: Tx, after: string, limit: number) {
  return tx<PartnerRow[]>`select * from list_partners(${after}, ${limit})`;
}

/** Is the contract among those that the caller sees, in whose name a worker has entered? */
export function reachOf(tx: Tx, id: string) {
  return tx<{ reached: boolean }[]>`select in_reach(${id}) as reached`;
}

export function setContractState(tx: Tx, id: string, state: ContractState) {
  return tx`update contracts set state = ${state} where id = ${id}`;
}

/** Why a contract is being suspended. Goes with the order. */
export function setSuspensionReason(tx: Tx, id: string, reason: SuspensionReason) {
  return tx`update contracts set suspended_for = ${reason} where id = ${id}`;
}

/** Moves a contract on only if it is still in one of the states that the ending order left it in. */
export function moveContract(tx: Tx, id: string, from: ContractState, to: ContractState, at: Date) {
  return tx`
    update contracts
       set state = ${to}, ended_at = ${to === "terminated" ? at : null},
           suspended_for = case when ${to} = 'active' then null else suspended_for end
     where id = ${id} and state = ${from}`;
}

/** The platform has made the contract's domain. Work accepted meanwhile may already have named the next state. */
export function recordContractMade(tx: Tx, id: string, platformId: string, at: Date) {
  return tx`
    update contracts
       set platform_id = ${platformId}, started_at = coalesce(started_at, ${at}),
           state = case state when 'provisioning' then 'active' else state end
     where id = ${id}`;
}

export function changeContract(
  tx: Tx,
  id: string,
  change: { customerName?: string; customerNumber?: string; language?: Language; labels?: Readonly<Record<string, string>> },
) {
  return tx`
    update contracts
       set customer_name = coalesce(${change.customerName ?? null}, customer_name),
           customer_name_folded = coalesce(${change.customerName === undefined ? null : foldText(change.customerName)}, customer_name_folded),
           customer_number = coalesce(${change.customerNumber ?? null}, customer_number),
           language = coalesce(${change.language ?? null}, language),
           labels = coalesce(${change.labels === undefined ? null : tx.json(change.labels)}, labels)
     where id = ${id}`;
}
