import { eventsKeptDays, type NumberedEvent } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";

export type EventRow = NumberedEvent;

/**
 * Numbers what has been committed since the last time.
 * @param most entries of one partner at once
 * @returns the partners that had something; `taken` equal to `most` means that there may be more
 */
export function numberEvents(tx: Tx, most: number): Statement<{ partner: string; taken: number; latest: number }[]> {
  return tx<{ partner: string; taken: number; latest: number }[]>`select * from number_events(${most}::int)`;
}

export interface EventFilter {
  /** Kinds as they are, or a beginning with `.*` behind it. Empty: every kind. */
  kinds: readonly string[];
  contractId?: string | undefined;
  /** Events of the contracts in this group, as far as the scope sees it. */
  groupId?: string | undefined;
  subject?: string | undefined;
  orderId?: string | undefined;
  /** Events from this instant on. */
  from?: string | undefined;
  /** Whether months, invoices and credit notes are among them. */
  charges: boolean;
  /** Whose eyes notices are for, as `listNotices` takes it. */
  notices: { ofChild: boolean; grantedTo?: string | undefined; at: Date };
}

/** The newest number that the scope may know of, and the oldest that is kept; both as of the events beside them. */
export interface FeedStand {
  latest: number;
  oldest: number;
}

/**
 * Events behind a number, in their order, and where the feed stands, in one snapshot: nothing can appear later between the last row and `latest`.
 * @param after the number that has been read
 */
export function listEvents(
  tx: Tx,
  filter: EventFilter,
  page: { after: number; limit: number },
): Statement<(FeedStand & { [K in keyof EventRow]: EventRow[K] | null })[]> {
  return tx`
    with stand as (
      select coalesce((select seq from event_heads h where h.partner_id = current_setting('app.partner_id')),
                      (select max(seq) from events e where e.partner_id = current_setting('app.partner_id')
                        ${filter.contractId ? tx`and e.contract_id = ${filter.contractId}` : tx``}), 0) as latest,
             coalesce((select oldest from event_heads h where h.partner_id = current_setting('app.partner_id')), 1) as oldest
    ), found as (
      select partner_id, seq, contract_id, at, kind, subject, order_id, data
        from events e
       where e.partner_id = current_setting('app.partner_id') and e.seq > ${page.after}::bigint and ${matching(tx, filter)}
       order by e.seq limit ${page.limit}
    )
    select s.latest, s.oldest, f.* from stand s left join found f on true order by f.seq`;
}

/** The rows of `listEvents`, apart from where the feed stands. */
export function eventsOf(rows: readonly (FeedStand & { [K in keyof EventRow]: EventRow[K] | null })[]) {
  const [first] = rows;
  const stand: FeedStand = { latest: first?.latest ?? 0, oldest: first?.oldest ?? 1 };
  return { ...stand, events: rows.filter((row): row is FeedStand & EventRow => row.seq !== null) };
}

/** A condition on `events e`. */
export function matching(tx: Tx, { kinds, contractId, groupId, subject, orderId, from, charges, notices }: EventFilter) {
  const whole = kinds.filter((kind) => !kind.endsWith("*")).join(",");
  const beginnings = kinds.flatMap((kind) => (kind.endsWith("*") ? [kind.slice(0, -1)] : [])).join(",");
  return tx`true
    ${
      kinds.length > 0
        ? tx`and (e.kind = any(string_to_array(${whole}, ','))
                  or exists (select from unnest(string_to_array(${beginnings}, ',')) as b where starts_with(e.kind, b)))`
        : tx``
    }
    ${contractId ? tx`and e.contract_id = ${contractId}` : tx``}
    ${
      groupId
        ? tx`and exists (select from contract_group_contracts g where g.contract_id = e.contract_id and g.group_id = ${groupId}::uuid)`
        : tx``
    }
    ${subject ? tx`and e.subject = ${subject}` : tx``}
    ${orderId ? tx`and e.order_id = ${orderId}::uuid` : tx``}
    ${from ? tx`and e.at >= ${from}::text::timestamptz` : tx``}
    ${charges ? tx`` : tx`and split_part(e.kind, '.', 1) not in ('month', 'invoice', 'credit-note')`}
    ${
      notices.ofChild
        ? tx`and not (starts_with(e.kind, 'notice.') and exists (select from notice_suppressions s where s.categories ? (e.data ->> 'category')))`
        : tx``
    }
    ${
      notices.grantedTo === undefined
        ? tx``
        : tx`and (not starts_with(e.kind, 'notice.') or e.data ->> 'category' = 'news'
                  or exists (select from tenant_access a
                              where a.user_id = ${notices.grantedTo} and a.granted_at is not null
                                and (a.until is null or a.until > ${notices.at}::timestamptz) and e.data -> 'tenants' ? a.tenant_id))`
    }`;
}

/** Removes events that are past their retention, oldest first, so that what is kept has no gap. */
export function pruneEvents(tx: Tx, now: Date) {
  const before = new Date(now.getTime() - eventsKeptDays * 86_400_000);
  return tx`
    with first as (
      select h.partner_id, coalesce((select e.seq from events e where e.partner_id = h.partner_id and e.at >= ${before} order by e.seq limit 1), h.seq + 1) as seq
        from event_heads h
    ), gone as (
      delete from events e using first f where e.partner_id = f.partner_id and e.seq < f.seq
    )
    update event_heads h set oldest = f.seq from first f where f.partner_id = h.partner_id and h.oldest < f.seq`;
}
