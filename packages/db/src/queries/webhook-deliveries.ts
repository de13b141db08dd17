import type { Statement, Tx } from "../transaction.ts";
import type { EventRow } from "./events.ts";
import type { DisabledCause, EndpointRow } from "./webhooks.ts";

/** An endpoint as its delivery needs it. */
export interface EndpointToServe extends EndpointRow {
  secret: Buffer;
  formerSecret: Buffer | null;
  heartbeatAt: Date;
  /** The newest event in sight of its contract, and the oldest that is kept. */
  latest: number;
  oldest: number;
  /** Whom a mail about it goes to. */
  representativeId: string;
  language: "ja" | "en";
}

/** Send it before the events: what is numbered in between then only seems not to be there yet. */
export function findEndpointToServe(tx: Tx, id: string): Statement<EndpointToServe[]> {
  return tx<EndpointToServe[]>`
    select w.*,
           case when w.contract_id = w.partner_id then coalesce(h.seq, 0)
                else coalesce((select max(e.seq) from events e where e.partner_id = w.partner_id and e.contract_id = w.contract_id and not e.for_parent), 0)
           end as latest, coalesce(h.oldest, 1) as oldest, c.representative_id, c.language
      from webhook_endpoints w
      join contracts c on c.partner_id = w.partner_id and c.id = w.contract_id
      left join event_heads h on h.partner_id = w.partner_id
     where w.id = ${id}::uuid`;
}

/** Those events that an endpoint is sent: a parent those of all its contracts, a child its own; of the kinds that it asks for. */
function heard(tx: Tx) {
  return tx`
    (w.contract_id = w.partner_id or e.contract_id = w.contract_id and not e.for_parent)
    and (w.charges or split_part(e.kind, '.', 1) not in ('month', 'invoice', 'credit-note'))
    and (w.contract_id = w.partner_id or not starts_with(e.kind, 'notice.')
         or not exists (select from notice_suppressions s where s.partner_id = w.partner_id and s.categories ? (e.data ->> 'category')))
    and (w.kinds is null
         or exists (select from unnest(w.kinds) as k where case when k like '%*' then starts_with(e.kind, left(k, -1)) else e.kind = k end))`;
}

/** The next events that an endpoint has not been sent. */
export function nextEvents(tx: Tx, endpointId: string, limit: number): Statement<EventRow[]> {
  return tx<EventRow[]>`
    select e.partner_id, e.seq, e.contract_id, e.at, e.kind, e.subject, e.order_id, e.data
      from webhook_endpoints w
     cross join lateral (
       select e.* from events e where e.partner_id = w.partner_id and e.seq > w.seq and ${heard(tx)} order by e.seq limit ${limit}) e
     where w.id = ${endpointId}::uuid and w.state = 'enabled' order by e.seq`;
}

/** The events of a range that an endpoint is sent, whether it has been sent them or not. */
export function eventsToResend(tx: Tx, endpointId: string, from: number, to: number, limit: number): Statement<EventRow[]> {
  return tx<EventRow[]>`
    select e.partner_id, e.seq, e.contract_id, e.at, e.kind, e.subject, e.order_id, e.data
      from webhook_endpoints w
     cross join lateral (
       select e.* from events e
        where e.partner_id = w.partner_id and e.seq between ${from}::bigint and ${to}::bigint and ${heard(tx)} order by e.seq limit ${limit}) e
     where w.id = ${endpointId}::uuid and w.state = 'enabled' order by e.seq`;
}

export interface NewDelivery {
  reason: "event" | "resend" | "test" | "heartbeat";
  messageId: string;
  kind: string;
  event: number | null;
  attempt: number;
  at: Date;
  durationMs: number;
  outcome: "delivered" | "failed";
  status: number | null;
  code: string | null;
  answer: string | null;
}

/** Writes attempts into the log of an endpoint, if there still is one. */
export function insertDeliveries(tx: Tx, endpointId: string, deliveries: readonly NewDelivery[]): Statement {
  return tx`
    insert into webhook_deliveries (partner_id, endpoint_id, contract_id, reason, message_id, kind, event, attempt, at, duration_ms, outcome, status,
                                    code, answer)
    select w.partner_id, w.id, w.contract_id, d.reason, d."messageId", d.kind, d.event, d.attempt, d.at, d."durationMs", d.outcome, d.status, d.code,
           d.answer
      from webhook_endpoints w,
           rows from (jsonb_to_recordset(${tx.json(deliveries as never)}) as (reason text, "messageId" text, kind text, event bigint, attempt int,
             at timestamptz, "durationMs" int, outcome text, status int, code text, answer text)) with ordinality as d
     where w.id = ${endpointId}::uuid order by d.ordinality`;
}

/** How an endpoint stands after a round of deliveries. */
export interface Served {
  /** Delivered, or not asked for, up to here. */
  seq: number;
  /** A piece of work carries on. */
  pending: boolean;
  failures: number;
  failingSince: Date | null;
  nextAt: Date | null;
  heartbeatAt: Date;
  disabled: DisabledCause | null;
}

/** Writes the outcome of a round, unless somebody has begun another turn meanwhile. */
export function recordServed(tx: Tx, endpointId: string, turn: number, s: Served): Statement {
  return tx`
    update webhook_endpoints
       set seq = greatest(seq, ${s.seq}::bigint), pending = ${s.pending}, failures = ${s.failures}, failing_since = ${s.failingSince}, next_at = ${s.nextAt},
           heartbeat_at = ${s.heartbeatAt}, state = ${s.disabled ? "disabled" : "enabled"}, disabled_cause = ${s.disabled}
     where id = ${endpointId}::uuid and turn = ${turn} and state = 'enabled'`;
}

/** An event that no entry of the audit tells of. */
export function insertEventNote(
  tx: Tx,
  note: { partnerId: string; contractId: string; at: Date; kind: string; subject: string; data: Record<string, string> },
): Statement {
  return tx`
    insert into event_notes (partner_id, contract_id, at, kind, subject, data)
    values (${note.partnerId}, ${note.contractId}, ${note.at}, ${note.kind}, ${note.subject}, ${tx.json(note.data)})`;
}

export interface DeliveryRow extends NewDelivery {
  id: string;
}

/** The log of an endpoint, newest first. */
export function listDeliveries(
  tx: Tx,
  endpointId: string,
  filter: { event?: number | undefined; outcome?: string | undefined },
  page: { before?: string | undefined; limit: number },
): Statement<DeliveryRow[]> {
  return tx<DeliveryRow[]>`
    select id::text, reason, message_id, kind, event, attempt, at, duration_ms, outcome, status, code, answer
      from webhook_deliveries d
     where partner_id = current_setting('app.partner_id') and endpoint_id = ${endpointId}::uuid
       ${filter.event === undefined ? tx`` : tx`and event = ${filter.event}::bigint`}
       ${filter.outcome === undefined ? tx`` : tx`and outcome = ${filter.outcome}`}
       ${page.before === undefined ? tx`` : tx`and d.id < ${page.before}::bigint`}
     order by d.id desc limit ${page.limit}`;
}
