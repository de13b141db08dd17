import type { TenantState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

export interface TenantRow {
  id: string;
  partnerId: string;
  contractId: string;
  workspaceId: string;
  state: TenantState;
  name: string;
  region: string;
  description: string;
  platformId: string | null;
  createdAt: Date;
  startedAt: Date | null;
  endedAt: Date | null;
}

/** For those who see only tenants that they have access to: who they are, and the time. */
export interface GrantedOnly {
  grantedTo: string;
  at: Date;
}

const granted = (tx: Tx, only: GrantedOnly | undefined) =>
  only
    ? tx`and exists (
           select from tenant_access a
            where a.partner_id = tenants.partner_id and a.tenant_id = tenants.id and a.user_id = ${only.grantedTo}
              and a.state = 'granted' and (a.until is null or a.until > ${only.at}))`
    : tx``;

export function findTenant(tx: Tx, partnerId: string, contractId: string, id: string, only?: GrantedOnly) {
  return tx<TenantRow[]>`
    select * from tenants where partner_id = ${partnerId} and contract_id = ${contractId} and id = ${id} ${granted(tx, only)}`;
}

/** The tenant that an order is about. */
export function findTenantOfOrder(tx: Tx, orderId: string) {
  return tx<TenantRow[]>`
    select * from tenants where id = (select subject_id from orders where id = ${orderId})`;
}

export function lockTenant(tx: Tx, partnerId: string, contractId: string, id: string) {
  return tx<TenantRow[]>`
    select * from tenants
     where partner_id = ${partnerId} and contract_id = ${contractId} and id = ${id} for no key update`;
}

export async function listTenants(
  tx: Tx,
  partnerId: string,
  contractId: string,
  page: { after?: Cursor; limit: number; only?: GrantedOnly | undefined },
): Promise<Listed<TenantRow>[]> {
  return tx<Listed<TenantRow>[]>`
    select *, created_at::text as cursor_at from tenants
     where partner_id = ${partnerId} and contract_id = ${contractId}
       ${granted(tx, page.only)}
       ${page.after ? tx`and (created_at, id) < (${page.after.at}::timestamptz, ${page.after.id})` : tx``}
     order by created_at desc, id desc
     limit ${page.limit}`;
}

export function lockTenants(tx: Tx, ids: readonly string[]): Statement<TenantRow[]> {
  return tx<TenantRow[]>`
    select * from tenants where id in (select jsonb_array_elements_text(${tx.json([...ids])})) order by id for share`;
}

export async function countLiveTenants(tx: Tx, contractId: string): Promise<number> {
  const [row] = await tx<{ live: number }[]>`
    select count(*)::int as live from tenants where contract_id = ${contractId} and state not in ('deleted', 'failed')`;
  return row?.live ?? 0;
}

export function describeTenant(tx: Tx, id: string, description: string) {
  return tx`update tenants set description = ${description} where id = ${id}`;
}

/** A deletion that was not carried out: the tenant is as before, unless it was never made. */
export function keepTenant(tx: Tx, id: string) {
  return tx`update tenants set state = 'active' where id = ${id} and state = 'deleting'`;
}

export function recordTenantMade(tx: Tx, id: string, platformId: string, at: Date) {
  return tx`
    update tenants
       set platform_id = ${platformId}, started_at = coalesce(started_at, ${at}),
           state = case state when 'provisioning' then 'active' else state end
     where id = ${id}`;
}

export function recordTenantGone(tx: Tx, id: string, state: "deleted" | "failed", at: Date) {
  return tx`update tenants set state = ${state}, ended_at = ${at} where id = ${id}`;
}

/** The tenants of an order's contract that live. */
export function liveTenantsOfOrder(
  tx: Tx,
  orderId: string,
): Statement<Pick<TenantRow, "id" | "name" | "region" | "description">[]> {
  return tx<Pick<TenantRow, "id" | "name" | "region" | "description">[]>`
    select t.id, t.name, t.region, t.description
      from orders o join tenants t on t.contract_id = o.contract_id
     where o.id = ${orderId} and t.state not in ('deleted', 'failed')`;
}
