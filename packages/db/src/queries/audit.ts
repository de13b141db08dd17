import type { OrderKind, ProblemCode } from "@saihan/domain";
import type { Statement, Tx } from "../transaction.ts";
import type { Cursor, Listed } from "./contracts.ts";

/** What an entry may say of a state: ids, states, and which fields have changed. Never what a person is called or where they are reached. */
export interface AuditedState {
  state?: string;
  /** Names of fields that have changed, not their values. */
  changed?: readonly string[];
  [idOrFlag: string]: string | number | boolean | readonly string[] | undefined;
}

/** What the audit says of what was ordered: ids and flags as they are, of names and addresses only that they change. */
export function auditedInput({ kind, input }: { kind: OrderKind; input: Record<string, unknown> }): AuditedState {
  switch (kind) {
    case "contract.change":
    case "tenant.change":
    case "user.change":
      return {
        changed: Object.keys(input)
          .filter((key) => key !== "retryOf" && key !== "startAt")
          .sort(),
      };
    case "contract.repair":
      return { remove: (input.remove as unknown[]).map((named) => JSON.stringify(named)) };
    case "contract.suspend":
    case "contract.resume":
      return typeof input.reason === "string" ? { reason: input.reason } : {};
    case "representative.change":
    case "access.grant":
    case "access.revoke":
      return { userId: String(input.userId), ...(typeof input.until === "string" ? { until: input.until } : {}) };
    default:
      return {};
  }
}

export interface NewAuditEntry {
  partnerId: string;
  /** Who may see this contract may see the entry. */
  contractId: string;
  at: Date;
  /** From the credential, or the name of the program. */
  actor: string;
  /** `contract.suspend`, `order.failed`, `user.set-first-password` */
  action: string;
  /** The id of what was acted upon. */
  target: string;
  /** Present: it was refused, and why. */
  refused?: ProblemCode;
  before?: AuditedState | undefined;
  after?: AuditedState | undefined;
  /** What a person gave as reason, or the code for which something failed. */
  reason?: string;
  orderId?: string;
  requestId?: string;
}

/** Writes entries down in the transaction of what they tell of. They are sealed a moment after it commits. */
export function insertAuditEntries(tx: Tx, entries: readonly NewAuditEntry[]) {
  const rows = entries.map(({ refused, ...entry }) => ({
    ...entry,
    outcome: refused === undefined ? "done" : "refused",
    code: refused ?? null,
  }));
  return tx`
    insert into audit_entries
      (partner_id, contract_id, at, actor, action, target, outcome, code, before, after, reason, order_id, request_id)
    select "partnerId", "contractId", at, actor, action, target, outcome, code, before, after, reason, "orderId", "requestId"
      from jsonb_to_recordset(${tx.json(rows as never)}) as r (
        "partnerId" text, "contractId" text, at timestamptz, actor text, action text, target text, outcome text, code text, before jsonb,
        after jsonb, reason text, "orderId" uuid, "requestId" text)`;
}

/** Seals entries that have been committed, the oldest first. @param most at once @returns how many: `most` means that there may be more */
export function sealAudit(tx: Tx, most: number): Statement<{ sealed: number }[]> {
  return tx<{ sealed: number }[]>`select seal_audit(${most}::int) as sealed`;
}

export interface SealedEntry {
  partnerId: string;
  seq: number;
  hash: Uint8Array;
}

/** Sealed entries that are not yet anchored, partner by partner in the order of their chains. */
export function selectUnanchored(tx: Tx, limit: number): Statement<SealedEntry[]> {
  return tx<SealedEntry[]>`
    select e.partner_id, e.seq, e.hash
      from audit_heads h join audit_entries e on e.partner_id = h.partner_id and e.seq > h.anchored_seq and e.seq <= h.seq
     where h.seq > h.anchored_seq
     order by e.partner_id, e.seq
     limit ${limit}`;
}

/** Notes how far the chains are anchored. */
export function markAnchored(tx: Tx, anchored: readonly { partnerId: string; seq: number }[]) {
  return tx`
    update audit_heads h set anchored_seq = a.seq
      from jsonb_to_recordset(${tx.json(anchored as never)}) as a ("partnerId" text, seq bigint)
     where h.partner_id = a."partnerId" and h.anchored_seq < a.seq`;
}

export interface AuditRow {
  id: string;
  seq: number | null;
  hash: Uint8Array | null;
  at: Date;
  actor: string;
  action: string;
  target: string;
  contractId: string;
  outcome: "done" | "refused";
  code: ProblemCode | null;
  before: AuditedState | null;
  after: AuditedState | null;
  reason: string | null;
  orderId: string | null;
  requestId: string | null;
}

export interface AuditFilter {
  /** Entries from this instant on. */
  from?: string | undefined;
  /** Entries before this instant. */
  to?: string | undefined;
  actor?: string | undefined;
  action?: string | undefined;
  target?: string | undefined;
  contractId?: string | undefined;
  orderId?: string | undefined;
  outcome?: "done" | "refused" | undefined;
}

/**
 * Entries of a partner, a page at a time.
 * @param page `newest`: newest first; `oldest`: oldest first
 */
export function listAuditEntries(
  tx: Tx,
  partnerId: string,
  filter: AuditFilter,
  page: { first: "newest" | "oldest"; after?: Cursor; limit: number },
): Statement<Listed<AuditRow>[]> {
  const newest = page.first === "newest";
  const { from, to, actor, action, target, contractId, orderId, outcome } = filter;
  // Instants go as text: the driver would cut a timestamptz parameter off at the millisecond.
  const after = page.after && [tx`${page.after.at}::text::timestamptz`, tx`${page.after.id}::bigint`];
  return tx<Listed<AuditRow>[]>`
    select id::text, seq, hash, at, actor, action, target, contract_id, outcome, code, before, after, reason, order_id, request_id,
           at::text as cursor_at
      from audit_entries
     where partner_id = ${partnerId}
       ${from ? tx`and at >= ${from}::text::timestamptz` : tx``}
       ${to ? tx`and at < ${to}::text::timestamptz` : tx``}
       ${actor ? tx`and actor = ${actor}` : tx``}
       ${action ? tx`and action = ${action}` : tx``}
       ${target ? tx`and target = ${target}` : tx``}
       ${contractId ? tx`and contract_id = ${contractId}` : tx``}
       ${orderId ? tx`and order_id = ${orderId}::uuid` : tx``}
       ${outcome ? tx`and outcome = ${outcome}` : tx``}
       ${after ? tx`and (at, audit_entries.id) ${newest ? tx`<` : tx`>`} (${after[0] as never}, ${after[1] as never})` : tx``}
     order by ${newest ? tx`at desc, audit_entries.id desc` : tx`at, audit_entries.id`}
     limit ${page.limit}`;
}
