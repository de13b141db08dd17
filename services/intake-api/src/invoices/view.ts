import { creditNoteFiles, invoiceFiles, statementFiles, voidFiles } from "@saihan/closing";
import type { DocumentEventRow, DocumentRow, DocumentSearch } from "@saihan/db";
import { contractIdField, instant, z } from "../fields.ts";
import { dayField } from "../menus/view.ts";

export const monthField = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "must be a UTC month, YYYY-MM")
  .openapi({ example: "2026-10", description: "A UTC month: it begins at 09:00 in Japan" });
/** A month or number in a path that is of no known form names nothing. */
export const pathText = z.string().max(64);
export const yenField = z.number().int().openapi({ description: "Whole yen" });

const amount = z.coerce.number().int().min(-1e15).max(1e15);

/** By what documents are searched, as the electronic books act (電子帳簿保存法) asks: date, amount, counterparty, together. */
export const documentSearchQuery = z.object({
  from: dayField.optional().openapi({ description: "Issued on this day or later" }),
  to: dayField.optional().openapi({ description: "Issued on this day or earlier" }),
  minTotal: amount.optional().openapi({ description: "Total with tax, whole yen, at least" }),
  maxTotal: amount.optional().openapi({ description: "Total with tax, whole yen, at most" }),
  counterparty: z.string().min(1).max(200).optional().openapi({ description: "Part of the counterparty's name" }),
  month: monthField.optional(),
});

/** The same as the database takes it. */
export function documentSearch({ minTotal, maxTotal, month, ...rest }: z.infer<typeof documentSearchQuery>): DocumentSearch {
  const { from, to, counterparty } = rest;
  return {
    ...{ from, to, counterparty, minTotal: minTotal?.toString(), maxTotal: maxTotal?.toString() },
    month: month === undefined ? undefined : `${month}-01`,
  };
}

export const documentSchema = z
  .object({
    number: z.string().openapi({ example: "INV-2026-000042" }),
    kind: z.enum(["invoice", "credit_note"]),
    month: monthField,
    version: z.number().int().openapi({ description: "2 and more: issued again after a void" }),
    amends: z.string().nullable().openapi({ description: "The invoice that a credit note corrects" }),
    counterparty: z.string(),
    issueDate: dayField,
    net: yenField,
    tax: yenField,
    total: yenField,
    due: yenField.openapi({ description: "Total less credit used" }),
    state: z.enum(["finalised", "sent", "paid", "void"]),
    finalisedAt: instant,
    sha256: z.string().openapi({ description: "Over the document's fixed content" }),
  })
  .openapi("BillingDocument");

export const wholeDocumentSchema = documentSchema
  .extend({
    dueDate: dayField.nullable(),
    qualified: z.boolean().nullable().openapi({ description: "A qualified invoice (適格請求書)" }),
    illustrative: z.boolean().openapi({ description: "Prices behind it are invented for demonstration" }),
    taxes: z.array(z.object({ category: z.string(), percent: z.string(), net: yenField, tax: yenField })),
    statements: z.array(
      z.object({ contractId: contractIdField, net: yenField, lines: z.number().int(), files: z.array(z.string()) }),
    ),
    events: z.array(z.object({ state: z.enum(["sent", "paid", "void"]), at: instant, actor: z.string(), reason: z.string() })),
    files: z.array(z.string()).openapi({ description: "Addresses of its files" }),
  })
  .openapi("BillingDocumentWithDetail");

export function documentView(row: Omit<DocumentRow, "content">) {
  const { number, kind, version, amends, counterparty, issueDate, state, sha256 } = row;
  return {
    ...{ number, kind, month: row.month.slice(0, 7), version, amends, counterparty, issueDate },
    ...{ net: Number(row.net), tax: Number(row.tax), total: Number(row.total), due: Number(row.due), state },
    ...{ finalisedAt: row.finalisedAt.toISOString(), sha256 },
  };
}

interface Content {
  dueDate?: string;
  qualified?: boolean;
  illustrative?: boolean;
  taxes?: { category: string; percent: string; net: string; tax: string }[];
  statements?: { contractId: string; net: string; lines: number }[];
}

export function wholeDocumentView(row: DocumentRow, events: readonly DocumentEventRow[]) {
  const content = row.content as Content;
  const at = `/v1/invoices/${row.number}`;
  const own = row.kind === "invoice" ? [...invoiceFiles, ...(row.state === "void" ? voidFiles : [])] : creditNoteFiles;
  return {
    ...documentView(row),
    dueDate: content.dueDate ?? null,
    qualified: content.qualified ?? null,
    illustrative: content.illustrative ?? false,
    taxes: (content.taxes ?? []).map(({ category, percent, net, tax }) => ({
      ...{ category, percent, net: Number(net), tax: Number(tax) },
    })),
    statements: (content.statements ?? []).map(({ contractId, net, lines }) => ({
      ...{ contractId, net: Number(net), lines },
      files: statementFiles.map((file) => `${at}/statements/${contractId}/${file}`),
    })),
    events: events.map(({ state, at: when, actor, reason }) => ({ state, at: when.toISOString(), actor, reason })),
    files: own.map((file) => `${at}/files/${file}`),
  };
}
