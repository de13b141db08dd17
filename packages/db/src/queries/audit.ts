import type { Tx } from "../transaction.ts";

export interface NewAuditEntry {
  partnerId: string;
  contractId: string;
  at: Date;
  actor: string;
  action: string;
  target: string;
  orderId?: string;
  requestId?: string;
  facts: Record<string, string | number | boolean | null>;
}

export function insertAuditEntry(tx: Tx, entry: NewAuditEntry) {
  return tx`
    insert into audit_entries (partner_id, contract_id, at, actor, action, target, order_id, request_id, facts)
    values (${entry.partnerId}, ${entry.contractId}, ${entry.at}, ${entry.actor}, ${entry.action}, ${entry.target},
            ${entry.orderId ?? null}, ${entry.requestId ?? null}, ${tx.json(entry.facts)})`;
}
