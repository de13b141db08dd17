import { createHash } from "node:crypto";

/** A row of `audit_entries`, every column as the text that the database shows for it with its time zone at UTC; hash in hexadecimal. */
export interface ChainRow {
  partnerId: string;
  seq: string;
  hash: string | null;
  id: string;
  contractId: string | null;
  at: string | null;
  actor: string | null;
  action: string | null;
  target: string | null;
  outcome: string | null;
  code: string | null;
  before: string | null;
  after: string | null;
  reason: string | null;
  orderId: string | null;
  requestId: string | null;
}

/** The hash before the first entry of every chain. */
export const chainStart = "0".repeat(64);

/**
 * What is hashed of an entry: a JSON array of strings and nulls. Written apart from the database's own function (seal_audit in
 * migrations/0004_audit.sql), so that a fault of one shows in the other.
 * @param seq the place to read it at, where that is not the row's own
 */
export function canonicalText(row: ChainRow, seq = row.seq): string {
  const { partnerId, id, contractId, actor, action, target, outcome, code, before, after, reason, orderId, requestId } = row;
  const parts = [
    ...["saihan audit 1", partnerId, seq, id, contractId, instant(row.at)],
    ...[actor, action, target, outcome, code, before, after, reason, orderId, requestId],
  ];
  return `[${parts.map((part) => JSON.stringify(part)).join(", ")}]`;
}

/** SHA-256 over the hash before (32 bytes) and the text of the entry in UTF-8, in hexadecimal. */
export function linkHash(previous: string, row: ChainRow, seq = row.seq): string {
  return createHash("sha256").update(previous, "hex").update(canonicalText(row, seq), "utf8").digest("hex");
}

/** `2026-04-01 00:00:00.5+00` as `2026-04-01T00:00:00.500000Z`. What is no instant stays what it is, and so fits no hash. */
function instant(text: string | null): string | null {
  const [, day, time, fraction = ""] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,6}))?\+00$/.exec(text ?? "") ?? [];
  return day === undefined ? text : `${day}T${time}.${fraction.padEnd(6, "0")}Z`;
}
