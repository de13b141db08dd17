import type { AccessState, UserType } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

/** A user's access to a tenant. It has a row from the acceptance of the order that gives it until it has been taken away. */
export interface AccessRow {
  partnerId: string;
  contractId: string;
  tenantId: string;
  userId: string;
  state: AccessState;
  /** Who gave it, as history names them. */
  grantedBy: string;
  grantedAt: Date | null;
  until: Date | null;
  orderId: string;
}

const columns = (tx: Tx) =>
  tx`a.partner_id, a.contract_id, a.tenant_id, a.user_id, a.state, a.granted_by, a.granted_at, a.until, a.order_id`;

/** Locked until the transaction ends. */
export function lockAccess(tx: Tx, tenantId: string, userId: string): Statement<AccessRow[]> {
  return tx<AccessRow[]>`
    select ${columns(tx)} from tenant_access a where a.tenant_id = ${tenantId} and a.user_id = ${userId} for update`;
}

export interface ListedAccess extends AccessRow {
  /** The user's own contract: the tenant's, or the parent. */
  userContractId: string;
  userType: UserType;
  userName: string | null;
}

/** Who has access to a tenant, as far as the scope may see the users: the users of a child do not see those of its parent. */
export function listAccess(tx: Tx, tenantId: string): Statement<ListedAccess[]> {
  return tx<ListedAccess[]>`
    select ${columns(tx)}, u.contract_id as user_contract_id, u.type as user_type, u.name as user_name
      from tenant_access a join users u on u.partner_id = a.partner_id and u.id = a.user_id
     where a.tenant_id = ${tenantId}
     order by a.user_id`;
}

/** A user of the tenant's own contract or of the parent, locked. Nothing when the scope may not see the user. */
export function lockUserForAccess(tx: Tx, partnerId: string, contractId: string, userId: string) {
  return tx<
    { id: string; contractId: string; type: UserType; state: "provisioning" | "active" | "deleting" | "deleted" | "failed" }[]
  >`
    select id, contract_id, type, state from users
     where partner_id = ${partnerId} and id = ${userId} and contract_id in (${contractId}, ${partnerId}) for no key update`;
}

/** Written with the order that gives it. One that stands stays as it is but for its end. */
export function beginGrant(
  tx: Tx,
  access: {
    partnerId: string;
    contractId: string;
    tenantId: string;
    userId: string;
    grantedBy: string;
    until: Date | null;
    orderId: string;
  },
) {
  return tx`
    insert into tenant_access (partner_id, contract_id, tenant_id, user_id, state, granted_by, until, order_id)
    values (${access.partnerId}, ${access.contractId}, ${access.tenantId}, ${access.userId}, 'granting', ${access.grantedBy}, ${access.until}, ${access.orderId})
    on conflict (partner_id, tenant_id, user_id) do update
       set state = case tenant_access.state when 'revoking' then 'granting' else tenant_access.state end, until = excluded.until`;
}

export function beginRevoke(tx: Tx, tenantId: string, userId: string) {
  return tx`update tenant_access set state = 'revoking' where tenant_id = ${tenantId} and user_id = ${userId}`;
}

/** The platform has given it. Work accepted meanwhile may already have named the next state. */
export function recordAccessGiven(
  tx: Tx,
  access: { tenantId: string; userId: string; until: Date | null; grantedBy: string; orderId: string },
  at: Date,
) {
  return tx`
    update tenant_access
       set granted_at = coalesce(granted_at, ${at}), granted_by = ${access.grantedBy}, order_id = ${access.orderId}, until = ${access.until},
           state = case state when 'granting' then 'granted' else state end
     where tenant_id = ${access.tenantId} and user_id = ${access.userId}`;
}

/** The platform has taken it away. If it has been ordered again meanwhile its row stays, for that order. */
export function recordAccessTaken(tx: Tx, tenantId: string, userId: string) {
  return tx`
    with gone as (
      delete from tenant_access where tenant_id = ${tenantId} and user_id = ${userId} and state = 'revoking'
    )
    update tenant_access set granted_at = null where tenant_id = ${tenantId} and user_id = ${userId} and state <> 'revoking'`;
}

/** Giving it has failed: what stood before stands, with the end that it had. */
export function undoGrant(tx: Tx, access: { tenantId: string; userId: string; untilBefore: Date | null }) {
  return tx`
    with gone as (
      delete from tenant_access
       where tenant_id = ${access.tenantId} and user_id = ${access.userId} and granted_at is null and state = 'granting'
    )
    update tenant_access
       set until = ${access.untilBefore}, state = case state when 'granting' then 'granted' else state end
     where tenant_id = ${access.tenantId} and user_id = ${access.userId} and granted_at is not null`;
}

/** Taking it away has failed: it stands as before, unless it was never given. */
export function undoRevoke(tx: Tx, tenantId: string, userId: string) {
  return tx`
    with gone as (
      delete from tenant_access where tenant_id = ${tenantId} and user_id = ${userId} and state = 'revoking' and granted_at is null
    )
    update tenant_access set state = 'granted'
     where tenant_id = ${tenantId} and user_id = ${userId} and state = 'revoking' and granted_at is not null`;
}

/** The tenant has ended, and with it every access to it. */
export function recordAccessOfTenantGone(tx: Tx, tenantId: string) {
  return tx`delete from tenant_access where tenant_id = ${tenantId}`;
}

/** The user has ended, and with them all that they had access to, in every contract of the partner. */
export function recordAccessOfUserGone(tx: Tx, userId: string) {
  return tx`delete from tenant_access where user_id = ${userId}`;
}

/** Access that stands because the user is the representative of the tenant's contract (sdpf 2.1). */
export function recordAccessOfRepresentative(
  tx: Tx,
  access: { partnerId: string; contractId: string; tenantId: string; userId: string; grantedBy: string; orderId: string },
  at: Date,
) {
  return tx`
    insert into tenant_access (partner_id, contract_id, tenant_id, user_id, state, granted_by, granted_at, order_id)
    values (${access.partnerId}, ${access.contractId}, ${access.tenantId}, ${access.userId}, 'granted', ${access.grantedBy}, ${at}, ${access.orderId})
    on conflict (partner_id, tenant_id, user_id) do update
       set state = 'granted', granted_at = coalesce(tenant_access.granted_at, excluded.granted_at), until = null`;
}

/** Tenants of an order's contract that stand on the platform, each with the users who have access to it. */
export function tenantsWithAccessOf(tx: Tx, orderId: string) {
  return tx<{ id: string; platformId: string; holders: string[] }[]>`
    select t.id, t.platform_id,
           to_jsonb(array(select a.user_id from tenant_access a
                           where a.partner_id = t.partner_id and a.tenant_id = t.id and a.granted_at is not null)) as holders
      from orders o join tenants t on t.partner_id = o.partner_id and t.contract_id = o.contract_id
     where o.id = ${orderId} and t.platform_id is not null and t.state not in ('deleted', 'failed')
     order by t.id`;
}

/** Access of somebody to every tenant of a contract that stands on the platform, for good. */
export function recordAccessToAll(
  tx: Tx,
  access: { contractId: string; userId: string; grantedBy: string; orderId: string },
  at: Date,
) {
  return tx`
    insert into tenant_access (partner_id, contract_id, tenant_id, user_id, state, granted_by, granted_at, order_id)
    select partner_id, contract_id, id, ${access.userId}, 'granted', ${access.grantedBy}, ${at}::timestamptz, ${access.orderId}::uuid
      from tenants where contract_id = ${access.contractId} and platform_id is not null and state not in ('deleted', 'failed')
    on conflict (partner_id, tenant_id, user_id) do update
       set state = 'granted', granted_at = coalesce(tenant_access.granted_at, excluded.granted_at), until = null`;
}

/** How an access stands that a late attempt knows by the platform's ids. `open`: an order on it is under way. */
export function accessByPlatformIds(tx: Tx, platform: { userId: string; projectId: string }) {
  return tx<{ stands: boolean; open: boolean }[]>`
    select exists (select from tenant_access a where a.tenant_id = t.id and a.user_id = u.id and a.granted_at is not null) as stands,
           exists (select from orders o where o.ended_at is null and o.input ->> 'userId' = u.id and o.subject_id in (t.id, t.contract_id)) as open
      from tenants t, users u
     where t.platform_id = ${platform.projectId} and u.platform_id = ${platform.userId}`;
}

/**
 * Writes the work of ending access whose end has come, once for each; again an hour later where that was in vain.
 * @param work the queue and name of that work; its payload names tenant and user
 * @returns how many
 */
export async function askForEndOfAccess(tx: Tx, work: { queue: string; name: string }, at: Date, limit: number): Promise<number> {
  const rows = await tx`
    with due as (
      select partner_id, tenant_id, user_id from tenant_access
       where state = 'granted' and until <= ${at}::timestamptz
         and (end_asked_at is null or end_asked_at < until or end_asked_at < ${at}::timestamptz - interval '1 hour')
       order by until limit ${limit} for update skip locked
    ), asked as (
      update tenant_access a set end_asked_at = ${at}::timestamptz from due d
       where a.partner_id = d.partner_id and a.tenant_id = d.tenant_id and a.user_id = d.user_id
    )
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select partner_id, ${work.queue}, ${work.name}, jsonb_build_object('tenantId', tenant_id, 'userId', user_id), ${at}::timestamptz, ${at}::timestamptz
      from due`;
  return rows.count;
}
