import type { IamResource } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

export interface IamGroupRow {
  id: string;
  contractId: string;
  name: string;
  description: string;
  createdAt: Date;
  roles: { id: string; name: string }[];
  /** Ids of those who are limited by it. */
  users: string[];
}

export interface IamRoleRow {
  id: string;
  contractId: string;
  name: string;
  description: string;
  resources: IamResource[];
  createdAt: Date;
}

const groups = (tx: Tx) => tx`
  select g.id, g.contract_id, g.name, g.description, g.created_at,
         coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by lower(r.name))
                     from iam_group_roles x join iam_roles r on r.partner_id = x.partner_id and r.id = x.role_id
                    where x.partner_id = g.partner_id and x.group_id = g.id), '[]') as roles,
         coalesce((select jsonb_agg(u.user_id order by u.user_id)
                     from iam_group_users u where u.partner_id = g.partner_id and u.group_id = g.id), '[]') as users
    from iam_groups g`;

/** By name; there are `iamLimits.groups` in a contract at most. */
export function listIamGroups(tx: Tx, contractId: string): Statement<IamGroupRow[]> {
  return tx<IamGroupRow[]>`${groups(tx)} where g.contract_id = ${contractId} order by lower(g.name)`;
}

export function findIamGroup(tx: Tx, contractId: string, id: string): Statement<IamGroupRow[]> {
  return tx<IamGroupRow[]>`${groups(tx)} where g.contract_id = ${contractId} and g.id = ${id}`;
}

/** Changes to a group come one after the other. */
export function lockIamGroup(tx: Tx, contractId: string, id: string) {
  return tx<{ id: string }[]>`select id from iam_groups where contract_id = ${contractId} and id = ${id} for update`;
}

interface NewIam {
  partnerId: string;
  id: string;
  contractId: string;
  name: string;
  description: string;
  at: Date;
}

/** Violates `iam_groups_name` when another group of the contract has the name. */
export function insertIamGroup(tx: Tx, g: NewIam) {
  return tx`
    insert into iam_groups (partner_id, id, contract_id, name, description, created_at)
    values (${g.partnerId}, ${g.id}, ${g.contractId}, ${g.name}, ${g.description}, ${g.at})`;
}

export function deleteIamGroup(tx: Tx, contractId: string, id: string) {
  return tx`delete from iam_groups where contract_id = ${contractId} and id = ${id}`;
}

/** By name; there are `iamLimits.roles` in a contract at most. */
export function listIamRoles(tx: Tx, contractId: string): Statement<IamRoleRow[]> {
  return tx<IamRoleRow[]>`
    select id, contract_id, name, description, resources, created_at from iam_roles where contract_id = ${contractId} order by lower(name)`;
}

export function findIamRole(tx: Tx, contractId: string, id: string): Statement<IamRoleRow[]> {
  return tx<IamRoleRow[]>`
    select id, contract_id, name, description, resources, created_at from iam_roles where contract_id = ${contractId} and id = ${id}`;
}

/** Violates `iam_roles_name` when another role of the contract has the name. */
export function insertIamRole(tx: Tx, r: NewIam & { resources: readonly IamResource[] }) {
  return tx`
    insert into iam_roles (partner_id, id, contract_id, name, description, resources, created_at)
    values (${r.partnerId}, ${r.id}, ${r.contractId}, ${r.name}, ${r.description}, ${JSON.stringify(r.resources)}::text::jsonb, ${r.at})`;
}

/** @returns nothing when there is no such role, or a group has it */
export function deleteIamRole(tx: Tx, contractId: string, id: string) {
  return tx<{ id: string }[]>`
    delete from iam_roles r where contract_id = ${contractId} and id = ${id}
       and not exists (select from iam_group_roles x where x.partner_id = r.partner_id and x.role_id = r.id) returning id`;
}

interface Member {
  partnerId: string;
  contractId: string;
  groupId: string;
}

/** Once more changes nothing. */
export function attachIamRole(tx: Tx, m: Member & { roleId: string }) {
  return tx`
    insert into iam_group_roles (partner_id, contract_id, group_id, role_id)
    values (${m.partnerId}, ${m.contractId}, ${m.groupId}, ${m.roleId}) on conflict do nothing`;
}

export function detachIamRole(tx: Tx, m: Omit<Member, "partnerId"> & { roleId: string }) {
  return tx<{ id: string }[]>`
    delete from iam_group_roles where contract_id = ${m.contractId} and group_id = ${m.groupId} and role_id = ${m.roleId} returning role_id as id`;
}

/** Once more changes nothing. */
export function limitIamUser(tx: Tx, m: Member & { userId: string }) {
  return tx`
    insert into iam_group_users (partner_id, contract_id, group_id, user_id)
    values (${m.partnerId}, ${m.contractId}, ${m.groupId}, ${m.userId}) on conflict do nothing`;
}

export function freeIamUser(tx: Tx, m: Omit<Member, "partnerId"> & { userId: string }) {
  return tx<{ id: string }[]>`
    delete from iam_group_users where contract_id = ${m.contractId} and group_id = ${m.groupId} and user_id = ${m.userId} returning user_id as id`;
}
