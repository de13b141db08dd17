import type { Statement, Tx } from "../transaction.ts";
import type { GrantedOnly } from "./tenants.ts";

export interface WorkspaceRow {
  id: string;
  partnerId: string;
  contractId: string;
  name: string;
  description: string;
  createdAt: Date;
  /** Its tenants that live, by region. */
  regions: { region: string; tenantId: string }[];
}

/** A user who has access to a tenant of the workspace. */
export interface WorkspaceUser {
  userId: string;
  contractId: string;
  representative: boolean;
}

const granted = (tx: Tx, only: GrantedOnly | undefined) =>
  only
    ? tx`and exists (
           select from tenants t join tenant_access a on a.partner_id = t.partner_id and a.tenant_id = t.id
            where t.partner_id = w.partner_id and t.workspace_id = w.id and a.user_id = ${only.grantedTo}
              and a.state = 'granted' and (a.until is null or a.until > ${only.at}))`
    : tx``;

const withRegions = (tx: Tx) => tx`
  select w.id, w.partner_id, w.contract_id, w.name, w.description, w.created_at,
         coalesce((select jsonb_agg(jsonb_build_object('region', t.region, 'tenantId', t.id) order by t.region)
                     from tenants t where t.partner_id = w.partner_id and t.workspace_id = w.id and t.state not in ('deleted', 'failed')), '[]') as regions
    from workspaces w`;

export function findWorkspace(tx: Tx, contractId: string, id: string, only?: GrantedOnly): Statement<WorkspaceRow[]> {
  return tx<WorkspaceRow[]>`
    ${withRegions(tx)} where w.id = ${id} and w.contract_id = ${contractId} and w.deleted_at is null ${granted(tx, only)}`;
}

/** By id. @param page `after`: id of the last one on the page before */
export function listWorkspaces(
  tx: Tx,
  contractId: string,
  page: { after: string; limit: number; only?: GrantedOnly | undefined },
) {
  return tx<WorkspaceRow[]>`
    ${withRegions(tx)}
     where w.contract_id = ${contractId} and w.deleted_at is null and w.id > ${page.after} ${granted(tx, page.only)}
     order by w.id limit ${page.limit}`;
}

export async function countWorkspaces(tx: Tx, contractId: string): Promise<number> {
  const [row] = await tx<{ live: number }[]>`
    select count(*)::int as live from workspaces where contract_id = ${contractId} and deleted_at is null`;
  return row?.live ?? 0;
}

/** Violates `workspaces_name` when another contract, of whatever partner, has a workspace of the name. */
export function insertWorkspace(
  tx: Tx,
  w: { partnerId: string; contractId: string; name: string; description: string; at: Date },
): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    insert into workspaces (partner_id, id, contract_id, name, description, created_at)
    values (${w.partnerId}, 'ws' || nextval('workspace_number'), ${w.contractId}, ${w.name}, ${w.description}, ${w.at}) returning id`;
}

export function describeWorkspace(tx: Tx, id: string, description: string) {
  return tx`update workspaces set description = ${description} where id = ${id}`;
}

export function deleteWorkspace(tx: Tx, id: string, at: Date) {
  return tx`update workspaces set deleted_at = ${at} where id = ${id}`;
}

/** Where a tenant goes for which no workspace is named: as `house_tenant` (0018_workspaces.sql) would choose, without writing anything. */
export function workspaceForTenant(tx: Tx, contractId: string, region: string): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`
    select coalesce((
      select w.id from workspaces w
       where w.contract_id = ${contractId} and w.implied and w.deleted_at is null
         and not exists (select from tenants t where t.partner_id = w.partner_id and t.workspace_id = w.id
                            and t.region = ${region} and t.state not in ('deleted', 'failed'))
       order by w.id limit 1), 'ws' || nextval('workspace_number')) as id`;
}

/** Who has access to a tenant of the workspace. @param at the time that ends are held against */
export function usersOfWorkspace(tx: Tx, id: string, at: Date): Statement<WorkspaceUser[]> {
  return tx<WorkspaceUser[]>`
    select distinct u.id as user_id, u.contract_id, u.type = 'representative' as representative
      from tenants t
      join tenant_access a on a.partner_id = t.partner_id and a.tenant_id = t.id and a.state = 'granted' and (a.until is null or a.until > ${at})
      join users u on u.partner_id = a.partner_id and u.id = a.user_id
     where t.workspace_id = ${id} and t.state not in ('deleted', 'failed')
     order by u.id`;
}
