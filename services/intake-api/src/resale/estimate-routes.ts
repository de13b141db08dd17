import { type EndUserEstimate, estimateForEndUser } from "@saihan/closing";
import type { CallerScope } from "@saihan/db";
import { saysOf } from "../charges/view.ts";
import type { Caller } from "../context.ts";
import { contractIdField, contractIdParam, instant, nothing, z } from "../fields.ts";
import { monthField, yenField } from "../invoices/view.ts";
import { bilingual } from "../menus/view.ts";
import { ok, operation } from "../operation.ts";
import { byMenuOf, endUserLineSchema, endUserLineView } from "./statement-view.ts";

const estimateSchema = z
  .object({
    contractId: contractIdField,
    month: monthField,
    asOf: instant.openapi({ description: "Usage that had arrived by then is in it" }),
    complete: z.boolean().openapi({ description: "`false`: part of the month's usage has no price yet and is not in it" }),
    net: yenField.openapi({ description: "At your provider's prices, without tax, as far as there are prices" }),
    byMenu: z.array(z.object({ menu: z.string(), net: yenField, lines: z.number().int() })),
    illustrative: z.boolean(),
    lines: z.array(endUserLineSchema),
    missing: z
      .array(z.object({ code: z.string(), says: bilingual }))
      .openapi({ description: "Why it is not complete. Empty for end users" }),
  })
  .openapi("EndUserEstimate");

/**
 * The whole partner, whoever asks and may: a price is made of cost and rules that an end user, or who sees some contracts only, may not read. Nothing of
 * them is in what is answered.
 */
function wholePartner({ partnerId, actor }: Caller): CallerScope {
  return { partnerId, actor, contractId: partnerId, userId: "", keyId: "" };
}

function estimateView({ statement, missing }: EndUserEstimate, at: Date, asPartner: boolean) {
  const { contractId, month, net, lines, illustrative } = statement;
  const reasons = new Map(missing.map(({ code, variables }) => [JSON.stringify([code, variables]), { code, variables }]));
  return {
    ...{ contractId, month, asOf: at.toISOString(), complete: missing.length === 0 },
    ...{ net: Number(net), byMenu: byMenuOf(lines), illustrative, lines: lines.map(endUserLineView) },
    missing: asPartner ? [...reasons.values()].map(({ code, variables }) => ({ code, says: saysOf(code, variables) })) : [],
  };
}

export const endUserEstimateOperations = [
  operation({
    method: "get",
    path: "/v1/contracts/{contractId}/end-user-estimates",
    id: "listEndUserEstimates",
    reads: "replica",
    tag: "Resale prices",
    summary: "What an end user would be charged for months that are not closed, at the partner's prices, newest first",
    description:
      "Estimates: the running month, and one that is over and waits for its close. By the same rules and rounding as the statement, over the usage that has arrived. A month for which the partner has entered no prices has none.",
    action: "end-user-statement.view",
    params: z.strictObject({ contractId: contractIdParam }),
    query: nothing,
    order: false,
    status: 200,
    answer: z.object({ estimates: z.array(estimateSchema) }),
    refusals: ["CONTRACT_NOT_FOUND"],
    handle: async (ctx, { caller, params: { contractId } }) => {
      // The partner's own use is resold to nobody.
      if (contractId === caller.partnerId) return ok(200, { estimates: [] });
      const at = ctx.now();
      const scope = wholePartner(caller);
      const estimates = await estimateForEndUser(ctx.db, scope, { contractId, at, prices: () => ctx.prices(scope) });
      const asPartner = caller.contractId === caller.partnerId;
      return ok(200, { estimates: estimates.map((one) => estimateView(one, at, asPartner)) });
    },
  }),
];
