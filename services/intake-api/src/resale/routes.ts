import { findResaleRule, listResaleRulePage, single } from "@saihan/db";
import { no, orderIdPattern, ownTarget, type Rejection, type Target } from "@saihan/domain";
import type { Caller, IntakeContext } from "../context.ts";
import { contractIdParam, nothing, z } from "../fields.ts";
import { monthField } from "../invoices/view.ts";
import { ok, operation } from "../operation.ts";
import { pageOf, pageQuery, readCursor } from "../page.ts";
import { endRule, enterRule } from "./enter-rule.ts";
import { previewPrices, previewSchema } from "./preview.ts";
import { ruleBody, ruleSchema, ruleView } from "./rule-view.ts";

const tag = "Resale prices";
const oneRule = z.strictObject({ ruleId: z.string() });
const entered = [
  ...(["CONTRACT_NOT_FOUND", "GROUP_NOT_FOUND", "RESALE_RULE_INVALID"] as const),
  ...(["RESALE_RULE_TIED", "RESALE_RULE_TOO_EARLY"] as const),
];

/** A rule that the caller may see. */
async function targetOf(ctx: IntakeContext, caller: Caller, { ruleId }: { ruleId: string }): Promise<Target | Rejection> {
  const unknown = no("RESALE_RULE_NOT_FOUND", { ruleId: ruleId.slice(0, 64) });
  if (!orderIdPattern.test(ruleId)) return unknown;
  const [row] = await single(ctx.db, caller, (tx) => findResaleRule(tx, caller.partnerId, ruleId));
  return row ? ownTarget({ partnerId: caller.partnerId, contractId: caller.partnerId }) : unknown;
}

export const resaleRuleOperations = [
  operation({
    method: "get",
    path: "/v1/resale-rules",
    id: "listResaleRules",
    tag,
    summary: "Your own prices for your end users (再販価格), newest first",
    description:
      "Exactly one rule prices a line: the narrowest scope (resource, plan, menu, category, all), then the narrowest holder (contract, group, all), then the latest start; rules that fill gaps come last. End users never see rules.",
    action: "resale-rule.view",
    params: nothing,
    query: pageQuery.extend({ month: monthField.optional().openapi({ description: "In force in this month" }) }),
    order: false,
    status: 200,
    answer: z.object({ rules: z.array(ruleSchema), next: z.string().nullable() }),
    refusals: [],
    handle: async (ctx, { caller, query: { limit, after, month } }) => {
      const inForce = month === undefined ? undefined : `${month}-01`;
      const rows = await single(ctx.db, caller, (tx) =>
        listResaleRulePage(tx, caller.partnerId, inForce, { ...readCursor(after), limit: limit + 1 }),
      );
      const page = pageOf([...rows], limit);
      return ok(200, { rules: page.rows.map(ruleView), next: page.next });
    },
  }),
  operation({
    method: "post",
    path: "/v1/resale-rules",
    id: "createResaleRule",
    tag,
    summary: "Enter a resale price, from a coming month on",
    description:
      "A rule of equal rank is refused. With `fillsGaps` it may begin earlier, prices only what no other rule prices, and end users' statements that waited for it are made. A rule is not changed: end it, and enter another.",
    action: "resale-rule.set",
    params: nothing,
    query: nothing,
    body: ruleBody,
    order: false,
    status: 201,
    answer: ruleSchema,
    refusals: [...entered, "RESALE_RULE_LIMIT_REACHED"],
    handle: (ctx, { caller, body, requestId }) => enterRule(ctx, caller, body, requestId),
  }),
  operation({
    method: "post",
    path: "/v1/resale-rules/{ruleId}:end",
    id: "endResaleRule",
    tag,
    summary: "End a resale price with a coming month",
    description: "A month that has begun keeps its prices. An end in the first month takes a rule back that has not begun.",
    action: "resale-rule.set",
    target: targetOf,
    params: oneRule,
    query: nothing,
    body: z.strictObject({ to: monthField.openapi({ description: "The first month without it" }) }).openapi("EndResaleRule"),
    order: false,
    status: 200,
    answer: ruleSchema,
    refusals: ["RESALE_RULE_NOT_FOUND", "CONTRACT_NOT_FOUND", "RESALE_RULE_INVALID"],
    handle: (ctx, { caller, params: { ruleId }, body: { to }, requestId }) => endRule(ctx, caller, { ruleId, to }, requestId),
  }),
  operation({
    method: "post",
    path: "/v1/contracts/{contractId}/resale-preview",
    id: "previewResalePrices",
    tag,
    summary: "What a month's lines would cost the end user, which rule wins for each, and why",
    description: "With `draft` as if that rule had been entered. Shows cost: for you, never for end users. Nothing is written.",
    action: "resale-price.preview",
    params: z.strictObject({ contractId: contractIdParam }),
    query: nothing,
    body: z
      .strictObject({
        month: monthField.openapi({ description: "Whose charges: estimated for the current month, fixed for a closed one" }),
        rulesOf: monthField.optional().openapi({ description: "By the rules of this month; left out: of the month itself" }),
        draft: ruleBody.optional(),
      })
      .openapi("PreviewResalePrices"),
    order: false,
    status: 200,
    answer: previewSchema,
    refusals: [...entered, "MONTH_NOT_FOUND"],
    handle: (ctx, { caller, params: { contractId }, body }) => previewPrices(ctx, caller, contractId, body),
  }),
];
