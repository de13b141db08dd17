import type { ContractState, MailState, MailTemplate, OrderKind, OrderState, UserState, UserType } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { OrderFailure } from "./orders.ts";
import type { WorkId } from "./outbox.ts";

/*
 * What operations look at, over all partners: ids, states, times and codes. None of these statements reads a name, an address or the
 * content of an order. They run as saihan_operations, which sees every partner.
 */

/** Every partner, by one step in the contracts' index for each. */
function partners(tx: Tx) {
  return tx`with recursive partners (id) as (
      (select partner_id from contracts order by partner_id limit 1)
      union all
      select (select c.partner_id from contracts c where c.partner_id > p.id order by c.partner_id limit 1) from partners p where p.id is not null
    )`;
}

/** Where an order, user or piece of work belongs that is known by its id alone. */
export interface Found {
  partnerId: string;
  contractId: string | null;
  id: string;
}

export function findOrderAnywhere(tx: Tx, id: string): Statement<Found[]> {
  return tx<Found[]>`
    ${partners(tx)} select o.partner_id, o.contract_id, o.id from partners p join orders o on o.partner_id = p.id and o.id = ${id}::uuid`;
}

export function findMailAnywhere(tx: Tx, id: string): Statement<(Found & { orderId: string | null })[]> {
  return tx<(Found & { orderId: string | null })[]>`
    ${partners(tx)}
    select m.partner_id, m.contract_id, m.id, m.order_id from partners p join mails m on m.partner_id = p.id and m.id = ${id}::uuid`;
}

export function findContractAnywhere(tx: Tx, id: string): Statement<Found[]> {
  return tx<Found[]>`
    ${partners(tx)} select c.partner_id, c.id as contract_id, c.id from partners p join contracts c on c.partner_id = p.id and c.id = ${id}`;
}

export interface FoundPerson extends Found {
  type: UserType;
  state: UserState;
}

/** Users of this id. */
export function findUserAnywhere(tx: Tx, id: string): Statement<FoundPerson[]> {
  return tx<FoundPerson[]>`
    ${partners(tx)}
    select u.partner_id, u.contract_id, u.id, u.type, u.state from partners p join users u on u.partner_id = p.id and u.id = ${id}`;
}

/** Users with this mail address or login id, whatever became of them: the newest fifty. */
export function findPeople(tx: Tx, address: string): Statement<FoundPerson[]> {
  return tx<FoundPerson[]>`
    select partner_id, contract_id, id, type, state from users
     where lower(mail_address) = lower(${address}) or lower(login_id) = lower(${address}) and state not in ('deleted', 'failed')
     order by created_at desc limit 50`;
}

export interface DeskContract {
  partnerId: string;
  id: string;
  kind: "parent" | "child";
  state: ContractState;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

export function deskContract(tx: Tx, partnerId: string, id: string): Statement<DeskContract[]> {
  return tx<DeskContract[]>`
    select partner_id, id, kind, state, created_at, started_at, ended_at from contracts where partner_id = ${partnerId} and id = ${id}`;
}

export interface DeskOrder {
  partnerId: string;
  id: string;
  contractId: string;
  kind: OrderKind;
  subjectId: string;
  state: OrderState;
  failure: OrderFailure | null;
  attempt: number;
  actor: string;
  acceptedAt: Date;
  changedAt: Date;
  deadlineAt: Date;
  endedAt: Date | null;
  retryOf: string | null;
  retriedBy: string | null;
}

const orderColumns = (tx: Tx) => tx`
  o.partner_id, o.id, o.contract_id, o.kind, o.subject_id, o.state, o.failure, o.attempt, o.actor, o.accepted_at,
  o.changed_at, o.deadline_at, o.ended_at, o.input ->> 'retryOf' as retry_of,
  (select r.id from orders r where r.partner_id = o.partner_id and r.input ->> 'retryOf' = o.id::text and r.input ? 'retryOf') as retried_by`;

export function deskOrder(tx: Tx, partnerId: string, id: string): Statement<DeskOrder[]> {
  return tx<DeskOrder[]>`select ${orderColumns(tx)} from orders o where o.partner_id = ${partnerId} and o.id = ${id}::uuid`;
}

/** The newest orders of a contract; of a parent those of all its contracts. */
export function deskOrders(tx: Tx, contract: Pick<DeskContract, "partnerId" | "id">, limit: number): Statement<DeskOrder[]> {
  const { partnerId, id } = contract;
  return tx<DeskOrder[]>`
    select ${orderColumns(tx)} from orders o
     where o.partner_id = ${partnerId} ${id === partnerId ? tx`` : tx`and o.contract_id = ${id}`}
     order by o.accepted_at desc, o.id desc limit ${limit}`;
}

export interface DeskTransition {
  seq: number;
  at: Date;
  fromState: OrderState | null;
  toState: OrderState;
  actor: string;
  cause: string;
  attempt: number;
}

export function deskHistory(tx: Tx, partnerId: string, orderId: string): Statement<DeskTransition[]> {
  return tx<DeskTransition[]>`
    select seq, at, from_state, to_state, actor, cause, attempt from order_transitions
     where partner_id = ${partnerId} and order_id = ${orderId}::uuid order by seq`;
}

/** Orders that this one waits for, and orders that wait for it. */
export function deskWaits(tx: Tx, partnerId: string, orderId: string): Statement<{ first: string; next: string }[]> {
  return tx<{ first: string; next: string }[]>`
    select predecessor_id as first, order_id as next from order_waits
     where partner_id = ${partnerId} and (order_id = ${orderId}::uuid or predecessor_id = ${orderId}::uuid)`;
}

export interface DeskWork extends WorkId {
  orderId: string | null;
  queue: string;
  name: string;
  createdAt: Date;
  availableAt: Date;
  generation: number;
  /** Its job in the queue, when that carries others too. */
  carrier: string | null;
  sentAt: Date | null;
  attempt: number;
  faults: number;
  startedAt: Date | null;
  lastError: string | null;
  doneAt: Date | null;
  quarantinedAt: Date | null;
  paused: boolean;
}

const workColumns = (tx: Tx) => tx`
  w.partner_id, w.id, coalesce(w.order_id, case when w.payload ->> 'orderId' ~ '^[0-9a-f-]{36}$' then (w.payload ->> 'orderId')::uuid end) as order_id,
  w.queue, w.name, w.created_at, w.available_at, w.generation, w.carrier, w.sent_at, w.attempt, w.faults, w.started_at, w.last_error, w.done_at,
  w.quarantined_at, exists (select from work_pauses p where p.queue = w.queue and p.job in ('', w.name)) as paused`;

export function deskWork(tx: Tx, partnerId: string, id: number): Statement<DeskWork[]> {
  return tx<DeskWork[]>`select ${workColumns(tx)} from outbox w where w.partner_id = ${partnerId} and w.id = ${id}`;
}

export function findWorkAnywhere(tx: Tx, id: number): Statement<Found[]> {
  return tx<Found[]>`
    ${partners(tx)}
    select o.partner_id, null as contract_id, o.id::text as id from (select id from partners union all select 'provider') p
      join outbox o on o.partner_id = p.id and o.id = ${id}`;
}

/** Everything that was written to be done for an order, its mails too. */
export function deskWorkOfOrder(tx: Tx, partnerId: string, orderId: string): Statement<DeskWork[]> {
  return tx<DeskWork[]>`
    select ${workColumns(tx)} from outbox w where w.partner_id = ${partnerId} and w.order_id = ${orderId}::uuid order by w.id`;
}

/**
 * Work that needs somebody: set aside; or standing, which is due, not paused, and either not with the queue or not done since `before`.
 * Oldest first.
 */
export function workInNeed(tx: Tx, kind: "aside" | "standing", before: Date, limit: number): Statement<DeskWork[]> {
  return kind === "aside"
    ? tx<DeskWork[]>`
        select ${workColumns(tx)} from outbox w where w.quarantined_at is not null and w.done_at is null order by w.quarantined_at limit ${limit}`
    : tx<DeskWork[]>`
        select ${workColumns(tx)} from outbox w
         where w.done_at is null and w.quarantined_at is null and greatest(w.created_at, w.available_at) < ${before}
           and not exists (select from work_pauses p where p.queue = w.queue and p.job in ('', w.name))
         order by greatest(w.created_at, w.available_at) limit ${limit}`;
}

/** Open work of one partner in one queue. Ages in seconds. */
export interface DeskLine {
  queue: string;
  partnerId: string;
  unsent: number;
  underWay: number;
  setAside: number;
  paused: number;
  /** Of the oldest that is due and rests neither by a pause nor aside; null: there is none. */
  oldest: number | null;
}

/** Lines whose oldest work waits longest come first. */
export function deskLines(tx: Tx, at: Date, limit: number, partnerId?: string): Statement<DeskLine[]> {
  return tx<DeskLine[]>`
    select queue, partner_id, count(*) filter (where going and sent_at is null)::int as unsent,
           count(*) filter (where going and sent_at is not null)::int as under_way,
           count(*) filter (where quarantined_at is not null)::int as set_aside,
           count(*) filter (where paused and quarantined_at is null)::int as paused,
           max(extract(epoch from ${at}::timestamptz - since)) filter (where going)::float8 as oldest
      from (select w.*, greatest(created_at, available_at) as since, paused, not paused and quarantined_at is null as going
              from outbox w
             cross join lateral (select exists (select from work_pauses p where p.queue = w.queue and p.job in ('', w.name)) as paused) p
             where done_at is null and available_at <= ${at}::timestamptz ${partnerId === undefined ? tx`` : tx`and partner_id = ${partnerId}`}) w
     group by queue, partner_id
     order by oldest desc nulls last, set_aside desc, queue, partner_id limit ${limit}`;
}

export interface DeskMail {
  id: string;
  template: MailTemplate;
  state: MailState;
  sendings: number;
  createdAt: Date;
  sentAt: Date | null;
  delivery: string | null;
}

export function deskMails(tx: Tx, partnerId: string, orderId: string): Statement<DeskMail[]> {
  return tx<DeskMail[]>`
    select id, template, state, sendings, created_at, sent_at, delivery from mails
     where partner_id = ${partnerId} and order_id = ${orderId}::uuid order by created_at, id`;
}

export interface DeskEntry {
  at: Date;
  actor: string;
  action: string;
  target: string;
  outcome: string;
  code: string | null;
  reason: string | null;
}

export function deskEntries(tx: Tx, partnerId: string, orderId: string): Statement<DeskEntry[]> {
  return tx<DeskEntry[]>`
    select at, actor, action, target, outcome, code, reason from audit_entries
     where partner_id = ${partnerId} and order_id = ${orderId}::uuid order by at, id`;
}

/** What operations have done to the house's work lately. */
export function deskDeeds(tx: Tx, limit: number): Statement<DeskEntry[]> {
  return tx<DeskEntry[]>`
    select at, actor, action, target, outcome, code, reason from audit_entries
     where partner_id = 'provider' and contract_id = 'provider' and action like 'work.%' order by at desc, id desc limit ${limit}`;
}

/**
 * Hands work out again that was set aside, with a clean count of crashes. @returns no row when it does not lie aside
 */
export function sendAgain(tx: Tx, work: WorkId, at: Date): Statement<{ id: number }[]> {
  return tx<{ id: number }[]>`
    update outbox set quarantined_at = null, faults = attempt, sent_at = null, checked_at = null, generation = generation + 1, available_at = ${at}
     where partner_id = ${work.partnerId} and id = ${work.id} and quarantined_at is not null and done_at is null
    returning id`;
}
