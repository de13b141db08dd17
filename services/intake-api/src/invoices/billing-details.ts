import { decideRegistrationNumber, jstDateOf } from "@saihan/billing";
import {
  type BillingDetailsRow,
  insertAuditEntries,
  listBillingDetails,
  recordBillingDetails,
  single,
  transaction,
} from "@saihan/db";
import { displayText, instant, nothing, z } from "../fields.ts";
import { dayField } from "../menus/view.ts";
import { ok, operation } from "../operation.ts";

const tag = "Invoices";

const detailsSchema = z
  .object({
    from: dayField.openapi({ description: "Documents issued on this day or later show them" }),
    address: z.string(),
    registrationNumber: z.string().nullable().openapi({ description: "登録番号, T and 13 digits" }),
    registeredFrom: dayField.nullable(),
    recordedBy: z.string(),
    recordedAt: instant,
  })
  .openapi("BillingDetails");

export const billingDetailsOperations = [
  operation({
    method: "get",
    path: "/v1/billing-details",
    id: "getBillingDetails",
    tag,
    summary: "The partner's address and registration number on documents, newest first",
    action: "billing-details.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ details: z.array(detailsSchema) }),
    refusals: [],
    handle: async (ctx, { caller }) => {
      const rows = await single(ctx.db, caller, (tx) => listBillingDetails(tx, caller.partnerId));
      return ok(200, { details: rows.map(detailsView) });
    },
  }),
  operation({
    method: "put",
    path: "/v1/billing-details",
    id: "setBillingDetails",
    tag,
    summary: "Set the address and registration number that documents show from today",
    description: "Documents that have been issued keep theirs.",
    action: "billing-details.set",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        address: displayText(200, "東京都港区芝浦0-0-0"),
        registration: z
          .strictObject({ number: z.string().max(30).openapi({ example: "T7010705000725" }), from: dayField })
          .optional()
          .openapi({ description: "Of a company: its check digit is checked" }),
      })
      .openapi("SetBillingDetails"),
    order: false,
    status: 200,
    answer: detailsSchema,
    refusals: ["REGISTRATION_NUMBER_INVALID"],
    handle: async (ctx, { caller, body: { address, registration } }) => {
      const read = registration && decideRegistrationNumber(registration.number, "corporation");
      if (read && !read.ok) return read;
      const at = ctx.now();
      const row: BillingDetailsRow = {
        ...{ fromDay: jstDateOf(at), address, recordedBy: caller.actor, recordedAt: at },
        ...{ registrationNumber: read?.number ?? null, registeredFrom: registration?.from ?? null },
      };
      const { partnerId, actor } = caller;
      await transaction(ctx.db, caller, async (tx) => {
        await recordBillingDetails(tx, partnerId, row);
        const changed = ["address", ...(registration ? ["registration"] : [])];
        await insertAuditEntries(tx, [
          { partnerId, contractId: partnerId, at, actor, action: "billing-details.set", target: partnerId, after: { changed } },
        ]);
      });
      return ok(200, detailsView(row));
    },
  }),
];

function detailsView({ fromDay, address, registrationNumber, registeredFrom, recordedBy, recordedAt }: BillingDetailsRow) {
  return { from: fromDay, address, registrationNumber, registeredFrom, recordedBy, recordedAt: recordedAt.toISOString() };
}
