import { addMonths, billingMonthOf } from "@saihan/billing";
import { endUserContentOf, endUserStatementFile, endUserStatementFiles, monthsShown } from "@saihan/closing";
import {
  type EndUserStatementRow,
  findEndUserStatement,
  listEndUserStatements,
  listParkedResale,
  listResaleLines,
  transaction,
} from "@saihan/db";
import { no, type ProblemCode } from "@saihan/domain";
import { contractIdField, contractIdParam, instant, nothing, z } from "../fields.ts";
import { monthField, pathText, yenField } from "../invoices/view.ts";
import { bilingual, dayField } from "../menus/view.ts";
import { ok, operation } from "../operation.ts";
import { consideredField, saysOf } from "./preview.ts";
import { byMenuOf, endUserLineSchema, endUserLineView } from "./statement-view.ts";

const tag = "Resale prices";
const one = z.strictObject({ contractId: contractIdParam });
const oneMonth = one.extend({ month: pathText });

const statementSchema = z
  .object({
    contractId: contractIdField,
    month: monthField,
    number: z.string().openapi({ example: "EU-2026-000042" }),
    issueDate: dayField,
    net: yenField.openapi({ description: "At your provider's prices, without tax" }),
    byMenu: z.array(z.object({ menu: z.string(), net: yenField, lines: z.number().int() })),
    illustrative: z.boolean(),
    finalisedAt: instant,
    sha256: z.string().openapi({ description: "Over the statement's fixed content" }),
  })
  .openapi("EndUserStatement");

const wholeSchema = statementSchema
  .extend({
    lines: z.array(endUserLineSchema),
    files: z.array(z.string()).openapi({ description: "Addresses of its files" }),
  })
  .openapi("EndUserStatementWithLines");

function statementView(row: EndUserStatementRow) {
  const { statement } = endUserContentOf(row);
  return {
    ...{ contractId: row.contractId, month: row.month.slice(0, 7), number: row.number, issueDate: row.issueDate },
    ...{ net: Number(row.net), byMenu: byMenuOf(statement.lines), illustrative: statement.illustrative },
    ...{ finalisedAt: row.finalisedAt.toISOString(), sha256: row.sha256 },
  };
}

function wholeView(row: EndUserStatementRow) {
  const view = statementView(row);
  const at = `/v1/contracts/${view.contractId}/end-user-statements/${view.month}`;
  return {
    ...view,
    lines: endUserContentOf(row).statement.lines.map(endUserLineView),
    files: endUserStatementFiles.map((file) => `${at}/files/${file}`),
  };
}

export const endUserStatementOperations = [
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/end-user-statements",
    id: "listEndUserStatements",
    tag,
    summary: "What an end user is charged by month, at the partner's prices, newest first",
    description: `${monthsShown} months back. The end user's view of charges: cost is never in it. The partner also sees what could not be made, and why.`,
    action: "end-user-statement.view",
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({
      statements: z.array(statementSchema),
      parked: z
        .array(
          z.object({
            month: monthField,
            lines: z.number().int(),
            at: instant,
            reasons: z.array(z.object({ code: z.string(), says: bilingual })),
          }),
        )
        .openapi({ description: "Months without a statement, because no rule settles a line. Empty for end users" }),
    }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId } }) => {
      const from = `${addMonths(billingMonthOf(ctx.now()), -monthsShown)}-01`;
      const [rows, parked] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([listEndUserStatements(tx, contractId, from), listParkedResale(tx, contractId, from)]),
      );
      return ok(200, {
        statements: rows.map(statementView),
        parked: parked.map(({ month, lines, at, reasons }) => ({
          ...{ month: month.slice(0, 7), lines, at: at.toISOString() },
          reasons: reasons.map(({ code, variables }) => ({ code, says: saysOf({ code: code as ProblemCode, variables }) })),
        })),
      });
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/end-user-statements/{month}",
    id: "getEndUserStatement",
    tag,
    summary: "An end user's statement of a month (エンドユーザー向け明細), line by line",
    action: "end-user-statement.view",
    params: oneMonth,
    query: nothing,
    order: false,
    status: 200,
    answer: wholeSchema,
    refusals: ["CONTRACT_NOT_FOUND", "END_USER_STATEMENT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, month } }) => {
      const unknown = no("END_USER_STATEMENT_NOT_FOUND", { contractId, month });
      if (!monthField.safeParse(month).success) return unknown;
      const [row] = await transaction(ctx.db, caller, (tx) => findEndUserStatement(tx, contractId, `${month}-01`));
      return row ? ok(200, wholeView(row)) : unknown;
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/end-user-statements/{month}/files/{file}",
    id: "getEndUserStatementFile",
    tag,
    summary: "A file of an end user's statement: PDF in Japanese or English, CSV",
    description: "Drawn when first asked for, kept, and from then on the same bytes. `Repr-Digest` has their SHA-256.",
    action: "end-user-statement.view",
    params: oneMonth.extend({ file: pathText }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.string(),
    produces: ["application/pdf", "text/csv"],
    refusals: ["CONTRACT_NOT_FOUND", "END_USER_STATEMENT_NOT_FOUND", "END_USER_STATEMENT_FILE_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, month, file } }) => {
      if (!monthField.safeParse(month).success) return no("END_USER_STATEMENT_NOT_FOUND", { contractId, month });
      const asked = { partnerId: caller.partnerId, contractId, month, file, at: ctx.now() };
      const found = await endUserStatementFile(ctx.db, caller, asked);
      if (!found.ok) return found;
      const { mediaType: type, bytes, sha256 } = found.file;
      const kept = { type, name: `${found.number}-${file}`, bytes: Buffer.from(bytes), sha256: Buffer.from(sha256, "hex") };
      return { ok: true, status: 200, body: "", file: kept };
    },
  }),
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/end-user-statements/{month}/pricing",
    id: "explainEndUserStatement",
    tag,
    summary: "For the partner: which rule priced each line of a statement, why, and what the line costs",
    action: "resale-price.preview",
    params: oneMonth,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({
      lines: z.array(
        z.object({
          ...{ lineId: z.string(), ruleId: z.string(), cost: yenField, price: yenField },
          ...{ limitedBy: z.enum(["minimum", "cap"]).nullable(), considered: consideredField },
        }),
      ),
    }),
    refusals: ["CONTRACT_NOT_FOUND", "END_USER_STATEMENT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId, month } }) => {
      const unknown = no("END_USER_STATEMENT_NOT_FOUND", { contractId, month });
      if (!monthField.safeParse(month).success) return unknown;
      const [[row], lines] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([findEndUserStatement(tx, contractId, `${month}-01`), listResaleLines(tx, contractId, `${month}-01`)]),
      );
      if (!row) return unknown;
      return ok(200, {
        lines: lines.map(({ lineId, ruleId, net, price, limitedBy, considered }) => ({
          ...{ lineId, ruleId, cost: Number(net), price: Number(price), limitedBy, considered },
        })),
      });
    },
  }),
];
