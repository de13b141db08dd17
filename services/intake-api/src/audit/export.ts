import { type AuditFilter, type Cursor, type Db, listAuditEntries, single } from "@saihan/db";
import type { Caller } from "../context.ts";
import { csvLine } from "../csv.ts";
import { type AuditEntryView, auditEntryView } from "./view.ts";

const rowsAtOnce = 500;

export const exportTypes = ["text/csv", "application/x-ndjson"] as const;
export type ExportType = (typeof exportTypes)[number];

/**
 * Entries as text, oldest first, some at a time: what is in memory does not grow with what is exported, and no connection is held
 * while the reader is slow.
 */
export async function* exportText(db: Db, caller: Caller, filter: AuditFilter, type: ExportType): AsyncGenerator<string> {
  const line = type === "text/csv" ? csvOf : (entry: AuditEntryView) => `${JSON.stringify(entry)}\n`;
  let opening = type === "text/csv" ? `\ufeff${csvLine(columns)}` : "";
  let after: Cursor | undefined;
  for (;;) {
    const page = { first: "oldest", limit: rowsAtOnce, ...(after ? { after } : {}) } as const;
    const rows = await single(db, caller, (tx) => listAuditEntries(tx, caller.partnerId, filter, page));
    yield opening + rows.map((row) => line(auditEntryView(row))).join("");
    opening = "";
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    after = { at: last.cursorAt, id: last.id };
  }
}

const columns = [
  ...([
    "seq",
    "at",
    "actor",
    "action",
    "target",
    "contractId",
    "outcome",
    "code",
    "before",
    "after",
    "reason",
    "orderId",
  ] as const),
  ...(["requestId", "id", "hash"] as const),
];

function csvOf(entry: AuditEntryView): string {
  return csvLine(columns.map((column) => entry[column]));
}
