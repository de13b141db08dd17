import type { GroupRule, ReachFacts, UserState, UserType } from "@saihan/domain";
import type { Tx } from "../transaction.ts";

export interface ContractGroupRow {
  id: string;
  partnerId: string;
  name: string;
  createdAt: Date;
  contracts: number;
  users: number;
  rules: (GroupRule & { id: string })[];
}

/** How a group stands to one contract: why it is in it, whether it is kept out, which rules hold for it. */
export type GroupHold = Omit<ReachFacts["groups"][number], "id" | "name">;

/** What a change does to a group: ids that come and go, and rules. */
export interface Membership {
  contracts: { add: readonly string[]; remove: readonly string[] };
  exclude: { add: readonly string[]; remove: readonly string[] };
  rules: { add: readonly (GroupRule & { id: string })[]; remove: readonly string[] };
  users: { add: readonly string[]; remove: readonly string[] };
}

const listOf = (tx: Tx, ids: readonly string[]) => tx`string_to_array(${ids.join(",")}, ',')`;

const holdOf = (tx: Tx, contractId: string) => tx`jsonb_build_object(
           'reason', (select c.reason from contract_group_contracts c where c.group_id = g.id and c.contract_id = ${contractId}),
           'excluded', exists (select from contract_group_exclusions e where e.group_id = g.id and e.contract_id = ${contractId}),
           'rules', coalesce((select jsonb_agg(x.rule_id order by x.rule_id) from contract_group_matches x
                               where x.partner_id = g.partner_id and x.group_id = g.id and x.contract_id = ${contractId}), '[]'))`;

const withCounts = (tx: Tx, contractId?: string) => tx`
  select g.id, g.partner_id, g.name, g.created_at,
         (select count(*) from contract_group_contracts c where c.partner_id = g.partner_id and c.group_id = g.id) as contracts,
         (select count(*) from contract_group_users u where u.partner_id = g.partner_id and u.group_id = g.id) as users,
         coalesce((select jsonb_agg(jsonb_build_object('id', r.id, 'labels', r.labels, 'region', r.region, 'createdBy', r.created_by) order by r.id)
                     from contract_group_rules r where r.partner_id = g.partner_id and r.group_id = g.id), '[]') as rules
         ${contractId === undefined ? tx`` : tx`, ${holdOf(tx, contractId)} as hold`}
    from contract_groups g`;

/** Violates `contract_groups_name` when another group has the name. */
export function insertContractGroup(tx: Tx, group: { id: string; partnerId: string; name: string; at: Date }) {
  return tx`
    insert into contract_groups (partner_id, id, name, created_at) values (${group.partnerId}, ${group.id}, ${group.name}, ${group.at})`;
}

export function findContractGroup(tx: Tx, id: string) {
  return tx<ContractGroupRow[]>`${withCounts(tx)} where g.id = ${id}`;
}

/** Keeps the partner's contracts, and changes of groups, away until the transaction ends: before any row of a group is locked. */
export function lockGroups(tx: Tx, partnerId: string) {
  return tx`select lock_groups(${partnerId})`;
}

/** Locks the group, so that changes to it come one after the other. */
export function lockContractGroup(tx: Tx, id: string) {
  return tx<{ id: string }[]>`select id from contract_groups where id = ${id} for update`;
}

/**
 * By name. @param after name of the last one on the page before
 * @param contractId only the groups that hold this contract or keep it out, each with its `hold`
 */
export function listContractGroups(tx: Tx, page: { after?: string; limit: number; contractId?: string }) {
  const { after, limit, contractId } = page;
  return tx<(ContractGroupRow & { hold?: GroupHold })[]>`
    ${withCounts(tx, contractId)}
     where ${after === undefined ? tx`true` : tx`lower(g.name) > lower(${after})`}
       and ${
         contractId === undefined
           ? tx`true`
           : tx`(exists (select from contract_group_contracts c where c.group_id = g.id and c.contract_id = ${contractId})
              or exists (select from contract_group_exclusions e where e.group_id = g.id and e.contract_id = ${contractId}))`
       }
     order by lower(g.name) limit ${limit}`;
}

/** Members in the order of their ids. @param after id of the last one on the page before */
export function membersOfGroup(
  tx: Tx,
  id: string,
  page: { what: "contracts" | "exclusions" | "users"; after: string; limit: number },
) {
  return page.what === "contracts"
    ? tx<{ id: string }[]>`
        select contract_id as id from contract_group_contracts
         where group_id = ${id} and contract_id > ${page.after} order by contract_id limit ${page.limit}`
    : page.what === "exclusions"
      ? tx<{ id: string }[]>`
        select contract_id as id from contract_group_exclusions
         where group_id = ${id} and contract_id > ${page.after} order by contract_id limit ${page.limit}`
      : tx<{ id: string }[]>`
        select user_id as id from contract_group_users
         where group_id = ${id} and user_id > ${page.after} order by user_id limit ${page.limit}`;
}

export function renameContractGroup(tx: Tx, id: string, name: string) {
  return tx`update contract_groups set name = ${name} where id = ${id}`;
}

export function deleteContractGroup(tx: Tx, id: string) {
  return tx`delete from contract_groups where id = ${id}`;
}

/** Whether a live API key is bound to the group. */
export function keysBoundToGroup(tx: Tx, id: string) {
  return tx<{ keyId: string }[]>`
    select g.key_id from api_key_groups g join api_keys k on k.partner_id = g.partner_id and k.id = g.key_id
     where g.group_id = ${id} and k.revoked_at is null limit 1`;
}

/** Which of the ids are child contracts, or users of the parent who can be confined (the representative cannot). */
export function knownMembers(tx: Tx, partnerId: string, change: Membership) {
  return tx<{ id: string }[]>`
    select id from contracts where partner_id = ${partnerId} and kind = 'child' and id = any(${listOf(tx, [...change.contracts.add, ...change.exclude.add])})
    union all
    select id from users
     where partner_id = ${partnerId} and contract_id = ${partnerId} and type <> 'representative' and state not in ('deleted', 'failed')
       and id = any(${listOf(tx, change.users.add)})`;
}

/**
 * Members by rule follow through triggers (0018_workspaces.sql). What is excluded is not included, whatever else the change says.
 * @param at when rules came into being
 */
export function changeMembers(
  tx: Tx,
  partnerId: string,
  groupId: string,
  { contracts, exclude, rules, users }: Membership,
  at: Date,
) {
  return [
    tx`delete from contract_group_exclusions where group_id = ${groupId} and contract_id = any(${listOf(tx, exclude.remove)})`,
    tx`insert into contract_group_exclusions (partner_id, group_id, contract_id)
       select ${partnerId}, ${groupId}::uuid, unnest(${listOf(tx, exclude.add)}) on conflict do nothing`,
    tx`delete from contract_group_rules where group_id = ${groupId} and id::text = any(${listOf(tx, rules.remove)})`,
    tx`insert into contract_group_rules (partner_id, group_id, id, labels, region, created_by, created_at)
       select ${partnerId}, ${groupId}::uuid, r.id, r.labels, r.region, r."createdBy", ${at} from ${rulesOf(tx, rules.add)}`,
    tx`delete from contract_group_contracts
        where group_id = ${groupId} and reason = 'include' and contract_id = any(${listOf(tx, contracts.remove)})`,
    tx`delete from contract_group_users where group_id = ${groupId} and user_id = any(${listOf(tx, users.remove)})`,
    tx`insert into contract_group_contracts (partner_id, group_id, contract_id, reason)
       select ${partnerId}, ${groupId}::uuid, c.id, 'include' from unnest(${listOf(tx, contracts.add)}) as c (id)
        where not exists (select from contract_group_exclusions e where e.group_id = ${groupId} and e.contract_id = c.id)
       on conflict (partner_id, group_id, contract_id) do update set reason = 'include'`,
    tx`insert into contract_group_users (partner_id, group_id, user_id)
       select ${partnerId}, ${groupId}::uuid, unnest(${listOf(tx, users.add)}) on conflict do nothing`,
  ];
}

const rulesOf = (tx: Tx, rules: Membership["rules"]["add"]) => tx`
  jsonb_to_recordset(${tx.json(rules.map(({ id, labels, region, createdBy }) => ({ id, labels: { ...labels }, region, createdBy })))})
    as r (id uuid, labels jsonb, region text, "createdBy" text)`;

/** How many contracts each rule of a group takes in, before exclusions. Nobody locks for it: a count as of now. */
export function contractsByRule(tx: Tx, groupId: string, { rules }: Pick<Membership, "rules">) {
  return tx<(GroupRule & { id: string; contracts: number })[]>`
    with rules_after as (${rulesAfter(tx, groupId, rules)})
    select r.id, r.labels, r.region, r.created_by, (select count(*)::int from contracts c where ${holds(tx)}) as contracts
      from rules_after r order by r.id`;
}

const rulesAfter = (tx: Tx, groupId: string, rules: Membership["rules"]) => tx`
  select id, labels, region, created_by from contract_group_rules
   where group_id = ${groupId} and not id::text = any(${listOf(tx, rules.remove)})
  union all
  select r.id, r.labels, r.region, r."createdBy" from ${rulesOf(tx, rules.add)}`;

/** Whether rule `r` takes in contract `c`: as the view contract_group_matches says it. */
const holds = (tx: Tx) => tx`
  c.kind = 'child' and c.labels @> r.labels and (r.created_by is null or c.created_by = r.created_by)
  and (r.region is null or exists (
        select from tenants t where t.contract_id = c.id and t.region = r.region and t.state not in ('deleted', 'failed')))`;

/** Who would gain or lose sight of how many contracts; of the contracts the first hundred. */
export interface ReachChange {
  userId: string;
  what: "gains" | "loses";
  contracts: number;
  first: string[];
}

/**
 * What a change of a group would do, without doing it. A user in no group sees every child contract, in one or more the union (sdpf 3.4).
 * @param change `gone`: the group is deleted
 */
export function simulateGroup(
  tx: Tx,
  groupId: string,
  { contracts, exclude, rules, users, gone }: Membership & { gone: boolean },
) {
  return tx<ReachChange[]>`
    with after_users as (
      select user_id, group_id from contract_group_users
       where not (group_id = ${groupId} and (${gone} or user_id = any(${listOf(tx, users.remove)})))
      union
      select unnest(${listOf(tx, users.add)}), ${groupId}::uuid
    ), excluded_after as (
      select contract_id from contract_group_exclusions
       where group_id = ${groupId} and not contract_id = any(${listOf(tx, exclude.remove)})
      union
      select unnest(${listOf(tx, exclude.add)})
    ), rules_after as (${rulesAfter(tx, groupId, rules)}
    ), after_contracts as (
      select contract_id, group_id from contract_group_contracts where group_id <> ${groupId}
      union
      select m.id, ${groupId}::uuid
        from (select contract_id as id from contract_group_contracts
               where group_id = ${groupId} and reason = 'include' and not contract_id = any(${listOf(tx, contracts.remove)})
              union
              select unnest(${listOf(tx, contracts.add)})
              union
              select c.id from rules_after r join contracts c on ${holds(tx)}) m
       where m.id not in (select contract_id from excluded_after)
    ), affected as (
      select u.id as user_id from users u
       where u.contract_id = u.partner_id and u.type <> 'representative' and u.state not in ('deleted', 'failed')
         and (u.id in (select user_id from contract_group_users where group_id = ${groupId})
              or u.id in (select user_id from after_users where group_id = ${groupId}))
    ), children as (
      select id from contracts where kind = 'child'
    ), before as materialized (
      select a.user_id, c.id from affected a cross join children c
       where not exists (select from contract_group_users g where g.user_id = a.user_id)
      union
      select a.user_id, gc.contract_id from affected a
        join contract_group_users gu on gu.user_id = a.user_id join contract_group_contracts gc on gc.group_id = gu.group_id
    ), after as materialized (
      select a.user_id, c.id from affected a cross join children c
       where not exists (select from after_users g where g.user_id = a.user_id)
      union
      select a.user_id, gc.contract_id from affected a
        join after_users gu on gu.user_id = a.user_id join after_contracts gc on gc.group_id = gu.group_id
    ), changed as (
      (select user_id, id, 'gains' as what from after except select user_id, id, 'gains' from before)
      union all
      (select user_id, id, 'loses' from before except select user_id, id, 'loses' from after)
    )
    select user_id, what, count(*)::int as contracts, to_jsonb((array_agg(id order by id))[1:100]) as first
      from changed group by user_id, what order by user_id, what`;
}

/** What decides whether a user of the parent sees a contract. No row when there is no such user of the parent. */
export function reachFacts(tx: Tx, partnerId: string, userId: string, contractId: string) {
  return tx<{ type: UserType; state: UserState; groups: ReachFacts["groups"] }[]>`
    select u.type, u.state, coalesce((
             select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) || ${holdOf(tx, contractId)} order by g.name)
               from contract_group_users m join contract_groups g on g.partner_id = m.partner_id and g.id = m.group_id
              where m.partner_id = u.partner_id and m.user_id = u.id), '[]') as groups
      from users u
     where u.partner_id = ${partnerId} and u.contract_id = ${partnerId} and u.id = ${userId} and u.state not in ('deleted', 'failed')`;
}
