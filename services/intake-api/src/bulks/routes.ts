import { countBulkRows, findBulk, listBulkRows, listBulks, single, transaction } from "@saihan/db";
import { bulkRowLimit, no, orderIdPattern } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { csvLine } from "../csv.ts";
import { nothing, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { planBulk, startBulk, viewBulk } from "./plan.ts";
import { type BulkType, bulkColumns, bulkTypes } from "./read-rows.ts";
import { bulkLineSchema, bulkLineView, bulkSchema, bulkView, outcomes } from "./view.ts";

const tag = "Bulk";
const one = z.strictObject({ bulkId: z.string() });

/** Ten thousand rows of every column at its longest, and some more. */
const fileLimitBytes = 16 * 1_024 * 1_024;

async function isThere(ctx: IntakeContext, caller: Caller, bulkId: string): Promise<boolean> {
  return orderIdPattern.test(bulkId) && (await single(ctx.db, caller, (tx) => findBulk(tx, bulkId))).length > 0;
}

export const bulkOperations = [
  operation({
    method: "post",
    path: "/v1/bulks",
    id: "planBulk",
    tag,
    summary: `Plan up to ${bulkRowLimit} contracts from a file`,
    description: `CSV (the first line names the columns) or NDJSON, with the fields ${bulkColumns.join(", ")}. A row that names a contract, by id or by a customer number in use, changes it to what the row says, or finds it so already; another row creates one. Answers the plan; nothing is ordered until it is applied.`,
    action: "bulk.plan",
    params: nothing,
    query: nothing,
    body: z.object({ type: z.enum(bulkTypes), text: z.string() }),
    consumes: bulkTypes,
    bodyLimitBytes: fileLimitBytes,
    order: true,
    status: 201,
    answer: bulkSchema,
    refusals: ["PARTNER_NOT_ACTIVE", "BULK_UNREADABLE", "BULK_TOO_LONG"],
    handle: planBulk,
  }),
  operation({
    method: "get",
    path: "/v1/bulks",
    id: "listBulks",
    reads: "replica",
    tag,
    summary: "List bulks, newest first",
    action: "bulk.view",
    params: nothing,
    query: pageQuery,
    order: false,
    status: 200,
    answer: z.object({ bulks: z.array(bulkSchema), next: z.string().nullable() }),
    refusals: [],
    handle: (ctx, { caller, query }) =>
      transaction(ctx.db, caller, async (tx) => {
        const page = pageOf([...(await listBulks(tx, { ...readCursor(query.after), limit: query.limit + 1 }))], query.limit);
        const counts = await countBulkRows(
          tx,
          page.rows.map(({ id }) => id),
        );
        return ok(200, {
          bulks: page.rows.map((row) =>
            bulkView(
              row,
              counts.filter(({ bulkId }) => bulkId === row.id),
            ),
          ),
          next: page.next,
        });
      }),
  }),
  operation({
    method: "get",
    path: "/v1/bulks/{bulkId}",
    id: "getBulk",
    tag,
    summary: "Follow a bulk",
    action: "bulk.view",
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: bulkSchema,
    refusals: ["BULK_NOT_FOUND"],
    handle: viewBulk,
  }),
  operation({
    method: "get",
    path: "/v1/bulks/{bulkId}/rows",
    id: "listBulkRows",
    reads: "replica",
    tag,
    summary: "List rows of a bulk in the order of the file",
    action: "bulk.view",
    params: one,
    query: z.strictObject({
      limit: z.coerce.number().int().min(1).max(100).default(50),
      after: z.coerce
        .number()
        .int()
        .min(0)
        .max(bulkRowLimit)
        .default(0)
        .openapi({ description: "The last row of the page before" }),
      outcome: z.enum(outcomes).optional(),
    }),
    order: false,
    status: 200,
    answer: z.object({ rows: z.array(bulkLineSchema), next: z.number().int().nullable() }),
    refusals: ["BULK_NOT_FOUND"],
    handle: async (ctx, { caller, params, query }) => {
      if (!(await isThere(ctx, caller, params.bulkId))) return no("BULK_NOT_FOUND", { bulkId: params.bulkId.slice(0, 64) });
      const { limit, after, outcome } = query;
      const rows = await single(ctx.db, caller, (tx) =>
        listBulkRows(tx, params.bulkId, { after, limit: limit + 1, ...(outcome ? { outcome } : {}) }),
      );
      const shown = rows.slice(0, limit);
      return ok(200, { rows: shown.map(bulkLineView), next: rows.length > limit ? (shown.at(-1)?.n ?? null) : null });
    },
  }),
  operation({
    method: "get",
    path: "/v1/bulks/{bulkId}/result",
    id: "downloadBulk",
    reads: "replica",
    tag,
    summary: "Download what became of every row, as CSV or NDJSON",
    description: "`Accept` says which. The columns of the file come last.",
    action: "bulk.view",
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: z.string(),
    produces: bulkTypes,
    refusals: ["BULK_NOT_FOUND"],
    handle: async (ctx, { caller, params, accepts }) => {
      if (!(await isThere(ctx, caller, params.bulkId))) return no("BULK_NOT_FOUND", { bulkId: params.bulkId.slice(0, 64) });
      const type = accepts(bulkTypes) ?? "text/csv";
      const name = `bulk-${params.bulkId}.${type === "text/csv" ? "csv" : "ndjson"}`;
      return { ok: true, status: 200, body: "", stream: { type, name, text: resultText(ctx, caller, params.bulkId, type) } };
    },
  }),
  operation({
    method: "post",
    path: "/v1/bulks/{bulkId}/apply",
    id: "applyBulk",
    tag,
    summary: "Apply a plan",
    description:
      "Every planned row becomes an order, once, however often this is asked for. A row whose plan no longer holds is refused.",
    action: "bulk.apply",
    params: one,
    query: nothing,
    body: nothing,
    order: false,
    status: 202,
    answer: bulkSchema,
    refusals: ["PARTNER_NOT_ACTIVE", "BULK_NOT_FOUND"],
    handle: (ctx, asked) => startBulk(ctx, asked, "apply"),
  }),
  operation({
    method: "post",
    path: "/v1/bulks/{bulkId}/resume",
    id: "resumeBulk",
    tag,
    summary: "Try the failed rows again",
    description:
      "Rows that were refused, and rows whose orders ended without success, are decided on anew and ordered. The others stay.",
    action: "bulk.apply",
    params: one,
    query: nothing,
    body: nothing,
    order: false,
    status: 202,
    answer: bulkSchema,
    refusals: ["PARTNER_NOT_ACTIVE", "BULK_NOT_FOUND", "BULK_STATE_FORBIDS", "BULK_NOTHING_FAILED"],
    handle: (ctx, asked) => startBulk(ctx, asked, "resume"),
  }),
];

const rowsAtOnce = 1_000;
const resultColumns = ["row", "outcome", "action", "contractId", "orderId", "code", "ja", "en"] as const;

async function* resultText(ctx: IntakeContext, caller: Caller, bulkId: string, type: BulkType): AsyncGenerator<string> {
  const csv = type === "text/csv";
  // A row names its contract twice: `contractId` is what came of it, `input.contractId` what the file said.
  let text = csv ? `\ufeff${[...resultColumns, ...bulkColumns.map((column) => `input.${column}`)].join(",")}\r\n` : "";
  for (let after = 0; ; ) {
    const rows = await single(ctx.db, caller, (tx) => listBulkRows(tx, bulkId, { after, limit: rowsAtOnce }));
    const lines = rows.map(bulkLineView);
    text += lines.map((line) => (csv ? resultLine(line) : `${JSON.stringify(line)}\n`)).join("");
    yield text;
    text = "";
    if (rows.length < rowsAtOnce) return;
    after = rows.at(-1)?.n ?? bulkRowLimit;
  }
}

function resultLine(line: ReturnType<typeof bulkLineView>): string {
  const { row, outcome, action, contractId, orderId, problem, input } = line;
  const found = [
    row,
    outcome,
    action,
    contractId,
    orderId,
    problem?.code ?? null,
    problem?.says.ja ?? null,
    problem?.says.en ?? null,
  ];
  const given = bulkColumns.map((column) => input?.[column] ?? null);
  return csvLine([...found, ...given.map((value) => (typeof value === "boolean" ? String(value) : value))]);
}
