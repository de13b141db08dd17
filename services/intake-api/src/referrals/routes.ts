import { findReferral, listReferrals, type Scope, single } from "@saihan/db";
import { no, orderIdPattern, ownTarget, type Rejection, referralStates, roleTable, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { displayText, mailAddressField, nothing, z } from "../fields.ts";
import { monthField } from "../invoices/view.ts";
import { bilingual, dayField } from "../menus/view.ts";
import { ok, operation } from "../operation.ts";
import { type Desk, deskScope } from "../operator-desk/desk.ts";
import { deskOperation } from "../operator-desk/desk-operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { type Ending, moveReferral, registerReferral } from "./move.ts";
import { referralSchema, referralView } from "./view.ts";

const tag = "Agencies";
const oneReferral = z.strictObject({ referralId: z.string() });
const listQuery = pageQuery.extend({ state: z.enum(referralStates).optional() });
const listSchema = z.object({ referrals: z.array(referralSchema), next: z.string().nullable() });
const moved = ["REFERRAL_NOT_FOUND", "REFERRAL_STATE_FORBIDS"] as const;

async function targetOf(ctx: IntakeContext, caller: Caller, { referralId }: { referralId: string }): Promise<Target | Rejection> {
  const unknown = no("REFERRAL_NOT_FOUND", { referralId: referralId.slice(0, 64) });
  if (!orderIdPattern.test(referralId)) return unknown;
  const [row] = await single(ctx.db, caller, (tx) => findReferral(tx, referralId));
  return row ? ownTarget({ partnerId: row.partnerId, contractId: row.partnerId }) : unknown;
}

async function page(ctx: Pick<IntakeContext, "db">, scope: Scope, { limit, after, state }: z.infer<typeof listQuery>) {
  const rows = await single(ctx.db, scope, (tx) => listReferrals(tx, { state }, { limit: limit + 1, ...readCursor(after) }));
  const shown = pageOf([...rows], limit);
  return { referrals: shown.rows.map(referralView), next: shown.next };
}

/** What the provider's staff make of a referral of the partner that they name. */
function byDesk(desk: Desk, caller: Caller, id: string, ending: ByDesk) {
  if (!orderIdPattern.test(id)) return Promise.resolve(no("REFERRAL_NOT_FOUND", { referralId: id.slice(0, 64) }));
  const { db, now, requestId } = desk;
  return moveReferral({ db, now, requestId, scope: deskScope(desk, caller.partnerId) }, id, { ...ending, by: "provider" });
}

type WithoutBy<T> = T extends unknown ? Omit<T, "by"> : never;
type ByDesk = WithoutBy<Ending>;

export const agencyOperations = [
  operation({
    method: "get",
    path: "/v1/roles",
    id: "listRoles",
    tag,
    summary: "Who does what towards the end user: a reseller, an agency, the provider",
    action: "role.view",
    params: nothing,
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({
      model: z.enum(["reseller", "agency"]).nullable().openapi({ description: "Your own; null for the provider's staff" }),
      roles: z.array(
        z.object({
          code: z.string(),
          name: bilingual,
          by: z.object({
            reseller: z.enum(["partner", "provider"]).nullable(),
            agency: z.enum(["partner", "provider"]).nullable(),
          }),
        }),
      ),
    }),
    refusals: [],
    handle: async (_ctx, { caller: { who } }) =>
      ok(200, {
        model: who.kind === "user" ? who.model : null,
        roles: roleTable.map(({ code, name, by }) => ({ code, name, by })),
      }),
  }),
  operation({
    method: "get",
    path: "/v1/referrals",
    id: "listReferrals",
    reads: "replica",
    tag,
    summary: "The end users whom you have referred, newest first",
    action: "referral.view",
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
    path: "/v1/referrals",
    id: "registerReferral",
    tag,
    summary: "Refer an end user to the provider",
    description: "For agencies. The contract is then concluded between the provider and the end user.",
    action: "referral.register",
    params: nothing,
    query: nothing,
    body: z
      .strictObject({
        customerName: displayText(200, "みどり商事株式会社"),
        contactName: displayText(200, "山田 太郎"),
        contactAddress: mailAddressField,
        note: displayText(2_000, "ベアメタルサーバーを検討中").optional(),
      })
      .openapi("RegisterReferral"),
    order: false,
    status: 201,
    answer: referralSchema,
    refusals: [],
    handle: (ctx, asked) => registerReferral(ctx, { ...asked, body: { ...asked.body, note: asked.body.note ?? "" } }),
  }),
  operation({
    method: "get",
    path: "/v1/referrals/{referralId}",
    id: "getReferral",
    tag,
    summary: "View a referral",
    action: "referral.view",
    target: targetOf,
    params: oneReferral,
    query: nothing,
    order: false,
    status: 200,
    answer: referralSchema,
    refusals: ["REFERRAL_NOT_FOUND"],
    handle: async (ctx, { caller, params: { referralId } }) => {
      const [row] = await single(ctx.db, caller, (tx) => findReferral(tx, referralId));
      return row ? ok(200, referralView(row)) : no("REFERRAL_NOT_FOUND", { referralId });
    },
  }),
  operation({
    method: "post",
    path: "/v1/referrals/{referralId}/withdraw",
    id: "withdrawReferral",
    tag,
    summary: "Take a referral back",
    action: "referral.register",
    target: targetOf,
    params: oneReferral,
    query: nothing,
    body: nothing,
    order: false,
    status: 200,
    answer: referralSchema,
    refusals: moved,
    handle: ({ db, now }, { caller, params, requestId }) =>
      moveReferral({ db, now, scope: caller, requestId }, params.referralId, { state: "withdrawn", by: "agency" }),
  }),
  deskOperation({
    method: "get",
    path: "/v1/operator/referrals",
    id: "listReferralsOfAll",
    reads: "replica",
    summary: "The referrals of all agencies, newest first",
    description: "Of the one that is named in the header Saihan-Partner, or of all.",
    action: "referral.list-all",
    params: nothing,
    query: listQuery,
    answer: listSchema,
    refusals: [],
    at: async (desk, { caller, query }) => ok(200, await page(desk, deskScope(desk, caller.partnerId), query)),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/referrals/{referralId}/conclude",
    id: "concludeReferral",
    summary: "Record the contract that the provider has concluded with the end user",
    action: "referral.settle",
    params: oneReferral,
    body: z.strictObject({
      directContract: z
        .string()
        .regex(/^[0-9A-Za-z-]{1,50}$/, "must be 1 to 50 letters, digits and hyphens")
        .openapi({ example: "D-2026-0001" }),
      concludedOn: dayField,
    }),
    answer: referralSchema,
    refusals: [...moved, "DIRECT_CONTRACT_TAKEN"],
    at: (desk, { caller, params, body }) => byDesk(desk, caller, params.referralId, { state: "concluded", ...body }),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/referrals/{referralId}/decline",
    id: "declineReferral",
    summary: "Decline a referral",
    action: "referral.settle",
    params: oneReferral,
    body: z.strictObject({ reason: displayText(500, "既に直接のお客さまです") }),
    answer: referralSchema,
    refusals: moved,
    at: (desk, { caller, params, body }) => byDesk(desk, caller, params.referralId, { state: "declined", ...body }),
  }),
  deskOperation({
    method: "post",
    path: "/v1/operator/referrals/{referralId}/lapse",
    id: "lapseReferral",
    summary: "Record the last month for which a referral earns commission",
    description:
      "Charges of later months earn none; what has been booked stays. Credit notes and voids of earlier months still take back what they earned.",
    action: "referral.settle",
    params: oneReferral,
    body: z.strictObject({ lastMonth: monthField, reason: displayText(500, "代理店契約の終了") }).openapi("LapseReferral"),
    answer: referralSchema,
    refusals: [...moved, "REFERRAL_HAS_EARNED"],
    at: (desk, { caller, params, body }) => byDesk(desk, caller, params.referralId, { state: "lapsed", ...body }),
  }),
];
