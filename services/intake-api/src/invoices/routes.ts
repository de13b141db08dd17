import { documentFile } from "@saihan/closing";
import { findDocument, listDocumentEvents, searchDocuments, single, transaction } from "@saihan/db";
import { no } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdParam, nothing, z } from "../fields.ts";
import { type Answer, ok, operation } from "../operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import {
  documentSchema,
  documentSearch,
  documentSearchQuery,
  documentView,
  pathText,
  wholeDocumentSchema,
  wholeDocumentView,
} from "./view.ts";

const tag = "Invoices";
const one = z.strictObject({ number: pathText });
const fileTypes = ["application/pdf", "text/csv", "application/xml"] as const;
const fileRefusals = ["INVOICE_NOT_FOUND", "INVOICE_FILE_NOT_FOUND", "PEPPOL_ADDRESS_MISSING"] as const;

async function fileAnswer(
  ctx: IntakeContext,
  caller: Caller,
  asked: { number: string; file: string; contractId?: string },
): Promise<Answer | ReturnType<typeof no>> {
  const found = await documentFile(ctx.db, caller, { partnerId: caller.partnerId, ...asked, at: ctx.now() });
  if (!found.ok) return found;
  const { mediaType: type, bytes, sha256 } = found.file;
  const name = [asked.number, asked.contractId, asked.file].filter((part) => part !== undefined).join("-");
  return { ok: true, status: 200, body: "", file: { type, name, bytes: Buffer.from(bytes), sha256: Buffer.from(sha256, "hex") } };
}

export const invoiceOperations = [
  operation({
    method: "get",
    path: "/v1/invoices",
    id: "searchInvoices",
    reads: "replica",
    tag,
    summary: "Search invoices and credit notes by date, amount and counterparty, newest first",
    description: "All conditions that are given must hold, as the electronic books act (電子帳簿保存法) asks of a search.",
    action: "invoice.view",
    params: nothing,
    query: pageQuery.extend({ ...documentSearchQuery.shape, kind: z.enum(["invoice", "credit_note"]).optional() }),
    order: false,
    status: 200,
    answer: z.object({ invoices: z.array(documentSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, query }) => {
      const { limit, after, kind } = query;
      const search = { ...documentSearch(query), kind };
      const rows = await single(ctx.db, caller, (tx) => searchDocuments(tx, search, { ...readCursor(after), limit: limit + 1 }));
      const page = pageOf([...rows], limit);
      return ok(200, { invoices: page.rows.map(documentView), next: page.next });
    },
  }),
  operation({
    method: "get",
    path: "/v1/invoices/{number}",
    id: "getInvoice",
    tag,
    summary: "View an invoice or credit note with its taxes, statements, history and files",
    action: "invoice.view",
    params: one,
    query: nothing,
    order: false,
    status: 200,
    answer: wholeDocumentSchema,
    refusals: ["INVOICE_NOT_FOUND"],
    handle: (ctx, { caller, params }) =>
      transaction(ctx.db, caller, async (tx) => {
        const [[row], events] = await Promise.all([
          findDocument(tx, caller.partnerId, params.number),
          listDocumentEvents(tx, caller.partnerId, params.number),
        ]);
        return row ? ok(200, wholeDocumentView(row, events)) : no("INVOICE_NOT_FOUND", { number: params.number });
      }),
  }),
  operation({
    method: "get",
    path: "/v1/invoices/{number}/files/{file}",
    id: "getInvoiceFile",
    tag,
    summary: "A file of an invoice or credit note: PDF in Japanese or English, CSV, FOCUS 1.2, JP PINT",
    description:
      "Drawn from the document's fixed content when first asked for, kept, and from then on the same bytes. `Repr-Digest` has their SHA-256.",
    action: "invoice.view",
    params: one.extend({ file: pathText }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.string(),
    produces: fileTypes,
    refusals: fileRefusals,
    handle: (ctx, { caller, params }) => fileAnswer(ctx, caller, params),
  }),
  operation({
    method: "get",
    path: "/v1/invoices/{number}/statements/{contractId}/{file}",
    id: "getStatementFile",
    tag,
    summary: "A file of one contract's statement in an invoice: PDF, CSV, FOCUS 1.2",
    description: "Of the parent's own use or of a child contract, at the partner's cost: not for end users.",
    action: "invoice.view",
    params: one.extend({ contractId: contractIdParam, file: pathText }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.string(),
    produces: fileTypes,
    refusals: ["CONTRACT_NOT_FOUND", ...fileRefusals],
    handle: (ctx, { caller, params }) => fileAnswer(ctx, caller, params),
  }),
];
