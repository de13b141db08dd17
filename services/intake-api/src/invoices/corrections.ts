import { issueCreditNote, moveDocument } from "@saihan/closing";
import { findDocument, listDocumentEvents, transaction } from "@saihan/db";
import { no, type Rejection } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { displayText, nothing, z } from "../fields.ts";
import { type Answer, type AnyOperation, ok, operation } from "../operation.ts";
import { pathText, wholeDocumentSchema, wholeDocumentView, yenField } from "./view.ts";

const tag = "Provider's staff";
const one = z.strictObject({ number: pathText });
const reason = displayText(500, "SLA未達のため");

async function answered(
  ctx: IntakeContext,
  caller: Caller,
  status: number,
  outcome: { ok: true; number: string } | Rejection,
): Promise<Answer | Rejection> {
  if (!outcome.ok) return outcome;
  return transaction(ctx.db, caller, async (tx) => {
    const [[row], events] = await Promise.all([
      findDocument(tx, caller.partnerId, outcome.number),
      listDocumentEvents(tx, caller.partnerId, outcome.number),
    ]);
    return row ? ok(status, wholeDocumentView(row, events)) : no("INVOICE_NOT_FOUND", { number: outcome.number });
  });
}

const moves = [
  ["sent", "sent", "An invoice has been sent to the partner"],
  ["paid", "paid", "An invoice has been paid"],
  ["void", "void", "Void an invoice; its number stays used"],
] as const;

const moveOperations: AnyOperation[] = moves.map(([path, to, summary]) =>
  operation({
    method: "post",
    path: `/v1/operator/invoices/{number}/${path}`,
    id: `${path}Invoice`,
    tag,
    summary,
    action: "invoice.correct",
    params: one,
    query: nothing,
    body: z.strictObject({ reason }).openapi("InvoiceMoved"),
    order: false,
    status: 200,
    answer: wholeDocumentSchema,
    refusals: ["DOCUMENT_STATE_FORBIDS", "INVOICE_NOT_FOUND"],
    handle: async (ctx, { caller, params, body }) => {
      const { partnerId, actor } = caller;
      const facts = { partnerId, number: params.number, at: ctx.now(), actor, reason: body.reason, to };
      return answered(ctx, caller, 200, await moveDocument(ctx.db, caller, facts));
    },
  }),
);

/** What the provider's staff do to issued documents of the partner that they name. Issuing again is `npm run close -- --re-issue`. */
export const correctionOperations = [
  operation({
    method: "post",
    path: "/v1/operator/invoices/{number}/credit-notes",
    id: "issueCreditNote",
    tag,
    summary: "Issue a credit note (適格返還請求書) against an invoice",
    description: "Credits of a line never pass the line. The amount is credit on account, which the next invoice uses.",
    action: "invoice.correct",
    params: one,
    query: nothing,
    body: z
      .strictObject({
        reason,
        lines: z
          .array(z.strictObject({ lineId: z.string().max(300), net: yenField.min(1) }))
          .min(1)
          .max(1_000),
      })
      .openapi("IssueCreditNote"),
    order: false,
    status: 201,
    answer: wholeDocumentSchema,
    refusals: [
      ...(["DOCUMENT_STATE_FORBIDS", "INVOICE_NOT_FOUND", "CREDIT_LINE_UNKNOWN", "CREDIT_EXCEEDS_LINE"] as const),
      ...(["CREDIT_EXCEEDS_INVOICE", "CREDIT_EMPTY"] as const),
    ],
    handle: async (ctx, { caller, params, body }) => {
      const { partnerId, actor } = caller;
      const lines = body.lines.map(({ lineId, net }) => ({ lineId, net: BigInt(net) }));
      const facts = { partnerId, number: params.number, at: ctx.now(), actor, reason: body.reason, lines };
      return answered(ctx, caller, 201, await issueCreditNote(ctx.db, caller, facts));
    },
  }),
  ...moveOperations,
];
