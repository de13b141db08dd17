import type { ContractState } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

/** What the house has recorded of one contract on the platform. Ids named `platform...` are the platform's; null: not made yet. */
export interface PlatformRecordRow {
  id: string;
  kind: "parent" | "child";
  state: ContractState;
  platformId: string | null;
  /** An order that may touch it is under way, or has changed something since `since`. */
  moving: boolean;
  tenants: { tenantId: string; platformId: string | null }[];
  users: { userId: string; platformId: string | null }[];
  access: { platformUserId: string; platformProjectId: string; tenantId: string; userId: string }[];
}

/**
 * The scope's contracts as they should stand on the platform, by id. A parent and its representative are signed and not ordered: they come
 * to the platform with what first needs them, so only those that have come are named. An order of any child may bring them.
 * @param of one contract, or the page after an id
 * @param since orders that moved after this instant count as under way; null: only those that are open
 */
export function platformRecords(
  tx: Tx,
  of: { contractId: string } | { after: string; limit: number },
  since: Date | null,
): Statement<PlatformRecordRow[]> {
  const chosen = "contractId" in of ? tx`where id = ${of.contractId}` : tx`where id > ${of.after} order by id limit ${of.limit}`;
  return tx<PlatformRecordRow[]>`
    with chosen as materialized (select id, partner_id, kind, state, platform_id from contracts ${chosen})
    select c.id, c.kind, c.state, c.platform_id,
           exists (select from orders o
                    where (o.contract_id = c.id or c.kind = 'parent' and o.attempt > 0)
                      and (o.ended_at is null and (o.state <> 'scheduled' or o.kind = 'contract.create') or o.changed_at > ${since}::timestamptz)) as moving,
           coalesce((select jsonb_agg(jsonb_build_object('tenantId', t.id, 'platformId', t.platform_id) order by t.id)
                       from tenants t where t.contract_id = c.id and t.state not in ('deleted', 'failed')), '[]') as tenants,
           coalesce((select jsonb_agg(jsonb_build_object('userId', u.id, 'platformId', u.platform_id) order by u.id)
                       from users u where u.contract_id = c.id and u.state not in ('deleted', 'failed')
                        and (c.kind = 'child' or u.platform_id is not null)), '[]') as users,
           coalesce((select jsonb_agg(jsonb_build_object('platformUserId', u.platform_id, 'platformProjectId', t.platform_id,
                                                         'tenantId', t.id, 'userId', u.id) order by t.id, u.id)
                       from tenant_access a
                       join tenants t on t.id = a.tenant_id
                       join users u on u.id = a.user_id
                      where a.contract_id = c.id and a.granted_at is not null
                        and t.platform_id is not null and u.platform_id is not null), '[]') as access
      from chosen c order by c.id`;
}

/** Every partner, for a service of the house. */
export function partnersToCompare(tx: Tx): Statement<{ id: string }[]> {
  return tx<{ id: string }[]>`select id from partners_to_compare() as p (id)`;
}

export interface DriftReportRow {
  partnerId: string;
  contractId: string;
  comparedAt: Date;
  /** Since when there is any difference. */
  foundAt: Date | null;
  differences: unknown[];
}

/** Keeps the last comparison of each contract of one partner. What stands since an earlier comparison keeps its instant. */
export function recordDrift(
  tx: Tx,
  partnerId: string,
  reports: readonly { contractId: string; differences: readonly object[] }[],
  at: Date,
) {
  return tx`
    insert into drift_reports (partner_id, contract_id, compared_at, found_at, differences)
    select ${partnerId}, r."contractId", ${at}::timestamptz, case when r.differences = '[]' then null else ${at}::timestamptz end, r.differences
      from jsonb_to_recordset(${tx.json(reports as never)}) as r ("contractId" text, differences jsonb)
    on conflict (partner_id, contract_id) do update
       set compared_at = excluded.compared_at, differences = excluded.differences,
           found_at = case when excluded.found_at is null then null else coalesce(drift_reports.found_at, excluded.found_at) end
     where drift_reports.compared_at <= excluded.compared_at`;
}

export function findDriftReport(tx: Tx, contractId: string): Statement<DriftReportRow[]> {
  return tx<DriftReportRow[]>`select * from drift_reports where contract_id = ${contractId}`;
}

/** Contracts that differ, those that do so longest first; of the scope's partner, or of all when an operator names none. */
export function listDriftReports(
  tx: Tx,
  { after, limit }: { after?: { at: string; id: string }; limit: number },
): Statement<(DriftReportRow & { id: string; cursorAt: string })[]> {
  return tx<(DriftReportRow & { id: string; cursorAt: string })[]>`
    select *, contract_id as id, found_at::text as cursor_at from drift_reports
     where found_at is not null
       ${after ? tx`and (found_at, contract_id) > (${after.at}::text::timestamptz, ${after.id})` : tx``}
     order by found_at, contract_id limit ${limit}`;
}

export interface NewComparison {
  id: string;
  beganAt: Date;
  endedAt: Date;
  contracts: number;
  passedOver: number;
  drifted: number;
  strangers: readonly object[];
  trouble: string | null;
}

/** Notes a comparison of the whole platform, and forgets those before the last two hundred. */
export function recordComparison(tx: Tx, c: NewComparison) {
  return tx`
    with old as (
      delete from drift_comparisons where id in (select id from drift_comparisons order by began_at desc offset 200)
    )
    insert into drift_comparisons (id, began_at, ended_at, contracts, passed_over, drifted, strangers, trouble)
    values (${c.id}::uuid, ${c.beganAt}, ${c.endedAt}, ${c.contracts}, ${c.passedOver}, ${c.drifted}, ${tx.json(c.strangers as never)}, ${c.trouble})`;
}

/** What a running program says of the platform. */
export interface PlatformSeen {
  program: string;
  instance: string;
  ready: boolean;
  circuit: "closed" | "open" | "half-open";
  why: string | null;
  at: Date;
}

/** Notes it, and forgets programs that have said nothing for `forgetMs`. */
export function recordPlatformSeen(tx: Tx, s: PlatformSeen, forgetMs: number) {
  return tx`
    with silent as (
      delete from platform_watch where seen_at < ${new Date(s.at.getTime() - forgetMs)} and (program, instance) <> (${s.program}, ${s.instance})
    )
    insert into platform_watch as w (program, instance, ready, circuit, why, since, seen_at)
    values (${s.program}, ${s.instance}, ${s.ready}, ${s.circuit}, ${s.why}, ${s.at}, ${s.at})
    on conflict (program, instance) do update
       set ready = excluded.ready, circuit = excluded.circuit, why = excluded.why, seen_at = excluded.seen_at,
           since = case when w.ready = excluded.ready and w.circuit = excluded.circuit then w.since else excluded.since end`;
}

export function forgetPlatformSeen(tx: Tx, { program, instance }: Pick<PlatformSeen, "program" | "instance">) {
  return tx`delete from platform_watch where program = ${program} and instance = ${instance}`;
}

/** Instants as Postgres writes them in JSON. */
export interface PlatformForStaff {
  programs: {
    program: string;
    instance: string;
    ready: boolean;
    circuit: string;
    why: string | null;
    since: string;
    seen_at: string;
  }[];
  comparisons: {
    began_at: string;
    ended_at: string;
    contracts: number;
    passed_over: number;
    drifted: number;
    strangers: Record<string, unknown>[];
    trouble: string | null;
  }[];
}

/** Nothing, unless an operator asks. */
export function platformForStaff(tx: Tx): Statement<{ seen: PlatformForStaff | null }[]> {
  return tx<{ seen: PlatformForStaff | null }[]>`select platform_for_staff() as seen`;
}
