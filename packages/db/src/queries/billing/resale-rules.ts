import type { Statement, Tx } from "../../transaction.ts";
import type { Cursor, Listed } from "../contracts.ts";

/** A partner's own price for its end users. Months are first days; amounts and percentages in `price` are decimal text. */
export interface ResaleRuleRow {
  id: string;
  scope: "resource" | "plan" | "menu" | "category" | "all";
  resourceId: string | null;
  menu: string | null;
  plan: string | null;
  category: string | null;
  holder: "contract" | "group" | "partner";
  contractId: string | null;
  groupId: string | null;
  fromMonth: string;
  toMonth: string | null;
  price: Record<string, unknown>;
  /** It began before it was entered: it prices only what no other rule prices. */
  late: boolean;
  createdBy: string;
  createdAt: Date;
  endedBy: string | null;
  endedAt: Date | null;
}

const columns = (tx: Tx) => tx`
  id, scope, resource_id, menu, plan, category, holder, contract_id, group_id, from_month::text, to_month::text, price, late, created_by, created_at,
  ended_by, ended_at`;

/** Keeps others from changing a partner's rules, or pricing by them, until the transaction ends. */
export function lockResale(tx: Tx, partnerId: string) {
  return tx`select pg_advisory_xact_lock(7355613, hashtext(${partnerId}))`;
}

/** Every rule that the scope may see, the newest first; in force or not. */
export function listResaleRules(tx: Tx, partnerId: string): Statement<ResaleRuleRow[]> {
  return tx<
    ResaleRuleRow[]
  >`select ${columns(tx)} from resale_rules where partner_id = ${partnerId} order by created_at desc, id desc`;
}

/** The same by pages. @param month first day of a month in which they are in force; nothing: all */
export function listResaleRulePage(
  tx: Tx,
  partnerId: string,
  month: string | undefined,
  page: { after?: Cursor; limit: number },
): Statement<Listed<ResaleRuleRow>[]> {
  return tx<Listed<ResaleRuleRow>[]>`
    select ${columns(tx)}, created_at::text as cursor_at from resale_rules
     where partner_id = ${partnerId}
       ${month ? tx`and from_month <= ${month}::date and (to_month is null or to_month > ${month}::date)` : tx``}
       ${page.after ? tx`and (created_at, id::text) < (${page.after.at}::text::timestamptz, ${page.after.id}::text)` : tx``}
     order by created_at desc, id desc limit ${page.limit}`;
}

export function findResaleRule(tx: Tx, partnerId: string, id: string): Statement<ResaleRuleRow[]> {
  return tx<ResaleRuleRow[]>`select ${columns(tx)} from resale_rules where partner_id = ${partnerId} and id = ${id}`;
}

export function insertResaleRule(tx: Tx, partnerId: string, r: Omit<ResaleRuleRow, "endedBy" | "endedAt">) {
  return tx`
    insert into resale_rules (partner_id, id, scope, resource_id, menu, plan, category, holder, contract_id, group_id, from_month, to_month, price, late,
                              created_by, created_at)
    values (${partnerId}, ${r.id}, ${r.scope}, ${r.resourceId}, ${r.menu}, ${r.plan}, ${r.category}, ${r.holder}, ${r.contractId}, ${r.groupId},
            ${r.fromMonth}::date, ${r.toMonth}::date, ${tx.json(r.price as never)}, ${r.late}, ${r.createdBy}, ${r.createdAt})`;
}

/** @param to first day of the first month without it */
export function endResaleRule(tx: Tx, partnerId: string, id: string, { to, by, at }: { to: string; by: string; at: Date }) {
  return tx`
    update resale_rules set to_month = ${to}::date, ended_by = ${by}, ended_at = ${at} where partner_id = ${partnerId} and id = ${id}`;
}

/** Pairs of contract groups that share a contract, both ways. */
export function groupsThatMeet(tx: Tx, partnerId: string) {
  return tx<{ a: string; b: string }[]>`
    select distinct x.group_id::text as a, y.group_id::text as b
      from contract_group_contracts x
      join contract_group_contracts y on y.partner_id = x.partner_id and y.contract_id = x.contract_id and y.group_id <> x.group_id
     where x.partner_id = ${partnerId}`;
}

/** The groups of contracts, named contracts only. */
export function groupsOfContracts(tx: Tx, partnerId: string, contractIds: readonly string[]) {
  return tx<{ contractId: string; groupId: string }[]>`
    select contract_id, group_id::text from contract_group_contracts
     where partner_id = ${partnerId} and contract_id = any(string_to_array(${contractIds.join(",")}, ','))`;
}

/** The step after a close, for a partner that has rules: makes the statements of its end users. */
export function insertResaleWork(
  tx: Tx,
  facts: { partnerId: string; month: string; at: Date },
  work: { queue: string; name: string },
) {
  const { partnerId, month, at } = facts;
  return tx`
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select ${partnerId}, ${work.queue}, ${work.name}, ${tx.json({ month })}, ${at}::timestamptz, ${at}::timestamptz
     where exists (select from resale_rules where partner_id = ${partnerId} and from_month <= ${`${month}-01`}::date)`;
}

/** The same again for every closed month that a rule fills gaps of. @param from first day of its first month */
export function insertResaleWorkSince(
  tx: Tx,
  facts: { partnerId: string; from: string; at: Date },
  work: { queue: string; name: string },
) {
  const { partnerId, from, at } = facts;
  return tx`
    insert into outbox (partner_id, queue, name, payload, created_at, available_at)
    select ${partnerId}, ${work.queue}, ${work.name}, jsonb_build_object('month', to_char(m.month, 'YYYY-MM')), ${at}::timestamptz, ${at}::timestamptz
      from partner_months m
     where m.partner_id = ${partnerId} and m.month >= ${from}::date and m.state = 'closed' order by m.month`;
}
