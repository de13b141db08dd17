import type { Statement, Tx } from "../transaction.ts";

export type DisabledCause = "BY_USER" | "FAILING" | "GONE";

/** Where a contract wants its events to be sent. */
export interface EndpointRow {
  partnerId: string;
  id: string;
  contractId: string;
  url: string;
  description: string;
  /** Null: every kind. */
  kinds: string[] | null;
  /** Whether months, invoices and credit notes are among them. */
  charges: boolean;
  state: "enabled" | "disabled";
  disabledCause: DisabledCause | null;
  /** Everything up to this number has been delivered, or was not asked for. */
  seq: number;
  turn: number;
  /** In a row. */
  failures: number;
  failingSince: Date | null;
  nextAt: Date | null;
  formerUntil: Date | null;
  createdAt: Date;
}

const columns = (tx: Tx) => tx`
  partner_id, id, contract_id, url, description, to_jsonb(kinds) as kinds, charges, state, disabled_cause, seq, turn, failures, failing_since, next_at, former_until, created_at`;

export function listEndpoints(tx: Tx, contractId: string): Statement<EndpointRow[]> {
  return tx<EndpointRow[]>`
    select ${columns(tx)} from webhook_endpoints where contract_id = ${contractId} order by created_at, id`;
}

export function findEndpoint(tx: Tx, id: string): Statement<EndpointRow[]> {
  return tx<EndpointRow[]>`select ${columns(tx)} from webhook_endpoints where id = ${id}::uuid`;
}

/** The same, kept from others who would change it until the transaction ends. */
export function lockEndpoint(tx: Tx, id: string): Statement<(EndpointRow & { secret: Buffer })[]> {
  return tx<(EndpointRow & { secret: Buffer })[]>`
    select ${columns(tx)}, secret from webhook_endpoints where id = ${id}::uuid for update`;
}

export interface NewEndpoint
  extends Pick<EndpointRow, "partnerId" | "id" | "contractId" | "url" | "description" | "kinds" | "charges" | "state"> {
  secret: Buffer;
  /** Events behind this number are sent; without it those from now on. */
  after: number | undefined;
  heartbeatAt: Date;
  createdBy: string;
  at: Date;
}

/** The newest number that the scope may know of. */
function newest(tx: Tx, contractId: string) {
  return tx`
    coalesce((select h.seq from event_heads h where h.partner_id = current_setting('app.partner_id')),
             (select max(e.seq) from events e where e.partner_id = current_setting('app.partner_id') and e.contract_id = ${contractId}), 0)`;
}

export function newestEvent(tx: Tx, contractId: string): Statement<{ latest: number }[]> {
  return tx<{ latest: number }[]>`select ${newest(tx, contractId)} as latest`;
}

export function insertEndpoint(tx: Tx, e: NewEndpoint): Statement {
  return tx`
    insert into webhook_endpoints (partner_id, id, contract_id, url, description, kinds, charges, secret, state, disabled_cause, seq, heartbeat_at,
                                   created_by, created_at)
    values (${e.partnerId}, ${e.id}, ${e.contractId}, ${e.url}, ${e.description}, ${kindsOf(tx, e.kinds)}, ${e.charges}, ${e.secret}, ${e.state},
            ${e.state === "disabled" ? "BY_USER" : null}, ${e.after ?? newest(tx, e.contractId)}, ${e.heartbeatAt}, ${e.createdBy}, ${e.at})`;
}

function kindsOf(tx: Tx, kinds: readonly string[] | null) {
  return kinds === null ? tx`null` : tx`string_to_array(${kinds.join(",")}, ',')`;
}

/** What a change says; what is absent stays. */
export interface EndpointChange {
  url?: string | undefined;
  description?: string | undefined;
  kinds?: readonly string[] | null | undefined;
  enabled?: boolean | undefined;
  /** Deliveries go on behind this number. */
  after?: number | undefined;
}

/** Writes a change and begins a new turn: failures are forgotten, and work of the turn before does nothing. */
export function changeEndpoint(tx: Tx, id: string, change: EndpointChange): Statement {
  const { url, description, kinds, enabled, after } = change;
  return tx`
    update webhook_endpoints
       set turn = turn + 1, pending = false, failures = 0, failing_since = null, next_at = null
           ${url === undefined ? tx`` : tx`, url = ${url}`}
           ${description === undefined ? tx`` : tx`, description = ${description}`}
           ${kinds === undefined ? tx`` : tx`, kinds = ${kindsOf(tx, kinds)}`}
           ${after === undefined ? tx`` : tx`, seq = ${after}::bigint`}
           ${enabled === undefined ? tx`` : tx`, state = ${enabled ? "enabled" : "disabled"}, disabled_cause = ${enabled ? null : "BY_USER"}`}
     where id = ${id}::uuid`;
}

/** Puts a new secret in place of the present one, which signs as well until `formerUntil`. */
export function rotateSecret(tx: Tx, id: string, secret: Buffer, formerUntil: Date): Statement {
  return tx`
    update webhook_endpoints set former_secret = secret, former_until = ${formerUntil}, secret = ${secret} where id = ${id}::uuid`;
}

export function deleteEndpoint(tx: Tx, id: string): Statement {
  return tx`delete from webhook_endpoints where id = ${id}::uuid`;
}

/**
 * Writes work for idle endpoints that have something to hear: events, or a heartbeat that is due. Whoever is passed over this time is found
 * the next time.
 * @returns how many
 */
export function ringEndpoints(
  tx: Tx,
  now: Date,
  most: number,
  work: { queue: string; name: string },
): Statement<{ rung: number }[]> {
  return tx<{ rung: number }[]>`
    with due as (
      select w.partner_id, w.id, w.turn
        from webhook_endpoints w left join event_heads h on h.partner_id = w.partner_id
       where w.state = 'enabled' and not w.pending
         and (w.heartbeat_at <= ${now}
              or case when w.contract_id = w.partner_id then h.seq > w.seq
                      else exists (select from events e where e.partner_id = w.partner_id and e.contract_id = w.contract_id and e.seq > w.seq
                                      and not e.for_parent) end)
       limit ${most} for update of w skip locked
    ), marked as (
      update webhook_endpoints w set pending = true from due d where w.partner_id = d.partner_id and w.id = d.id
    ), work as (
      insert into outbox (partner_id, order_id, queue, name, payload, created_at, available_at)
      select partner_id, null, ${work.queue}, ${work.name}, jsonb_build_object('endpointId', id, 'turn', turn), ${now}::timestamptz, ${now}::timestamptz
        from due
    )
    select count(*)::int as rung from due`;
}
