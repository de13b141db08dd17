import { paymentStatementFile } from "@saihan/closing";
import {
  commissionTotals,
  commissionWaiting,
  findPaymentStatement,
  listCommissionEntries,
  listCommissionTerms,
  listPaymentStatementEvents,
  listPaymentStatements,
  single,
  transaction,
} from "@saihan/db";
import { no } from "@saihan/domain";
import { displayText, nothing, z } from "../fields.ts";
import { documentSearch, documentSearchQuery, monthField, pathText, yenField } from "../invoices/view.ts";
import { dayField } from "../menus/view.ts";
import { ok, operation } from "../operation.ts";
import { deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { movePaymentStatement } from "./answer.ts";
import { recordDocuments, recordTerms } from "./record.ts";
import {
  documentNumberField,
  entrySchema,
  entryView,
  statementSchema,
  statementView,
  termsBody,
  termsSchema,
  termsView,
  wholeStatementSchema,
  wholeStatementView,
} from "./view.ts";

const tag = "Agencies";
const one = z.strictObject({ number: pathText });
const reason = displayText(500, "6月分の契約が含まれていません");
const moved = ["PAYMENT_STATEMENT_NOT_FOUND", "PAYMENT_STATEMENT_STATE_FORBIDS"] as const;
const firstDay = (month: string | undefined) => (month === undefined ? undefined : `${month}-01`);

const lines = z
  .array(z.strictObject({ menu: z.string().min(1).max(200), net: yenField.min(0).max(1e12) }))
  .min(1)
  .max(500)
  .openapi({ description: "Whole yen without tax, by menu" });
const common = {
  number: documentNumberField,
  directContract: documentNumberField.openapi({ description: "As it stands in the referral", example: "D-2026-0001" }),
  month: monthField,
  issueDate: dayField,
};
const documentsBody = z
  .strictObject({
    documents: z
      .array(
        z.union([
          z.strictObject({ kind: z.literal("invoice"), ...common, lines }),
          z.strictObject({ kind: z.literal("credit_note"), ...common, amends: documentNumberField, lines }),
          z
            .strictObject({ kind: z.literal("void"), ...common })
            .openapi({ description: "`number` is that of the invoice that is void, `month` its month" }),
        ]),
      )
      .min(1)
      .max(500),
  })
  .openapi("RecordDirectDocuments");

export const commissionOperations = [
  operation({
    method: "get",
    path: "/v1/commission-terms",
    id: "listCommissionTerms",
    reads: "replica",
    tag,
    summary: "What you are paid for end users whom you have referred, newest terms first",
    action: "commission.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ terms: z.array(termsSchema) }),
    refusals: [],
    handle: async (ctx, { caller }) => {
      const rows = await single(ctx.db, caller, (tx) => listCommissionTerms(tx, caller.partnerId));
      return ok(200, { terms: rows.map(termsView) });
    },
  }),
  operation({
    method: "get",
    path: "/v1/commissions",
    id: "listCommissions",
    reads: "replica",
    tag,
    summary: "The ledger of commission, newest entry first",
    description:
      "One entry for each invoice, credit note and void of the provider to an end user whom you have referred. Entries are never changed: what is corrected is taken back by an entry of its own.",
    action: "commission.view",
    params: nothing,
    query: pageQuery.extend({
      month: monthField.optional().openapi({ description: "Of the charges" }),
      bookedMonth: monthField.optional().openapi({ description: "In whose close it was booked" }),
    }),
    order: false,
    status: 200,
    answer: z.object({
      entries: z.array(entrySchema),
      totals: z
        .object({ earned: yenField, takenBack: yenField, onStatements: yenField, owed: yenField })
        .openapi({ description: "Of all entries that are asked for. `owed`: on no payment statement that stands" }),
      waiting: z.number().int().openapi({ description: "The provider's documents that have no entry yet" }),
      next: z.string().nullable(),
    }),
    refusals: [],
    handle: async (ctx, { caller, query: { limit, after, month, bookedMonth } }) => {
      const { partnerId } = caller;
      const filter = { month: firstDay(month), bookedMonth: firstDay(bookedMonth) };
      const [rows, [totals], [open]] = await transaction(ctx.db, caller, (tx) =>
        Promise.all([
          listCommissionEntries(tx, partnerId, filter, { ...readCursor(after), limit: limit + 1 }),
          commissionTotals(tx, partnerId, filter),
          commissionWaiting(tx, partnerId),
        ]),
      );
      const page = pageOf([...rows], limit);
      const { earned, takenBack, onStatements, owed } = totals ?? { earned: 0, takenBack: 0, onStatements: 0, owed: 0 };
      return ok(200, {
        entries: page.rows.map(entryView),
        totals: {
          ...{ earned: Number(earned), takenBack: Number(takenBack), onStatements: Number(onStatements), owed: Number(owed) },
        },
        waiting: open?.waiting ?? 0,
        next: page.next,
      });
    },
  }),
  operation({
    method: "get",
    path: "/v1/payment-statements",
    id: "listPaymentStatements",
    reads: "replica",
    tag,
    summary: "Search payment statements (支払通知書) by date, amount and counterparty, newest first",
    action: "payment-statement.view",
    params: nothing,
    query: pageQuery.extend(documentSearchQuery.shape),
    order: false,
    status: 200,
    answer: z.object({ statements: z.array(statementSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, query }) => {
      const { limit, after } = query;
      const rows = await single(ctx.db, caller, (tx) =>
        listPaymentStatements(tx, caller.partnerId, documentSearch(query), { ...readCursor(after), limit: limit + 1 }),
      );
      const page = pageOf([...rows], limit);
      return ok(200, { statements: page.rows.map((row) => statementView(row, ctx.now())), next: page.next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/payment-statements/{number}",
    id: "getPaymentStatement",
    tag,
    summary: "View a payment statement with its entries, history and files",
    action: "payment-statement.view",
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: wholeStatementSchema,
    refusals: ["PAYMENT_STATEMENT_NOT_FOUND"],
    handle: (ctx, { caller, params: { number } }) =>
      transaction(ctx.db, caller, async (tx) => {
        const [[row], events] = await Promise.all([
          findPaymentStatement(tx, caller.partnerId, number),
          listPaymentStatementEvents(tx, caller.partnerId, number),
        ]);
        return row ? ok(200, wholeStatementView(row, events, ctx.now())) : no("PAYMENT_STATEMENT_NOT_FOUND", { number });
      }),
  }),
  operation({
    method: "get",
    path: "/v1/payment-statements/{number}/files/{file}",
    id: "getPaymentStatementFile",
    tag,
    summary: "A file of a payment statement: PDF in Japanese or English, CSV",
    description:
      "Drawn from the statement's fixed content when first asked for, kept, and from then on the same bytes. `Repr-Digest` has their SHA-256.",
    action: "payment-statement.view",
    params: one.extend({ file: pathText }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.string(),
    produces: ["application/pdf", "text/csv"],
    refusals: ["PAYMENT_STATEMENT_NOT_FOUND", "PAYMENT_STATEMENT_FILE_NOT_FOUND"],
    handle: async (ctx, { caller, params: { number, file } }) => {
      const found = await paymentStatementFile(ctx.db, caller, { partnerId: caller.partnerId, number, file, at: ctx.now() });
      if (!found.ok) return found;
      const { mediaType: type, bytes, sha256 } = found.file;
      const kept = { type, name: `${number}-${file}`, bytes: Buffer.from(bytes), sha256: Buffer.from(sha256, "hex") };
      return { ok: true, status: 200, body: "", file: kept };
    },
  }),
  operation({
    method: "post",
    path: "/v1/payment-statements/{number}:confirm",
    id: "confirmPaymentStatement",
    tag,
    summary: "Confirm a payment statement",
    description: "It then stands as purchase statement (仕入明細書). Please do not issue an invoice for the same supply.",
    action: "payment-statement.answer",
    params: one,
    query: nothing,
    body: nothing,
    order: false,
    status: 200,
    answer: wholeStatementSchema,
    refusals: moved,
    handle: ({ db, now }, { caller, params, requestId }) =>
      movePaymentStatement({ db, now, scope: caller, requestId }, params.number, { to: "confirmed" }),
  }),
  operation({
    method: "post",
    path: "/v1/payment-statements/{number}:object",
    id: "objectToPaymentStatement",
    tag,
    summary: "Object to a payment statement, until the end of its last day",
    description: "Nothing is paid until the objection is settled.",
    action: "payment-statement.answer",
    params: one,
    query: nothing,
    body: z.strictObject({ reason }).openapi("ObjectToPaymentStatement"),
    order: false,
    status: 200,
    answer: wholeStatementSchema,
    refusals: moved,
    handle: async ({ db, now, outbox }, { caller, params, body, requestId }) => {
      const move = { to: "objected", reason: body.reason } as const;
      const answer = await movePaymentStatement({ db, now, scope: caller, requestId }, params.number, move);
      outbox.tell();
      return answer;
    },
  }),
  deskOperation({
    method: "put",
    path: "/v1/operator/commission-terms",
    id: "recordCommissionTerms",
    summary: "Record what an agency is paid, from a month on",
    description:
      "What has been booked keeps its terms: they cannot start in or before a month of which charges have been booked.",
    action: "commission.record",
    params: nothing,
    body: termsBody,
    answer: termsSchema,
    refusals: ["COMMISSION_TERMS_BOOKED", "PARTNER_NOT_FOUND"],
    at: (desk, { caller, body }) => recordTerms(desk, caller.partnerId, body),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/direct-documents",
    id: "recordDirectDocuments",
    summary: "Record what the provider has issued to end users of an agency",
    description:
      "Invoices, credit notes and voids of direct contracts, from which commission is booked in the agency's next close. All or nothing; what is there with the same content counts once.",
    action: "commission.record",
    params: nothing,
    body: documentsBody,
    bodyLimitBytes: 4 * 1024 * 1024,
    answer: z.object({ recorded: z.number().int(), repeated: z.number().int() }),
    refusals: ["DIRECT_CONTRACT_UNKNOWN", "DIRECT_DOCUMENT_CONFLICT", "DIRECT_DOCUMENT_REFUSED", "PARTNER_NOT_FOUND"],
    at: (desk, { caller, body }) => recordDocuments(desk, caller.partnerId, body.documents),
  }),
  ...(["paid", "void"] as const).map((to) =>
    deskOperation({
      method: "post",
      path: `/v1/operator/payment-statements/{number}/${to}`,
      id: `${to}PaymentStatement`,
      summary:
        to === "paid"
          ? "A payment statement has been paid"
          : "Void a payment statement; what it pays comes on that of a later month",
      action: "payment-statement.settle",
      params: one,
      body: z.strictObject({ reason }).openapi("SettlePaymentStatement"),
      answer: wholeStatementSchema,
      refusals: [...moved, "COMMISSION_NOT_PAYABLE"],
      at: (desk, { caller, params, body }) => {
        const { db, now, requestId } = desk;
        const from = { db, now, requestId, scope: deskScope(desk, caller.partnerId) };
        return movePaymentStatement(from, params.number, { to, reason: body.reason });
      },
    }),
  ),
];
