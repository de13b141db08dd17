import { findDisclosure, listDisclosures, type Scope, single } from "@saihan/db";
import { disclosureStates, no, orderIdPattern, ownTarget, type Rejection, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdField, displayText, nothing, orderIdField, z } from "../fields.ts";
import { ok, operation } from "../operation.ts";
import { deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { askDisclosure, close, give, read } from "./disclosures.ts";
import { disclosureSchema, disclosureView, ticketIdField } from "./view.ts";

const tag = "Support";
const listQuery = pageQuery.extend({ state: z.enum(disclosureStates).optional() });
const listSchema = z.object({ disclosures: z.array(disclosureSchema), next: z.string().nullable() });

async function disclosureTarget(
  ctx: IntakeContext,
  caller: Caller,
  { disclosureId: id }: { disclosureId: string },
): Promise<Target | Rejection> {
  const unknown = no("DISCLOSURE_NOT_FOUND", { disclosureId: id.slice(0, 64) });
  if (!orderIdPattern.test(id)) return unknown;
  const [row] = await single(ctx.db, caller, (tx) => findDisclosure(tx, id));
  return row ? ownTarget(row) : unknown;
}

async function page(ctx: Pick<IntakeContext, "db">, scope: Scope, { limit, after, state }: z.infer<typeof listQuery>) {
  const rows = await single(ctx.db, scope, (tx) => listDisclosures(tx, { state }, { limit: limit + 1, ...readCursor(after) }));
  const shown = pageOf([...rows], limit);
  return { disclosures: shown.rows.map(disclosureView), next: shown.next };
}

export const disclosureOperations = [
  operation({
    method: "get",
    path: "/v1/disclosures",
    id: "listDisclosures",
    reads: "replica",
    tag,
    summary: "What the provider has asked you to disclose of end users, newest first",
    action: "disclosure.view",
    params: nothing,
    query: listQuery,
    order: false,
    status: 200,
    answer: listSchema,
    refusals: [],
    handle: async (ctx, { caller, query }) => ok(200, await page(ctx, caller, query)),
  }),
  operation({
    method: "post",
    path: "/v1/disclosures/{disclosureId}/give",
    id: "giveDisclosure",
    tag,
    summary: "Give the end user's name and contact to the provider",
    description:
      "For an emergency in which the provider must deal with the end user itself. Who gives it and when is recorded; every reading is in your audit; it is erased when the provider needs it no longer.",
    action: "disclosure.give",
    target: disclosureTarget,
    params: z.strictObject({ disclosureId: z.string() }),
    query: nothing,
    body: z
      .strictObject({
        name: displayText(200, "みどり商事株式会社"),
        contact: displayText(300, "山田 太郎 03-0000-0000"),
      })
      .openapi("GiveDisclosure"),
    order: false,
    status: 200,
    answer: disclosureSchema,
    refusals: ["DISCLOSURE_NOT_FOUND", "DISCLOSURE_STATE_FORBIDS"],
    handle: give,
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/disclosures",
    id: "listDisclosuresOfAll",
    reads: "replica",
    summary: "The disclosures of all partners, newest first, without what was given",
    description: "Of the one that is named in the header Saihan-Partner, or of all.",
    action: "disclosure.list-all",
    params: nothing,
    query: listQuery,
    answer: listSchema,
    refusals: [],
    at: async (desk, { caller, query }) => ok(200, await page(desk, deskScope(desk, caller.partnerId), query)),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/disclosures",
    id: "askDisclosure",
    summary: "Ask a partner for an end user's name and contact, in an emergency",
    action: "disclosure.ask",
    params: nothing,
    body: z.strictObject({
      contractId: contractIdField,
      reason: displayText(500, "ラック火災のため、直接の連絡が必要です"),
      ticketId: ticketIdField.optional(),
    }),
    status: 201,
    answer: disclosureSchema,
    refusals: ["PARTNER_NOT_FOUND", "CONTRACT_NOT_FOUND", "TICKET_NOT_FOUND"],
    at: (desk, { caller, body }) => askDisclosure(desk, caller.partnerId, body),
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/disclosures/{disclosureId}",
    id: "readDisclosure",
    summary: "Read what a partner has disclosed; the reading is recorded",
    action: "disclosure.read",
    params: z.strictObject({ disclosureId: orderIdField }),
    answer: disclosureSchema.extend({ name: z.string().nullable(), contact: z.string().nullable() }).openapi("DisclosureContent"),
    refusals: ["PARTNER_NOT_FOUND", "DISCLOSURE_NOT_FOUND"],
    at: (desk, { caller, params }) => read(desk, caller.partnerId, params.disclosureId),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/disclosures/{disclosureId}/close",
    id: "closeDisclosure",
    summary: "Erase what a partner has disclosed",
    action: "disclosure.ask",
    params: z.strictObject({ disclosureId: orderIdField }),
    body: nothing,
    answer: disclosureSchema,
    refusals: ["DISCLOSURE_NOT_FOUND", "DISCLOSURE_STATE_FORBIDS"],
    at: (desk, { caller, params }) => close(desk, caller.partnerId, params.disclosureId),
  }),
];
