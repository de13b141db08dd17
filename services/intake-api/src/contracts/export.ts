import { type ContractCursor, type ContractFilter, type FoundContract, searchContracts, transaction } from "@saihan/db";
import type { Caller, IntakeContext } from "../context.ts";
import { csvLine } from "../csv.ts";
import { narrowed } from "./search.ts";
import { contractView } from "./view.ts";

const rowsAtOnce = 500;
const order = { by: "createdAt", descending: false } as const;

const columns = [
  ...(["id", "customerNumber", "customerName", "state", "suspendedFor", "language", "labels"] as const),
  ...(["representativeId", "createdAt", "startedAt", "endedAt"] as const),
];

/**
 * The contracts of a search as CSV, oldest first, some at a time: what is in memory does not grow with what is exported, and no
 * connection is held while the reader is slow. What a representative is called stands in it for those who may read that.
 */
export async function* contractsCsv(ctx: IntakeContext, caller: Caller, filter: ContractFilter): AsyncGenerator<string> {
  const people = filter.people ? (["loginId", "mailAddress"] as const) : [];
  const lineOf = (row: FoundContract) => {
    const view = contractView(row);
    return csvLine([...columns.map((column) => view[column]), ...people.map((column) => row[column])]);
  };
  let opening = `\ufeff${csvLine([...columns, ...people])}`;
  let after: ContractCursor | undefined;
  for (;;) {
    const page = { order, after, limit: rowsAtOnce };
    const rows = await transaction(ctx.db, caller, async (tx) => searchContracts(tx, filter, await narrowed(tx, filter), page));
    yield opening + rows.map(lineOf).join("");
    opening = "";
    const last = rows.at(-1);
    if (rows.length < rowsAtOnce || !last) return;
    after = { key: last.cursorAt, id: last.id };
  }
}
