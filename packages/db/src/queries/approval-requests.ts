import type { ApprovalAction, ApprovalDescription, ApprovalRequest, ApprovalState, Language } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

/** A request for another's consent (migrations/0014, sdpf 9). */
export interface ApprovalRequestRow extends ApprovalRequest {
  readonly partnerId: string;
  readonly contractId: string;
  readonly externalRequestId: string | null;
  readonly actions: ApprovalAction[];
  readonly descriptions: ApprovalDescription[];
  readonly registeredAt: Date;
  readonly updatedAt: Date | null;
  readonly answeredBy: string | null;
  readonly reason: string | null;
}

/** With whether the asking user has access to the tenant that is asked. */
export type SeenApprovalRequest = ApprovalRequestRow & { granted: boolean };

export type NewApprovalRequest = Omit<ApprovalRequestRow, "state" | "updatedAt" | "answeredBy" | "reason"> & { remindAt: Date };

export interface ApprovalWork {
  tell: { queue: string; name: string };
  expire: { queue: string; name: string };
}

/** Requests, with the work of telling those who are asked, reminding them, and ending what nobody answers. */
export function insertApprovalRequests(tx: Tx, list: readonly NewApprovalRequest[], { tell, expire }: ApprovalWork) {
  return tx`
    with made as (
      insert into approval_requests (partner_id, id, contract_id, approver_contract_id, request_user_id, external_request_id, approver_type,
                                     approver_id, service, actions, descriptions, order_id, state, approval_deadline, approval_expire, registered_at)
      select "partnerId", id, "contractId", "approverContractId", "requestUserId", "externalRequestId", "approverType",
             "approverId", service, actions, descriptions, "orderId", 'registered', "approvalDeadline", "approvalExpire", "registeredAt"
        from jsonb_to_recordset(${tx.json(list as never)}) as n (
          "partnerId" text, id uuid, "contractId" text, "approverContractId" text, "requestUserId" text, "externalRequestId" text,
          "approverType" text, "approverId" text, service text, actions jsonb, descriptions jsonb, "orderId" uuid,
          "approvalDeadline" timestamptz, "approvalExpire" timestamptz, "registeredAt" timestamptz)
    ), asked as (
      select * from jsonb_to_recordset(${tx.json(list as never)}) as n (
        "partnerId" text, id uuid, "registeredAt" timestamptz, "remindAt" timestamptz, "approvalDeadline" timestamptz)
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select n."partnerId", ${tell.queue}, ${tell.name}, jsonb_build_object('requestId', n.id, 'step', s.step), n."registeredAt", s.at
      from asked n cross join lateral (values ('asked', n."registeredAt"), ('reminded', n."remindAt")) s (step, at)
    union all
    select "partnerId", ${expire.queue}, ${expire.name}, jsonb_build_object('requestId', id), "registeredAt", "approvalDeadline" from asked`;
}

function seenBy(tx: Tx, userId: string, now: Date) {
  return tx`
    r.*, exists (select from tenant_access a
                  where a.tenant_id = r.approver_id and a.user_id = ${userId} and a.state = 'granted' and (a.until is null or a.until > ${now})) as granted`;
}

export function findApprovalRequest(tx: Tx, id: string): Statement<ApprovalRequestRow[]> {
  return tx<ApprovalRequestRow[]>`select * from approval_requests where id = ${id}`;
}

/** When the request that an order has raised must be answered. */
export function findAnswerTime(tx: Tx, orderId: string): Statement<{ answerBy: Date }[]> {
  return tx<{ answerBy: Date }[]>`
    select approval_deadline as answer_by from approval_requests where order_id = ${orderId} and state = 'registered'`;
}

export function findSeenApprovalRequest(tx: Tx, id: string, userId: string, now: Date): Statement<SeenApprovalRequest[]> {
  return tx<SeenApprovalRequest[]>`select ${seenBy(tx, userId, now)} from approval_requests r where r.id = ${id}`;
}

/** Locked first; read by `findSeenApprovalRequest` behind it. */
export function lockApprovalRequest(tx: Tx, id: string): Statement<ApprovalRequestRow[]> {
  return tx<ApprovalRequestRow[]>`select * from approval_requests where id = ${id} for update`;
}

export interface ApprovalFilter {
  state?: ApprovalState | undefined;
  /** Active: registered, or approved and valid. Inactive: the others, for so long after their last change. */
  standing?: "active" | "inactive" | undefined;
  orderId?: string | undefined;
  /** Only what this user has raised, or is asked by name or as one with access to the tenant. */
  concerning?: string | undefined;
  now: Date;
  /** Inactive ones that changed before are left out. */
  inactiveSince: Date;
}

/** Requests that the scope may see, newest first. One whose time has run out counts as expired though nobody has written it yet. */
export async function listApprovalRequests(
  tx: Tx,
  userId: string,
  filter: ApprovalFilter,
  page: { after?: Cursor; limit: number },
): Promise<Listed<SeenApprovalRequest>[]> {
  const { state, standing, orderId, concerning, now, inactiveSince } = filter;
  const shown = tx`(case when r.state = 'registered' and r.approval_deadline <= ${now} then 'expired' else r.state end)`;
  const active = tx`(${shown} = 'registered' or ${shown} = 'approved' and (r.approval_expire is null or r.approval_expire > ${now}))`;
  const last = tx`greatest(r.updated_at, case when r.approval_deadline <= ${now} then r.approval_deadline end, r.registered_at)`;
  return tx<Listed<SeenApprovalRequest>[]>`
    select l.*, l.registered_at::text as cursor_at from (
      select ${seenBy(tx, userId, now)} from approval_requests r
       where true
         ${state ? tx`and ${shown} = ${state}` : tx``}
         ${standing === "active" ? tx`and ${active}` : tx``}
         ${standing === "inactive" ? tx`and not ${active} and ${last} >= ${inactiveSince}` : tx``}
         ${orderId ? tx`and r.order_id = ${orderId}::uuid` : tx``}
         ${page.after ? tx`and (r.registered_at, r.id) < (${page.after.at}::text::timestamptz, ${page.after.id}::uuid)` : tx``}
    ) l
    where true ${concerning ? tx`and (l.request_user_id = ${concerning} or l.approver_id = ${concerning} or l.approver_type = 'tenant' and l.granted)` : tx``}
    order by l.registered_at desc, l.id desc
    limit ${page.limit}`;
}

export interface ApprovalAnswer {
  state: Exclude<ApprovalState, "registered">;
  at: Date;
  by: string;
  reason: string | null;
}

/** Answers a request that is open, and writes the work of telling who asked. Rows only when it was open. */
export function answerApprovalRequest(
  tx: Tx,
  which: { id: string } | { orderId: string },
  answer: ApprovalAnswer,
  tell: ApprovalWork["tell"],
) {
  return tx<{ id: string; contractId: string }[]>`
    with answered as (
      update approval_requests set state = ${answer.state}, updated_at = ${answer.at}, answered_by = ${answer.by}, reason = ${answer.reason}
       where state = 'registered' and ${"id" in which ? tx`id = ${which.id}` : tx`order_id = ${which.orderId}`}
      returning partner_id, id, contract_id
    ), told as (
      insert into outbox (partner_id, queue, name, payload, created_at, available_at)
      select partner_id, ${tell.queue}, ${tell.name}, jsonb_build_object('requestId', id, 'step', 'answered'), ${answer.at}::timestamptz, ${answer.at}::timestamptz
        from answered
    )
    select id, contract_id from answered`;
}

/** A person who is to be told, with the language of their contract. */
export interface Addressee {
  userId: string;
  contractId: string;
  language: Language;
}

/** Those who may answer a request: as `isApprover` of packages/domain says. Nobody for one that the provider answers. */
export function approversOf(tx: Tx, requestId: string, now: Date): Statement<Addressee[]> {
  return tx<Addressee[]>`
    select u.id as user_id, u.contract_id, c.language
      from approval_requests r
      join users u on u.partner_id = r.partner_id and u.state = 'active' and u.id <> r.request_user_id
      join contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
     where r.id = ${requestId}
       and (r.approver_type = 'user' and u.id = r.approver_id
            or u.contract_id = r.approver_contract_id
               and (r.approver_type in ('contract', 'tenant') and u.type <> 'general'
                    or r.approver_type in ('contract_owner', 'tenant_owner') and u.type = 'representative')
            or r.approver_type = 'tenant'
               and exists (select from tenant_access a where a.partner_id = r.partner_id and a.tenant_id = r.approver_id and a.user_id = u.id
                              and a.state = 'granted' and (a.until is null or a.until > ${now})))
     order by u.id`;
}

/** Who raised a request. */
export function requesterOf(tx: Tx, requestId: string): Statement<Addressee[]> {
  return tx<Addressee[]>`
    select u.id as user_id, u.contract_id, c.language
      from approval_requests r
      join users u on u.partner_id = r.partner_id and u.id = r.request_user_id and u.state = 'active'
      join contracts c on c.partner_id = u.partner_id and c.id = u.contract_id
     where r.id = ${requestId}`;
}

/** The contract of a user whom the scope may see and who is not gone. */
export function findContractOfUser(tx: Tx, userId: string): Statement<{ contractId: string }[]> {
  return tx<{ contractId: string }[]>`select contract_id from users where id = ${userId} and state not in ('deleted', 'failed')`;
}
